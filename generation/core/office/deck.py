"""PowerPoint presentations: each visible slide a page; speaker notes and comments are dropped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn

from generation.core.office.archive import Archive, too_complex
from generation.core.office.layout import (
    BODY_PT,
    Block,
    Field,
    Grid,
    Leaf,
    Paragraph,
    Run,
    heading_size,
)
from generation.core.office.limits import MOST_CELLS, MOST_DEPTH
from generation.core.office.texts import clean, kept_ends
from generation.core.reading import Colour

_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.VERTICAL_TITLE)
_BODIES = (
    PP_PLACEHOLDER.BODY,
    PP_PLACEHOLDER.OBJECT,
    PP_PLACEHOLDER.VERTICAL_BODY,
    PP_PLACEHOLDER.VERTICAL_OBJECT,
)
_FURNITURE = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
_COMMENT = re.compile(rb"<(?:\w+:)?(?:text|t)(?:\s[^>]*)?>([^<]*)<")
_HUNDREDTHS = 100
_LEAST_SIZE, _MOST_SIZE = 6.0, 22.0
_LONGEST_NAME = 60
"""Characters of a paragraph that heads those set further in."""
_LEAST_SIDE = 2
"""Columns and rows from which on boxes set in both make a table."""
_NEAR_EMU = 120_000
"""Edges of boxes that are closer than this (3 mm) were meant to be one."""
_RANK_OF_HEADING = 4


@dataclass(frozen=True, slots=True)
class _Box:
    """A shape with text: where it stands (EMU), and what it says."""

    left: int
    top: int
    width: int
    height: int
    paragraphs: tuple[Paragraph, ...]
    fill: Colour | None = None
    grid: Grid | None = None


def read_deck(archive: Archive, hidden: Counter[str]) -> list[Leaf]:
    """The visible slides that hold text. Raises `BadPdf`."""
    presentation = Presentation(archive.rebuilt())
    for name, data in archive.parts.items():
        if re.match(r"^ppt/comments/[^/]+\.xml$", name):
            hidden["comments"] += sum(map(len, _COMMENT.findall(data)))
    leaves = []
    for number, slide in enumerate(presentation.slides, start=1):
        boxes = list(_boxes(slide.shapes, hidden, 0))
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            hidden["notes"] += len(clean(slide.notes_slide.notes_text_frame.text))
        if slide._element.get("show") in ("0", "false"):
            texts = slide._element.iter(qn("a:t"))
            hidden["hidden_slides"] += sum(len(clean(text.text or "")) for text in texts)
            continue
        blocks = _slide_blocks(slide, boxes, number)
        if blocks:
            leaves.append(Leaf(f"Slide {number}", tuple(blocks), is_slide=True))
    return leaves


def _slide_blocks(slide: Any, boxes: Sequence[_Box], number: int) -> list[Block]:
    title = _title(slide)
    blocks: list[Block] = [title] if title else []
    for group in _side_by_side(boxes):
        blocks += _as_grid(group) or [block for box in group for block in _own_blocks(box)]
    return blocks


def _title(slide: Any) -> Paragraph | None:
    shape = slide.shapes.title
    text = clean(shape.text_frame.text) if shape is not None and shape.has_text_frame else ""
    if not text:
        return None
    return Paragraph((Run(text, bold=True, size=heading_size(1)),), is_heading=True, label="title")


def _boxes(shapes: Any, hidden: Counter[str], depth: int) -> Iterator[_Box]:
    """The shapes with text but for titles and furniture, those of groups too."""
    if depth > MOST_DEPTH:
        raise too_complex("its shapes stand in each other too deeply")
    for shape in shapes:
        if _is_hidden(shape):
            hidden["hidden_text"] += len(clean("".join(shape._element.itertext())))
        elif hasattr(shape, "shapes"):
            yield from _boxes(shape.shapes, hidden, depth + 1)
        elif getattr(shape, "has_table", False):
            grid = _grid(shape.table)
            if grid:
                yield _box(shape, (), grid)
        elif shape.has_text_frame and not _is_set_apart(shape):
            paragraphs = _paragraphs(shape.text_frame, is_listed=_is_body(shape))
            if paragraphs:
                yield _box(shape, paragraphs)


def _box(shape: Any, paragraphs: tuple[Paragraph, ...], grid: Grid | None = None) -> _Box:
    places = (shape.left, shape.top, shape.width, shape.height)
    left, top, width, height = (int(place or 0) for place in places)
    return _Box(left, top, width, height, paragraphs, _fill(shape), grid)


def _is_hidden(shape: Any) -> bool:
    properties = shape._element.find(f".//{qn('p:cNvPr')}")
    return properties is not None and properties.get("hidden") in ("1", "true")


def _is_set_apart(shape: Any) -> bool:
    if not shape.is_placeholder:
        return False
    return shape.placeholder_format.type in (*_TITLES, *_FURNITURE)


def _is_body(shape: Any) -> bool:
    return shape.is_placeholder and shape.placeholder_format.type in _BODIES


def _fill(shape: Any) -> Colour | None:
    return _solid(getattr(shape._element, "spPr", None))


def _solid(properties: Any) -> Colour | None:
    """The one colour that an area is filled with."""
    if properties is None:
        return None
    return _colour(properties.find(f"{qn('a:solidFill')}/{qn('a:srgbClr')}"))


def _colour(element: Any) -> Colour | None:
    value = element.get("val") if element is not None else ""
    if not value or not re.match(r"^[0-9A-Fa-f]{6}$", value):
        return None
    return (int(value[:2], 16) / 255, int(value[2:4], 16) / 255, int(value[4:], 16) / 255)


def _paragraphs(frame: Any, *, is_listed: bool = False) -> tuple[Paragraph, ...]:
    """The lines of a shape. In a list, a name above points set further in heads them."""
    found: list[Paragraph] = []
    for element in frame._txBody.findall(qn("a:p")):
        properties = element.find(qn("a:pPr"))
        level = int(properties.get("lvl") or 0) if properties is not None else 0
        lines = _lines(element)
        is_item = _has_mark(properties, is_listed=is_listed)
        found += [
            Paragraph(tuple(runs), is_item and not at, level) for at, runs in enumerate(lines)
        ]
    kept = [paragraph for paragraph in found if not paragraph.is_empty]
    if not is_listed:
        return tuple(kept)
    followers = [*kept[1:], None]
    return tuple(
        _as_heading(one) if _heads(one, after) else one
        for one, after in zip(kept, followers, strict=True)
    )


def _heads(one: Paragraph, after: Paragraph | None) -> bool:
    is_short = len(one.text) <= _LONGEST_NAME
    return after is not None and is_short and one.indent == 0 and after.indent > 0


def _as_heading(one: Paragraph) -> Paragraph:
    run = Run(one.text, bold=True, size=heading_size(_RANK_OF_HEADING))
    return Paragraph((run,), is_heading=True)


def _has_mark(properties: Any, *, is_listed: bool) -> bool:
    if properties is not None:
        if properties.find(qn("a:buNone")) is not None:
            return False
        marks = (qn("a:buChar"), qn("a:buAutoNum"), qn("a:buBlip"))
        if any(properties.find(mark) is not None for mark in marks):
            return True
    return is_listed


def _lines(element: Any) -> list[list[Run]]:
    """The runs of a paragraph, those after a line break in a line of their own."""
    lines: list[list[Run]] = [[]]
    for child in element:
        if child.tag == qn("a:br"):
            lines.append([])
        elif child.tag in (qn("a:r"), qn("a:fld")):
            text = child.find(qn("a:t"))
            parts = re.split(r"[\v\n\r]", (text.text or "") if text is not None else "")
            for number, part in enumerate(parts):
                if number:
                    lines.append([])
                if kept := kept_ends(part):
                    lines[-1].append(_run(kept, child.find(qn("a:rPr"))))
    return lines


def _run(text: str, properties: Any) -> Run:
    if properties is None:
        return Run(text)
    size = properties.get("sz") or ""
    points = int(size) / _HUNDREDTHS if size.isdecimal() else BODY_PT
    is_bold, is_italic = (properties.get(name) in ("1", "true") for name in ("b", "i"))
    return Run(text, is_bold, is_italic, min(max(points, _LEAST_SIZE), _MOST_SIZE))


def _grid(table: Any) -> Grid | None:
    """A table as a grid. The same text size all over: slides shrink what does not fit."""
    rows = list(table.rows)
    if len(rows) * len(table.columns) > MOST_CELLS:
        raise too_complex(f"a table has more than {MOST_CELLS} cells")
    fields = []
    for number, row in enumerate(rows):
        for column, cell in enumerate(row.cells):
            if cell.is_spanned:
                continue
            down = cell.span_height if cell.is_merge_origin else 1
            across = cell.span_width if cell.is_merge_origin else 1
            lines = _paragraphs(cell.text_frame)
            fields.append(Field(number, column, lines, down, across, _solid(cell._tc.tcPr)))
    if all(one.is_empty for one in fields):
        return None
    return Grid(tuple(fields), {one.row: f"table row {one.row + 1}" for one in fields})


def _own_blocks(box: _Box) -> list[Block]:
    return [box.grid] if box.grid else list(box.paragraphs)


def _side_by_side(boxes: Sequence[_Box]) -> list[list[_Box]]:
    """Boxes without a table in reading order, tables apart."""
    groups: list[list[_Box]] = []
    for box in sorted(boxes, key=lambda box: (box.top, box.left)):
        if box.grid or not groups or groups[-1][0].grid:
            groups.append([box])
        else:
            groups[-1].append(box)
    return groups


def _as_grid(boxes: Sequence[_Box]) -> list[Block]:
    """Boxes that stand in rows and columns as a table; none where they do not."""
    columns, rows = _edges([box.left for box in boxes]), _edges([box.top for box in boxes])
    if min(len(columns), len(rows)) < _LEAST_SIDE or any(box.grid for box in boxes):
        return []
    places: dict[tuple[int, int], _Box] = {}
    for box in boxes:
        place = _nearest(rows, box.top), _nearest(columns, box.left)
        if place in places:
            return []
        places[place] = box
    # A table lacks few of its fields; boxes set at will stand in hardly any common row.
    if len(places) * 2 <= len(columns) * len(rows):
        return []
    fields = [
        Field(
            row,
            column,
            tuple(replace(line, is_heading=False) for line in places[row, column].paragraphs)
            if (row, column) in places
            else (),
            fill=places[row, column].fill if (row, column) in places else None,
        )
        for row in range(len(rows))
        for column in range(len(columns))
    ]
    return [Grid(tuple(fields), {row: f"row {row + 1}" for row in range(len(rows))})]


def _edges(places: Sequence[int]) -> list[int]:
    """Distinct places from the least, those near each other as one."""
    edges: list[int] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _NEAR_EMU:
            edges.append(place)
    return edges


def _nearest(edges: Sequence[int], place: int) -> int:
    return min(range(len(edges)), key=lambda number: abs(edges[number] - place))
