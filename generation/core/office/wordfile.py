"""Word documents: headings, paragraphs, lists and tables; a page for every page break.

Tracked insertions are read, tracked deletions, comments and hidden text dropped and counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx import Document as open_document
from docx.oxml.ns import qn

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

_HEADING_STYLE = re.compile(r"^(?:heading|titre|überschrift|título|kop|rubrik)\s*(\d)$", re.I)
_TITLE_STYLES = frozenset(("title", "titel", "titre", "título"))
_LEVELS_OF_HEADINGS = 9
_OFF = frozenset(("0", "false", "off", "none"))
_HALF_POINTS = 2
_LEAST_SIZE, _MOST_SIZE = 6.0, 30.0
_HEX = re.compile(r"^[0-9A-Fa-f]{6}$")
_MOST_SPAN = 100
_COMMENTS = re.compile(r"^word/comments\d*\.xml$")
_COMMENT_TEXT = re.compile(rb"<w:t(?:\s[^>]*)?>([^<]*)<")
_LINE_WRAPPERS = frozenset(
    ("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple")
)
"""Elements of a paragraph that hold runs."""
_BLOCK_WRAPPERS = frozenset(("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
"""Elements that hold paragraphs, tables, rows or cells."""
_DELETED = frozenset((qn("w:del"), qn("w:moveFrom")))
_TEXT, _DELETED_TEXT = qn("w:t"), qn("w:delText")
_BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): " ", qn("w:noBreakHyphen"): "-"}
_VAL = qn("w:val")
_BOX = qn("w:txbxContent")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


@dataclass(frozen=True, slots=True)
class _Look:
    """What a style or a run says of its look; None where it says nothing."""

    bold: bool | None = None
    italic: bool | None = None
    size: float | None = None
    hidden: bool | None = None

    def over(self, base: _Look) -> _Look:
        return _Look(
            base.bold if self.bold is None else self.bold,
            base.italic if self.italic is None else self.italic,
            base.size if self.size is None else self.size,
            base.hidden if self.hidden is None else self.hidden,
        )


@dataclass(frozen=True, slots=True)
class _Style:
    look: _Look
    rank: int
    """Of a heading, from 1; 0 for other text."""
    is_list: bool


class _Styles:
    """The document's styles with all that they inherit."""

    def __init__(self, element: Any) -> None:
        styles = element.findall(qn("w:style"))
        self._elements = {style.get(qn("w:styleId")): style for style in styles}
        self._known: dict[str, _Style] = {}
        defaults = element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        self.defaults = _look_of(defaults)
        self.usual = next(
            (
                name
                for name, style in self._elements.items()
                if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) == "1"
            ),
            "",
        )

    def style(self, name: str | None, depth: int = 0) -> _Style:
        element = self._elements.get(name)
        if name is None or element is None or depth > MOST_DEPTH:
            return _Style(self.defaults if name == self.usual else _Look(), 0, False)
        if name not in self._known:
            base = self.style(_value(element, "w:basedOn"), depth + 1)
            paragraph = element.find(qn("w:pPr"))
            own = _rank_by_name(_value(element, "w:name") or "") or _outline_rank(paragraph)
            has_list = paragraph is not None and paragraph.find(qn("w:numPr")) is not None
            self._known[name] = _Style(
                _look_of(element.find(qn("w:rPr"))).over(base.look),
                own or base.rank,
                has_list or base.is_list,
            )
        return self._known[name]


def read_word(archive: Archive, hidden: Counter[str]) -> list[Leaf]:
    """The document's pages. Raises `BadPdf`."""
    document = open_document(archive.rebuilt())
    for name, data in archive.parts.items():
        if _COMMENTS.match(name):
            texts = _COMMENT_TEXT.findall(data)
            hidden["comments"] += sum(len(text.decode("utf-8", "replace")) for text in texts)
    return _Reader(_Styles(document.styles.element), hidden).leaves(document.element.body)


class _Reader:
    """Reads a body from its top; `leaves` are the pages before the one under way."""

    def __init__(self, styles: _Styles, hidden: Counter[str]) -> None:
        self.styles = styles
        self.hidden = hidden
        self.pages: list[list[Block]] = [[]]
        self.paragraphs = self.tables = self.cells = 0

    def leaves(self, body: Any) -> list[Leaf]:
        for block in self._blocks(body, 0):
            self.pages[-1].append(block)
        kept = [page for page in self.pages if page]
        if len(kept) == 1:
            return [Leaf("Document", tuple(kept[0]))]
        return [
            Leaf(f"Document, part {number}", tuple(page))
            for number, page in enumerate(kept, start=1)
        ]

    def _blocks(self, parent: Any, depth: int) -> Iterator[Block]:
        if depth > MOST_DEPTH:
            raise too_complex("the document's parts stand in each other too deeply")
        for child in parent:
            tag = _local(child)
            if child.tag in _DELETED:
                self._delete(child)
            elif tag == "p":
                yield from self._paragraph_blocks(child, depth)
            elif tag == "tbl":
                yield from self._table(child, depth)
            elif tag in _BLOCK_WRAPPERS:
                yield from self._blocks(child, depth + 1)

    def _paragraph_blocks(self, element: Any, depth: int) -> Iterator[Block]:
        """A paragraph, a line each, and what the text boxes in it hold."""
        if self._breaks_before(element) and self.pages[-1] and depth == 0:
            self.pages.append([])
        self.paragraphs += 1
        made = self._lines(element, f"paragraph {self.paragraphs}" if depth == 0 else "")
        yield from made
        for box in element.iter(_BOX):
            if not any(up.tag in (_FALLBACK, _BOX) for up in box.iterancestors()):
                yield from self._blocks(box, depth + 1)
        if depth == 0 and self._breaks_after(element) and self.pages[-1]:
            self.pages.append([])

    def _breaks_before(self, element: Any) -> bool:
        properties = element.find(qn("w:pPr"))
        if properties is not None and _is_on(properties.find(qn("w:pageBreakBefore"))):
            return True
        texts = "".join(text.text or "" for text in element.iter(_TEXT))
        return bool(texts.strip()) and self._has_page_break(element, is_first=True)

    def _breaks_after(self, element: Any) -> bool:
        properties = element.find(qn("w:pPr"))
        if properties is not None and properties.find(qn("w:sectPr")) is not None:
            kind = properties.find(f"{qn('w:sectPr')}/{qn('w:type')}")
            return kind is None or kind.get(_VAL) != "continuous"
        texts = "".join(text.text or "" for text in element.iter(_TEXT))
        is_first = bool(texts.strip()) and self._has_page_break(element, is_first=True)
        return not is_first and self._has_page_break(element, is_first=False)

    def _has_page_break(self, element: Any, *, is_first: bool) -> bool:
        """Whether a page break stands in a paragraph; first: before all of its text."""
        for part in element.iter():
            if part.tag == _TEXT and is_first and (part.text or "").strip():
                return False
            if part.tag == qn("w:br") and part.get(qn("w:type")) == "page":
                return True
        return False

    def _lines(self, element: Any, label: str = "", *, in_cell: bool = False) -> list[Paragraph]:
        """A paragraph of the file as lines: a manual line break begins another."""
        properties = element.find(qn("w:pPr"))
        name = _value(properties, "w:pStyle") if properties is not None else None
        style = self.styles.style(name or self.styles.usual)
        rank = 0 if in_cell else (_outline_rank(properties) or style.rank)
        numbering = properties.find(qn("w:numPr")) if properties is not None else None
        is_item = not rank and _is_listed(numbering, style)
        base = style.look.over(self.styles.defaults)
        lines: list[list[Run]] = [[]]
        for text, look in self._texts(element, base):
            # A heading stays whole: whoever breaks its line wants it balanced.
            parts = [" ".join(text.split("\n"))] if rank else text.split("\n")
            for number, part in enumerate(parts):
                if number:
                    lines.append([])
                if kept := kept_ends(part):
                    lines[-1].append(_run(kept, look, rank))
        indent = _indent(numbering) if is_item else 0
        kept_lines = [line for line in lines if any(run.text.strip() for run in line)]
        return [
            Paragraph(tuple(runs), is_item and not at, indent, bool(rank), label)
            for at, runs in enumerate(kept_lines)
        ]

    def _texts(self, element: Any, base: _Look) -> Iterator[tuple[str, _Look]]:
        """The texts of a paragraph with their looks; text boxes stand elsewhere."""
        for child in element:
            tag = _local(child)
            if child.tag in _DELETED:
                self._delete(child)
            elif tag == "r":
                yield from self._run_texts(child, base)
            elif tag in _LINE_WRAPPERS:
                yield from self._texts(child, base)

    def _run_texts(self, run: Any, base: _Look) -> Iterator[tuple[str, _Look]]:
        properties = run.find(qn("w:rPr"))
        look = base
        if properties is not None:
            character = self.styles.style(_value(properties, "w:rStyle")).look
            look = _look_of(properties).over(character.over(base))
        parts = []
        for child in run:
            if child.tag == _TEXT:
                parts.append(child.text or "")
            elif child.tag == qn("w:br") and child.get(qn("w:type")) in ("page", "column"):
                parts.append(" ")
            elif child.tag in _BREAKS:
                parts.append(_BREAKS[child.tag])
            elif child.tag == _DELETED_TEXT:
                self.hidden["deleted"] += len(child.text or "")
        text = "".join(parts)
        if look.hidden:
            self.hidden["hidden_text"] += len(clean(text))
        elif text:
            yield text, look

    def _delete(self, element: Any) -> None:
        texts = (part.text or "" for part in element.iter(_TEXT, _DELETED_TEXT))
        self.hidden["deleted"] += len("".join(texts))

    def _table(self, element: Any, depth: int) -> Iterator[Block]:
        """A table as a grid; one of a single field is a frame around its content."""
        rows = list(self._rows(element))
        fields = self._fields(rows, depth)
        filled = [one for one in fields if not one.is_empty]
        if not filled:
            return
        self.tables += 1
        if len(fields) == 1:
            yield from fields[0].paragraphs
            return
        name = f"table {self.tables}"
        yield Grid(tuple(fields), {one.row: f"{name}, row {one.row + 1}" for one in fields})

    def _rows(self, table: Any) -> Iterator[Any]:
        for row in _within(table, "tr"):
            properties = row.find(qn("w:trPr"))
            if properties is not None and properties.find(qn("w:del")) is not None:
                self._delete(row)
            elif properties is not None and _is_on(properties.find(qn("w:hidden"))):
                self.hidden["hidden_rows"] += len("".join(t.text or "" for t in row.iter(_TEXT)))
            else:
                yield row

    def _fields(self, rows: list[Any], depth: int) -> list[Field]:
        """The cells in their places; one that goes on below is drawn out as far as it goes."""
        open_cells: dict[int, int] = {}
        fields: list[Field] = []
        for number, row in enumerate(rows):
            column = _grid_skip(row, "w:gridBefore")
            for cell in _within(row, "tc"):
                properties = cell.find(qn("w:tcPr"))
                span = _span(properties)
                self.cells += span
                if self.cells > MOST_CELLS:
                    raise too_complex(f"its tables have more than {MOST_CELLS} cells")
                above = open_cells.get(column)
                if _goes_on(properties) and above is not None:
                    fields[above] = _longer(fields[above], number)
                else:
                    lines = tuple(self._cell(cell, depth))
                    open_cells[column] = len(fields)
                    fields.append(Field(number, column, lines, 1, span, fill=_shade(properties)))
                column += span
        return _completed(fields, len(rows))

    def _cell(self, cell: Any, depth: int) -> Iterator[Paragraph]:
        """The lines of a cell, those of tables in it too."""
        if depth > MOST_DEPTH:
            raise too_complex("the document's tables stand in each other too deeply")
        for child in cell.iterchildren():
            tag = _local(child)
            if child.tag in _DELETED:
                self._delete(child)
            elif tag == "p":
                yield from self._lines(child, in_cell=True)
            elif tag == "tbl":
                for row in self._rows(child):
                    for inner in _within(row, "tc"):
                        yield from self._cell(inner, depth + 1)
            elif tag in _BLOCK_WRAPPERS:
                yield from self._cell(child, depth + 1)


def _within(parent: Any, name: str) -> Iterator[Any]:
    """The rows of a table or cells of a row, those in content controls and insertions too."""
    for child in parent:
        tag = _local(child)
        if tag == name:
            yield child
        elif tag in _BLOCK_WRAPPERS:
            yield from _within(child, name)


def _completed(fields: list[Field], rows: int) -> list[Field]:
    columns = max((one.column + one.column_span for one in fields), default=0)
    taken = {
        (one.row + r, one.column + c)
        for one in fields
        for r in range(one.row_span)
        for c in range(one.column_span)
    }
    lacking = [
        Field(row, column)
        for row in range(rows)
        for column in range(columns)
        if (row, column) not in taken
    ]
    return [*fields, *lacking]


def _longer(one: Field, row: int) -> Field:
    return Field(one.row, one.column, one.paragraphs, row - one.row + 1, one.column_span, one.fill)


def _run(text: str, look: _Look, rank: int) -> Run:
    if rank:
        return Run(text, bold=True, size=heading_size(rank))
    size = min(max(look.size or BODY_PT, _LEAST_SIZE), _MOST_SIZE)
    return Run(text, bool(look.bold), bool(look.italic), size)


def _look_of(properties: Any) -> _Look:
    if properties is None:
        return _Look()
    size = _value(properties, "w:sz")
    return _Look(
        _switch(properties, "w:b"),
        _switch(properties, "w:i"),
        float(size) / _HALF_POINTS if size and size.isdecimal() else None,
        _switch(properties, "w:vanish"),
    )


def _switch(properties: Any, name: str) -> bool | None:
    element = properties.find(qn(name))
    return None if element is None else _is_on(element)


def _is_on(element: Any) -> bool:
    return element is not None and (element.get(_VAL) or "1").lower() not in _OFF


def _value(parent: Any, name: str) -> str | None:
    element = parent.find(qn(name))
    return None if element is None else element.get(_VAL)


def _rank_by_name(name: str) -> int:
    if name.casefold() in _TITLE_STYLES:
        return 1
    found = _HEADING_STYLE.match(name.strip())
    return int(found[1]) + 1 if found else 0


def _outline_rank(properties: Any) -> int:
    level = _value(properties, "w:outlineLvl") if properties is not None else None
    if level is None or not level.isdecimal() or int(level) >= _LEVELS_OF_HEADINGS:
        return 0
    return int(level) + 2


def _is_listed(numbering: Any, style: _Style) -> bool:
    if numbering is None:
        return style.is_list
    return (_value(numbering, "w:numId") or "0") != "0"


def _indent(numbering: Any) -> int:
    level = _value(numbering, "w:ilvl") if numbering is not None else None
    return min(int(level), _LEVELS_OF_HEADINGS) if level and level.isdecimal() else 0


def _span(properties: Any) -> int:
    value = _value(properties, "w:gridSpan") if properties is not None else None
    return max(1, min(int(value), _MOST_SPAN)) if value and value.isdecimal() else 1


def _grid_skip(row: Any, name: str) -> int:
    properties = row.find(qn("w:trPr"))
    value = _value(properties, name) if properties is not None else None
    return min(int(value), _MOST_SPAN) if value and value.isdecimal() else 0


def _goes_on(properties: Any) -> bool:
    """Whether a cell goes on with the one above it."""
    merge = properties.find(qn("w:vMerge")) if properties is not None else None
    return merge is not None and merge.get(_VAL) != "restart"


def _shade(properties: Any) -> Colour | None:
    shade = properties.find(qn("w:shd")) if properties is not None else None
    value = shade.get(qn("w:fill")) if shade is not None else None
    if not value or not _HEX.match(value):
        return None
    return (int(value[:2], 16) / 255, int(value[2:4], 16) / 255, int(value[4:], 16) / 255)


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
