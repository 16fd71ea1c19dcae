"""Hostile and foreign files end with their code, in the limited child that reads guides."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
import xlsxwriter

from benchmarks.format_files import (
    WORD_TYPE,
    csv_grid,
    docx_grid,
    word_file,
    word_paragraph,
    word_table,
    xlsx_grid,
)
from generation.core.errors import BadPdf
from generation.core.office import archive, limits
from generation.core.office.read import read_document
from guides.source.any_file import read_file
from levelingai.grounding.fold import clean_text
from levelingai.sandbox.run import MEGABYTE
from tests.generation.core.office.test_formats import GUIDE

pytestmark = pytest.mark.core

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
SPACES = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def changed(data: bytes, parts: dict[str, bytes], *, stored: bool = False) -> bytes:
    """An Office file with some parts other than they were."""
    target = io.BytesIO()
    how = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", how) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, text in parts.items():
            new.writestr(name, text)
    return target.getvalue()


def document(doctype: str, body: str = "&x;", encoding: str = "UTF-8") -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return (
        f'<?xml version="1.0" encoding="{encoding}"?>{doctype}<w:document xmlns:w="{space}"><w:body>'
        f"<w:p><w:r><w:t>{body}</w:t></w:r></w:p></w:body></w:document>"
    ).encode(encoding)


def many_rows() -> bytes:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 1_000_001))
    sheet = f"<worksheet {SPACES}><sheetData>{rows}</sheetData></worksheet>"
    return changed(xlsx_grid(GUIDE), {"xl/worksheets/sheet1.xml": sheet.encode()})


ENTITY = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
HOSTILE = {
    "a bomb": (lambda: changed(docx_grid(GUIDE), {"word/a.xml": bytes(150 * MEGABYTE)}), "too_complex"),
    "many parts": (lambda: changed(docx_grid(GUIDE), {f"word/{n}.xml": b"" for n in range(9000)}), "too_complex"),
    "an entity": (lambda: changed(docx_grid(GUIDE), {"word/document.xml": document(ENTITY)}), "damaged"),
    "a wide entity": (lambda: changed(docx_grid(GUIDE), {"word/document.xml": document(ENTITY, encoding="UTF-16")}), "damaged"),
    "an odd encoding": (lambda: changed(docx_grid(GUIDE), {"word/document.xml": document("", "a", "cp037")}), "damaged"),
    "a way out": (lambda: changed(docx_grid(GUIDE), {"../../etc/cron.d/x.xml": b"<a/>"}), "damaged"),
    "a million rows": (many_rows, "too_complex"),
    "a long table": (lambda: csv_grid(GUIDE) + b"a,b,c,d\n" * 1_000_000, "too_complex"),
    "an open quote": (lambda: b'a,b\nc,d\n"' + b"x" * 200_000, "damaged"),
    "deep JSON": (lambda: b'{"levels":1,"competencies":1,"cells":' + b"[" * 200_000, "too_complex"),
    "deep HTML": (lambda: b"<html>" + b"<div>" * 100_000 + b"x", "too_complex"),
    "a password": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "an old file": (lambda: OLE + "WordDocument".encode("utf-16-le"), "unsupported_type"),
    "a binary workbook": (lambda: changed(xlsx_grid(GUIDE), {"[Content_Types].xml": b'<Types><Override ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'}), "unsupported_type"),
    "an archive": (lambda: changed(docx_grid(GUIDE), {"[Content_Types].xml": b"<Types/>"}), "unsupported_type"),
    "half a file": (lambda: xlsx_grid(GUIDE)[:3000] + b"[Content_Types].xml xl/workbook.xml", "damaged"),
    "a part that is none": (lambda: changed(docx_grid(GUIDE), {"word/document.xml": b"<w:doc"}), "damaged"),
    "foreign JSON": (lambda: json.dumps({"levels": [], "competencies": [], "cells": []}).encode(), "unsupported_type"),
    "JSON that points beyond": (lambda: json.dumps({**GUIDE, "cells": [{"level": 99, "competency": 0, "definition": "x"}]}).encode(), "unsupported_type"),
    "prose": (lambda: b"Dear all,\nhere is what I think of levels.\n", "unsupported_type"),
    "nothing": (lambda: b"", "empty_file"),
    "no text": (lambda: word_file("<w:p/>"), "no_text"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_ends_with_its_code(name):
    make, code = HOSTILE[name]
    with pytest.raises(BadPdf) as refused:
        read_file(make())
    assert refused.value.code == code
    assert refused.value.message.endswith(".")


def test_limits_refuse_before_anything_is_unpacked():
    """A bomb ends by its list of parts: the child's memory is the second wall, not the first."""
    with pytest.raises(BadPdf) as refused:
        archive.opened(changed(docx_grid(GUIDE), {"word/a.xml": bytes(150 * MEGABYTE)}))
    assert "unpacks to" in refused.value.message
    with pytest.raises(BadPdf) as refused:
        read_document(many_rows())
    assert f"up to {limits.MOST_CELLS} are read" in refused.value.message


def test_macros_are_left_out_and_named():
    macro = {"word/vbaProject.bin": b"\xd0\xcf Sub AutoOpen()"}
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    data = changed(word_file(word_table([["a", "b"], ["c", "d"]]), main=kind), macro)
    found = read_file(data)
    assert [note.split(".")[0] for note in found.quality.notes] == ["The file holds macros"]
    assert WORD_TYPE.encode() in archive.opened(data).parts["[Content_Types].xml"]
    assert archive.opened(data).parts["word/vbaProject.bin"] == b""


def test_formula_is_read_by_its_stored_value_and_never_evaluated():
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Competency", "Junior"])
    sheet.write_formula(1, 0, '=WEBSERVICE("http://127.0.0.1/x")', None, "Stored words")
    sheet.write_formula(1, 1, "=1+1", None, "")
    book.close()
    data = changed(
        target.getvalue(),
        {
            "xl/worksheets/sheet1.xml": zipfile.ZipFile(target)
            .read("xl/worksheets/sheet1.xml")
            .replace(b"<f>1+1</f><v></v>", b"<f>1+1</f>")
        },
    )
    found = read_file(data)
    assert [word.text for word in found.pages[0].words] == [
        "Competency",
        "Junior",
        "Stored",
        "words",
    ]
    assert found.quality.notes[0].startswith("1 formulas have no stored value")


def test_dirty_characters_do_not_come_in():
    dirty = "Clean \ufffe\u0001\u202eword\ue000"
    text = word_paragraph(dirty.replace("\x01", "").replace("\ufffe", ""))
    for data in (word_file(text), f"a,b\n{dirty},c\n".encode()):
        words = [word.text for word in read_document(data).pages[0].words]
        assert "word" in words
        assert all(word == clean_text(word) for word in words)
