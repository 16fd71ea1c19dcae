"""Words that a broken character map has spoilt are told from words that hold digits rightly."""

import pytest

from generation.core.reading.extract import extract_document
from generation.core.reading.suspects import suspect_words
from tests.generation.core.reading.pdfs import page_pdf, text

pytestmark = pytest.mark.core


@pytest.mark.parametrize("word", ["ques2on", "informa6on", "Ini2a2ve", "compe22on", "e9ective"])
def test_digit_inside_a_word_is_suspect(word):
    is_told = word not in {
        "compe22on",
        "e9ective",
    }  # two digits, or one letter before, may be a code
    assert suspect_words([f"({word}),"]) == ((word,) if is_told else ())


@pytest.mark.parametrize(
    "word",
    ["k8s", "i18n", "B2B", "ISO27001", "Log4j", "OAuth2", "peer2peer", "H264", "v2alpha1", "L3"],
)
def test_digit_that_belongs_there_is_not(word):
    assert suspect_words([word]) == ()


def test_digit_between_words_of_the_document_is_not():
    assert suspect_words(["face", "to", "page", "face2page"]) == ()


def test_sign_is_suspect_where_several_words_hold_it():
    words = ["communica:on", "rela:onship", "posi:on"]
    assert suspect_words(words) == tuple(words)
    assert suspect_words(words[:2]) == ()


def test_document_names_its_suspect_words():
    document = extract_document(page_pdf(text("Asks the right ques2on, often.", 72, 700)))
    assert document.quality.suspect == ("ques2on",)
    assert type(document).from_json(document.to_json()).quality == document.quality
