"""The corrections that the review page offers, by the name that its forms send as `action`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from guides.models import GuideCell, Level, LevelingGuide
from guides.review import corrections
from guides.review.forms import (
    AddCompetencyForm,
    AddLevelForm,
    DefinitionForm,
    GridForm,
    GuideForm,
    MergeForm,
    MoveDefinitionForm,
    NamesForm,
    PartForm,
    PasteForm,
    PlaceForm,
    RightForm,
    SplitForm,
)
from guides.review.presenters import Choice


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a correction led to: words for the manager and what is chosen on the page now."""

    said: str
    choice: Choice = field(default_factory=Choice)


Correct = Callable[[LevelingGuide, Any, dict[str, Any]], Outcome]


def _cell(guide: LevelingGuide, data: dict[str, Any]) -> GuideCell:
    cells = GuideCell.objects.filter(competency=data["competency"], level=data["level"])
    cell: GuideCell | None = cells.first()
    if cell is None:
        raise corrections.CorrectionRefused("This cell is empty already.")
    return cell


def _place(data: dict[str, Any]) -> Choice:
    return Choice(data.get("competency"), data.get("level"))


def _edit(guide: LevelingGuide, person: Any, data: dict[str, Any]) -> Outcome:
    corrections.edit_definition(
        guide,
        person,
        competency=data["competency"],
        level=data["level"],
        text=data["text"],
        seen=data["seen"],
    )
    return Outcome("Definition saved.", _place(data))


def _restore(guide: LevelingGuide, person: Any, data: dict[str, Any]) -> Outcome:
    corrections.restore_definition(guide, person, _cell(guide, data))
    return Outcome("The words of the PDF are back.", _place(data))


def _clear(guide: LevelingGuide, person: Any, data: dict[str, Any]) -> Outcome:
    corrections.clear_cell(guide, person, _cell(guide, data))
    return Outcome("The cell is empty now.", _place(data))


def _move(guide: LevelingGuide, person: Any, data: dict[str, Any]) -> Outcome:
    competency, level = data["to_competency"], data["to_level"]
    corrections.move_definition(
        guide, person, _cell(guide, data), competency=competency, level=level
    )
    return Outcome("Definition moved.", Choice(competency, level))


def _rename(guide: LevelingGuide, person: Any, data: dict[str, Any]) -> Outcome:
    corrections.rename_part(guide, person, data["part"], **data["names"])
    return Outcome("Name saved.", _place(data))


def _earlier(guide: LevelingGuide, person: Any, data: dict[str, Any]) -> Outcome:
    corrections.move_part(guide, person, data["part"], step=-1)
    return Outcome("Moved.", _place(data))


def _later(guide: LevelingGuide, person: Any, data: dict[str, Any]) -> Outcome:
    corrections.move_part(guide, person, data["part"], step=1)
    return Outcome("Moved.", _place(data))


def _remove(guide: LevelingGuide, person: Any, data: dict[str, Any]) -> Outcome:
    name = str(data["part"])
    count = corrections.remove_part(guide, person, data["part"])
    cells = "1 cell" if count == 1 else f"{count} cells"
    return Outcome(f"{name} was removed with {cells}.")


def _merge(guide: LevelingGuide, person: Any, data: dict[str, Any]) -> Outcome:
    corrections.merge_parts(guide, person, data["part"], into=data["into"])
    return Outcome("Merged.", Choice(data.get("into_competency"), data.get("into_level")))


def _split(guide: LevelingGuide, person: Any, data: dict[str, Any]) -> Outcome:
    second = corrections.split_part(guide, person, data["part"], copy=data["copy"], **data["names"])
    choice = Choice(None, second) if isinstance(second, Level) else Choice(second, None)
    return Outcome(f"{second} was added behind {data['part']}.", choice)


def _add_level(guide: LevelingGuide, person: Any, data: dict[str, Any]) -> Outcome:
    level = corrections.add_level(guide, person, **data["names"])
    return Outcome(f"{level} was added.", Choice(None, level))


def _add_competency(guide: LevelingGuide, person: Any, data: dict[str, Any]) -> Outcome:
    competency = corrections.add_competency(guide, person, **data["names"])
    return Outcome(f"{competency} was added.", Choice(competency, None))


def _right(guide: LevelingGuide, person: Any, data: dict[str, Any]) -> Outcome:
    place = corrections.settle_doubt(guide, person, data["mark"])
    return Outcome(f"{place[:1].upper()}{place[1:]} is settled.", _place(data))


def _transpose(guide: LevelingGuide, person: Any, data: dict[str, Any]) -> Outcome:
    corrections.transpose(guide, person)
    return Outcome("Rows and columns are swapped.")


def _begin(guide: LevelingGuide, person: Any, data: dict[str, Any]) -> Outcome:
    corrections.begin_matrix(guide, person, data["typed"])
    return Outcome("The matrix is set up. Choose a cell to write its definition.")


def _discard(guide: LevelingGuide, person: Any, data: dict[str, Any]) -> Outcome:
    corrections.discard_matrix(guide, person)
    return Outcome("You can start over.")


ACTIONS: dict[str, tuple[type[GuideForm], Correct]] = {
    "edit": (DefinitionForm, _edit),
    "restore": (PlaceForm, _restore),
    "clear": (PlaceForm, _clear),
    "move": (MoveDefinitionForm, _move),
    "rename": (NamesForm, _rename),
    "right": (RightForm, _right),
    "earlier": (PartForm, _earlier),
    "later": (PartForm, _later),
    "remove": (PartForm, _remove),
    "merge": (MergeForm, _merge),
    "split": (SplitForm, _split),
    "add_level": (AddLevelForm, _add_level),
    "add_competency": (AddCompetencyForm, _add_competency),
    "transpose": (GuideForm, _transpose),
    "begin": (GridForm, _begin),
    "paste": (PasteForm, _begin),
    "discard": (GuideForm, _discard),
}
