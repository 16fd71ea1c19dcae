"""Guides as files of every format and shape, none of them written by the library that reads it.

Workbooks come from xlsxwriter; Word and PowerPoint files are the raw XML that Office takes.
"""

from __future__ import annotations

import csv
import html
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

Guide = dict[str, Any]
Table = list[list[str]]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


# What a guide says, as tables.


def level_name(level: dict[str, str]) -> str:
    return f"{level['code']} {level['title']}".strip()


def text_at(guide: Guide, level: int, row: int) -> str:
    for cell in guide["cells"]:
        if (cell["level"], cell["competency"]) == (level, row):
            return str(cell["definition"])
    return ""


def grid(guide: Guide, rows: Sequence[int] | None = None) -> Table:
    """Levels in the header, competencies in the first column."""
    chosen = range(len(guide["competencies"])) if rows is None else rows
    header = ["Competency", *map(level_name, guide["levels"])]
    return [
        header,
        *(
            [guide["competencies"][row]["name"]]
            + [text_at(guide, level, row) for level in range(len(guide["levels"]))]
            for row in chosen
        ),
    ]


def turned(table: Table, corner: str = "Level") -> Table:
    rows = [list(column) for column in zip(*table, strict=True)]
    rows[0][0] = corner
    return rows


def listed(guide: Guide) -> Table:
    """One row a definition."""
    return [
        ["Competency", "Level", "Expectation"],
        *(
            [row["name"], level_name(level), text]
            for at, row in enumerate(guide["competencies"])
            for number, level in enumerate(guide["levels"])
            if (text := text_at(guide, number, at))
        ),
    ]


def categories(guide: Guide) -> list[tuple[str, list[int]]]:
    """The categories in their order, with the numbers of their competencies."""
    numbered = enumerate(guide["competencies"])
    return [
        (name, [at for at, _ in group])
        for name, group in groupby(numbered, key=lambda pair: pair[1].get("category", ""))
    ]


def with_categories(guide: Guide) -> Table:
    """The grid with a column of categories in front, each named once."""
    table = grid(guide)
    result = [["Area", *table[0]]]
    for name, rows in categories(guide):
        for number, row in enumerate(rows):
            result.append(["" if number else name, *table[row + 1]])
    return result


# Excel


def _book(fill: Callable[[Any, dict[str, Any]], None]) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    looks = {
        "head": book.add_format({"bold": True, "bg_color": "#DDE6F2", "text_wrap": True}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "bold": book.add_format({"bold": True, "valign": "top"}),
        "title": book.add_format({"bold": True, "font_size": 16}),
    }
    fill(book, looks)
    book.close()
    return target.getvalue()


def _fill_sheet(sheet: Any, table: Table, looks: dict[str, Any], top: int = 0) -> None:
    for row, texts in enumerate(table):
        for column, text in enumerate(texts):
            look = "head" if row == 0 else "bold" if column == 0 else "text"
            if text:
                sheet.write_string(top + row, column, text, looks[look])


def xlsx_grid(guide: Guide) -> bytes:
    def fill(book: Any, looks: dict[str, Any]) -> None:
        sheet = book.add_worksheet("Framework")
        sheet.write_string(0, 0, guide["title"], looks["title"])
        _fill_sheet(sheet, grid(guide), looks, top=2)

    return _book(fill)


def xlsx_turned(guide: Guide) -> bytes:
    return _book(lambda book, looks: _fill_sheet(book.add_worksheet(), turned(grid(guide)), looks))


def xlsx_list(guide: Guide) -> bytes:
    return _book(lambda book, looks: _fill_sheet(book.add_worksheet("List"), listed(guide), looks))


def xlsx_merged(guide: Guide) -> bytes:
    """Merged categories, a hidden column of notes, a hidden sheet, a comment."""

    def fill(book: Any, looks: dict[str, Any]) -> None:
        sheet = book.add_worksheet("Matrix")
        table = with_categories(guide)
        width = len(table[0])
        _fill_sheet(sheet, [[*row, "Not for readers"] for row in table], looks)
        sheet.set_column(width, width, None, None, {"hidden": True})
        for name, rows in categories(guide):
            if len(rows) > 1:
                sheet.merge_range(rows[0] + 1, 0, rows[-1] + 1, 0, name, looks["bold"])
        sheet.write_comment(1, 2, "Is this still so?")
        sheet.write_url(len(table) + 2, 0, "https://example.com/how", string="How we use this")
        secret = book.add_worksheet("Salaries")
        secret.write_string(0, 0, "Hidden words about pay")
        secret.hide()

    return _book(fill)


def xlsx_sheets(guide: Guide) -> bytes:
    """A sheet for each category."""

    def fill(book: Any, looks: dict[str, Any]) -> None:
        sheets: dict[str, list[int]] = {}
        for name, rows in categories(guide):
            sheets.setdefault(name[:31], []).extend(rows)
        for name, rows in sheets.items():
            _fill_sheet(book.add_worksheet(name), grid(guide, rows), looks)

    return _book(fill)


def xlsx_stacked(guide: Guide) -> bytes:
    """A small table for each competency below its name, with the same header each time."""

    def fill(book: Any, looks: dict[str, Any]) -> None:
        sheet, top = book.add_worksheet("Rubrics"), 0
        for at, row in enumerate(guide["competencies"]):
            sheet.write_string(top, 0, row["name"], looks["title"])
            table = grid(guide, [at])
            _fill_sheet(sheet, [line[1:] for line in table], looks, top=top + 1)
            top += 4

    return _book(fill)


# Text


def _separated(table: Table, separator: str) -> str:
    target = io.StringIO()
    csv.writer(target, delimiter=separator).writerows(table)
    return target.getvalue()


def csv_grid(guide: Guide) -> bytes:
    return _separated(grid(guide), ",").encode("utf-8-sig")


def csv_turned(guide: Guide) -> bytes:
    return _separated(turned(grid(guide)), ";").encode("cp1252", "replace")


def csv_list(guide: Guide) -> bytes:
    return _separated(listed(guide), "\t").encode("utf-16")


def csv_categories(guide: Guide) -> bytes:
    return _separated(with_categories(guide), ";").encode()


def csv_banners(guide: Guide) -> bytes:
    """Each category in a row of its own above its competencies."""
    table = grid(guide)
    rows = [table[0]]
    for name, numbers in categories(guide):
        rows.append([name, *[""] * (len(table[0]) - 1)])
        rows += [table[number + 1] for number in numbers]
    return _separated(rows, "\t").encode()


def _pipes(table: Table) -> str:
    def row(texts: Sequence[str]) -> str:
        shown = (text.replace("|", "\\|").replace("\n", "<br>") for text in texts)
        return f"| {' | '.join(shown)} |"

    return "\n".join([row(table[0]), row(["---"] * len(table[0])), *map(row, table[1:])]) + "\n"


def _marked(text: str) -> str:
    """A definition as Markdown: list items as such, other lines with hard breaks."""
    lines = text.split("\n")
    return "\n".join(
        f"- {line.removeprefix('• ')}" if line.startswith("• ") else f"{line}  " for line in lines
    )


def markdown_grid(guide: Guide) -> bytes:
    return f"# {guide['title']}\n\nHow we grow.\n\n{_pipes(grid(guide))}".encode()


def markdown_turned(guide: Guide) -> bytes:
    return _pipes(turned(grid(guide))).encode()


def markdown_list(guide: Guide) -> bytes:
    return f"# {guide['title']}\n\n{_pipes(listed(guide))}".encode()


def markdown_headings(guide: Guide) -> bytes:
    lines = [f"# {guide['title']}", ""]
    for at, row in enumerate(guide["competencies"]):
        lines += [f"## {row['name']}", ""]
        for number, level in enumerate(guide["levels"]):
            if text := text_at(guide, number, at):
                lines += [f"### {level_name(level)}", "", _marked(text), ""]
    return "\n".join(lines).encode()


def markdown_levels(guide: Guide) -> bytes:
    """A heading for every level, and below it a bold name before each definition."""
    lines = [f"# {guide['title']}", ""]
    for number, level in enumerate(guide["levels"]):
        lines += [f"## {level_name(level)}", ""]
        for at, row in enumerate(guide["competencies"]):
            if text := text_at(guide, number, at):
                lines += [f"**{row['name']}**", "", _marked(text), ""]
    return "\n".join(lines).encode()


def _html_text(text: str) -> str:
    lines = text.split("\n")
    if all(line.startswith("• ") for line in lines):
        items = "".join(f"<li>{html.escape(line[2:])}</li>" for line in lines)
        return f"<ul>{items}</ul>"
    return "<br>".join(map(html.escape, lines))


def _html_table(table: Table, *, first: str = "") -> str:
    rows = ["".join(f"<th>{html.escape(text)}</th>" for text in table[0])]
    rows += ["".join(f"<td>{_html_text(text)}</td>" for text in row) for row in table[1:]]
    return f"<table>{first}{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _html_page(guide: Guide, body: str) -> bytes:
    head = "<meta charset=utf-8><style>.x{color:red}</style><script>var a = '<td>no</td>'</script>"
    title = html.escape(guide["title"])
    return (
        f"<!DOCTYPE html><html><head>{head}<title>{title}</title></head><body>"
        f"<nav><a href='/'>Home</a></nav><h1>{title}</h1>{body}"
        "<p style='display:none'>Hidden words</p></body></html>"
    ).encode()


def html_grid(guide: Guide) -> bytes:
    return _html_page(guide, _html_table(grid(guide)))


def html_turned(guide: Guide) -> bytes:
    return _html_page(guide, _html_table(turned(grid(guide))))


def html_list(guide: Guide) -> bytes:
    return _html_page(guide, _html_table(listed(guide)))


def html_merged(guide: Guide) -> bytes:
    table, rows = grid(guide), []
    for name, numbers in categories(guide):
        for at, number in enumerate(numbers):
            first = "" if at else f"<th rowspan={len(numbers)}>{html.escape(name)}</th>"
            texts = "".join(f"<td>{_html_text(text)}</td>" for text in table[number + 1])
            rows.append(f"<tr>{first}{texts}</tr>")
    header = "".join(f"<th>{html.escape(text)}</th>" for text in ["Area", *table[0]])
    return _html_page(guide, f"<table><tr>{header}</tr>{''.join(rows)}</table>")


def html_headings(guide: Guide) -> bytes:
    parts = []
    for at, row in enumerate(guide["competencies"]):
        parts.append(f"<section><h2>{html.escape(row['name'])}</h2><dl>")
        for number, level in enumerate(guide["levels"]):
            if text := text_at(guide, number, at):
                name = html.escape(level_name(level))
                parts.append(f"<dt>{name}</dt><dd>{_html_text(text)}</dd>")
        parts.append("</dl></section>")
    return _html_page(guide, "".join(parts))


# JSON


def json_export(guide: Guide) -> bytes:
    keyed = [{"key": str(at), "description": "", **lev} for at, lev in enumerate(guide["levels"])]
    return json.dumps({"format": "leveling-guide/1", **guide, "levels": keyed}).encode()


def json_recovered(guide: Guide) -> bytes:
    return json.dumps({"file": "x.pdf", **guide, "strategy": "ruled"}, ensure_ascii=False).encode()


def json_guides(guide: Guide) -> bytes:
    return json.dumps({"file": "x.pdf", "guides": [guide]}, indent=1).encode("utf-16")


def json_lines(guide: Guide) -> bytes:
    bad = json.dumps({"file": "y.pdf", "error": {"code": "no_matrix", "message": ""}})
    return f"{json.dumps(guide)}\n{bad}\n".encode()


# Word


def _zip(parts: dict[str, str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, XML + text)
    return target.getvalue()


def _types(overrides: dict[str, str]) -> str:
    parts = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
    )


def relations(items: Sequence[tuple[str, str]]) -> str:
    """Each with the end of its type and its target; ids count from 1."""
    inner = "".join(
        f'<Relationship Id="rId{at}" Type="{R}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(items, start=1)
    )
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{inner}</Relationships>"
    )


WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="Heading{rank}"><w:name w:val="heading {rank}"/>'
    f'<w:pPr><w:outlineLvl w:val="{rank - 1}"/></w:pPr>'
    f'<w:rPr><w:b/><w:sz w:val="{36 - 4 * rank}"/></w:rPr></w:style>'
    for rank in (1, 2, 3)
)


def word_file(body: str, more: dict[str, str] | None = None, main: str = "document") -> bytes:
    kind = main if "/" in main else f"{WORD_TYPE}.{main}.main+xml"
    return _zip(
        {
            "[Content_Types].xml": _types(
                {"/word/document.xml": kind, "/word/styles.xml": f"{WORD_TYPE}.styles+xml"}
            ),
            "_rels/.rels": relations([("officeDocument", "word/document.xml")]),
            "word/_rels/document.xml.rels": relations([("styles", "styles.xml")]),
            "word/styles.xml": f'<w:styles xmlns:w="{W}">{_STYLES}</w:styles>',
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
            **(more or {}),
        }
    )


def word_paragraph(text: str, style: str = "", *, bold: bool = False, item: bool = False) -> str:
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if item:
        properties += '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    middle = len(text) // 2  # programs split runs anywhere
    runs = "".join(
        f'<w:r>{look}<w:t xml:space="preserve">{escape(part)}</w:t></w:r>'
        for part in (text[:middle], text[middle:])
        if part
    )
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def _word_lines(text: str, *, bold: bool = False) -> str:
    if not text:
        return "<w:p/>"
    return "".join(
        word_paragraph(line.removeprefix("• "), bold=bold, item=line.startswith("• "))
        for line in text.split("\n")
    )


def word_table(table: Table, merged: Sequence[tuple[int, int]] = ()) -> str:
    """`merged` are first row and count of rows whose first cells are one."""
    goes_on = {row for first, count in merged for row in range(first + 1, first + count)}
    rows = []
    for number, texts in enumerate(table):
        cells = []
        for column, text in enumerate(texts):
            merge = ""
            if column == 0 and number in goes_on:
                merge = "<w:vMerge/>"
            elif column == 0 and any(number == first for first, _ in merged):
                merge = '<w:vMerge w:val="restart"/>'
            look = _word_lines(text, bold=not number or not column)
            cells.append(f"<w:tc><w:tcPr>{merge}</w:tcPr>{look}</w:tc>")
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl><w:p/>"


def _word_title(guide: Guide) -> str:
    return word_paragraph(guide["title"], "Heading1")


def docx_grid(guide: Guide) -> bytes:
    deleted = '<w:p><w:del w:id="1"><w:r><w:delText>Old words</w:delText></w:r></w:del></w:p>'
    vanished = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Secret words</w:t></w:r></w:p>"
    return word_file(_word_title(guide) + deleted + vanished + word_table(grid(guide)))


def docx_turned(guide: Guide) -> bytes:
    return word_file(word_table(turned(grid(guide))))


def docx_list(guide: Guide) -> bytes:
    return word_file(_word_title(guide) + word_table(listed(guide)))


def docx_merged(guide: Guide) -> bytes:
    merged = [(rows[0] + 1, len(rows)) for _, rows in categories(guide)]
    return word_file(_word_title(guide) + word_table(with_categories(guide), merged))


def docx_headings(guide: Guide) -> bytes:
    body = [_word_title(guide)]
    for at, row in enumerate(guide["competencies"]):
        body.append(word_paragraph(row["name"], "Heading2"))
        for number, level in enumerate(guide["levels"]):
            if text := text_at(guide, number, at):
                body.append(word_paragraph(level_name(level), "Heading3"))
                body.append(_word_lines(text))
    return word_file("".join(body))


def docx_tables(guide: Guide) -> bytes:
    """A small table for each competency below its heading."""
    body = [_word_title(guide)]
    for at, row in enumerate(guide["competencies"]):
        table = [line[1:] for line in grid(guide, [at])]
        body += [word_paragraph(row["name"], "Heading2"), word_table(table)]
    return word_file("".join(body))


# PowerPoint

_DECK_TYPE = "application/vnd.openxmlformats-officedocument.presentationml"
_TREE = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
_MAPS = " ".join(
    f'{name}="{value}"'
    for name, value in {
        "bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2", "accent1": "accent1",
        "accent2": "accent2", "accent3": "accent3", "accent4": "accent4", "accent5": "accent5",
        "accent6": "accent6", "hlink": "hlink", "folHlink": "folHlink",
    }.items()
)  # fmt: skip


def deck_file(slides: Sequence[str], *, hidden: Sequence[int] = ()) -> bytes:
    """Slides from the XML of their shapes; `hidden` counts from 0."""
    spaces = f'xmlns:a="{A}" xmlns:p="{P}" xmlns:r="{R}"'
    numbers = range(1, len(slides) + 1)
    types = {
        "/ppt/presentation.xml": f"{_DECK_TYPE}.presentation.main+xml",
        "/ppt/slideMasters/slideMaster1.xml": f"{_DECK_TYPE}.slideMaster+xml",
        "/ppt/slideLayouts/slideLayout1.xml": f"{_DECK_TYPE}.slideLayout+xml",
        **{f"/ppt/slides/slide{n}.xml": f"{_DECK_TYPE}.slide+xml" for n in numbers},
    }
    ids = "".join(f'<p:sldId id="{255 + n}" r:id="rId{n + 1}"/>' for n in numbers)
    tree = f"<p:cSld><p:spTree>{_TREE}</p:spTree></p:cSld>"
    parts = {
        "[Content_Types].xml": _types(types),
        "_rels/.rels": relations([("officeDocument", "ppt/presentation.xml")]),
        "ppt/presentation.xml": f"<p:presentation {spaces}><p:sldMasterIdLst><p:sldMasterId "
        f'id="2147483648" r:id="rId1"/></p:sldMasterIdLst><p:sldIdLst>{ids}</p:sldIdLst>'
        '<p:sldSz cx="12192000" cy="6858000"/></p:presentation>',
        "ppt/_rels/presentation.xml.rels": relations(
            [
                ("slideMaster", "slideMasters/slideMaster1.xml"),
                *(("slide", f"slides/slide{n}.xml") for n in numbers),
            ]
        ),
        "ppt/slideMasters/slideMaster1.xml": f"<p:sldMaster {spaces}>{tree}<p:clrMap {_MAPS}/>"
        '<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst>'
        "</p:sldMaster>",
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": relations(
            [("slideLayout", "../slideLayouts/slideLayout1.xml")]
        ),
        "ppt/slideLayouts/slideLayout1.xml": f"<p:sldLayout {spaces}>{tree}</p:sldLayout>",
        "ppt/slideLayouts/_rels/slideLayout1.xml.rels": relations(
            [("slideMaster", "../slideMasters/slideMaster1.xml")]
        ),
    }
    for number, shapes in enumerate(slides, start=1):
        show = ' show="0"' if number - 1 in hidden else ""
        parts[f"ppt/slides/slide{number}.xml"] = (
            f"<p:sld {spaces}{show}><p:cSld><p:spTree>{_TREE}{shapes}</p:spTree></p:cSld></p:sld>"
        )
        parts[f"ppt/slides/_rels/slide{number}.xml.rels"] = relations(
            [("slideLayout", "../slideLayouts/slideLayout1.xml")]
        )
    return _zip(parts)


def _deck_lines(text: str, *, level: int = 0, bold: bool = False) -> str:
    look = f'<a:rPr lang="en"{" b=" + chr(34) + "1" + chr(34) if bold else ""}/>'
    return "".join(
        f'<a:p><a:pPr lvl="{level}"/><a:r>{look}<a:t>{escape(line.removeprefix("• "))}</a:t></a:r>'
        "</a:p>"
        for line in text.split("\n")
    )


def _shape(number: int, lines: str, placeholder: str = "", place: str = "") -> str:
    holder = f"<p:ph {placeholder}/>" if placeholder else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Shape {number}"/><p:cNvSpPr/>'
        f"<p:nvPr>{holder}</p:nvPr></p:nvSpPr><p:spPr>{place}</p:spPr>"
        f"<p:txBody><a:bodyPr/>{lines}</p:txBody></p:sp>"
    )


def deck_title(text: str) -> str:
    return _shape(2, _deck_lines(text), 'type="title"')


def _place(x: int, y: int, width: int, height: int) -> str:
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def deck_table(table: Table) -> str:
    columns = "".join('<a:gridCol w="1500000"/>' for _ in table[0])
    rows = "".join(
        '<a:tr h="400000">'
        + "".join(
            f"<a:tc><a:txBody><a:bodyPr/>{_deck_lines(text, bold=not at or not n)}</a:txBody>"
            "<a:tcPr/></a:tc>"
            for n, text in enumerate(texts)
        )
        + "</a:tr>"
        for at, texts in enumerate(table)
    )
    frame = _place(400000, 1400000, 11000000, 5000000).replace("a:xfrm", "p:xfrm")
    return (
        '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="9" name="Table"/>'
        f"<p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>{frame}<a:graphic>"
        f'<a:graphicData uri="{A.replace("/main", "/table")}"><a:tbl><a:tblPr/>'
        f"<a:tblGrid>{columns}</a:tblGrid>{rows}</a:tbl></a:graphicData></a:graphic>"
        "</p:graphicFrame>"
    )


def pptx_grid(guide: Guide) -> bytes:
    """A table that goes on over the slides, with its header on each."""
    rows = list(range(len(guide["competencies"])))
    slides = [deck_title(guide["title"])]
    for start in range(0, len(rows), 3):
        shown = grid(guide, rows[start : start + 3])
        slides.append(deck_title(guide["title"]) + deck_table(shown))
    slides.append(deck_title("Salary bands, not for readers"))
    return deck_file(slides, hidden=[len(slides) - 1])


def pptx_turned(guide: Guide) -> bytes:
    return deck_file([deck_title(guide["title"]) + deck_table(turned(grid(guide)))])


def pptx_list(guide: Guide) -> bytes:
    return deck_file([deck_title(guide["title"]) + deck_table(listed(guide))])


def pptx_levels(guide: Guide) -> bytes:
    """A slide for each level: competencies as points, definitions below them."""
    slides = []
    for number, level in enumerate(guide["levels"]):
        lines = "".join(
            _deck_lines(row["name"]) + _deck_lines(text, level=1)
            for at, row in enumerate(guide["competencies"])
            if (text := text_at(guide, number, at))
        )
        slides.append(deck_title(level_name(level)) + _shape(3, lines, 'type="body" idx="1"'))
    return deck_file(slides)


def pptx_boxes(guide: Guide) -> bytes:
    """Text boxes in rows and columns, no table."""
    shapes = [deck_title(guide["title"])]
    for row, texts in enumerate(grid(guide)):
        for column, text in enumerate(texts):
            if text:
                place = _place(300000 + 1700000 * column, 1300000 + 700000 * row, 1600000, 650000)
                lines = _deck_lines(text, bold=not row or not column)
                shapes.append(_shape(10 * row + column + 10, lines, place=place))
    return deck_file(["".join(shapes)])


FORMATS: dict[str, dict[str, Callable[[Guide], bytes]]] = {
    "xlsx": {
        "grid": xlsx_grid,
        "transposed": xlsx_turned,
        "list": xlsx_list,
        "merged": xlsx_merged,
        "sheets": xlsx_sheets,
        "a table each": xlsx_stacked,
    },
    "csv": {
        "grid": csv_grid,
        "transposed": csv_turned,
        "list": csv_list,
        "categories": csv_categories,
        "banners": csv_banners,
    },
    "docx": {
        "grid": docx_grid,
        "transposed": docx_turned,
        "list": docx_list,
        "merged": docx_merged,
        "headings": docx_headings,
        "a table each": docx_tables,
    },
    "pptx": {
        "grid": pptx_grid,
        "transposed": pptx_turned,
        "list": pptx_list,
        "a slide each": pptx_levels,
        "boxes": pptx_boxes,
    },
    "markdown": {
        "grid": markdown_grid,
        "transposed": markdown_turned,
        "list": markdown_list,
        "headings": markdown_headings,
        "levels": markdown_levels,
    },
    "html": {
        "grid": html_grid,
        "transposed": html_turned,
        "list": html_list,
        "merged": html_merged,
        "headings": html_headings,
    },
    "json": {
        "export": json_export,
        "recovered": json_recovered,
        "guides": json_guides,
        "lines": json_lines,
    },
}
"""Every format with its shapes and who writes them."""
