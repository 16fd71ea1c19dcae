"""Markdown: a heading for each competency and level, texts that can format nothing."""

from __future__ import annotations

import re

from guides.publishing.exports.table import ExportCell, ExportTable

_SPECIAL = re.compile(r"([\\`*_{}\[\]#|~])")
_LINE_START = re.compile(r"^(\s*)([-+>]|\d+[.)])(?=\s|$)")
_BULLET = re.compile(r"^\s*[•‣▪·●◦]\s+")


def write_markdown(table: ExportTable) -> bytes:
    lines = [
        f"# {escape(table.title)}",
        "",
        f"{escape(table.company)} · {escape(table.version)} · read from {escape(table.filename)}",
        "",
    ]
    category = ""
    for row in table.rows:
        if row.category and row.category != category:
            lines += [f"## {escape(row.category)}", ""]
        category = row.category
        lines += [f"{'###' if category else '##'} {escape(row.name)}", ""]
        if row.description:
            lines += [escape(row.description), ""]
        for level, cell in zip(table.levels, row.cells, strict=True):
            mark = "####" if category else "###"
            lines += [f"{mark} {escape(level.name)}", "", *_cell_lines(cell), ""]
    lines += ["---", "", *(f"{note}  " for note in table.notes), ""]
    return "\n".join(lines).encode()


def _cell_lines(cell: ExportCell) -> list[str]:
    if not cell.definition:
        return ["The guide says nothing here."]
    lines = [_quoted(line) for line in cell.definition.split("\n")]
    if cell.page:
        lines += ["", f"Guide p. {cell.page}"]
    if cell.examples:
        lines.append("")
    for example in cell.examples:
        lines.append(f"- **{escape(example.headline)}** {escape(example.text)}")
        if example.evidence:
            lines.append(f"  Evidence: {escape(example.evidence)}")
    return lines


def _quoted(line: str) -> str:
    """A line of the definition as part of a block quote; points of a list stay points."""
    if not line.strip():
        return ">"
    bullet = _BULLET.match(line)
    if bullet:
        return f"> - {escape(line[bullet.end() :])}"
    return f"> {escape(line)}  "


def escape(text: str) -> str:
    """One line of plain text: nothing in it is markup, a link or HTML."""
    text = " ".join(text.split())
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _SPECIAL.sub(r"\\\1", text)
    return _LINE_START.sub(r"\1\\\2", text)
