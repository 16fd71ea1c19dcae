"""The table that every export writes, of an edition or of the draft."""

from __future__ import annotations

from django.utils.formats import date_format

from guides.models import GuideEdition
from guides.publishing.exports import ExportTable, read_table

DRAFT_WORD = "Draft"


def edition_table(edition: GuideEdition) -> ExportTable:
    published = date_format(edition.published_at, "j F Y")
    version = f"Edition {edition.number}, {published}"
    return read_table(edition.content_json, version=version)
