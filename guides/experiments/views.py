"""A workspace's prompt experiments: the running one, a new one, and those that have ended."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import active_membership, is_editor, memberships_of, signed_in
from accounts.models import Membership
from guides.experiments import services
from guides.experiments.forms import ExperimentForm, has_choice
from guides.experiments.presenters import ended_line, results_page, why_not_drawn
from guides.generations.writers import UnknownWriter, writer_choices
from guides.models import PromptExperiment
from levelingai.middleware import client_address

ENDED_PER_PAGE = 10


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def experiments(request: HttpRequest) -> HttpResponse:
    """Those of the active workspace; a POST starts one."""
    membership = active_membership(request, memberships_of(request.user))
    if membership is None:
        return redirect("home")
    if not is_editor(membership):
        raise PermissionDenied("Experiments are run by the managers of a workspace.")
    form = ExperimentForm(request.POST or None, choices=writer_choices(membership.workspace_id))
    if request.method != "POST":
        return _page(request, membership, form)
    if form.is_valid() and _started(request, membership, form):
        messages.success(request, "The experiment is running. It draws rows as they are written.")
        return redirect("experiments")
    return _page(request, membership, form, status=422)


@require_safe
@signed_in
def experiment(request: HttpRequest, experiment_pk: UUID) -> HttpResponse:
    found = _editable(request, experiment_pk)
    context = {"experiment": found, "results": results_page(found), "stopped": not found.is_running}
    return render(request, "guides/experiments/experiment.html", context)


@require_POST
@signed_in
def experiment_stop(request: HttpRequest, experiment_pk: UUID) -> HttpResponse:
    found = _editable(request, experiment_pk)
    if services.stop(found, request.user, address=client_address(request)):
        messages.success(request, "The experiment has ended. All that was written stays.")
    else:
        messages.info(request, "The experiment had ended already.")
    return redirect(found)


def _started(request: HttpRequest, membership: Membership, form: ExperimentForm) -> bool:
    """Start what the form asks for; what speaks against it becomes the form's error."""
    try:
        services.start(
            membership.workspace,
            request.user,
            address=client_address(request),
            **form.cleaned_data,
        )
    except (services.NotStarted, UnknownWriter) as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _editable(request: HttpRequest, pk: UUID) -> PromptExperiment:
    """One that the person may see and stop; 404 for any other, whether it exists or not."""
    found = PromptExperiment.objects.editable_by(request.user)
    return get_object_or_404(found.select_related("workspace", "started_by"), pk=pk)


def _page(
    request: HttpRequest, membership: Membership, form: ExperimentForm, status: int = 200
) -> HttpResponse:
    own = membership.workspace.experiments.select_related("started_by")
    running = own.running().first()
    ended = Paginator(own.exclude(ended_at=None).order_by("-ended_at", "pk"), ENDED_PER_PAGE)
    page = ended.get_page(request.GET.get("page"))
    context = {
        "workspace": membership.workspace,
        "running": running,
        "results": results_page(running) if running else None,
        "why_not_drawn": why_not_drawn(running) if running else "",
        "form": form,
        "choices": writer_choices(membership.workspace_id),
        "has_choice": has_choice(writer_choices(membership.workspace_id)),
        "page": page,
        "ended": [ended_line(one) for one in page],
    }
    return render(request, "guides/experiments/experiments.html", context, status=status)
