"""pdfplumber's table finder as a second reader: on our words and lines, and only where it may."""

import subprocess
import sys
from dataclasses import replace
from itertools import pairwise

import pytest

from generation.core.reading.document import Document, Fill
from generation.core.recovery.confidence import agreement_of
from generation.core.recovery.strategies import plumbed, ruled
from tests.generation.core.recovery.test_strategies_tables import (
    COLUMNS,
    NAMES,
    across,
    cells,
    definitions,
    down,
    grid,
    page_of,
    row_of_words,
    simple_words,
)
from tests.generation.core.recovery.words_on_page import document, paragraph

pytestmark = pytest.mark.core

EDGES = (100, 130, 160, 190, 220)


def test_it_finds_the_cells_that_the_other_reader_of_lines_finds():
    pages = Document((page_of(1, simple_words(), grid(EDGES)),))
    attempt = plumbed.recover(pages)
    assert attempt.strategy == "plumbed"
    assert cells(attempt.matrices[0])[("Level 2", "Quality")] == "Quality alone."
    assert len(attempt.matrices[0].cells) == 9
    assert agreement_of(attempt, ruled.recover(pages)) == 1.0


def test_a_merged_cell_is_that_of_every_row_it_spans():
    words = row_of_words(NAMES, 104, bold=True)
    words += row_of_words(("Planning", *definitions("Plans")), 134)
    words += row_of_words(("Quality", "", *definitions("Checks")[1:]), 164)
    walls = [down(x, 100, 190) for x in COLUMNS]
    rules = [across(100), across(130), across(190), across(160, 40, 160), across(160, 320, 640)]
    found = cells(plumbed.recover(Document((page_of(1, words, rules + walls),))).matrices[0])
    assert found["Level 1", "Quality"] == found["Level 1", "Planning"] == "Plans with help."


def test_a_row_that_ends_with_its_page_needs_no_line_there():
    upper = row_of_words(NAMES, 104, bold=True)
    upper += row_of_words(("Planning", *definitions("Plans")), 134)
    lower = row_of_words(("Quality", *definitions("Checks")), 44)
    lower += row_of_words(("Mentoring", *definitions("Mentors")), 74)
    first = [across(100), across(130), *(down(x, 100, 160) for x in COLUMNS)]
    second = [across(70), *(down(x, 40, 100) for x in COLUMNS)]
    attempt = plumbed.recover(Document((page_of(1, upper, first), page_of(2, lower, second))))
    assert len(attempt.matrices[0].cells) == 9


def test_columns_without_walls_are_told_by_where_the_words_begin():
    """The words are one line a row, so that each row begins a column at the same places."""
    page = page_of(1, simple_words(), [across(y) for y in EDGES])
    found = cells(plumbed.recover(Document((page,))).matrices[0])
    assert found["Level 2", "Quality"] == "Quality alone."


def test_a_page_of_countless_lines_is_left_to_the_others():
    lines = [across(float(y)) for y in range(100, 160)] + [
        down(float(x), 100, 220) for x in range(40, 640, 10)
    ]
    few = Document((page_of(1, simple_words(), grid(EDGES)),))
    many = Document((page_of(1, simple_words(), [*grid(EDGES), *lines]),))
    assert plumbed.recover(few).matrices
    assert plumbed.recover(many).error == "No page holds a table of this kind."


def test_fills_are_walls_as_lines_are():
    fills = [
        Fill(replace(across(top).box, x0=x0, x1=x1, bottom=bottom), (0.9, 0.9, 0.95))
        for top, bottom in pairwise(EDGES)
        for x0, x1 in pairwise(COLUMNS)
    ]
    attempt = plumbed.recover(Document((page_of(1, simple_words(), (), fills),)))
    assert len(attempt.matrices[0].cells) == 9


def test_pdfplumber_is_loaded_only_where_there_are_lines():
    """Workers that read prose all day pay nothing for it."""
    program = (
        "import sys\n"
        "from generation.core.reading import Document\n"
        "from generation.core.recovery.strategies import plumbed\n"
        "from tests.generation.core.recovery.words_on_page import document, paragraph\n"
        "attempt = plumbed.recover(document(paragraph(['Level 1', 'Plans.'])))\n"
        "assert attempt.error, attempt\n"
        "assert not {'pdfplumber', 'pdfminer'} & set(sys.modules), sorted(sys.modules)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr


def test_a_page_without_lines_holds_no_table_of_this_kind():
    attempt = plumbed.recover(document(paragraph(["Level 1", "Plans own work."])))
    assert attempt.error == "No page holds a table of this kind."
