"""What a manager should know of a recovery: what reading met, and which guides it found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from guides.models import LevelingGuide
from guides.source.artifacts import guides_offered
from guides.source.page_shapes import reading_quality

_HIDDEN = {
    "white": "in the colour of the page",
    "tiny": "too small to see",
    "off_page": "outside the page",
    "invisible": "set as invisible",
    "covered": "covered by something else",
    "clipped": "cut off",
    "layer": "on a layer that is switched off",
    "hidden_rows": "in hidden rows",
    "hidden_columns": "in hidden columns",
    "hidden_sheets": "on hidden sheets",
    "hidden_slides": "on hidden slides",
    "hidden_text": "marked as hidden",
    "comments": "in comments",
    "deleted": "struck out or deleted in tracked changes",
    "notes": "in speaker notes",
}


@dataclass(frozen=True, slots=True)
class FoundGuide:
    """One of several guides in the PDF."""

    index: int
    title: str
    levels: list[str]
    competencies: list[str]


def reading_notes(guide: LevelingGuide) -> list[str]:
    """What reading the PDF came across, in sentences."""
    quality = reading_quality(guide)
    unmapped = quality.get("unmapped")
    gaps = f"{unmapped} characters have no readable meaning in the PDF: check for gaps."
    notes = [_hidden_note(quality), _ocr_note(quality), gaps if unmapped else ""]
    return [*filter(None, notes), *quality.get("notes", [])]


def _hidden_note(quality: Mapping[str, Any]) -> str:
    hidden = {kind: count for kind, count in quality.get("hidden", {}).items() if count}
    if not hidden:
        return ""
    total = sum(hidden.values())
    kinds = ", ".join(f"{count} {_HIDDEN.get(kind, kind)}" for kind, count in hidden.items())
    what = "1 hidden character was" if total == 1 else f"{total} hidden characters were"
    return f"{what} left out: {kinds}."


def _ocr_note(quality: Mapping[str, Any]) -> str:
    pages = quality.get("ocr_pages")
    if not pages:
        return ""
    which = f"Page {pages[0]} was" if len(pages) == 1 else f"Pages {_listed(pages)} were"
    return f"{which} read by OCR: check the words."


def found_guides(guide: LevelingGuide) -> list[FoundGuide]:
    """The guides to pick from, where the PDF holds several and none has been picked."""
    return [
        FoundGuide(
            index=index,
            title=found.get("title") or f"Guide {index + 1}",
            levels=[
                " ".join(filter(None, (level["code"], level["title"]))) for level in found["levels"]
            ],
            competencies=[row["name"] for row in found["competencies"]],
        )
        for index, found in enumerate(guides_offered(guide))
    ]


def _listed(numbers: list[int]) -> str:
    texts = [str(number) for number in numbers]
    return f"{', '.join(texts[:-1])} and {texts[-1]}"
