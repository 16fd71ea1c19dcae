"""Whatever a file's own map says, what leaves reading can be stored and exported."""

import io
import json
import unicodedata
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.core.reading.characters import cleaned
from generation.core.reading.extract import extract_document
from tests.generation.core.reading.pdfs import unicode_pdf, unicode_text

pytestmark = pytest.mark.core

ANY = st.characters(exclude_categories=()) | st.sampled_from(
    "\x00\x01\x08\x0b\x1f\x7f\x85\x9f\ufffe\uffff\ufdd0\ud800\udfff\u202e\u2067\u2028\U0001ffff\U000e0041"
)


def check(text: str) -> None:
    """That a text passes through every format that the product writes."""
    text.encode()  # PostgreSQL and CSV take UTF-8,
    assert "\x00" not in text  # and PostgreSQL no zero
    assert json.loads(json.dumps(text)) == text
    ElementTree.fromstring(f"<p>{text.replace('&', '').replace('<', '')}</p>")
    book = openpyxl.Workbook()
    book.active["A1"].value = f"'{text}"
    stored = io.BytesIO()
    book.save(stored)
    assert openpyxl.load_workbook(stored).active["A1"].value == f"'{text}"
    kinds = {unicodedata.bidirectional(char) for char in text}
    assert not kinds & {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}


@settings(max_examples=150, deadline=None)
@given(st.text(ANY, max_size=30))
def test_cleaned_text_can_be_written_anywhere(text):
    check(cleaned(text))
    assert cleaned(cleaned(text)) == cleaned(text)


@settings(max_examples=60, deadline=None)
@given(st.lists(ANY.filter(lambda char: ord(char) < 0x10000), min_size=1, max_size=8, unique=True))
def test_words_of_a_file_with_any_map_can_be_written_anywhere(letters):
    document = extract_document(
        unicode_pdf(Letters(letters), unicode_text(letters, letters, 72, 700))
    )
    for word in document.pages[0].words:
        check(word.text)


class Letter(str):
    """A character that is written to a map as it is, even half of a pair."""

    def encode(self, encoding="utf-8", errors="strict"):
        return super().encode(encoding, "surrogatepass")


class Letters(list):
    def __iter__(self):
        return (Letter(letter) for letter in super().__iter__())


def test_noncharacter_counts_as_unmapped():
    document = extract_document(unicode_pdf("A\uffff", unicode_text("A\uffff", "A\uffff", 72, 700)))
    assert [word.text for word in document.pages[0].words] == ["A\ufffd"]
    assert document.quality.unmapped == 1
