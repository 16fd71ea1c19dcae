"""What readers think of examples: a thumb on each, changed or taken back at will, and a comment.

Feedback is about an example, never about a person. A reader sees their own; managers see counts and
comments without names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from guides.enums import FeedbackValue
from guides.matrix.page import CellView, MatrixPage, dom_id
from guides.models import CellGeneration, ExampleFeedback, GuideEdition

BACK = "back"
"""The word that takes a thumb back."""


@dataclass(frozen=True, slots=True)
class Thumb:
    """One reader's word on one example. `value` is empty where there is none."""

    address: str
    dom_id: str
    value: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What all readers together say of one example; comments newest first."""

    up: int = 0
    down: int = 0
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExamplePlace:
    """Where an example stands in an edition: by keys, so that an address tells no inner name."""

    competency: str
    level: str
    index: int

    @property
    def cell_id(self) -> str:
        return dom_id(self.competency, self.level)

    def generation_in(self, edition: GuideEdition) -> UUID | None:
        """The generation behind the example; None where the edition has no such example."""
        for cell in edition.content_json["cells"]:
            if (cell["competency"], cell["level"]) == (self.competency, self.level):
                name = cell.get("generation")
                return UUID(name) if name and self.index < len(cell["examples"]) else None
        return None

    def thumb(self, edition: GuideEdition, given: ExampleFeedback | None) -> Thumb:
        args = [edition.guide_id, edition.number, self.competency, self.level, self.index]
        return Thumb(
            address=reverse("example_thumb", args=args),
            dom_id=f"t-{self.competency}--{self.level}--{self.index}",
            value=given.value if given else "",
            comment=given.comment if given else "",
        )


def with_thumbs(page: MatrixPage, edition: GuideEdition, reader: Any) -> MatrixPage:
    """The page of an edition with the reader's thumbs at its examples; one query."""
    given = {
        (str(row.generation_id), row.example_index): row
        for row in ExampleFeedback.objects.filter(
            reader=reader, generation__guide=edition.guide_id
        ).order_by()
    }
    generations = {
        (cell["competency"], cell["level"]): cell.get("generation", "")
        for cell in edition.content_json["cells"]
    }

    def marked(cell: CellView, competency: str) -> CellView:
        generation = generations.get((competency, cell.level.key))
        if not generation:
            return cell
        examples = tuple(
            replace(
                example,
                thumb=ExamplePlace(competency, cell.level.key, at).thumb(
                    edition, given.get((generation, at))
                ),
            )
            for at, example in enumerate(cell.examples)
        )
        return replace(cell, examples=examples)

    rows = tuple(
        replace(row, cells=tuple(marked(cell, row.key) for cell in row.cells)) for row in page.rows
    )
    return replace(page, rows=rows)


@transaction.atomic
def give_thumb(
    generation: UUID, index: int, reader: Any, *, value: str, comment: str | None = None
) -> ExampleFeedback | None:
    """Keep a thumb, or take it back with its comment. None: there is none now.

    Also None where the examples are gone: an edition outlives the rows that it was made from.
    """
    if value == BACK:
        ExampleFeedback.objects.filter(
            generation=generation, example_index=index, reader=reader
        ).delete()
        return None
    written = CellGeneration.objects
    if not written.filter(pk=generation).exists():
        return None
    row, _ = ExampleFeedback.objects.update_or_create(
        generation_id=generation,
        example_index=index,
        reader=reader,
        defaults={"value": value} | ({} if comment is None else {"comment": comment}),
    )
    return row


def verdicts(generations: Iterable[Any]) -> dict[tuple[UUID, int], Verdict]:
    """What readers say of the examples of `generations`, by generation and place; one query."""
    rows: dict[tuple[UUID, int], list[ExampleFeedback]] = defaultdict(list)
    for row in ExampleFeedback.objects.filter(generation__in=[g.pk for g in generations]):
        rows[row.generation_id, row.example_index].append(row)
    return {
        place: Verdict(
            up=sum(row.value == FeedbackValue.UP for row in given),
            down=sum(row.value == FeedbackValue.DOWN for row in given),
            comments=tuple(row.comment for row in given if row.comment),
        )
        for place, given in rows.items()
    }
