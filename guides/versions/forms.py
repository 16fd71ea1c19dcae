"""What a manager hands in for a new version, and says when accepting it."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID, uuid4, uuid5

from django import forms
from django.core.files import File

from guides.models import LevelingGuide
from guides.upload.forms import PdfField

SAME_FILE = (
    "This is the file that the guide was made from: nothing would change. Choose the changed one."
)


class NewVersionForm(forms.Form):
    """`token` in the cleaned data is the same where the same form brings the same file again."""

    pdf = PdfField(label="The changed guide")
    form_token = forms.UUIDField(
        required=False, initial=uuid4, widget=forms.HiddenInput({"autocomplete": "off"})
    )

    def __init__(self, *args: Any, guide: LevelingGuide, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.guide = guide

    def clean_pdf(self) -> File[bytes]:
        pdf: File[bytes] = self.cleaned_data["pdf"]
        self.digest = _digest(pdf)
        if self.digest == self.guide.sha256:
            raise forms.ValidationError(SAME_FILE, code="same_file")
        return pdf

    def token(self) -> UUID | None:
        form_token = self.cleaned_data["form_token"]
        return form_token and uuid5(form_token, f"{self.guide.pk}\n{self.digest}")


class AcceptForm(forms.Form):
    """`mark` is that of the comparison on the page; `own`: examples that people wrote may go."""

    mark = forms.CharField(max_length=64)
    own = forms.BooleanField(required=False)


def _digest(pdf: File[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in pdf.chunks():
        digest.update(chunk)
    pdf.seek(0)
    return digest.hexdigest()
