"""A table pasted from a spreadsheet as the file that a guide is made of."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from generation.core.office import CSV, kind_of_bytes

NAME = "Pasted table.tsv"
MOST_LETTERS = 1_000_000


def pasted_file(text: str) -> ContentFile[bytes]:
    """The pasted text as a file. Raises `ValidationError` with a code where it is no table.

    Anything that is taken as a file may be pasted: Markdown and HTML too.
    """
    if len(text) > MOST_LETTERS:
        raise ValidationError("This is more text than a guide has.", code="too_large")
    data = text.encode("utf-8", "replace")
    if not text.strip():
        raise ValidationError("Paste the table of your guide.", code="empty_file")
    kind = kind_of_bytes(data)
    if not kind.is_taken:
        raise ValidationError(
            "This is no table. Select the cells in your spreadsheet, the header too, copy them, "
            "and paste them here.",
            code="unsupported_type",
        )
    return ContentFile(data, name=NAME if kind is CSV else f"Pasted guide{kind.ending}")
