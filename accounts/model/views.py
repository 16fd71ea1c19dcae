"""The page on which an owner connects a model, and what is done there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.access import active_membership, memberships_of, signed_in
from accounts.model import services
from accounts.model.forms import NOT_FOUND, AddressForm, FoundForm
from accounts.model.presenters import absent, found_views, trial_view, used_view
from accounts.model.writing import start_writing, to_write
from accounts.models import Role, Workspace
from levelingai.llm.connections import Wanted, at_hand, environment, of_row
from levelingai.llm.discovery import FoundServer, find_servers
from levelingai.llm.models import ModelConnection, Server

PAGE, TRIAL = "accounts/model/model.html", "accounts/model/_trial.html"
TRIAL_ID = "#progress"
"""Where the page shows how a trial goes."""
FOR_OWNERS = "The language model of a workspace is connected by its owners."
NOTHING_TRIED = "There is nothing to use yet: the trial has to succeed first."


OwnersView = Callable[[HttpRequest, Workspace], HttpResponseBase]


def _by_owner(view: OwnersView) -> Callable[[HttpRequest], HttpResponseBase]:
    """Only for owners, with the workspace that they mean; people without any go home."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponseBase:
        workspace = _owned(request)
        return redirect("home") if workspace is None else view(request, workspace)

    return guarded


def _owned(request: HttpRequest) -> Workspace | None:
    """The workspace that the request names, else the active one; None for people without any.

    404 where the person is not in it, 403 where another role is theirs.
    """
    memberships = memberships_of(request.user)
    named = request.POST.get("workspace") or request.GET.get("workspace")
    if named:
        chosen = next((one for one in memberships if str(one.workspace_id) == named), None)
        if chosen is None:
            raise Http404
    else:
        chosen = active_membership(request, memberships)
    if chosen is None:
        return None
    if chosen.role != Role.OWNER:
        raise PermissionDenied(FOR_OWNERS)
    return chosen.workspace


@require_safe
@signed_in
@_by_owner
def model(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    return _page(request, workspace)


@require_safe
@signed_in
@vary_on_headers("HX-Request")
@_by_owner
def model_trial(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """How the trial goes: polled by the open page until it is over."""
    if not getattr(request, "htmx", False):
        return _back(workspace)
    row = services.connection_row(workspace.pk)
    context = _trial_context(workspace, row) | {"is_fragment": True}
    return render(request, TRIAL, context)


@require_POST
@signed_in
@_by_owner
def model_try(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Write one cell with what was chosen or typed, or once more with what there is."""
    if environment() is not None or "again" in request.POST:
        return _try_again(request, workspace)
    if "server" in request.POST:
        wanted = FoundForm(request.POST, found=_found(request)).wanted()
        if wanted is None:
            messages.warning(request, NOT_FOUND)
            return _back(workspace)
        services.begin_trial(workspace, request.user, wanted)
        return _back(workspace, TRIAL_ID)
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _page(request, workspace, form, status=422)
    services.begin_trial(workspace, request.user, form.wanted(), key=form.cleaned_data["api_key"])
    return _back(workspace, TRIAL_ID)


@require_POST
@signed_in
@_by_owner
def model_stop(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    services.stop_trial(workspace)
    return _back(workspace)


@require_POST
@signed_in
@_by_owner
def model_use(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Use from now on what was tried, and write at once what is missing where that was asked."""
    if environment() is None and not services.accept(workspace, request.user):
        messages.warning(request, NOTHING_TRIED)
        return _back(workspace)
    guide = start_writing(workspace.pk, request.user) if "write" in request.POST else None
    if guide is not None:
        cells = "1 cell" if guide.cells == 1 else f"{guide.cells} cells"
        messages.success(request, f"New examples are being written for {cells}.")
        return redirect(guide.url)
    messages.success(request, "The model is connected. It writes when you ask for examples.")
    return _back(workspace)


@require_POST
@signed_in
@_by_owner
def model_disconnect(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    if services.disconnect(workspace, request.user):
        messages.success(request, "The model is disconnected, and its key is deleted.")
    return _back(workspace)


def address_of(workspace_id: UUID) -> str:
    """The page of this workspace, whichever the person is working in."""
    return f"{reverse('model')}?workspace={workspace_id}"


def _back(workspace: Workspace, part: str = "") -> HttpResponse:
    return redirect(f"{address_of(workspace.pk)}{part}")


def _try_again(request: HttpRequest, workspace: Workspace) -> HttpResponse:
    """Once more with the installation's model, with what was tried, or with what is in use."""
    row = services.connection_row(workspace.pk)
    if environment() is not None:
        services.begin_trial(workspace, request.user, None)
    elif row is not None and (wanted := at_hand(row)) is not None:
        services.begin_trial(workspace, request.user, wanted)
    return _back(workspace, TRIAL_ID)


def _found(request: HttpRequest) -> tuple[FoundServer, ...]:
    port = request.get_port()
    return find_servers(not_at=int(port) if port.isdigit() else None)


def _page(
    request: HttpRequest, workspace: Workspace, form: AddressForm | None = None, status: int = 200
) -> HttpResponse:
    row = services.connection_row(workspace.pk)
    own = environment()
    used = own or (of_row(row) if row else None)
    found = () if own else _found(request)
    wanted = at_hand(row) if row else None
    context = {
        "workspace": workspace,
        "environment": used_view(own) if own else None,
        "used": used_view(used, row) if used and not own else None,
        "is_kept_unused": bool(own and row and row.accepted_at),
        "found": found_views(found, (wanted.base_url, wanted.model) if wanted else None),
        "absent": absent(found) if settings.LOCAL_RUN and not own else "",
        "form": form or _address_form(wanted),
        "is_form_open": form is not None or not found or _is_typed(wanted),
        "has_key": _has_key(row),
        "asks_disconnect": request.GET.get("ask") == "disconnect",
        **_trial_context(workspace, row),
    }
    return render(request, PAGE, context, status=status)


def _trial_context(workspace: Workspace, row: ModelConnection | None) -> dict[str, Any]:
    waiting = to_write(workspace.pk)
    view = trial_view(row, waiting) if row else None
    if view is not None and view.trial.is_environment is not (environment() is not None):
        view = None  # it was about a model that does not count here any more
    names = view.trial.known_models if view else []
    return {"workspace": workspace, "view": view, "to_write": waiting, "known_models": names}


def _address_form(wanted: Wanted | None) -> AddressForm:
    """The form with what was typed before; never with a key."""
    if wanted is None or not _is_typed(wanted):
        return AddressForm()
    prices = [f"{price.normalize():f}" for price in wanted.price or ()]
    return AddressForm(
        initial={
            "base_url": wanted.base_url,
            "model": wanted.model,
            "small_model": wanted.small_model,
            "context_tokens": wanted.context_tokens,
            **dict(zip(("price_in", "price_cached", "price_out"), prices, strict=False)),
        }
    )


def _is_typed(wanted: Wanted | None) -> bool:
    return wanted is not None and wanted.server == Server.OTHER


def _has_key(row: ModelConnection | None) -> bool:
    return bool(row and (row.tried_key if row.tried else row.sealed_key))
