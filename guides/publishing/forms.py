"""The form of a new share link."""

from __future__ import annotations

from django import forms
from django.conf import settings


class ShareLinkForm(forms.Form):
    label = forms.CharField(
        max_length=120,
        required=False,
        label="Who is it for?",
        help_text="Only you and other managers see this.",
    )
    days = forms.IntegerField(min_value=1, max_value=3650, label="Days until it expires")
    sign_in_required = forms.BooleanField(
        required=False, label="Only for people of this workspace, signed in"
    )

    @classmethod
    def blank(cls) -> ShareLinkForm:
        return cls(initial={"days": settings.SHARE_LINK_DAYS})
