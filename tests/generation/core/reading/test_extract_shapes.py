"""However a grid is drawn, its lines come out as rules and its shades as fills."""

import pytest

from generation.core.reading.document import Page
from generation.core.reading.extract import extract_document
from tests.generation.core.reading.pdfs import page_pdf

pytestmark = pytest.mark.core

SIZE = (600, 800)


def page(content: bytes, **more) -> Page:
    return extract_document(page_pdf(content, size=SIZE, **more)).pages[0]


def rules(content: bytes, *, is_horizontal: bool, **more) -> list[tuple[int, int, int, int]]:
    return [
        (round(rule.box.x0), round(rule.box.top), round(rule.box.x1), round(rule.box.bottom))
        for rule in page(content, **more).rules
        if rule.is_horizontal == is_horizontal
    ]


def fills(content: bytes, **more) -> list[tuple[tuple[int, int, int, int], tuple]]:
    return [
        (
            (round(fill.box.x0), round(fill.box.top), round(fill.box.x1), round(fill.box.bottom)),
            tuple(round(part, 2) for part in fill.colour),
        )
        for fill in page(content, **more).fills
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"0.4 w 100 700 m 300 700 l S",
        b"100 699.8 200 0.4 re f",
        b"100 700 m 200 700 l S 200 700 m 300 700 l S",
        b"100 700 m 150 700 l 150 700 m 300 700 l S",
        b"100 699.8 m 300 699.8 l 300 700.2 l 100 700.2 l f",
        b"q 100 0 200 800 re W n 0 700 m 600 700 l S Q",
        b"0.5 0 0 0.5 0 0 cm 200 1400 m 600 1400 l S",
    ],
)
def test_horizontal_line_is_a_rule_however_it_is_drawn(content):
    assert rules(content, is_horizontal=True) == [(100, 100, 300, 100)]
    assert rules(content, is_horizontal=False) == []
    assert fills(content) == []


def test_vertical_line_is_a_rule():
    assert rules(b"0.4 w 100 700 m 100 500 l S", is_horizontal=False) == [(100, 100, 100, 300)]


@pytest.mark.parametrize(
    "content",
    [
        b"0.4 w 100 500 200 200 re S",
        b"100 500 200 200 re 100.4 500.4 199.2 199.2 re f*",
        b"0.4 w 104 500 m 296 500 l 298 500 300 502 300 504 c 300 696 l 300 698 298 700 296 700 c "
        b"104 700 l 102 700 100 698 100 696 c 100 504 l 100 502 102 500 104 500 c s",
    ],
)
def test_frame_of_a_cell_is_four_rules(content):
    horizontal = rules(content, is_horizontal=True)
    vertical = rules(content, is_horizontal=False)
    assert [box[1] for box in horizontal] == [100, 300]
    assert sorted(box[0] for box in vertical) == [100, 300]
    assert fills(content) == []


def test_frames_of_neighbouring_cells_share_their_rules():
    content = b"0.4 w " + b"".join(b"%d 500 100 50 re S " % x for x in (100, 200, 300))
    assert rules(content, is_horizontal=True) == [(100, 250, 400, 250), (100, 300, 400, 300)]
    assert len(rules(content, is_horizontal=False)) == 4


def test_gaps_between_lines_stay():
    content = b"100 700 m 200 700 l S 210 700 m 300 700 l S"
    assert len(rules(content, is_horizontal=True)) == 2


def test_band_behind_a_header_is_a_fill():
    assert fills(b"0.2 0.3 0.4 rg 50 700 500 40 re f") == [((50, 60, 550, 100), (0.2, 0.3, 0.4))]


@pytest.mark.parametrize(
    ("operators", "colour"),
    [
        (b"0.9 g", (0.9, 0.9, 0.9)),
        (b"0 0 0 0.5 k", (0.5, 0.5, 0.5)),
        (b"/DeviceRGB cs 1 0 0 sc", (1, 0, 0)),
        (b"/P gs 0 g", (0.7, 0.7, 0.7)),
    ],
)
def test_fill_colours_of_any_space_are_rgb(operators, colour):
    content = operators + b" 50 700 500 40 re f"
    found = fills(content, resources=b"/ExtGState << /P << /ca 0.3 >> >>")
    assert found == [((50, 60, 550, 100), colour)]


@pytest.mark.parametrize(
    "content",
    [
        b"1 g 50 700 500 40 re f",
        b"1 G 100 700 m 300 700 l S",
        b"0 0 600 800 re W n 0.9 g 700 100 100 100 re f",
        b"0.8 g 0 0 600 800 re f",
        b"/P gs 0 g 50 700 500 40 re f",
        b"50 700 500 40 re n",
    ],
)
def test_what_cannot_be_told_from_the_page_is_no_shape(content):
    found = page(content, resources=b"/ExtGState << /P << /ca 0 >> >>")
    assert (found.rules, found.fills) == ((), ())


def test_white_lines_between_coloured_cells_are_rules():
    content = b"0.3 g 50 600 500 140 re f 1 G 1 w 50 670 m 550 670 l S"
    assert rules(content, is_horizontal=True) == [(50, 130, 550, 130)]


def test_white_card_on_a_coloured_page_is_a_fill():
    content = b"0.8 g 0 0 600 800 re f 1 g 50 600 200 100 re f"
    assert fills(content) == [((50, 100, 250, 200), (1, 1, 1))]


def test_fill_is_cut_to_its_clip_and_the_page():
    content = b"q 50 700 100 40 re W n 0.9 g 0 690 600 60 re f Q 0.9 g -100 500 200 40 re f"
    assert [box for box, _ in fills(content)] == [(50, 60, 150, 100), (0, 260, 100, 300)]


def test_rounded_card_is_a_fill():
    content = (
        b"0.9 g 110 500 m 290 500 l 296 500 300 504 300 510 c 300 690 l 300 696 296 700 290 700 c "
        b"110 700 l 104 700 100 696 100 690 c 100 510 l 100 504 104 500 110 500 c f"
    )
    assert [box for box, _ in fills(content)] == [(100, 100, 300, 300)]


def test_round_dot_is_no_fill():
    content = (
        b"0 g 100 500 m 100 527.6 77.6 550 50 550 c 22.4 550 0 527.6 0 500 c "
        b"0 472.4 22.4 450 50 450 c 77.6 450 100 472.4 100 500 c f"
    )
    assert fills(content) == []


def test_shapes_follow_the_page_rotation():
    found = page(b"0.4 w 100 700 m 300 700 l S", page=b"/Rotate 90")
    assert [(rule.is_horizontal, round(rule.box.x0)) for rule in found.rules] == [(False, 700)]


def test_each_page_keeps_its_own_shapes():
    import io

    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=SIZE)
    canvas.line(100, 700, 300, 700)
    canvas.showPage()
    canvas.drawString(100, 700, "no line here")
    canvas.save()
    first, second = extract_document(out.getvalue()).pages
    assert (len(first.rules), len(second.rules)) == (1, 0)
