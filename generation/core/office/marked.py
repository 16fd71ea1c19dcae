"""Web pages and Markdown: headings, paragraphs, lists and tables as a reader sees them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import lxml.html
from lxml.etree import ParserError

from generation.core.office.archive import damaged, too_complex
from generation.core.office.decoding import decoded
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


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_UNSEEN = _set(
    """
    script style template noscript head title meta link svg math canvas object iframe video audio
    select option textarea input button nav
    """
)
_BLOCKS = _set(
    """
    address article aside blockquote body center dd details div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section summary table ul caption
    tbody thead tfoot tr td th
    """
)
_HEADINGS = {f"h{rank}": rank for rank in range(1, 7)}
_BOLD = frozenset(("b", "strong", "th", "dt", "summary", "caption"))
_ITALIC = frozenset(("i", "em", "cite"))
_LISTS = frozenset(("ul", "ol", "menu"))
_DELETED = frozenset(("del", "s", "strike"))
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_CHARSET_BYTES = 2048
_MOST_SPAN = 100


@dataclass(frozen=True, slots=True)
class _Look:
    """How text looks at a place, by the elements around it."""

    bold: bool = False
    italic: bool = False
    rank: int = 0
    depth: int = 0
    is_item: bool = False

    @property
    def size(self) -> float:
        return heading_size(self.rank) if self.rank else BODY_PT


@dataclass(slots=True)
class _Flow:
    """Blocks under way: runs gather until the paragraph ends."""

    hidden: Counter[str]
    blocks: list[Block] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    look: _Look = field(default_factory=_Look)
    marked: bool = False
    """The item under way has shown its mark."""

    def add(self, text: str, look: _Look) -> None:
        if kept := kept_ends(text):
            self.runs.append(Run(kept, look.bold or bool(look.rank), look.italic, look.size))

    def end(self, look: _Look) -> None:
        """End the paragraph under way, which looks so."""
        made = Paragraph(
            tuple(self.runs),
            is_item=look.is_item and not self.marked,
            indent=max(0, look.depth - 1),
            is_heading=bool(look.rank),
        )
        self.runs = []
        if not made.is_empty:
            self.blocks.append(made)
            self.marked = self.marked or look.is_item


def read_html(data: bytes, hidden: Counter[str]) -> list[Leaf]:
    """The one page of a web page. Raises `BadPdf`."""
    return [Leaf("Web page", tuple(_blocks_of(_decoded(data), hidden)))]


def read_markdown(data: bytes, hidden: Counter[str]) -> list[Leaf]:
    """The one page of a Markdown text. Raises `BadPdf`."""
    from markdown_it import MarkdownIt

    text = decoded(data)
    if text is None:
        raise damaged("no text")
    html = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)
    return [Leaf("Text", tuple(_blocks_of(html, hidden)))]


def _decoded(data: bytes) -> str:
    """By its own mark, else as the page says, else by looking."""
    named = _CHARSET.search(data[:_CHARSET_BYTES])
    has_mark = data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    if named and not has_mark and b"\x00" not in data[:_CHARSET_BYTES]:
        try:
            return data.decode(named[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass  # many pages name what they are not
    text = decoded(data)
    if text is None:
        raise damaged("no text")
    return text


def _blocks_of(html: str, hidden: Counter[str]) -> list[Block]:
    parser = lxml.html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = lxml.html.document_fromstring(_XML_DECLARATION.sub("", html), parser=parser)
    except (ParserError, ValueError) as error:
        raise damaged(type(error).__name__) from error
    flow = _Flow(hidden)
    _walk(root, flow, _Look(), 0)
    flow.end(_Look())
    return flow.blocks


def _walk(element: Any, flow: _Flow, look: _Look, depth: int) -> None:
    """Add what an element shows to the flow."""
    if depth > MOST_DEPTH * 4:
        raise too_complex("the page's elements stand in each other too deeply")
    tag = element.tag if isinstance(element.tag, str) else ""
    if _is_left_out(element, tag, flow):
        return
    if tag == "br":
        flow.add(" ", look) if look.rank else flow.end(look)
        return
    inner = _look_of(element, tag, look)
    is_block = tag in _BLOCKS
    if is_block:
        flow.end(look)
    if tag == "li":
        flow.marked = False
    if tag == "table" and not _is_for_layout(element):
        _add_table(element, flow, inner, depth)
    else:
        _walk_inside(element, flow, inner, depth)
    if is_block:
        flow.end(inner)


def _walk_inside(element: Any, flow: _Flow, look: _Look, depth: int) -> None:
    if element.text:
        flow.add(element.text, look)
    for child in element:
        _walk(child, flow, look, depth + 1)
        if child.tail:
            flow.add(child.tail, look)


def _is_left_out(element: Any, tag: str, flow: _Flow) -> bool:
    """Whether nobody sees an element; what is said in it is counted."""
    if not tag or tag in _UNSEEN:
        return True
    if _is_hidden(element) or tag in _DELETED:
        reason = "deleted" if tag in _DELETED else "hidden_text"
        flow.hidden[reason] += len(clean(element.text_content()))
        return True
    return False


def _look_of(element: Any, tag: str, look: _Look) -> _Look:
    style = element.get("style") or ""
    if tag in _HEADINGS:
        return replace(look, rank=_HEADINGS[tag], is_item=False)
    if tag in _BOLD or _BOLD_STYLE.search(style):
        look = replace(look, bold=True)
    if tag in _ITALIC:
        look = replace(look, italic=True)
    if tag in _LISTS:
        return replace(look, depth=look.depth + 1)
    return replace(look, is_item=True) if tag == "li" else look


def _is_hidden(element: Any) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return bool(_HIDDEN_STYLE.search(element.get("style") or ""))


def _is_for_layout(table: Any) -> bool:
    """Whether a table holds others: old pages are built so."""
    return table.find(".//table") is not None


def _add_table(table: Any, flow: _Flow, look: _Look, depth: int) -> None:
    """A table as a grid; its caption above it."""
    for caption in table.findall("caption"):
        _walk(caption, flow, replace(look, bold=True), depth + 1)
        flow.end(look)
    fields: list[Field] = []
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(_visible_rows(table, flow)):
        column = 0
        for cell in row:
            if cell.tag not in ("td", "th") or _is_hidden(cell):
                continue
            while (number, column) in taken:
                column += 1
            down, across = _span(cell, "rowspan"), _span(cell, "colspan")
            taken |= {(number + r, column + c) for r in range(down) for c in range(across)}
            if len(taken) > MOST_CELLS:
                raise too_complex(f"a table has more than {MOST_CELLS} cells")
            paragraphs = _cell(cell, flow, look, depth)
            fields.append(Field(number, column, paragraphs, down, across))
            column += across
    if any(not one.is_empty for one in fields):
        flow.blocks.append(Grid(_complete(fields), _labels(fields)))


def _complete(fields: list[Field]) -> tuple[Field, ...]:
    """Fields cut at the last row that there is, and those that rows lack."""
    rows = 1 + max(one.row for one in fields)
    kept = [replace(one, row_span=min(one.row_span, rows - one.row)) for one in fields]
    columns = max(one.column + one.column_span for one in kept)
    taken = {
        (one.row + r, one.column + c)
        for one in kept
        for r in range(one.row_span)
        for c in range(one.column_span)
    }
    lacking = [
        Field(row, column)
        for row in range(rows)
        for column in range(columns)
        if (row, column) not in taken
    ]
    return tuple(sorted([*kept, *lacking], key=lambda one: (one.row, one.column)))


def _labels(fields: list[Field]) -> dict[int, str]:
    return {one.row: f"table row {one.row + 1}" for one in fields}


def _visible_rows(table: Any, flow: _Flow) -> Iterator[Any]:
    for row in table.iter("tr"):
        if _is_hidden(row):
            flow.hidden["hidden_rows"] += len(clean(row.text_content()))
        else:
            yield row


def _span(cell: Any, name: str) -> int:
    value = cell.get(name) or "1"
    return max(1, min(int(value), _MOST_SPAN)) if value.isdecimal() else 1


def _cell(cell: Any, flow: _Flow, look: _Look, depth: int) -> tuple[Paragraph, ...]:
    own = _Flow(flow.hidden)
    inner = _Look(bold=look.bold)
    _walk(cell, own, inner, depth + 1)
    own.end(inner)
    found: list[Paragraph] = []
    for block in own.blocks:
        if isinstance(block, Paragraph):
            found.append(block)
        else:
            found += [line for one in block.fields for line in one.paragraphs]
    return tuple(found)
