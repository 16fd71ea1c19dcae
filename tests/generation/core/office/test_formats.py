"""Every format and shape comes back word for word, and what is hidden in it stays out."""

from __future__ import annotations

import pytest

from benchmarks.format_files import (
    FORMATS,
    csv_banners,
    docx_grid,
    html_grid,
    json_export,
    pptx_grid,
    xlsx_merged,
)
from benchmarks.formats import _cells
from generation.core.office import kind_of_bytes
from generation.core.office.read import read_document
from generation.core.reading import Document
from generation.core.recovery import Recovery, recover_matrix

pytestmark = pytest.mark.core

LEVELS = ("Junior Engineer", "Engineer", "Senior Engineer")
ROWS = (("Delivery", "Craft"), ("Design", "Craft"), ("Mentoring", "People"), ("Hiring", "People"))
VERBS = ("Learns", "Owns", "Shapes")
GUIDE = {
    "title": "Engineering framework",
    "levels": [{"code": f"L{at}", "title": title} for at, title in enumerate(LEVELS, start=1)],
    "competencies": [{"name": name, "category": category} for name, category in ROWS],
    "cells": [
        {
            "level": level,
            "competency": row,
            "definition": f"{VERBS[level]} the team's {name.lower()} work and says why.\n"
            f"• asks for help with {name.lower()} early\n• writes down what was decided",
        }
        for row, (name, _) in enumerate(ROWS)
        for level in range(len(LEVELS))
    ],
}


def read(data: bytes) -> tuple[Document, Recovery]:
    document = Document.from_json(read_document(data).to_json())
    return document, recover_matrix(document)


@pytest.mark.parametrize(
    ("kind", "shape"), [(kind, shape) for kind, shapes in FORMATS.items() for shape in shapes]
)
def test_every_shape_of_every_format_comes_back(kind, shape):
    data = FORMATS[kind][shape](GUIDE)
    assert kind_of_bytes(data).name == kind
    _, recovery = read(data)
    assert [_cells(matrix.to_json()) for matrix in recovery.matrices] == [_cells(GUIDE)]


def test_lines_of_a_cell_stay_lines():
    _, recovery = read(csv_banners(GUIDE))
    matrix = recovery.matrices[0]
    assert matrix.cells[0].definition == GUIDE["cells"][0]["definition"]
    assert [row.category for row in matrix.competencies] == ["Craft", "Craft", "People", "People"]


def test_a_cell_names_its_place_in_the_words_of_its_file():
    for data, place in (
        (xlsx_merged(GUIDE), "Sheet “Matrix”, row 2"),
        (docx_grid(GUIDE), "Document, table 1, row 2"),
        (pptx_grid(GUIDE), "Slide 2, table row 2"),
        (json_export(GUIDE), "Guide, Delivery"),
    ):
        _, recovery = read(data)
        assert recovery.matrices[0].cells[0].sources[0].place == place


@pytest.mark.parametrize(
    ("data", "reasons", "words"),
    [
        (xlsx_merged(GUIDE), {"hidden_columns", "hidden_sheets", "comments"}, "readers"),
        (docx_grid(GUIDE), {"deleted", "hidden_text"}, "Secret"),
        (pptx_grid(GUIDE), {"hidden_slides"}, "Salary"),
        (html_grid(GUIDE), {"hidden_text"}, "Hidden"),
    ],
)
def test_what_is_hidden_is_dropped_and_counted(data, reasons, words):
    document, _ = read(data)
    assert set(document.quality.hidden) == reasons
    assert all(word.text != words for page in document.pages for word in page.words)
