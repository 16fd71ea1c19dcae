"""The ZIP archive that Office files are, checked before any library sees what is in it.

What comes out is an archive made anew: the same parts under the same names, XML without document
types and entities, and nothing of macros, pictures and embedded files but their empty names.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import NoReturn

from generation.core.errors import BadPdf
from generation.core.office import kinds

MEGABYTE = 1024 * 1024
MOST_ENTRIES = 4000
MOST_UNPACKED = 200 * MEGABYTE
"""Of all parts together; a long guide has five."""
MOST_PART = 60 * MEGABYTE
MOST_RATIO = 400
"""Unpacked to packed bytes of a large part: repetitive XML reaches 60, a bomb 1000."""
LARGE_PART = 2 * MEGABYTE

_XML_ENDINGS = (".xml", ".rels", ".vml")
_ENCRYPTED_FLAG = 0x1
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_UTF_8_NAMES = (b"utf-8", b"utf8", b"us-ascii", b"ascii")
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_STRICT = b"http://purl.oclc.org/ooxml/"

CONTENT_TYPES = "[Content_Types].xml"
_MAIN = {
    "wordprocessingml.document.main+xml": kinds.DOCX,
    "wordprocessingml.template.main+xml": kinds.DOCX,
    "ms-word.document.macroEnabled.main+xml": kinds.DOCX,
    "ms-word.template.macroEnabledTemplate.main+xml": kinds.DOCX,
    "spreadsheetml.sheet.main+xml": kinds.XLSX,
    "spreadsheetml.template.main+xml": kinds.XLSX,
    "ms-excel.sheet.macroEnabled.main+xml": kinds.XLSX,
    "ms-excel.template.macroEnabled.main+xml": kinds.XLSX,
    "ms-excel.sheet.binary.macroEnabled.main": kinds.BINARY_EXCEL,
    "presentationml.presentation.main+xml": kinds.PPTX,
    "presentationml.slideshow.main+xml": kinds.PPTX,
    "presentationml.template.main+xml": kinds.PPTX,
    "ms-powerpoint.presentation.macroEnabled.main+xml": kinds.PPTX,
    "ms-powerpoint.slideshow.macroEnabled.main+xml": kinds.PPTX,
    "ms-powerpoint.template.macroEnabled.main+xml": kinds.PPTX,
}
"""Ends of the content types that a main part may have."""
_PLAIN_MAIN = {
    kinds.DOCX: f"{kinds.DOCX.mime_type}.main+xml",
    kinds.XLSX: f"{kinds.XLSX.mime_type}.main+xml",
    kinds.PPTX: f"{kinds.PPTX.mime_type}.main+xml",
}
"""What the libraries take: with macros left out, every file is a plain one."""


@dataclass(frozen=True, slots=True)
class Archive:
    """The parts of an Office file by name. Parts that are no XML are empty."""

    kind: kinds.Kind
    parts: dict[str, bytes]
    has_macros: bool

    def rebuilt(self, *, without: tuple[str, ...] = ()) -> io.BytesIO:
        """The parts as a file again, but for those whose names begin with one of `without`."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
            for name, data in self.parts.items():
                if not name.startswith(without or ("\0",)):
                    archive.writestr(name, data)
        target.seek(0)
        return target


def opened(data: bytes) -> Archive:
    """Check an archive and read its XML. Raises `BadPdf`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check_entries(entries)
            parts = {entry.filename: _part(archive, entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise damaged(type(error).__name__) from error
    kind, main_type = _main_of(parts)
    parts[CONTENT_TYPES] = parts[CONTENT_TYPES].replace(
        main_type.encode(), _PLAIN_MAIN[kind].encode()
    )
    has_macros = any(entry.filename.endswith("vbaProject.bin") for entry in entries)
    return Archive(kind, parts, has_macros)


def damaged(detail: str) -> BadPdf:
    return BadPdf(
        "damaged",
        "The file is damaged and cannot be read. Open it in the program that made it, save it "
        "again, and upload that copy.",
        detail=f"malformed: {detail}",
    )


def too_complex(found: str) -> BadPdf:
    return BadPdf(
        "too_complex",
        f"Reading was stopped: {found}. Please upload a file with the guide alone in it.",
        detail=f"too_big: {found}",
    )


def not_taken(kind: kinds.Kind) -> BadPdf:
    """What is said of a kind of file that is not read."""
    if kind.code == "encrypted":
        return BadPdf("encrypted", f"This is {kind.words}. {kind.advice}")
    return BadPdf(
        "unsupported_type",
        f"This is {kind.words}, which is not taken. Taken are {kinds.TAKEN_WORDS}. {kind.advice}",
    )


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse by what the archive's list says, before anything is unpacked."""
    if len(entries) > MOST_ENTRIES:
        raise too_complex(f"the file holds {len(entries)} parts; guides have a few dozen")
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names) or any(map(_leads_out, names)):
        _refuse("names of parts that repeat or lead out of the file")
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
        raise not_taken(kinds.ENCRYPTED)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED or any(map(_is_bomb, entries)):
        raise too_complex(
            f"it unpacks to {unpacked / MEGABYTE:.0f} MB, far more than a guide would"
        )


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    if entry.file_size > MOST_PART and entry.filename.endswith(_XML_ENDINGS):
        return True
    is_dense = entry.file_size > MOST_RATIO * max(1, entry.compress_size)
    return entry.file_size > LARGE_PART and is_dense


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A part that is XML, checked; of another one nothing. It is never longer than it said."""
    if not entry.filename.endswith(_XML_ENDINGS):
        return b""
    with archive.open(entry) as file:
        data = file.read(entry.file_size + 1)
    if len(data) > entry.file_size:
        raise damaged("a part is longer than it said")
    return _plain_xml(data)


def _plain_xml(data: bytes) -> bytes:
    """XML in UTF-8 without a document type: the standard allows UTF-16 too, and no types."""
    if data.startswith(_WIDE_MARKS):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise damaged("broken UTF-16") from error
        data = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode("utf-8", "replace")
    declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf"))
    if declared and declared[1].lower() not in _UTF_8_NAMES:
        _refuse("XML in an encoding that Office files never have")
    if b"\x00" in data[:4]:
        _refuse("XML in an encoding that it does not tell")
    if _DOCTYPE.search(data):
        _refuse("a document type with entities, which Office files never have")
    return data


def _refuse(found: str) -> NoReturn:
    raise BadPdf(
        "damaged",
        f"The file holds {found}, so it was not read. Open it in the program that made it, save "
        "it again, and upload that copy.",
        detail=f"malformed: {found}",
    )


def _main_of(parts: dict[str, bytes]) -> tuple[kinds.Kind, str]:
    """The kind of file that the list of content types names, and the type that says so."""
    types = parts.get(CONTENT_TYPES)
    if types is None:
        raise not_taken(kinds.ZIP)
    for found in re.findall(r"""ContentType\s*=\s*["']([^"']+)["']""", types.decode("utf-8")):
        for end, kind in _MAIN.items():
            if found.endswith(end):
                if not kind.is_taken:
                    raise not_taken(kind)
                _require_usual(parts)
                return kind, found
    raise not_taken(kinds.ZIP)


def _require_usual(parts: dict[str, bytes]) -> None:
    for name in ("word/document.xml", "xl/workbook.xml", "ppt/presentation.xml"):
        if _STRICT in parts.get(name, b"")[:4096]:
            raise BadPdf(
                "unsupported_type",
                "This file is saved as “Strict Open XML”, which is not taken. Open it, save it "
                "in the usual format of its kind (.docx, .xlsx, .pptx), and upload that copy.",
            )
