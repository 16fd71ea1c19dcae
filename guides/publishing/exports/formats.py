"""The formats that are written right away; PDF is printed elsewhere, in a limited child."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.text import slugify

from guides.publishing.exports.comma import write_csv
from guides.publishing.exports.marked import write_markdown
from guides.publishing.exports.plain import write_json
from guides.publishing.exports.spreadsheet import write_xlsx
from guides.publishing.exports.table import ExportTable


@dataclass(frozen=True, slots=True)
class Format:
    """A file type: its ending, its name for people, its content type and its writer."""

    ending: str
    name: str
    content_type: str
    write: Callable[[ExportTable], bytes]
    about: str


FORMATS: dict[str, Format] = {
    fmt.ending: fmt
    for fmt in (
        Format(
            "xlsx",
            "Excel",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            write_xlsx,
            "The matrix on one sheet, every definition with its examples on another.",
        ),
        Format(
            "csv",
            "CSV",
            "text/csv; charset=utf-8",
            write_csv,
            "One line for each definition, for any spreadsheet.",
        ),
        Format(
            "md",
            "Markdown",
            "text/markdown; charset=utf-8",
            write_markdown,
            "Headings for competencies and levels, for a wiki.",
        ),
        Format(
            "json",
            "JSON",
            "application/json",
            write_json,
            "Everything as data, for other tools.",
        ),
    )
}


def export_filename(table: ExportTable, ending: str) -> str:
    """Title and version, such as `engineering-levels-edition-3.pdf`."""
    version = table.version.split(",")[0]
    return f"{slugify(table.title) or 'guide'}-{slugify(version)}.{ending}"
