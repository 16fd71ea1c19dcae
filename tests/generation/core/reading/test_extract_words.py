"""Words come out as a reader sees them: neither glued nor split, in the order of reading."""

import pytest

from generation.core.reading.document import Document, Word
from generation.core.reading.extract import extract_document
from tests.generation.core.reading.pdfs import page_pdf, text, unicode_pdf, unicode_text

pytestmark = pytest.mark.core


def words(data: bytes) -> list[Word]:
    return [word for page in extract_document(data).pages for word in page.words]


def texts(data: bytes) -> list[str]:
    return [word.text for word in words(data)]


def show(operators: str) -> bytes:
    return f"BT /F1 12 Tf 72 700 Td {operators} ET\n".encode("latin-1")


def test_words_are_parted_at_spaces():
    assert texts(page_pdf(text("Plans the work", 72, 700))) == ["Plans", "the", "work"]


def test_words_are_parted_at_no_break_spaces():
    assert texts(page_pdf(text("10\xa0people", 72, 700))) == ["10", "people"]


@pytest.mark.parametrize(
    ("operators", "expected"),
    [
        ("[(T) 90 (eam A) 80 (V) 60 (A) -40 (T)] TJ", ["Team", "AVAT"]),
        ("[(plans) -278 (the) -250 (work)] TJ", ["plans", "the", "work"]),
        ("[(plans) -190 (tight) -180 (lines)] TJ", ["plans", "tight", "lines"]),
        ("3 Tc (LEVEL TWO) Tj", ["LEVEL", "TWO"]),
        (
            "[(L) -250 (E) -250 (V) -250 (E) -250 (L) -700 (T) -250 (W) -250 (O)] TJ",
            ["LEVEL", "TWO"],
        ),
        ("4 Tw (wide justified line) Tj", ["wide", "justified", "line"]),
        ("150 Tz (stretched text) Tj", ["stretched", "text"]),
        ("(deliv) Tj (ers) Tj", ["delivers"]),
    ],
)
def test_words_follow_the_spacing_that_is_seen(operators, expected):
    assert texts(page_pdf(show(operators))) == expected


@pytest.mark.parametrize("size", [3, 12, 60])
def test_words_are_the_same_at_every_size(size):
    kerned = b"BT /F1 %g Tf 40 500 Td [(T) 90 (eam) -260 (work)] TJ ET" % size
    assert texts(page_pdf(kerned)) == ["Team", "work"]


def test_words_of_neighbouring_columns_stay_apart():
    data = page_pdf(text("Junior", 72, 700) + text("Senior", 112, 700))
    assert texts(data) == ["Junior", "Senior"]


def test_words_drawn_letter_by_letter_in_any_order_are_joined():
    letters = [text("c", 84.8, 700), text("a", 72, 700), text("b", 78.4, 700)]
    assert texts(page_pdf(b"".join(letters))) == ["abc"]


def test_lines_are_read_from_the_top():
    data = page_pdf(text("second line", 72, 680) + text("first line", 72, 700))
    assert texts(data) == ["first", "line", "second", "line"]


def test_ligatures_are_written_out():
    letters = "ofice\ufb01\ufb03"
    data = unicode_pdf(letters, unicode_text(letters, "o\ufb03ce", 72, 700))
    assert texts(data) == ["office"]


def test_soft_hyphens_stay_only_at_the_end_of_a_word():
    letters = "abc\u00ad"
    content = unicode_text(letters, "a\u00adb", 72, 700)
    content += unicode_text(letters, "bc\u00ad", 72, 680)
    assert texts(unicode_pdf(letters, content)) == ["ab", "bc\u00ad"]


def test_combining_marks_join_their_letters():
    letters = "fur\u0308"
    data = unicode_pdf(letters, unicode_text(letters, "fu\u0308r", 72, 700))
    assert texts(data) == ["für"]


def test_accents_drawn_over_a_letter_join_it():
    letters = "f\u00a8ur"
    drawn = b"BT /F9 12 Tf 72 700 Td [<0001> <0002> 550 <0003> <0004>] TJ ET"
    assert texts(unicode_pdf(letters, drawn)) == ["für"]


def test_cjk_text_is_not_split():
    letters = "管理能力"
    data = unicode_pdf(letters, unicode_text(letters, letters, 72, 700))
    assert texts(data) == ["管理能力"]


def test_right_to_left_words_are_in_logical_order():
    letters = "שלום עבד12"
    seen = "דבע 21 םולש"[::1].replace("21", "12")
    data = unicode_pdf(letters, unicode_text(letters, seen, 72, 700))
    assert texts(data) == ["שלום", "12", "עבד"]


def test_bullets_without_a_mapping_are_bullets():
    data = page_pdf(b"BT /F1 12 Tf 72 700 Td (\\177 Plans) Tj ET")
    assert texts(data) == ["•", "Plans"]
    assert extract_document(data).quality.unmapped == 0


def test_unmapped_characters_are_counted():
    letters = "ab"
    drawn = b"BT /F9 12 Tf 72 700 Td <000100020063> Tj ET"
    document = extract_document(unicode_pdf(letters, drawn + text("plain words" * 9, 72, 600)))
    assert document.quality.unmapped == 1


@pytest.mark.parametrize(
    ("matrix", "turn"),
    [("1 0 0 1", 0), ("0 -1 1 0", 90), ("-1 0 0 -1", 180), ("0 1 -1 0", 270)],
)
def test_turned_text_says_how_it_runs(matrix, turn):
    turned = f"BT /F1 12 Tf {matrix} 300 400 Tm (Senior Engineer) Tj ET".encode()
    upright = text("Plans the work of the team and reports on it every week", 72, 700)
    found = [word for word in words(page_pdf(upright + turned)) if word.text[0] in "SE"]
    assert [(word.text, word.turn) for word in found] == [("Senior", turn), ("Engineer", turn)]
    along = "height" if turn in (90, 270) else "width"
    across = "width" if turn in (90, 270) else "height"
    assert getattr(found[0].box, along) > getattr(found[0].box, across)


def test_slanted_headers_stay_words():
    slanted = b"BT /F1 12 Tf 0.7071 0.7071 -0.7071 0.7071 300 400 Tm (Senior Engineer) Tj ET"
    found = words(page_pdf(text("upright words come first here", 72, 700) + slanted))
    assert [(word.text, word.turn) for word in found[-2:]] == [("Senior", 270), ("Engineer", 270)]


def test_bold_comes_from_the_font_or_from_stroked_text():
    data = page_pdf(
        text("plain", 72, 700)
        + text("font", 72, 680, font="F2")
        + b"BT /F1 12 Tf 2 Tr 72 660 Td (stroked) Tj ET\n"
    )
    assert [(word.text, word.bold) for word in words(data)] == [
        ("plain", False),
        ("font", True),
        ("stroked", True),
    ]


def test_text_drawn_twice_is_read_once():
    assert texts(page_pdf(text("Level", 72, 700) + text("Level", 72.4, 700))) == ["Level"]


def test_a_word_that_changes_its_look_is_two_unspaced_words():
    data = page_pdf(show("(Lead) Tj /F2 12 Tf (ership) Tj ( counts) Tj"))
    assert [(word.text, word.spaced) for word in words(data)] == [
        ("Lead", True),
        ("ership", False),
        ("counts", True),
    ]


def test_words_have_boxes_from_the_top_left():
    (word,) = words(page_pdf(text("Level", 72, 700, size=10)))
    assert word.box.x0 == pytest.approx(72)
    assert word.box.x1 == pytest.approx(72 + 23.9, abs=0.1)
    assert word.box.height == pytest.approx(10)
    assert word.box.top < 842 - 700 < word.box.bottom
    assert (word.size, word.font, word.colour) == (10, "Helvetica", (0, 0, 0))


def test_crop_box_is_the_page():
    data = page_pdf(text("Level", 172, 700), page=b"/CropBox [100 100 500 800]")
    page = extract_document(data).pages[0]
    assert (page.width, page.height) == (400, 700)
    assert page.words[0].box.x0 == pytest.approx(72)


@pytest.mark.parametrize(
    ("turn", "matrix"), [(90, "0 1 -1 0"), (180, "-1 0 0 -1"), (270, "0 -1 1 0")]
)
def test_rotated_page_reads_upright(turn, matrix):
    content = f"BT /F1 12 Tf {matrix} 300 400 Tm (Senior Engineer) Tj ET".encode()
    page = extract_document(page_pdf(content, page=b"/Rotate %d" % turn)).pages[0]
    assert [(word.text, word.turn) for word in page.words] == [("Senior", 0), ("Engineer", 0)]
    assert (page.width > page.height) == (turn != 180)
    assert page.turned == 0
    assert page.words[0].box.x1 < page.words[1].box.x0


@pytest.mark.parametrize(
    ("matrix", "turned"), [("0 -1 1 0", 270), ("-1 0 0 -1", 180), ("0 1 -1 0", 90)]
)
def test_sideways_page_is_turned_upright(matrix, turned):
    content = f"BT /F1 12 Tf {matrix} 300 400 Tm (Senior Engineer) Tj ET".encode()
    page = extract_document(page_pdf(content + b" 100 100 m 100 300 l S")).pages[0]
    assert [(word.text, word.turn) for word in page.words] == [("Senior", 0), ("Engineer", 0)]
    assert page.turned == turned
    assert page.words[0].box.x1 < page.words[1].box.x0
    assert page.rules[0].is_horizontal == (turned != 180)
    assert page.rules[0].box.width == pytest.approx(200 if turned != 180 else 1, abs=0.5)


def test_text_in_a_form_is_read_in_its_place_and_colour():
    form = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 200 50] /Length 48 "
        b"/Resources << /Font << /F1 5 0 R >> >> >>\nstream\n"
        b"BT /F1 12 Tf 10 10 Td (inside) Tj ET           \nendstream"
    )
    content = b"q 1 0 0 rg 1 0 0 1 100 500 cm /X Do Q " + text("after", 72, 300)
    data = page_pdf(content, resources=b"/XObject << /X 7 0 R >>", extra=[form])
    inside, after = words(data)
    assert (inside.text, inside.colour) == ("inside", (1, 0, 0))
    assert inside.box.x0 == pytest.approx(110)
    assert (after.text, after.colour) == ("after", (0, 0, 0))


def test_document_survives_its_json():
    document = extract_document(
        page_pdf(
            text("Plans the work", 72, 700)
            + text("Lead", 72, 650, font="F2")
            + b"0.9 g 50 500 300 40 re f 1 w 50 400 m 300 400 l S"
        )
    )
    again = Document.from_json(document.to_json())
    assert again.to_json() == document.to_json()
    assert [word.text for word in again.pages[0].words] == ["Plans", "the", "work", "Lead"]
    assert again.pages[0].words[3].bold
    assert again.pages[0].rules[0].is_horizontal
    assert again.pages[0].fills[0].colour == (0.9, 0.9, 0.9)


def test_title_comes_from_the_file():
    import io

    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setTitle("Führung  und Laufbahn")
    canvas.drawString(72, 700, "Level")
    canvas.save()
    assert extract_document(out.getvalue()).title == "Führung und Laufbahn"
