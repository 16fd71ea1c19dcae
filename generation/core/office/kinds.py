"""What kind of file somebody handed in, told by its content and never by its name.

Pure looking: the first bytes, the names that a ZIP archive lists at its end, the first stretch of
a text. Nothing is unpacked or parsed, so a web process may ask; the child that reads the file has
the last word.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from typing import IO, Final

from generation.core.office.decoding import decoded

HEAD_BYTES = 256 * 1024
"""Of a text: enough for its headings, a table's header and some rows."""
TAIL_BYTES = 1024 * 1024
"""Of an archive: its list of names stands at the end."""
PDF_HEAD_BYTES = 1024
"""Readers accept a PDF's mark anywhere in the first kilobyte."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file. `words` say what it is with an article; no `mime_type`: it is not taken.

    `code` and `advice` (a sentence) are for kinds that are not taken. `endings` are the names'
    endings that do not contradict the content.
    """

    name: str
    words: str
    mime_type: str = ""
    endings: tuple[str, ...] = ()
    code: str = "unsupported_type"
    advice: str = ""

    @property
    def is_taken(self) -> bool:
        return bool(self.mime_type)

    @property
    def ending(self) -> str:
        """The usual ending of a name, with its dot."""
        return self.endings[0] if self.endings else ""


_OFFICE = "application/vnd.openxmlformats-officedocument"
_TEXTS = (".csv", ".tsv", ".tab", ".txt", ".text", ".md", ".markdown", ".html", ".htm", ".json")


def _text_endings(*first: str) -> tuple[str, ...]:
    """Texts turn into each other too easily for an ending to contradict them."""
    return (*first, *(ending for ending in _TEXTS if ending not in first))


PDF: Final = Kind("pdf", "a PDF", "application/pdf", (".pdf",))
DOCX: Final = Kind(
    "docx",
    "a Word document",
    f"{_OFFICE}.wordprocessingml.document",
    (".docx", ".docm", ".dotx", ".dotm"),
)
XLSX: Final = Kind(
    "xlsx",
    "an Excel workbook",
    f"{_OFFICE}.spreadsheetml.sheet",
    (".xlsx", ".xlsm", ".xltx", ".xltm"),
)
PPTX: Final = Kind(
    "pptx",
    "a PowerPoint presentation",
    f"{_OFFICE}.presentationml.presentation",
    (".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm"),
)
CSV: Final = Kind("csv", "a CSV table", "text/csv", _text_endings(".csv"))
MARKDOWN: Final = Kind("markdown", "a Markdown text", "text/markdown", _text_endings(".md"))
HTML: Final = Kind("html", "a web page", "text/html", (*_text_endings(".html"), ".xhtml"))
JSON: Final = Kind("json", "a guide as JSON", "application/json", _text_endings(".json"))

TAKEN: Final = (PDF, DOCX, XLSX, PPTX, CSV, MARKDOWN, HTML, JSON)
TAKEN_WORDS: Final = (
    "PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), CSV, Markdown, HTML "
    "and guides exported as JSON"
)
"""For people: everything that is taken."""

_SAVE_AS = "Open it and save it as {}, then choose that file."
ENCRYPTED: Final = Kind(
    "encrypted",
    "an Office file that is protected by a password",
    code="encrypted",
    advice="Open it, remove the password (File, Info, Protect) and save a copy, then choose that "
    "one.",
)
_OLD_FILES = {
    "WordDocument": Kind(
        "doc", "an older Word file (.doc)", advice=_SAVE_AS.format("a Word document (.docx)")
    ),
    "Workbook": Kind(
        "xls", "an older Excel file (.xls)", advice=_SAVE_AS.format("an Excel workbook (.xlsx)")
    ),
    "PowerPoint Document": Kind(
        "ppt",
        "an older PowerPoint file (.ppt)",
        advice=_SAVE_AS.format("a PowerPoint presentation (.pptx)"),
    ),
}
_OLD = Kind(
    "ole",
    "an older Microsoft Office file",
    advice=_SAVE_AS.format(".docx, .xlsx or .pptx"),
)
_EXPORT = "Export or print the guide as a PDF and choose that file."
BINARY_EXCEL: Final = Kind(
    "xlsb", "a binary Excel file (.xlsb)", advice=_SAVE_AS.format("an Excel workbook (.xlsx)")
)
ZIP: Final = Kind("zip", "a ZIP archive", advice="Unpack it and choose the guide that is in it.")
_OPEN_DOCUMENT = Kind(
    "odf", "an OpenDocument file", advice=_SAVE_AS.format(".docx, .xlsx or .pptx")
)
_IWORK = Kind("iwork", "an Apple iWork file", advice="Export it as a PDF, Word or Excel file.")
_RTF = Kind("rtf", "an RTF document", advice=_SAVE_AS.format("a Word document (.docx)"))
_PNG = Kind("png", "a PNG picture", advice=_EXPORT)
_JPEG = Kind("jpeg", "a JPEG picture", advice=_EXPORT)
_POSTSCRIPT = Kind("ps", "a PostScript file", advice=_EXPORT)
_TEXT = Kind(
    "text",
    "a text file",
    advice="It holds neither a table nor headings, so nothing in it can be told apart.",
)
_OTHER_JSON = Kind("other-json", "a JSON file without a guide in it", advice=_EXPORT)
OTHER: Final = Kind("other", "some other kind of file", advice=_EXPORT)

_ARCHIVE = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BY_MARK = ((b"{\\rtf", _RTF), (b"\x89PNG", _PNG), (b"\xff\xd8\xff", _JPEG), (b"%!PS", _POSTSCRIPT))
_BY_PART = (
    (b"word/document", DOCX),
    (b"xl/workbook.bin", BINARY_EXCEL),
    (b"xl/workbook", XLSX),
    (b"ppt/presentation", PPTX),
)

_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta|title|table|div|section|article|main|h[1-6]|p|ul|"
    r"style)\b",
    re.IGNORECASE | re.DOTALL,
)
_HEADING = re.compile(r"^ {0,3}#{1,6}\s+\S|^\S.*\n {0,3}(?:={3,}|-{3,})\s*$", re.MULTILINE)
_PIPES = re.compile(r"^\s*\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?$", re.MULTILINE)
_LEAST_HEADINGS = 2
_SEPARATORS = "\t;,|"
_SAMPLED_ROWS = 200
_LEAST_ROWS = 2


def kind_of(file: IO[bytes]) -> Kind:
    """The kind of an open file; it is left at its beginning. An empty file is `OTHER`."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - TAIL_BYTES))
    tail = file.read(TAIL_BYTES) if head.startswith((_ARCHIVE, _OLE)) else b""
    file.seek(0)
    return _kind(head, tail, is_whole=len(head) == size)


def kind_of_bytes(data: bytes) -> Kind:
    return kind_of(io.BytesIO(data))


def _kind(head: bytes, tail: bytes, *, is_whole: bool) -> Kind:
    if b"%PDF-" in head[:PDF_HEAD_BYTES]:
        return PDF
    if head.startswith(_ARCHIVE):
        return _kind_of_archive(head + tail)
    if head.startswith(_OLE):
        return _kind_of_old(head + tail)
    for mark, kind in _BY_MARK:
        if head.startswith(mark):
            return kind
    text = decoded(head, is_whole=is_whole)
    return OTHER if not text or not text.strip() else _kind_of_text(text)


def _kind_of_archive(data: bytes) -> Kind:
    if b"[Content_Types].xml" in data:
        return next((kind for part, kind in _BY_PART if part in data), ZIP)
    if b"mimetypeapplication/vnd.oasis.opendocument" in data[:PDF_HEAD_BYTES]:
        return _OPEN_DOCUMENT
    return _IWORK if b"Index/" in data and b".iwa" in data else ZIP


def _kind_of_old(data: bytes) -> Kind:
    """Office has kept two things in this container: its older files, and newer ones encrypted."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return ENCRYPTED
    found = (kind for part, kind in _OLD_FILES.items() if part.encode("utf-16-le") in data)
    return next(found, _OLD)


def _kind_of_text(text: str) -> Kind:
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith(("{", "[")) and '"' in start:
        keys = ('"levels"', '"competencies"', '"cells"')
        return JSON if all(key in start for key in keys) else _OTHER_JSON
    if _HTML_START.match(start):
        return HTML
    if _PIPES.search(text) or len(_HEADING.findall(text)) >= _LEAST_HEADINGS:
        return MARKDOWN
    return CSV if separator_of(text) else _TEXT


def separator_of(text: str) -> str:
    """The sign that parts the columns of a table in a text; "" where the text is no table.

    The one that parts most rows into equally many fields; a tab wins before a comma, which prose
    holds too.
    """
    best, best_share = "", 0.0
    for separator in _SEPARATORS:
        widths = _widths(text, separator)
        if len(widths) < _LEAST_ROWS:
            continue
        width, count = Counter(widths).most_common(1)[0]
        share = count / len(widths)
        if width > 1 and share > best_share and _is_table(widths, width, separator):
            best, best_share = separator, share
    return best


def _widths(text: str, separator: str) -> list[int]:
    """How many fields each of the first rows has; rows without any text are left out."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    widths = []
    try:
        for row in reader:
            if any(field.strip() for field in row):
                widths.append(len(row))
            if len(widths) == _SAMPLED_ROWS:
                break
    except csv.Error:
        return widths
    return widths[:-1] if len(widths) == _SAMPLED_ROWS else widths


_REGULAR = {"\t": 0.5, ";": 0.7, ",": 0.8, "|": 0.8}
"""The share of rows with the usual number of fields from which on a text is a table: a tab stands
in tables alone, a comma in every sentence."""


def _is_table(widths: list[int], width: int, separator: str) -> bool:
    return sum(one == width for one in widths) >= _REGULAR[separator] * len(widths)
