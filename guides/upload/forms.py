"""What people hand in, turned into clean values. Nothing is written here."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID, uuid4, uuid5

from django import forms
from django.conf import settings
from django.core.files import File

from generation.core.office import TAKEN
from guides.source.pasted_file import pasted_file
from guides.source.published import fetch_published
from guides.validators import clean_line, clean_website, validate_guide_upload

ACCEPTED = ",".join([*(kind.mime_type for kind in TAKEN), *(e for k in TAKEN for e in k.endings)])
"""For the browser's dialogue; what a file is, its content says."""


class PdfField(forms.FileField):
    """A guide's file within the limits, with a message of its own for all that can be wrong."""

    default_error_messages = {
        "required": "Choose the file of your leveling guide.",
        "empty": "This file is empty (0 bytes). Choose the file again, or export it anew.",
    }

    def __init__(self, **kwargs) -> None:
        super().__init__(allow_empty_file=True, max_length=255, **kwargs)
        self.validators.append(validate_guide_upload)

    def widget_attrs(self, widget: forms.Widget) -> dict:
        return {"accept": ACCEPTED, "data-max-mb": settings.UPLOAD_MAX_MB}


class SeveralFiles(forms.FileInput):
    """A file input that takes several; each of them is a form of its own on the server."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__({"multiple": True})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.get(name)


class GuideUploadForm(forms.Form):
    """One file, pasted table or published sheet, and what is said of it.

    Cleaned, `pdf` is the file whichever way it came, and there are two things more: `digest` is
    the file's, and `token` is the same where the same form brings the same file and words once
    more (None without a form token): whoever goes back and changes a word hands in another guide.

    `same_file` is the digest of a file that a guide was made from already: with it, a fresh guide
    needs no file.
    """

    website_url = forms.CharField(
        label="Company website",
        max_length=300,
        help_text="Public pages give the examples their context. For instance www.example.com",
        error_messages={
            "required": "Enter the address of the company's website, "
            "for instance https://www.example.com."
        },
        widget=forms.TextInput(
            attrs={"inputmode": "url", "autocomplete": "url", "spellcheck": "false"}
        ),
    )
    role_title = forms.CharField(
        label="Role",
        max_length=160,
        help_text="Whose levels the guide describes, for instance Software Engineer",
        error_messages={"required": "Enter the role that the guide is about."},
    )
    pdf = PdfField(label="Leveling guide", widget=SeveralFiles)
    table = forms.CharField(
        label="A table, pasted",
        required=False,
        strip=False,  # a table whose corner is empty begins with a tab
        help_text="Select the cells in your spreadsheet, the header too, copy and paste them here.",
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
    )
    sheet = forms.CharField(
        label="A published Google Sheet",
        max_length=500,
        required=False,
        help_text="The address that “Publish to the web” gives, as CSV or XLSX.",
        widget=forms.TextInput(attrs={"inputmode": "url", "spellcheck": "false"}),
    )
    company_name = forms.CharField(
        label="Company name",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    context = forms.CharField(
        label="What should the examples know?",
        max_length=4000,
        required=False,
        help_text="Products, teams, ways of working: a few sentences in your own words.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    form_token = forms.UUIDField(
        required=False, initial=uuid4, widget=forms.HiddenInput({"autocomplete": "off"})
    )

    same_file = forms.RegexField(r"\A[0-9a-f]{64}\Z", required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = ("same_file", "table", "sheet")
        if self.is_bound and any(self.data.get(name, "").strip() for name in others):
            self.fields["pdf"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            cleaned["pdf"] = cleaned["pdf"] or cleaned["table"] or self._published()
        if not self.errors:
            pdf = cleaned["pdf"]
            cleaned["digest"] = _digest_of(pdf) if pdf else cleaned["same_file"]
            cleaned["token"] = _token_of(cleaned)
        return cleaned

    def fresh_fields(self) -> list[tuple[str, str]]:
        """What a form has to hold that makes a fresh guide of this file, without sending it."""
        names = ("website_url", "role_title", "company_name", "context")
        fields = [(name, self.cleaned_data[name]) for name in names]
        fields.append(("form_token", str(self.cleaned_data["form_token"] or "")))
        return [*fields, ("same_file", self.cleaned_data["digest"])]

    def clean_table(self) -> File[bytes] | None:
        text = self.cleaned_data["table"]
        return pasted_file(text) if text.strip() else None

    def _published(self) -> File[bytes] | None:
        """The published sheet, asked for only once nothing else is wrong: it takes seconds."""
        address = self.cleaned_data["sheet"].strip()
        if not address:
            return None
        try:
            return fetch_published(address)
        except forms.ValidationError as error:
            self.add_error("sheet", error)
            return None

    def clean_website_url(self) -> str:
        return clean_website(self.cleaned_data["website_url"])

    def clean_role_title(self) -> str:
        title = clean_line(self.cleaned_data["role_title"])
        if not title:
            raise forms.ValidationError(self.fields["role_title"].error_messages["required"])
        return title

    def clean_company_name(self) -> str:
        return clean_line(self.cleaned_data["company_name"])


def _digest_of(pdf: File[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in pdf.chunks():
        digest.update(chunk)
    pdf.seek(0)
    return digest.hexdigest()


def _token_of(cleaned: dict[str, Any]) -> UUID | None:
    form_token = cleaned["form_token"]
    if form_token is None:
        return None
    words = (cleaned[name] for name in ("website_url", "role_title", "company_name", "context"))
    return uuid5(form_token, "\n".join([cleaned["digest"], *words]))


class ReplacePdfForm(forms.Form):
    pdf = PdfField(label="Another file")
