"""Lines become the text of a definition, and only what the page added is taken back."""

import pytest

from generation.core.reading.document import Box
from generation.core.recovery.text import (
    Vocabulary,
    definition_text,
    join_text,
    lines_of,
    vocabulary_of,
)
from tests.generation.core.recovery.words_on_page import document, line, paragraph

pytestmark = pytest.mark.core

NARROW = Box(50, 0, 170, 500)


def text_of(lines, column=NARROW, vocabulary=None, **kwargs):
    return definition_text(lines_of(paragraph(lines, **kwargs), 1, column), vocabulary)


def test_text_joins_wrapped_lines_with_a_space():
    assert text_of(["Leads the team and", "asks for feedback."]) == (
        "Leads the team and asks for feedback."
    )


def test_text_keeps_list_items_apart_whatever_their_mark():
    lines = ["• Plans own work", "▪ Asks for help with", "large tasks", "– Writes notes"]
    assert text_of(lines) == "• Plans own work\n• Asks for help with large tasks\n• Writes notes"


def test_text_keeps_numbers_of_a_numbered_list():
    assert text_of(["1. Plans own work.", "2. Asks for help."]) == (
        "1. Plans own work.\n2. Asks for help."
    )


def test_text_begins_a_paragraph_where_the_line_had_room_left():
    lines = ["Plans.", "Asks others for their", "help."]
    assert text_of(lines) == "Plans.\nAsks others for their help."


def test_text_begins_a_paragraph_after_a_wide_gap():
    words = paragraph(["Plans the work of all", "teams for a quarter."], y=100)
    words += paragraph(["Asks others for their", "help with large work."], y=136)
    assert definition_text(lines_of(words, 1, NARROW)) == (
        "Plans the work of all teams for a quarter.\nAsks others for their help with large work."
    )


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        ("soft\u00ad", "ware", "software"),
        ("well-", "known facts", "well-known facts"),
        ("the Level-", "2 scope", "the Level-2 scope"),
        ("and/", "or", "and/or"),
        ("a dash —", "and more", "a dash — and more"),
        ("小さな機能を", "設計する", "小さな機能を設計する"),
        ("", "text", "text"),
    ],
)
def test_join_text_takes_back_only_the_wrap(one, other, joined):
    assert join_text(one, other, Vocabulary()) == joined


def test_join_text_repairs_hyphenation_in_a_hyphenated_document():
    vocabulary = Vocabulary(is_hyphenated=True)
    assert join_text("the organi-", "sation grows", vocabulary) == "the organisation grows"


def test_join_text_keeps_a_hyphen_that_the_document_writes_elsewhere():
    vocabulary = vocabulary_of(document(line("a data-driven team")))
    hyphenated = Vocabulary(vocabulary.words, is_hyphenated=True)
    assert join_text("is data-", "driven", hyphenated) == "is data-driven"


def test_join_text_drops_a_hyphen_from_a_word_known_whole():
    vocabulary = vocabulary_of(document(line("the organisation grows")))
    assert join_text("an organi-", "sation", vocabulary) == "an organisation"


def test_vocabulary_knows_a_hyphenated_document_by_its_line_ends():
    lines = ["the organi-", "sation and its engi-", "neers go on with the impor-", "tant work"]
    assert vocabulary_of(document(paragraph(lines))).is_hyphenated
    assert not vocabulary_of(document(paragraph(["a plain text", "of two lines"]))).is_hyphenated


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        ("two inter-", "preters", "two interpreters"),
        ("an out-", "come", "an outcome"),
        ("a cross-", "functional team", "a cross-functional team"),
        ("the on-", "call rota", "the on-call rota"),
    ],
)
def test_hyphenation_is_taken_back_unless_the_compound_stands_elsewhere(one, other, joined):
    words = vocabulary_of(document(line("on-call duty of the team"))).words
    assert join_text(one, other, Vocabulary(words, is_hyphenated=True)) == joined


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["Onderzoeksvra", "ag (2x)"], "Onderzoeksvraag (2x)"),
        (["Onderzoeksvrag", "t (2x)"], "Onderzoeksvragt (2x)"),
        (["Werkzaamheden", "ag (2x)"], "Werkzaamheden ag (2x)"),
        (["Onder", "zoeksvraag"], "Onder zoeksvraag"),
    ],
)
def test_word_that_its_column_broke_is_one_again(lines, text):
    known = vocabulary_of(document(line("een onderzoeksvraag van de klas")))
    words = paragraph(lines)
    column = Box(words[0].box.x0, 0, paragraph(["Onderzoeksvra"])[0].box.x1 + 3, 500)
    assert definition_text(lines_of(words, 1, column), known) == text
