"""Signing in and out, passwords, and switching between workspaces."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.views.decorators.http import require_POST

from accounts.access import ACTIVE_WORKSPACE, signed_in
from accounts.forms import ResetForm, SignInForm
from accounts.models import Workspace


class _Refused422:
    """A refused form comes back as 422, which tells scripts and tests that nothing happened."""

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        response.status_code = 422
        return response


class SignIn(_Refused422, auth_views.LoginView):
    template_name = "accounts/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


class PasswordReset(_Refused422, auth_views.PasswordResetView):
    template_name = "accounts/password_reset.html"
    form_class = ResetForm
    email_template_name = "accounts/password_reset_email.txt"
    subject_template_name = "accounts/password_reset_subject.txt"
    success_url = reverse_lazy("password_reset_done")


class PasswordResetConfirm(_Refused422, auth_views.PasswordResetConfirmView):
    template_name = "accounts/password_reset_confirm.html"
    success_url = reverse_lazy("password_reset_complete")


class PasswordChange(_Refused422, auth_views.PasswordChangeView):
    template_name = "accounts/password_change.html"
    success_url = reverse_lazy("home")

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, "Your password was changed.")
        return super().form_valid(form)


@require_POST
@signed_in
def switch_workspace(request: HttpRequest) -> HttpResponse:
    """Work in another of the person's workspaces from now on, in this session."""
    workspaces = Workspace.objects.visible_to(request.user)
    try:
        workspace = get_object_or_404(workspaces, pk=request.POST.get("workspace") or None)
    except (ValueError, ValidationError):
        raise Http404 from None
    request.session[ACTIVE_WORKSPACE] = str(workspace.pk)
    return redirect("home")
