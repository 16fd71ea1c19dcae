"""Doubts point at places: each is raised where there is something to look at, and only there."""

from dataclasses import replace

import pytest

from generation.core.reading.document import Box, Document, Page, Quality, Word
from generation.core.recovery import recover_matrix
from generation.core.recovery.doubts import BROKEN, UNREAD, doubts_of
from generation.core.recovery.matrix import (
    Attempt,
    Doubt,
    Matrix,
    MatrixCell,
    MatrixCompetency,
    MatrixLevel,
    Source,
)
from generation.core.recovery.matrix_doubts import (
    NOT_A_GUIDE,
    SWAPPED,
    UNCLEAR,
    doubts_in,
    is_a_guide,
)
from tests.generation.core.recovery.test_strategies_tables import grid, page_of, simple_words
from tests.generation.core.recovery.words_on_page import line

pytestmark = pytest.mark.core

LEVELS = ("Junior Engineer", "Engineer", "Senior Engineer")
ROWS = ("Planning", "Communication", "Mentoring")
LEFT, WIDTH, TOP, HEIGHT = 150.0, 200.0, 130.0, 30.0


def box(level, row):
    x0, top = LEFT + WIDTH * level, TOP + HEIGHT * row
    return Box(x0, top, x0 + WIDTH, top + HEIGHT)


def text(level, row):
    return f"{ROWS[row]} is done for {('a task', 'a project', 'an area')[level]}."


def matrix(texts=None, levels=LEVELS, rows=ROWS):
    texts = {(x, y): text(x, y) for x in range(3) for y in range(3)} | (texts or {})
    return Matrix(
        tuple(MatrixLevel(title=name) for name in levels),
        tuple(MatrixCompetency(name) for name in rows),
        tuple(
            MatrixCell(x, y, said, (Source(1, box(x, y)),))
            for (x, y), said in texts.items()
            if said
        ),
        "Career framework",
    )


def printed(found, extra=(), quality=None, pages=()):
    """The document that a matrix was read from, with more words where a case needs them."""
    words = [
        word
        for number, name in enumerate(ROWS)
        for word in line(name, 40, TOP + 5 + HEIGHT * number)
    ]
    for place, said in {cell.sources[0].box: cell.definition for cell in found.cells}.items():
        words += line(said, place.x0 + 2, place.top + 5)
    for number, level in enumerate(found.levels):
        words += line(level.name, LEFT + 2 + WIDTH * number, TOP - 20)
    page = Page(1, 842, 595, (*words, *extra))
    return Document((page, *pages), quality or Quality())


def doubts(found, document=None, rivals=()):
    document = document or printed(found)
    return doubts_of(document, Attempt("ruled", (found,), 0.9), rivals)


def whys(found, document=None, rivals=()):
    return {(doubt.level, doubt.competency): doubt.why for doubt in doubts(found, document, rivals)}


def test_a_clean_matrix_raises_none():
    assert doubts(matrix()) == ()


@pytest.mark.parametrize(
    ("levels", "rows", "place", "why"),
    [
        ((*LEVELS[:2], "engineer"), ROWS, (2, None), "Another level has the same name."),
        (
            LEVELS,
            ("Planning", "Planning", "Mentoring"),
            (None, 1),
            "Another competency has the same name.",
        ),
        (
            LEVELS,
            ("Planning", "Communication,", "Mentoring"),
            (None, 1),
            "This reads like a sentence, not like a name.",
        ),
        (
            LEVELS,
            ("Planning", "and influence", "Mentoring"),
            (None, 1),
            "This name begins in small letters, unlike the others: it may be cut.",
        ),
        (
            LEVELS,
            ("Planning", "Ques2oning", "Mentoring"),
            (None, 1),
            "A digit stands inside a word: “Ques2oning”.",
        ),
        (
            ("Engineer 1", "Engineer 4", "Engineer 3", "Engineer 5"),
            ROWS,
            (2, None),
            "By its name this level does not follow the one before it.",
        ),
    ],
)
def test_odd_names_are_pointed_at(levels, rows, place, why):
    said = {
        (doubt.level, doubt.competency): doubt.why
        for doubt in doubts_in(matrix(None, levels, rows))
    }
    assert said[place] == why


def test_names_may_be_like_each_other_in_many_ways():
    levels = ("L1 Engineer", "L2 Engineer", "L3 Senior Engineer")
    assert doubts_in(matrix(None, levels, ("Text2speech", "Text and speech", "CI/CD"))) == []
    named_twice = replace(
        matrix(),
        competencies=(
            MatrixCompetency("Planning", "Own"),
            MatrixCompetency("Planning", "Team"),
            MatrixCompetency("Mentoring"),
        ),
    )
    assert doubts_in(named_twice) == []


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("and writes to others.", "This begins in the middle of a sentence, unlike the others."),
        ("Writes to others and", "This stops without the end of a sentence, unlike the others."),
        ("Asks ques2ons of others.", "A digit stands inside a word: “ques2ons”."),
        (
            "Writes to others. " * 60,
            "This is far longer than the others: it may hold the text of a neighbour.",
        ),
    ],
)
def test_odd_cells_are_pointed_at(said, why):
    assert Doubt(why, 1, 1) in doubts_in(matrix({(1, 1): said.strip()}))


def test_a_way_of_writing_is_not_odd():
    """A guide in small letters, lists without full stops, names with digits, long cells all over."""
    small = {
        (x, y): f"plans the work of {x} and {y} with k8s and sha256"
        for x in range(3)
        for y in range(3)
    }
    assert doubts_in(matrix(small)) == []


def test_a_level_without_definitions_is_grave_and_a_competency_is_not():
    bare = matrix({(2, y): "" for y in range(3)})
    assert Doubt("No definition was found for this level.", level=2, is_grave=True) in doubts_in(
        bare
    )
    bare = matrix({(x, 1): "" for x in range(3)})
    assert Doubt("No definition was found for this competency.", competency=1) in doubts_in(bare)
    assert doubts_in(matrix({(2, 1): ""})) == []


def test_names_that_lean_the_other_way_are_grave():
    turned = matrix(None, ("Communication", "Planning", "Mentoring"), LEVELS)
    assert Doubt(SWAPPED, is_grave=True) in doubts_in(turned)
    assert Doubt(UNCLEAR) in doubts_in(
        matrix(None, ("Alpha", "Beta", "Gamma"), ("Delta", "Epsilon", "Zeta"))
    )


def test_a_table_that_nothing_calls_a_guide_is_grave():
    days = matrix(None, ("Monday", "Tuesday", "Wednesday"), ("Maths", "Music", "Sports"))
    assert Doubt(NOT_A_GUIDE, is_grave=True) in doubts(days)
    assert not is_a_guide(days)
    assert is_a_guide(matrix())


def test_words_in_a_place_that_the_cell_lacks_are_named():
    found = matrix()
    place = box(1, 1)
    two = line("unless absent", place.x0 + 2, place.top + 18)
    assert whys(found, printed(found, two)) == {
        (1, 1): "Words stand here in the file that this cell lacks: “unless absent”."
    }
    assert whys(found, printed(found, line("(1) •", place.x0 + 2, place.top + 18))) == {}


def test_text_on_text_is_pointed_at():
    found = matrix()
    over = [
        replace(word, text="planning")
        for word in line("planning", box(0, 0).x0 + 2, box(0, 0).top + 5)
    ]
    assert whys(found, printed(found, over)) == {(0, 0): "Text is printed over other text here."}


def test_a_column_that_no_level_names_is_grave():
    found = matrix()
    beside = [word for row in range(3) for word in line("Remember this", 755, box(2, row).top + 5)]
    (doubt,) = doubts(found, printed(found, beside))
    assert (doubt.level, doubt.page, doubt.is_grave) == (2, 1, True)
    assert doubt.why.startswith("Beside this level stands a column that no level names: “Remember")
    points = [word for row in range(3) for word in line("4.5", 755, box(2, row).top + 5)]
    assert doubts(found, printed(found, points)) == ()
    below = line("Remember to fill this in before June", 755, 500)
    assert doubts(found, printed(found, below)) == ()


def test_rows_that_share_a_merged_cell_are_pointed_at():
    found = matrix()
    shared = [
        replace(cell, definition=text(1, 0), sources=(Source(1, box(1, 0)),))
        if (cell.level, cell.competency) == (1, 1)
        else cell
        for cell in found.cells
    ]
    why = "This row shares a merged cell with another row."
    assert whys(replace(found, cells=tuple(shared))) == {(None, 0): why, (None, 1): why}


def test_two_readings_of_a_cell_are_both_named():
    rival = Attempt("spaced", (matrix({(1, 1): "Communication is done by others."}),), 0.8)
    said = whys(matrix(), rivals=[rival])
    assert said == {(1, 1): "Two ways of reading differ: “done for a project” or “done by others”."}
    assert whys(matrix(), rivals=[replace(rival, matrices=(matrix(),))]) == {}
    # A reading of another table says nothing about this one.
    other = {(x, y): f"Something else {x} {y}." for x in range(3) for y in range(3)}
    assert whys(matrix(), rivals=[replace(rival, matrices=(matrix(other),))]) == {}


def test_an_empty_place_where_another_reading_finds_text_is_pointed_at():
    rival = Attempt("spaced", (matrix(),), 0.8)
    said = whys(matrix({(2, 2): ""}), rivals=[rival])
    assert said == {(2, 2): f"Another way of reading finds text here: “{text(2, 2)[:-1]}”."}


def test_words_that_were_hard_to_read_are_named():
    found = matrix()
    clean = printed(found)
    page = clean.pages[0]

    def read_with(certainty):
        words = (
            replace(w, confidence=certainty) if w.text == "project." else w for w in page.words
        )
        return replace(clean, pages=(replace(page, words=tuple(words)),))

    assert whys(found, read_with(0.4))[1, 1] == "Some words were hard to read: “project”."
    assert whys(found, read_with(0.9)) == {}


def test_pages_that_were_not_read_whole_are_grave():
    quality = Quality(broken_pages=(2,), unread_pages=(3, 7))
    found = doubts(matrix(), printed(matrix(), quality=quality))
    assert [(doubt.page, doubt.why, doubt.is_grave) for doubt in found] == [
        (3, UNREAD, True),
        (7, UNREAD, True),
        (2, BROKEN, True),
    ]


def test_competencies_named_on_a_page_that_nothing_was_taken_from():
    found = matrix(None, LEVELS, ("Planning", "Communication", "Mentoring"))
    all_named = Page(2, 842, 595, tuple(line("Planning Communication Mentoring", 40, 100)))
    (doubt,) = doubts(found, printed(found, pages=[all_named]))
    assert (doubt.page, doubt.competency) == (2, None)
    one = Page(2, 842, 595, tuple(line("Planning ahead", 40, 100)))
    assert doubts(found, printed(found, pages=[one])) == ()


def test_recovery_brings_the_doubts_of_what_it_chose():
    page = page_of(1, simple_words(), grid((100, 130, 160, 190, 220)))
    sure = recover_matrix(Document((page,)))
    assert sure.chosen.doubts == ()
    broken = recover_matrix(Document((page,), Quality(broken_pages=(1,))))
    assert [doubt.why for doubt in broken.chosen.doubts] == [BROKEN]
    assert broken.attempts[0] is broken.chosen


def test_no_sentence_holds_a_figure_of_ours():
    words = [Word("x" * 9, box(0, 0), 10.0, confidence=0.1)]
    for doubt in doubts(matrix(), printed(matrix(), words)):
        assert "%" not in doubt.why
        assert not any(char.isdigit() for char in doubt.why)
