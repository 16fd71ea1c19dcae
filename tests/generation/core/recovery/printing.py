"""Print a matrix as a guide with headings, slides or cards, in the many ways that people do."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from reportlab.lib import pagesizes
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageBreak, PageTemplate, Paragraph

Entry = tuple[str, str]
"""A heading and the text below it."""
Section = tuple[str, list[Entry]]
"""An outer heading with its entries."""


@dataclass(frozen=True)
class Guide:
    """A matrix to print: `cells[level][competency]`, an empty text for no cell."""

    levels: Sequence[str]
    competencies: Sequence[str]
    cells: Sequence[Sequence[str]]
    title: str = "Career framework"

    def sections(self, *, by_level: bool = True) -> list[Section]:
        """What stands below each outer heading; empty cells are left out."""
        if by_level:
            return [
                (level, [(c, text) for c, text in zip(self.competencies, row, strict=True) if text])
                for level, row in zip(self.levels, self.cells, strict=True)
            ]
        return [
            (
                competency,
                [
                    (level, row[number])
                    for level, row in zip(self.levels, self.cells, strict=True)
                    if row[number]
                ],
            )
            for number, competency in enumerate(self.competencies)
        ]

    def expected(self) -> dict[tuple[str, str], str]:
        """Text by level and competency."""
        return {
            (level, competency): text
            for level, row in zip(self.levels, self.cells, strict=True)
            for competency, text in zip(self.competencies, row, strict=True)
            if text
        }


@dataclass(frozen=True)
class Look:
    """How a guide is printed. `inner` is `heading`, `run-in`, `bullet` or `plain`."""

    by_level: bool = True
    outer_size: float = 16
    inner_size: float = 12
    size: float = 10
    outer_bold: bool = True
    inner_bold: bool = True
    outer_colour: str = "#000000"
    inner_colour: str = "#000000"
    capitals: bool = False
    inner: str = "heading"
    colon: str = ":"
    numbered: bool = False
    columns: int = 1
    pagesize: tuple[float, float] = pagesizes.A4
    header: str = ""
    footer: bool = False
    contents: bool = False
    preface: Sequence[str] = ()
    appendix: Sequence[Entry] = ()
    page_per_section: bool = False
    description: str = ""
    categories: dict[str, str] = field(default_factory=dict)
    justified: bool = False


def _style(size: float, *, bold: bool = False, **options: object) -> ParagraphStyle:
    font = "Helvetica-Bold" if bold else "Helvetica"
    return ParagraphStyle("style", fontName=font, fontSize=size, leading=1.25 * size, **options)


def headed_pdf(guide: Guide, look: Look) -> bytes:
    """A document with headings."""
    buffer = io.BytesIO()
    width, height = look.pagesize
    gap, margin = 24, 56
    column = (width - 2 * margin - gap * (look.columns - 1)) / look.columns
    frames = [
        Frame(margin + number * (column + gap), margin, column, height - 2 * margin, 0, 0, 0, 0)
        for number in range(look.columns)
    ]
    document = BaseDocTemplate(buffer, pagesize=look.pagesize)
    document.addPageTemplates(PageTemplate(frames=frames, onPage=_furniture(look)))
    document.build(list(_story(guide, look)))
    return buffer.getvalue()


def _furniture(look: Look) -> Callable[[Canvas, BaseDocTemplate], None]:
    def draw(canvas: Canvas, document: BaseDocTemplate) -> None:
        width, height = look.pagesize
        canvas.setFont("Helvetica", 8)
        if look.header:
            canvas.drawString(56, height - 30, look.header)
        if look.footer:
            canvas.drawCentredString(width / 2, 26, f"Page {document.page}")

    return draw


def _story(guide: Guide, look: Look) -> Iterator[Paragraph | PageBreak]:
    yield Paragraph(escape(guide.title), _style(24, bold=True, spaceAfter=14))
    body = _style(look.size, alignment=4 if look.justified else 0, spaceAfter=0.6 * look.size)
    outer_style = _style(
        look.outer_size, bold=look.outer_bold, textColor=look.outer_colour,
        spaceBefore=12, spaceAfter=8, keepWithNext=1,
    )  # fmt: skip
    inner_style = _style(
        look.inner_size, bold=look.inner_bold, textColor=look.inner_colour,
        spaceBefore=8, spaceAfter=4, keepWithNext=1,
    )  # fmt: skip
    for text in look.preface:
        yield Paragraph(escape(text), body)
    sections = guide.sections(by_level=look.by_level)
    if look.contents:
        yield Paragraph("Contents", outer_style)
        for number, (name, _) in enumerate(sections, start=2):
            yield Paragraph(f"{escape(name)} {'.' * 60} {number}", body)
        yield PageBreak()
    for number, (name, entries) in enumerate(sections, start=1):
        shown = name.upper() if look.capitals else name
        shown = f"{number}. {shown}" if look.numbered else shown
        yield Paragraph(escape(shown), outer_style)
        if look.description:
            yield Paragraph(escape(look.description), body)
        yield from _entries(number, entries, look, body, inner_style)
        if look.page_per_section and number < len(sections):
            yield PageBreak()
    for name, text in look.appendix:
        yield Paragraph(escape(name), outer_style)
        yield Paragraph(escape(text), body)


def _entries(
    number: int, entries: Sequence[Entry], look: Look, body: ParagraphStyle, inner: ParagraphStyle
) -> Iterator[Paragraph]:
    category = ""
    for place, (name, text) in enumerate(entries, start=1):
        if look.categories.get(name, "") != category:
            category = look.categories[name]
            size = (look.outer_size + look.inner_size) / 2
            yield Paragraph(escape(category), _style(size, bold=True, spaceBefore=8, spaceAfter=6))
        if look.inner in {"run-in", "plain", "bullet"}:
            label = escape(f"{name}{look.colon}")
            label = label if look.inner == "plain" else f"<b>{label}</b>"
            lines = text.split("\n")
            first = f"{label} {escape(lines[0].removeprefix('• '))}"
            if look.inner == "bullet":
                yield Paragraph(first, _item(look), bulletText="•")
            else:
                yield Paragraph(first, body)
            yield from _paragraphs("\n".join(lines[1:]), look, body)
        else:
            shown = f"{number}.{place} {name}" if look.numbered else name
            yield Paragraph(escape(shown), inner)
            yield from _paragraphs(text, look, body)


def _item(look: Look) -> ParagraphStyle:
    return _style(look.size, leftIndent=14, bulletIndent=4, spaceAfter=0.25 * look.size)


def _paragraphs(text: str, look: Look, body: ParagraphStyle) -> Iterator[Paragraph]:
    for line in filter(None, text.split("\n")):
        if line.startswith("• "):
            yield Paragraph(escape(line[2:]), _item(look), bulletText="•")
        else:
            yield Paragraph(escape(line), body)


@dataclass(frozen=True)
class Deck:
    """How slides are printed. `shrinks` sets every slide in the type that just fits it."""

    by_level: bool = True
    columns: int = 1
    beside: bool = False
    lines: bool = False
    centred: bool = False
    shrinks: bool = False
    footer: str = ""
    cover: bool = True
    cell_per_slide: str = ""


def slides_pdf(guide: Guide, deck: Deck) -> bytes:
    """A slide deck: a slide for every section, going on where a slide is full."""
    buffer = io.BytesIO()
    width, height = 960.0, 540.0
    canvas = Canvas(buffer, pagesize=(width, height))
    if deck.cover:
        canvas.setFont("Helvetica", 44)
        canvas.drawString(60, 300, guide.title)
        canvas.showPage()
    for name, entries in guide.sections(by_level=deck.by_level):
        if deck.cell_per_slide:
            for label, text in entries:
                _slide_title(canvas, f"{name}{deck.cell_per_slide}{label}", deck)
                _draw(canvas, _paragraphs(text, Look(size=14), _style(14)), 40, 450, 880)
                _end_slide(canvas, deck)
            continue
        rest, title = list(entries), name
        while rest:
            _slide_title(canvas, title, deck)
            rest = _slide_body(canvas, rest, deck)
            _end_slide(canvas, deck)
            title = f"{name} (continued)"
    canvas.save()
    return buffer.getvalue()


def _slide_title(canvas: Canvas, title: str, deck: Deck) -> None:
    canvas.setFont("Helvetica", 24)
    if deck.centred:
        canvas.drawCentredString(480, 490, title)
    else:
        canvas.drawString(40, 490, title)


def _end_slide(canvas: Canvas, deck: Deck) -> None:
    if deck.footer:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(40, 20, deck.footer)
        canvas.drawRightString(920, 20, str(canvas.getPageNumber()))
    canvas.showPage()


def _slide_body(canvas: Canvas, entries: list[Entry], deck: Deck) -> list[Entry]:
    """Draw what fits and return the rest."""
    sizes = (16, 14, 12, 11, 10, 9, 8) if deck.shrinks else (11,)
    fitting: list[list[list[Paragraph]]] = []
    size = 11.0
    for size in sizes:
        fitting = [_block(entry, deck, size) for entry in entries]
        if _placed(fitting, deck, size)[1] == len(entries):
            break
    places, count = _placed(fitting, deck, size)
    for blocks, (x, y) in zip(fitting[:count], places, strict=False):
        if deck.lines:
            canvas.line(36, y + 3, 924, y + 3)
        if deck.beside:
            _draw(canvas, blocks[0], x, y, 180)
            _draw(canvas, blocks[1], x + 200, y, 680)
        else:
            _draw(canvas, [*blocks[0], *blocks[1]], x, y, _slide_column(deck))
    return entries[max(count, 1) :]


def _slide_column(deck: Deck) -> float:
    return (880 - 30 * (deck.columns - 1)) / deck.columns


def _block(entry: Entry, deck: Deck, size: float) -> list[list[Paragraph]]:
    label = [Paragraph(escape(entry[0]), _style(size, bold=True, spaceAfter=3))]
    return [label, list(_paragraphs(entry[1], Look(size=size), _style(size, spaceAfter=4)))]


def _placed(
    blocks: list[list[list[Paragraph]]], deck: Deck, size: float
) -> tuple[list[tuple[float, float]], int]:
    places = []
    column, y = 0, 450.0
    for label, text in blocks:
        if deck.beside:
            height = max(_height(label, 180), _height(text, 680)) + size
        else:
            height = _height([*label, *text], _slide_column(deck)) + 1.2 * size
        if y - height < 40:
            column, y = column + 1, 450.0
        if column >= (1 if deck.beside else deck.columns):
            break
        places.append((40 + column * (_slide_column(deck) + 30), y))
        y -= height
    return places, len(places)


def _height(paragraphs: Sequence[Paragraph], width: float) -> float:
    return sum(p.wrap(width, 10000)[1] + p.style.spaceAfter for p in paragraphs)


def _draw(canvas: Canvas, paragraphs: Iterator[Paragraph] | Sequence[Paragraph],
          x: float, y: float, width: float) -> float:  # fmt: skip
    for paragraph in paragraphs:
        _, height = paragraph.wrap(width, 10000)
        paragraph.drawOn(canvas, x, y - height)
        y -= height + paragraph.style.spaceAfter
    return y


@dataclass(frozen=True)
class Cards:
    """How cards are printed: so many beside each other, with or without a frame or fill."""

    by_level: bool = True
    across: int = 3
    frame: str = "stroke"
    inner: str = "heading"
    size: float = 8
    gap: float = 16
    header_band: bool = False


def cards_pdf(guide: Guide, cards: Cards) -> bytes:
    """Cards in rows, each as high as its text; the page is as high as they need."""
    card_width, pad = 200.0, 10.0
    look = Look(size=cards.size, inner=cards.inner, inner_size=cards.size)
    built = []
    for name, entries in guide.sections(by_level=cards.by_level):
        title = Paragraph(escape(name), _style(1.4 * cards.size, bold=True, spaceAfter=8))
        body = _style(cards.size, spaceAfter=5)
        inner = _style(cards.size, bold=True, spaceAfter=3)
        built.append([title, *_entries(1, entries, look, body, inner)])
    heights = [_height(card, card_width - 2 * pad) + 2 * pad for card in built]
    rows = [
        range(start, min(start + cards.across, len(built)))
        for start in range(0, len(built), cards.across)
    ]
    total = sum(max(heights[n] for n in row) + cards.gap for row in rows) + 120
    width = 60 + cards.across * (card_width + cards.gap)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(width, total))
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(30, total - 50, guide.title)
    y = total - 80
    for row in rows:
        for place, number in enumerate(row):
            x = 30 + place * (card_width + cards.gap)
            _card_frame(canvas, cards, (x, y), card_width, heights[number])
            _draw(canvas, built[number], x + pad, y - pad, card_width - 2 * pad)
        y -= max(heights[n] for n in row) + cards.gap
    canvas.save()
    return buffer.getvalue()


def _card_frame(
    canvas: Canvas, cards: Cards, corner: tuple[float, float], width: float, height: float
) -> None:
    x, y = corner
    if cards.frame == "fill":
        canvas.setFillColorRGB(0.93, 0.95, 0.98)
        canvas.rect(x, y - height, width, height, stroke=0, fill=1)
    elif cards.frame == "stroke":
        canvas.rect(x, y - height, width, height, stroke=1, fill=0)
    elif cards.frame == "round":
        canvas.roundRect(x, y - height, width, height, 6, stroke=1, fill=0)
    if cards.header_band:
        canvas.setFillColorRGB(0.7, 0.8, 0.9)
        canvas.rect(x, y - 8 - 2.2 * cards.size, width, 8 + 2.2 * cards.size, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)
