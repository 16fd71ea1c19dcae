"""Sign-in and password forms in the words of the product."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, PasswordResetForm


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": "This user name and password do not belong together. "
        "Check both; capital letters matter in the password.",
        "inactive": "This user name and password do not belong together. "
        "Check both; capital letters matter in the password.",
    }


class ResetForm(PasswordResetForm):
    """Mails a link to the configured address of the site, whatever host the request named."""

    def save(self, **options: Any) -> None:  # type: ignore[override]
        site = urlsplit(settings.SITE_URL)
        options |= {"domain_override": site.netloc, "use_https": site.scheme == "https"}
        super().save(**options)
