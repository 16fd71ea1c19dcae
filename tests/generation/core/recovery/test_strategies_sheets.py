"""Printed spreadsheets: pages beside each other, forms between the levels, one sheet a name."""

import io

import pytest
from reportlab.lib import pagesizes
from reportlab.pdfgen.canvas import Canvas

from generation.core.errors import NoMatrix
from generation.core.reading.extract import extract_document
from generation.core.recovery.recover import recover_matrix

pytestmark = pytest.mark.core

LEVELS = ("Junior Engineer", "Engineer", "Senior Engineer", "Staff Engineer")
NAMES = ("Planning", "Quality", "Mentoring", "Communication", "Delivery")
HEIGHT = 34.0
LEFT, TOP = 40.0, 60.0
WIDTH, PAGE_HEIGHT = pagesizes.landscape(pagesizes.A3)


def definition(level, name):
    adverbs = ("with help", "alone", "for the whole team", "for several teams")
    return f"{name} is done {adverbs[level]}|and is checked {level + 1} times a week."


def matrix_rows():
    """The sheet as texts: a header, then a row for every competency."""
    header = ["Competency", *LEVELS]
    return [header, *([name, *(definition(n, name) for n in range(4))] for name in NAMES)]


def printed(rows, widths, bands, *, lines=True, down_first=False, margins=None):
    """A PDF of the sheet: `bands` are the rows and the columns that each page shows."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, PAGE_HEIGHT))
    row_bands, column_bands = bands
    places = [(r, c) for r in row_bands for c in column_bands]
    if down_first:
        places = [(r, c) for c in column_bands for r in row_bands]
    for number, (band, columns) in enumerate(places):
        if margins:
            canvas.setFont("Helvetica", 10)
            canvas.drawCentredString(WIDTH / 2, PAGE_HEIGHT - 30, margins[number])
        y = PAGE_HEIGHT - TOP
        for row in band:
            x = LEFT
            for column in columns:
                _cell(canvas, rows[row][column], (x, y), widths[column], lines=lines)
                x += widths[column]
            y -= HEIGHT
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _cell(canvas, text, corner, width, *, lines):
    x, y = corner
    if lines:
        canvas.rect(x, y - HEIGHT, width, HEIGHT)
    canvas.setFont("Helvetica", 9)
    for number, part in enumerate(text.split("|")):
        canvas.drawString(x + 3, y - 12 - 11 * number, part)


def recovered(data):
    recovery = recover_matrix(extract_document(data))
    (matrix,) = recovery.matrices
    found = {
        (matrix.levels[c.level].name, matrix.competencies[c.competency].name): c.definition
        for c in matrix.cells
    }
    return found, recovery.chosen


EXPECTED = {
    (level, name): definition(number, name).replace("|", " ")
    for number, level in enumerate(LEVELS)
    for name in NAMES
}
WIDTHS = (110, 240, 240, 240, 240)


@pytest.mark.parametrize("lines", [True, False])
@pytest.mark.parametrize("down_first", [True, False])
@pytest.mark.parametrize("columns", [((0,), (1,), (2,), (3,), (4,)), ((0, 1), (2, 3), (4,))])
def test_sheet_that_spills_over_pages_comes_back_whole(lines, down_first, columns):
    bands = ((0, 1, 2, 3), (4, 5)), columns
    data = printed(matrix_rows(), WIDTHS, bands, lines=lines, down_first=down_first)
    assert recovered(data)[0] == EXPECTED


def test_sheet_names_and_header_that_pages_repeat_stand_once():
    bands = ((0, 1, 2, 3), (0, 4, 5)), ((0, 1), (0, 2), (0, 3), (0, 4))
    assert recovered(printed(matrix_rows(), WIDTHS, bands))[0] == EXPECTED


def test_sheet_tells_on_which_pages_definitions_were_printed():
    bands = ((0, 1, 2, 3, 4, 5),), ((0, 1), (2, 3), (4,))
    data = printed(matrix_rows(), WIDTHS, bands)
    (matrix,) = recover_matrix(extract_document(data)).matrices
    assert [cell.page for cell in matrix.cells if cell.competency == 0] == [1, 2, 2, 3]
    box = next(c for c in matrix.cells if c.level == 3).sources[0].box
    assert (round(box.x0), round(box.x1)) == (LEFT, LEFT + 240)


@pytest.mark.parametrize("mark", ["", "3"])
def test_score_columns_beside_the_levels_are_left_out_and_named(mark):
    rows = [
        [text for number, text in enumerate(row) for text in ([text, mark] if number else [text])]
        for row in matrix_rows()
    ]
    rows[0] = [rows[0][0], *(text for level in LEVELS for text in (level, "Score"))]
    widths = (110, *(190, 40) * 4)
    data = printed(rows, widths, ((range(6),), (range(9),)))
    found, chosen = recovered(data)
    assert found == EXPECTED
    assert "The column “Score” was left out: it is to be filled in." in chosen.reasons


def test_column_of_text_without_a_name_makes_the_guide_wait():
    rows = [row[:4] for row in matrix_rows()]
    rows = [[*row, row[3] and "Further words that nobody named."] for row in rows]
    rows[0][4] = ""
    found, chosen = recovered(printed(rows, (110, 190, 190, 190, 190), ((range(6),), (range(5),))))
    assert set(found) == {place for place in EXPECTED if place[0] != LEVELS[3]}
    assert any(doubt.is_grave for doubt in chosen.doubts)


def test_one_competency_a_sheet_takes_its_name_from_the_margin():
    rows = [[LEVELS[level], definition(level, name)] for name in NAMES for level in range(4)]
    bands = [range(4 * n, 4 * n + 4) for n in range(5)], ((0, 1),)
    assert recovered(printed(rows, (120, 300), bands, margins=NAMES))[0] == EXPECTED


def test_small_tables_under_names_are_rows_of_one_matrix():
    rows = []
    for name in NAMES:
        rows += [[name, "", "", ""], list(LEVELS), [definition(n, name) for n in range(4)]]
    bands = (range(9), range(9, 15)), (range(4),)
    assert recovered(printed(rows, (190,) * 4, bands))[0] == EXPECTED


def test_long_list_over_pages_keeps_its_nameless_rows_apart():
    rows = [["Competency", "Level", "Description"]]
    for name in NAMES:
        rows += [["" if n else name, LEVELS[n], definition(n, name)] for n in range(4)]
    bands = (range(12), range(12, 21)), (range(3),)
    assert recovered(printed(rows, (110, 120, 300), bands))[0] == EXPECTED


def test_slides_alike_are_no_sheet():
    rows = [[f"Slide {n}", ""] if not n % 4 else [f"Point {n}", ""] for n in range(16)]
    bands = [range(4 * n, 4 * n + 4) for n in range(4)], ((0, 1),)
    with pytest.raises(NoMatrix):
        recover_matrix(extract_document(printed(rows, (120, 300), bands, lines=False)))
