"""Checks of what a person hands in, shared by forms, commands and the API."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.template.defaultfilters import filesizeformat

from generation.core.office import PDF, TAKEN_WORDS, Kind, kind_of
from levelingai.sandbox import addresses

PDF_ENDING = PDF.ending

_DIRECTION_MARKS = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


def validate_guide_upload(upload: File) -> None:
    """Size, content, name: what a file is shows in its content, and its name must not deny that."""
    size = upload.size or 0
    limit = settings.UPLOAD_MAX_MB * 1024 * 1024
    if size == 0:
        raise ValidationError(
            "This file is empty (0 bytes). Choose the file again, or export it anew.",
            code="empty_file",
        )
    if size > limit:
        raise ValidationError(
            f"This file has {filesizeformat(size)}; up to {settings.UPLOAD_MAX_MB} MB are "
            "accepted. Export it with smaller pictures, or only the pages of the guide.",
            code="too_large",
        )
    kind = kind_of_upload(upload)
    ending = PurePath(clean_filename(upload.name or "")).suffix.lower()
    if ending == PDF_ENDING and kind is not PDF:
        raise ValidationError(
            f"The name of this file ends in {PDF_ENDING}, but it is {kind.words}, not a PDF. "
            + (kind.advice or "Give it the ending of what it is, or export the guide as a PDF."),
            code="not_a_pdf",
        )
    if not kind.is_taken:
        raise ValidationError(
            f"This is {kind.words}, which is not taken. Taken are {TAKEN_WORDS}. {kind.advice}",
            code=kind.code,
        )
    if ending[1:2].isalpha() and ending not in kind.endings and ending[1:].isalnum():
        raise ValidationError(
            f"The name of this file ends in {ending[:20]}, not in {kind.ending}, but it is "
            f"{kind.words}. Give it the ending of what it is.",
            code="not_a_pdf" if kind is PDF else "unsupported_type",
        )


def kind_of_upload(upload: File) -> Kind:
    """What a file is, by its content; it is left at its beginning."""
    upload.open()
    return kind_of(upload)


def clean_website(text: str) -> str:
    """The normalised origin of a company's website; raises ValidationError `invalid_url`."""
    try:
        return addresses.normalise_website(text)
    except ValueError as error:
        raise ValidationError(str(error), code="invalid_url") from error


def clean_filename(name: str) -> str:
    """A file name that is safe to display: no path, no control or direction marks, 255 at most."""
    name = re.split(r"[\\/]", name)[-1]
    name = "".join(char for char in name if unicodedata.category(char)[0] != "C").strip()
    return (name or "guide")[-255:]


def clean_line(text: str) -> str:
    """One line of a person's words, without control marks and those that reverse what follows.

    Joiners stay: some scripts need them.
    """
    kept = (c for c in text if c not in _DIRECTION_MARKS and unicodedata.category(c) != "Cc")
    return " ".join("".join(kept).split())
