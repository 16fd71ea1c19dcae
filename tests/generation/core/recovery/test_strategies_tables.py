"""What the table strategies make of drawn and undrawn tables, one rule at a time."""

import pytest

from generation.core.reading.document import Box, Document, Fill, Page, Rule
from generation.core.recovery.strategies import ruled, spaced
from tests.generation.core.recovery.words_on_page import document, line, paragraph

pytestmark = pytest.mark.core

COLUMNS = (40, 160, 320, 480, 640)
NAMES = ("Competency", "Level 1", "Level 2", "Level 3")


def across(y, x0=COLUMNS[0], x1=COLUMNS[-1]):
    return Rule(Box(x0, y, x1, y), True)


def down(x, top, bottom):
    return Rule(Box(x, top, x, bottom), False)


def row_of_words(texts, y, **look):
    return [
        word
        for x, text in zip(COLUMNS, texts, strict=False)
        for word in paragraph(text.split("|"), x + 4, y, **look)
    ]


def page_of(number, words, rules, fills=()):
    return Page(number, 842, 595, tuple(words), tuple(rules), tuple(fills))


def grid(ys, walls=COLUMNS):
    rules = [across(y) for y in ys]
    return rules + [down(x, ys[0], ys[-1]) for x in walls]


def cells(matrix):
    return {
        (
            matrix.levels[c.level].title or matrix.levels[c.level].code,
            matrix.competencies[c.competency].name,
        ): c.definition
        for c in matrix.cells
    }


def definitions(name):
    return [f"{name} with help.", f"{name} alone.", f"{name} for others."]


def simple_words(top=104):
    words = row_of_words(NAMES, top, bold=True)
    for number, name in enumerate(("Planning", "Quality", "Mentoring"), 1):
        words += row_of_words((name, *definitions(name)), top + 30 * number)
    return words


def test_ruled_reads_cells_between_lines():
    attempt = ruled.recover(
        Document((page_of(1, simple_words(), grid((100, 130, 160, 190, 220))),))
    )
    assert cells(attempt.matrices[0])[("Level 2", "Quality")] == "Quality alone."
    assert len(attempt.matrices[0].cells) == 9


def test_ruled_gives_every_cell_its_place():
    attempt = ruled.recover(
        Document((page_of(1, simple_words(), grid((100, 130, 160, 190, 220))),))
    )
    source = attempt.matrices[0].cells[0].sources[0]
    assert (source.page, source.box) == (1, Box(160, 130, 320, 160))


def test_ruled_gives_a_shared_cell_to_each_level_it_spans():
    words = row_of_words(NAMES, 104, bold=True)
    words += row_of_words(("Planning", "Plans own work and that of others."), 134)
    words += row_of_words(("Quality", *definitions("Checks")), 164)
    words += row_of_words(("Mentoring", *definitions("Mentors")), 194)
    rules = [across(y) for y in (100, 130, 160, 190, 220)]
    rules += [down(x, 100, 220) for x in (COLUMNS[0], COLUMNS[1], COLUMNS[3], COLUMNS[4])]
    rules += [down(COLUMNS[2], 100, 130), down(COLUMNS[2], 160, 220)]
    found = cells(ruled.recover(Document((page_of(1, words, rules),))).matrices[0])
    assert found[("Level 1", "Planning")] == found[("Level 2", "Planning")]
    assert ("Level 3", "Planning") not in found


def test_ruled_joins_a_row_that_the_page_cuts():
    first = simple_words()
    second = row_of_words(("", "Then plans more.", "Then leads.", "Then teaches."), 44)
    second += row_of_words(("Influence", *definitions("Convinces")), 74)
    pages = (
        page_of(1, first, grid((100, 130, 160, 190, 220))),
        page_of(2, second, grid((40, 70, 100))),
    )
    matrix = ruled.recover(Document(pages)).matrices[0]
    cell = next(c for c in matrix.cells if c.level == 1 and c.competency == 2)
    assert cell.definition == "Mentoring alone. Then leads."
    assert [source.page for source in cell.sources] == [1, 2]
    assert [row.name for row in matrix.competencies][-1] == "Influence"


def test_ruled_drops_a_header_that_the_next_page_repeats():
    second = row_of_words(NAMES, 44, bold=True)
    second += row_of_words(("Influence", *definitions("Convinces")), 74)
    pages = (
        page_of(1, simple_words(), grid((100, 130, 160, 190, 220))),
        page_of(2, second, grid((40, 70, 100))),
    )
    attempt = ruled.recover(Document(pages))
    names = [row.name for row in attempt.matrices[0].competencies]
    assert names == ["Planning", "Quality", "Mentoring", "Influence"]


def test_ruled_keeps_equal_names_apart():
    words = row_of_words(("Competency", "Deckhand", "Deckhand", "Bosun"), 104, bold=True)
    for number, (name, verb) in enumerate(
        (("Ropes", "Ties"), ("Safety", "Drills"), ("Ropes", "Cuts"))
    ):
        words += row_of_words((name, *definitions(verb)), 134 + 30 * number)
    matrix = ruled.recover(
        Document((page_of(1, words, grid((100, 130, 160, 190, 220))),))
    ).matrices[0]
    assert [level.title for level in matrix.levels] == ["Deckhand", "Deckhand", "Bosun"]
    assert [row.name for row in matrix.competencies] == ["Ropes", "Safety", "Ropes"]
    assert len(matrix.cells) == 9


def test_ruled_turns_a_table_whose_rows_are_levels():
    words = row_of_words(("Level", "Communication", "Quality", "Planning"), 104, bold=True)
    for number in (1, 2, 3):
        words += row_of_words((f"Level {number}", *definitions("Works")), 104 + 30 * number)
    matrix = ruled.recover(
        Document((page_of(1, words, grid((100, 130, 160, 190, 220))),))
    ).matrices[0]
    assert [level.title for level in matrix.levels] == ["Level 1", "Level 2", "Level 3"]
    assert [row.name for row in matrix.competencies] == ["Communication", "Quality", "Planning"]


def test_ruled_reads_turned_header_cells():
    words = [word for word in simple_words() if word.box.top > 120]
    for x, name in zip(COLUMNS[1:], NAMES[1:], strict=False):
        first, second = name.split()
        words += [
            *(w for w in line(first, x + 10, 90, turn=270)),
            *(w for w in line(second, x + 10, 70, turn=270)),
        ]
    words = [w for w in words if w.turn == 0 or w.box.top > 60]
    matrix = ruled.recover(Document((page_of(1, words, grid((60, 130, 160, 190, 220))),))).matrices[
        0
    ]
    assert [level.title for level in matrix.levels] == ["Level 1", "Level 2", "Level 3"]


def test_spaced_reads_columns_and_rows_without_any_line():
    attempt = spaced.recover(document(simple_words()))
    assert cells(attempt.matrices[0])[("Level 3", "Mentoring")] == "Mentoring for others."


def test_spaced_ignores_a_title_and_a_page_number():
    words = line("Career framework", 40, 60, size=18, bold=True) + simple_words()
    words += line("3", 420, 560)
    attempt = spaced.recover(document(words))
    assert len(attempt.matrices[0].cells) == 9
    assert attempt.matrices[0].title == "Career framework"


def test_spaced_takes_rows_from_shaded_bands():
    words = row_of_words(NAMES, 104, bold=True)
    for number, name in enumerate(("Planning", "Quality", "Mentoring"), 1):
        texts = [f"{name} first line|and {word}." for word in ("one", "two", "three")]
        words += row_of_words((name, *texts), 104 + 26 * number)
    fills = [Fill(Box(40, 154, 640, 180), (0.9, 0.9, 0.9))]
    matrix = spaced.recover(Document((page_of(1, words, (), fills),))).matrices[0]
    assert cells(matrix)[("Level 2", "Quality")] == "Quality first line and two."


@pytest.mark.parametrize("strategy", [ruled, spaced])
def test_tables_of_figures_are_no_guides(strategy):
    words = row_of_words(("Item", "Quantity", "Price", "Sum"), 104, bold=True)
    for number, name in enumerate(("Rope", "Paint", "Vest"), 1):
        words += row_of_words((name, str(number), "12.00", "24.00"), 104 + 30 * number)
    attempt = strategy.recover(Document((page_of(1, words, grid((100, 130, 160, 190, 220))),)))
    assert attempt.matrices == ()
    assert attempt.error


@pytest.mark.parametrize("strategy", [ruled, spaced])
def test_an_empty_page_is_no_guide(strategy):
    assert strategy.recover(document([])).matrices == ()
