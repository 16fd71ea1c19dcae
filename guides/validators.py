"""Checks of what a person hands in, shared by forms, commands and the API."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.template.defaultfilters import filesizeformat

from levelingai.sandbox import addresses

PDF_MARK = b"%PDF-"
PDF_ENDING = ".pdf"
HEADER_BYTES = 1024
"""Readers accept the mark anywhere in the first kilobyte."""

_FOUND = (
    (b"PK\x03\x04", "a Word, Excel, PowerPoint or ZIP file"),
    (b"\xd0\xcf\x11\xe0", "an older Microsoft Office file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"{\\rtf", "an RTF document"),
)

_DIRECTION_MARKS = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


def validate_pdf_upload(upload: File) -> None:
    """Size, content, name: claiming to be a PDF is not enough, and no other type may be claimed."""
    size = upload.size or 0
    limit = settings.UPLOAD_MAX_MB * 1024 * 1024
    if size == 0:
        raise ValidationError(
            "This file is empty (0 bytes). Choose the PDF again, or export it anew.",
            code="empty_file",
        )
    if size > limit:
        raise ValidationError(
            f"This file has {filesizeformat(size)}; up to {settings.UPLOAD_MAX_MB} MB are "
            "accepted. Export it with smaller pictures, or only the pages of the guide.",
            code="too_large",
        )
    head = upload.read(HEADER_BYTES)
    upload.seek(0)
    if PDF_MARK not in head:
        raise ValidationError(
            f"This is {_describe(head)}, not a PDF. Export or print the guide as a PDF and "
            "choose that file.",
            code="not_a_pdf",
        )
    ending = PurePath(clean_filename(upload.name or "")).suffix
    if ending[1:2].isalpha() and ending.lower() != PDF_ENDING:  # “Ladder v1.2” ends in no type
        raise ValidationError(
            f"The name of this file ends in {ending[:20]}, not in {PDF_ENDING}. Export or print "
            "the guide as a PDF and choose that file.",
            code="not_a_pdf",
        )


def _describe(head: bytes) -> str:
    for mark, words in _FOUND:
        if head.startswith(mark):
            return words
    start = head.lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "a web page"
    return "a text file" if b"\x00" not in head else "some other kind of file"


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
    return (name or "guide.pdf")[-255:]


def clean_line(text: str) -> str:
    """One line of a person's words, without control marks and those that reverse what follows.

    Joiners stay: some scripts need them.
    """
    kept = (c for c in text if c not in _DIRECTION_MARKS and unicodedata.category(c) != "Cc")
    return " ".join("".join(kept).split())
