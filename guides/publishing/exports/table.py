"""An edition's content as the table that every format writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from guides.matrix.origins import authorship, origin_of
from guides.publishing.content import cell_origin

CHECKLIST_NOTE = "A guide is not a checklist: nobody has to show every example."


@dataclass(frozen=True, slots=True)
class ExportLevel:
    key: str
    code: str
    title: str
    description: str

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.code, self.title) if part)


@dataclass(frozen=True, slots=True)
class ExportExample:
    headline: str
    text: str
    evidence: str
    origin: str
    """Who wrote it: a key of `ORIGIN_WORDS`."""


@dataclass(frozen=True, slots=True)
class ExportCell:
    """A definition with its page in the PDF and its examples; empty where the guide has none."""

    definition: str = ""
    page: int | None = None
    examples: tuple[ExportExample, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportRow:
    """A competency with a cell for every level, in the guide's order."""

    key: str
    name: str
    category: str
    description: str
    cells: tuple[ExportCell, ...]


@dataclass(frozen=True, slots=True)
class ExportTable:
    """The whole guide. `version` says which edition, or that it is a draft."""

    title: str
    company: str
    filename: str
    version: str
    levels: tuple[ExportLevel, ...]
    rows: tuple[ExportRow, ...]
    example_note: str = ""
    """Who wrote the examples; empty where there are none."""

    def cells(self) -> Iterator[tuple[ExportRow, ExportLevel, ExportCell]]:
        """Every definition, row by row."""
        for row in self.rows:
            for level, cell in zip(self.levels, row.cells, strict=True):
                if cell.definition:
                    yield row, level, cell

    @property
    def notes(self) -> list[str]:
        return [*filter(None, [self.example_note]), CHECKLIST_NOTE]


def read_table(content: Mapping[str, Any], *, version: str) -> ExportTable:
    """`version` is in words: "Edition 3, 21 November 2026" or "Draft"."""
    cells = {(cell["competency"], cell["level"]): _cell(cell) for cell in content["cells"]}
    levels = tuple(
        ExportLevel(level["key"], level["code"], level["title"], level["description"])
        for level in content["levels"]
    )
    rows = tuple(
        ExportRow(
            key=row["key"],
            name=row["name"],
            category=row["category"],
            description=row["description"],
            cells=tuple(cells.get((row["key"], level.key), ExportCell()) for level in levels),
        )
        for row in content["competencies"]
    )
    return ExportTable(
        title=content["role_title"],
        company=content["company"],
        filename=content["source"]["filename"],
        version=version,
        levels=levels,
        rows=rows,
        example_note=authorship(map(cell_origin, content["cells"])).sentence,
    )


def _cell(cell: Mapping[str, Any]) -> ExportCell:
    return ExportCell(
        definition=cell["definition"],
        page=cell["page"],
        examples=tuple(
            ExportExample(
                example["headline"],
                example["text"],
                example["evidence"],
                origin_of(example, cell["engine"]),
            )
            for example in cell["examples"]
        ),
    )
