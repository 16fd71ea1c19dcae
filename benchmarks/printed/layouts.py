"""How guides look: tables of many kinds, prose, cards and slides, as HTML for WeasyPrint."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby

from benchmarks.printed.frameworks import Truth
from benchmarks.printed.paper import FONTS

_TONES = ("#1f3a5f", "#5b2a4a", "#2d5a3d", "#444444", "#8a4b08")


@dataclass(frozen=True, slots=True)
class Look:
    """What chance decides about one guide's pages."""

    font: str
    type_pt: float
    tone: str
    level_form: int
    chance: random.Random


@dataclass(frozen=True, slots=True)
class Guide:
    """A truth with the words that its pages show."""

    truth: Truth
    look: Look

    @property
    def title(self) -> str:
        return escape(self.truth.get("title") or "Guide")

    def levels(self) -> list[str]:
        return [self._level(level) for level in self.truth["levels"]]

    def _level(self, level: Truth) -> str:
        code, title = escape(level.get("code") or ""), escape(level.get("title") or "")
        if not code or not title:
            return code or title
        forms = (f"{code} {title}", f"{code}<br>{title}", f"{title}<br>{code}")
        return forms[self.look.level_form]

    def names(self) -> list[str]:
        return [escape(row["name"]) for row in self.truth["competencies"]]

    def categories(self) -> list[str]:
        return [escape(row.get("category") or "") for row in self.truth["competencies"]]

    def text(self, level: int, row: int) -> str:
        """A definition as HTML: paragraphs and lists; empty where the guide has none."""
        for cell in self.truth["cells"]:
            if (cell["level"], cell["competency"]) == (level, row):
                return _formatted(cell["definition"])
        return ""


def _formatted(text: str) -> str:
    parts = []
    lines = [escape(line.strip()) for line in text.splitlines() if line.strip()]
    for is_list, group in groupby(lines, key=lambda line: line.startswith("• ")):
        if is_list:
            items = "".join(f"<li>{line[2:]}</li>" for line in group)
            parts.append(f"<ul>{items}</ul>")
        else:
            parts += [f"<p>{line}</p>" for line in group]
    return "".join(parts)


def look(chance: random.Random) -> Look:
    """A guide's look by chance."""
    return Look(
        chance.choice(FONTS),
        chance.choice((7, 7.5, 8, 9)),
        chance.choice(_TONES),
        chance.randrange(3),
        chance,
    )


def _page(guide: Guide, body: str, *, css: str = "", size: str = "A4 landscape") -> str:
    own = guide.look
    return (
        f"<style>@page{{size:{size};margin:14mm}}body{{font:{own.type_pt}pt '{own.font}'}}"
        "table{border-collapse:collapse;width:100%}td,th{vertical-align:top;text-align:left;"
        "padding:3pt 4pt}p{margin:0 0 2pt}ul{margin:0;padding-left:10pt}"
        f"h1{{font-size:1.7em;color:{own.tone}}}h2{{font-size:1.35em;margin:10pt 0 4pt}}"
        f"h3{{font-size:1.1em;margin:7pt 0 2pt}}tr{{page-break-inside:avoid}}{css}</style>"
        f"<h1>{guide.title}</h1>{body}"
    )


def _row(cells: list[str], tag: str = "td") -> str:
    return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>"


def _body(guide: Guide) -> str:
    count = len(guide.truth["levels"])
    return "".join(
        _row([f"<b>{name}</b>", *(guide.text(level, row) for level in range(count))])
        for row, name in enumerate(guide.names())
    )


def _table(guide: Guide, corner: str | None = None) -> str:
    corner = guide.look.chance.choice(("", "", "Competency")) if corner is None else corner
    head = _row([corner, *guide.levels()], "th")
    return f"<table><thead>{head}</thead><tbody>{_body(guide)}</tbody></table>"


def ruled(guide: Guide) -> str:
    return _page(guide, _table(guide), css="td,th{border:.6pt solid #333}")


def word(guide: Guide) -> str:
    return _page(guide, _table(guide), css="td,th{border:.5pt solid #888;padding:9pt 11pt}")


def borderless(guide: Guide) -> str:
    return _page(guide, _table(guide), css="td,th{padding:5pt 14pt 5pt 0}")


def zebra(guide: Guide) -> str:
    css = f"thead tr{{background:{guide.look.tone};color:#fff}}"
    return _page(guide, _table(guide), css=css + "tbody tr:nth-child(odd){background:#eef1f4}")


def lined(guide: Guide) -> str:
    css = "tr{border-bottom:.6pt solid #777}td,th{padding:6pt 10pt 6pt 0}"
    return _page(guide, _table(guide), css=css)


def transposed(guide: Guide) -> str:
    rows = range(len(guide.names()))
    body = "".join(
        _row([f"<b>{name}</b>", *(guide.text(level, row) for row in rows)])
        for level, name in enumerate(guide.levels())
    )
    head = _row(["", *guide.names()], "th")
    table = f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"
    return _page(guide, table, css="td,th{border:.6pt solid #333}")


def multipage(guide: Guide) -> str:
    css = "body{font-size:11pt}td,th{border:.6pt solid #333;padding:7pt}"
    return _page(guide, _table(guide), css=css, size="A5 landscape")


def cut_rows(guide: Guide) -> str:
    css = "body{font-size:10.5pt}td,th{border:.6pt solid #333;padding:5pt}"
    css += "thead{display:table-row-group}tr{page-break-inside:auto}"
    return _page(guide, _table(guide), css=css, size="A5 landscape")


def wide(guide: Guide) -> str:
    """Levels over two pages, with the names of the competencies on both."""
    levels, names = guide.levels(), guide.names()
    half = (len(levels) + 1) // 2
    tables = []
    for part in (range(half), range(half, len(levels))):
        head = _row(["", *(levels[level] for level in part)], "th")
        body = "".join(
            _row([f"<b>{name}</b>", *(guide.text(level, row) for level in part)])
            for row, name in enumerate(names)
        )
        tables.append(f"<table>{head}{body}</table>")
    gap = '<div style="page-break-before:always"></div>'
    return _page(guide, gap.join(tables), css="td,th{border:.6pt solid #333;padding:5pt}")


def _groups(guide: Guide) -> Iterator[tuple[str, list[int]]]:
    numbered = enumerate(guide.categories())
    for category, group in groupby(numbered, key=lambda pair: pair[1]):
        yield category, [number for number, _ in group]


def banners(guide: Guide) -> str:
    levels, names = guide.levels(), guide.names()
    rows = [_row(["", *levels], "th")]
    for category, members in _groups(guide):
        if category:
            rows.append(f'<tr><td colspan="{len(levels) + 1}" class="b">{category}</td></tr>')
        for row in members:
            texts = [guide.text(level, row) for level in range(len(levels))]
            rows.append(_row([names[row], *texts]))
    css = f"td,th{{border:.6pt solid #444}}.b{{background:{guide.look.tone};color:#fff}}"
    return _page(guide, f"<table>{''.join(rows)}</table>", css=css)


def merged(guide: Guide) -> str:
    levels, names = guide.levels(), guide.names()
    rows = [_row(["", "", *levels], "th")]
    for category, members in _groups(guide):
        for row in members:
            texts = "".join(f"<td>{guide.text(level, row)}</td>" for level in range(len(levels)))
            first = row == members[0]
            own = f'<td rowspan="{len(members)}"><b>{category}</b></td>' if first else ""
            rows.append(f"<tr>{own}<td>{names[row]}</td>{texts}</tr>")
    return _page(guide, f"<table>{''.join(rows)}</table>", css="td,th{border:.6pt solid #444}")


def by_level(guide: Guide) -> str:
    parts = []
    for level, title in enumerate(guide.levels()):
        parts.append(f"<h2>{title.replace('<br>', ' ')}</h2>")
        for row, name in enumerate(guide.names()):
            if guide.text(level, row):
                parts.append(f"<h3>{name}</h3>{guide.text(level, row)}")
    return _page(guide, "".join(parts), css="body{font-size:10pt}", size="A4")


def by_competency(guide: Guide) -> str:
    parts = []
    for row, name in enumerate(guide.names()):
        parts.append(f"<h2>{name}</h2>")
        for level, title in enumerate(guide.levels()):
            if guide.text(level, row):
                parts.append(f"<h3>{title.replace('<br>', ' ')}</h3>{guide.text(level, row)}")
    return _page(guide, "".join(parts), css="body{font-size:10pt}", size="A4")


def cards(guide: Guide) -> str:
    parts = []
    for level, title in enumerate(guide.levels()):
        inner = "".join(
            f"<h3>{name}</h3>{guide.text(level, row)}"
            for row, name in enumerate(guide.names())
            if guide.text(level, row)
        )
        parts.append(f'<div class="c"><h2>{title.replace("<br>", " ")}</h2>{inner}</div>')
    css = (
        f".c{{border:1pt solid {guide.look.tone};padding:8pt;margin:0 0 10pt;width:46%;"
        "display:inline-block;vertical-align:top;margin-right:2%}"
    )
    return _page(guide, "".join(parts), css=css, size="A4")


def slides(guide: Guide) -> str:
    parts = []
    for level, title in enumerate(guide.levels()):
        inner = "".join(
            f"<h3>{name}</h3>{guide.text(level, row)}"
            for row, name in enumerate(guide.names())
            if guide.text(level, row)
        )
        parts.append(f'<div class="s"><h2>{title.replace("<br>", " ")}</h2>{inner}</div>')
    css = ".s{page-break-before:always}body{font-size:11pt}"
    return _page(guide, "".join(parts), css=css, size="254mm 190mm")


def cover(guide: Guide) -> str:
    """A preface before the matrix, and tables behind it that are none."""
    first = (
        "<h2>About this document</h2><p>We wrote this together with everyone who does the work. "
        "Please read it before your next conversation, and mark what is unclear.</p>"
        "<h2>Contents</h2><p>1 The matrix</p><p>2 Versions</p><p>3 Contacts</p>"
        '<div style="page-break-before:always"></div>'
    )
    versions = "".join(
        _row([f"{number}.0", f"20{10 + number}-0{number}-1{number}", words])
        for number, words in enumerate(("First draft", "Comments worked in", "Approved"), 1)
    )
    last = (
        '<div style="page-break-before:always"></div><h2>Versions</h2><table>'
        f"{_row(['Version', 'Date', 'Change'], 'th')}{versions}</table>"
        f"<h2>Contacts</h2><table>{_row(['Question', 'Whom to ask'], 'th')}"
        f"{_row(['Pay', 'Payroll desk'])}{_row(['Training', 'Learning team'])}</table>"
    )
    css = "td,th{border:.6pt solid #333}@page{@bottom-right{content:counter(page)}}"
    return _page(guide, first + _table(guide) + last, css=css)


def scored(guide: Guide) -> str:
    """A column for the mark beside each level, and one for notes at the end."""
    head = [guide.look.chance.choice(("", "Criterion"))]
    for level in guide.levels():
        head += [level, "Score"]
    rows = []
    for row, name in enumerate(guide.names()):
        cells = [name]
        for level in range(len(guide.levels())):
            cells += [guide.text(level, row), ""]
        rows.append(_row([*cells, ""]))
    table = f"<table>{_row([*head, 'Notes'], 'th')}{''.join(rows)}</table>"
    return _page(guide, table, css="td,th{border:.6pt solid #333}", size="A3 landscape")


def form(guide: Guide) -> str:
    """Columns of a form around the levels: a number, a weight, the mark and its points."""
    count = len(guide.levels())
    rows = [
        _row(
            [
                str(row + 1),
                name,
                *(guide.text(level, row) for level in range(count)),
                f"{guide.look.chance.randint(1, 4) * 5} %",
                "",
            ]
        )
        for row, name in enumerate(guide.names())
    ]
    head = _row(["No.", "Criterion", *guide.levels(), "Weight", "Points"], "th")
    total = _row(["", "Total", *[""] * count, "100 %", ""])
    table = f"<table>{head}{''.join(rows)}{total}</table>"
    return _page(guide, table, css="td,th{border:.6pt solid #333}")


def small_tables(guide: Guide) -> str:
    """One small table below the name of each competency, with the same header each time."""
    parts, levels = [], guide.levels()
    turned = guide.look.chance.random() < 0.5
    for row, name in enumerate(guide.names()):
        texts = [guide.text(level, row) for level in range(len(levels))]
        if turned:
            inner = _row(["Level", "Description"], "th") + "".join(
                map(_row, ([a, b] for a, b in zip(levels, texts, strict=True)))
            )
        else:
            inner = _row(levels, "th") + _row(texts)
        parts.append(f'<h2>{name}</h2><table class="k">{inner}</table>')
    css = "td,th{border:.6pt solid #333}.k{page-break-inside:avoid}"
    return _page(guide, "".join(parts), css=css, size="A4")


def long_list(guide: Guide) -> str:
    """One row for each definition: competency, level, text."""
    levels = [level.replace("<br>", " ") for level in guide.levels()]
    rows = [
        _row([name, levels[level], guide.text(level, row)])
        for row, name in enumerate(guide.names())
        for level in range(len(levels))
        if guide.text(level, row)
    ]
    head = _row(["Competency", "Level", "Description"], "th")
    table = f"<table><thead>{head}</thead>{''.join(rows)}</table>"
    return _page(guide, table, css="td,th{border:.6pt solid #555}", size="A4")


LAYOUTS: dict[str, Callable[[Guide], str]] = {
    layout.__name__.replace("_", "-"): layout
    for layout in (
        ruled, word, borderless, zebra, lined, transposed, multipage, cut_rows, wide, banners,
        merged, by_level, by_competency, cards, slides, cover, scored, form, small_tables,
        long_list,
    )
}  # fmt: skip
