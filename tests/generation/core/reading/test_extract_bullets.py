"""Bullets that are drawn as shapes are read like bullets that are written."""

import pytest

from generation.core.reading.extract import extract_document
from tests.generation.core.reading.pdfs import page_pdf, text

pytestmark = pytest.mark.core


def disc(x: float, y: float, radius: float = 2, paint: str = "f") -> bytes:
    """A circle about a point, of four curves."""
    k = 0.5523 * radius
    r = radius
    return (
        f"{x + r} {y} m {x + r} {y + k} {x + k} {y + r} {x} {y + r} c "
        f"{x - k} {y + r} {x - r} {y + k} {x - r} {y} c "
        f"{x - r} {y - k} {x - k} {y - r} {x} {y - r} c "
        f"{x + k} {y - r} {x + r} {y - k} {x + r} {y} c {paint}\n"
    ).encode()


def texts(content: bytes) -> list[str]:
    return [word.text for word in extract_document(page_pdf(content)).pages[0].words]


@pytest.mark.parametrize(
    "shape",
    [
        disc(60, 704),
        disc(60, 704, paint="s"),
        b"58 702 4 4 re f\n",
        b"q 60 600 100 200 re W n " + disc(60, 704) + b"Q\n",
    ],
)
def test_shape_before_a_line_is_a_bullet(shape):
    content = shape + text("Plans work", 72, 700) + text("for the team", 72, 685)
    assert texts(content) == ["•", "Plans", "work", "for", "the", "team"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (disc(60, 704) + text("\x95 Plans", 72, 700), ["•", "Plans"]),
        (disc(200, 704) + text("alone", 72, 700), ["alone"]),
        (disc(60, 704, radius=8) + text("Plans", 72, 700), ["Plans"]),
        (disc(10, 704) + text("Plans", 72, 700), ["Plans"]),
        (
            text("before", 22, 700) + disc(60, 704) + text("after", 64, 700),
            ["before", "after"],
        ),
        (disc(60, 690) + text("Plans", 72, 700), ["Plans"]),
        (b"58 702 40 1 re f " + text("Plans", 100, 700), ["Plans"]),
    ],
)
def test_other_shapes_are_no_bullets(content, expected):
    assert texts(content) == expected
