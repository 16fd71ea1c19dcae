"""Who may open a page, and in which workspace a person is working."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url

from accounts.models import EDITORS, Membership, Role

ACTIVE_WORKSPACE = "workspace"
"""Session key: the id of the workspace that a person of several is working in."""
OWNS = "owns"
"""Session key: whether menus show what owners may do. The pages themselves ask the database."""

View = Callable[..., HttpResponseBase]


def signed_in(view: View) -> View:
    """Only for people with an account; others sign in first and come back.

    A fragment request is told to leave the page: a sign-in form has no place inside another page.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        htmx = getattr(request, "htmx", None)
        if htmx:
            back_to = htmx.current_url_abs_path or resolve_url("home")
            query = urlencode({"next": back_to})
            return HttpResponse(
                status=204, headers={"HX-Redirect": f"{resolve_url(settings.LOGIN_URL)}?{query}"}
            )
        back_to = request.get_full_path() if request.method == "GET" else resolve_url("home")
        return redirect_to_login(back_to)

    return guarded


def memberships_of(user: User | AnonymousUser) -> list[Membership]:
    """Where a person belongs, by the workspaces' names."""
    if user.pk is None:
        return []
    memberships = Membership.objects.filter(user_id=user.pk).select_related("workspace")
    return list(memberships.order_by("workspace__name", "workspace_id"))


def active_membership(request: HttpRequest, memberships: list[Membership]) -> Membership | None:
    """The membership of the workspace chosen in this session, else the first one."""
    chosen = request.session.get(ACTIVE_WORKSPACE)
    for membership in memberships:
        if str(membership.workspace_id) == chosen:
            return membership
    return memberships[0] if memberships else None


def note_role(request: HttpRequest, membership: Membership | None) -> None:
    """Remember for the menus of other pages whether the person owns the active workspace."""
    owns = membership is not None and membership.role == Role.OWNER
    if bool(request.session.get(OWNS)) != owns:
        request.session[OWNS] = owns


def is_editor(membership: Membership | None) -> bool:
    return membership is not None and membership.role in EDITORS
