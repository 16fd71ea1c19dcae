"""Sign-in and password forms in the words of the product."""

from __future__ import annotations

from django.contrib.auth.forms import AuthenticationForm


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": "This user name and password do not belong together. "
        "Check both; capital letters matter in the password.",
        "inactive": "This user name and password do not belong together. "
        "Check both; capital letters matter in the password.",
    }
