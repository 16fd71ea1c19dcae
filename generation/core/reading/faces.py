"""Fonts as far as reading needs them: name, weight, and where a glyph's box lies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pdfminer.pdffont import PDFFont, PDFType3Font
from pdfminer.pdftypes import resolve1

from generation.core.reading.geometry import Point
from generation.core.reading.weights import FACES

_BOLD_NAMES = ("bold", "black", "heavy", "semibd", "demi", "extrab", "-bd", "cmbx", "sfbx")
_FORCE_BOLD_FLAG = 1 << 18
"""Bit 19 of a font descriptor's flags (ISO 32000, 9.8.2)."""
_GLYPH_SPACE = 1000
_TO_TEXT_SPACE = 0.001
"""Glyphs are measured in thousandths of the type size."""


class Face:
    """What every glyph of a font shares."""

    __slots__ = ("drop", "font", "is_bold", "is_vertical", "name", "scale")

    def __init__(self, font: PDFFont) -> None:
        self.font = font  # kept alive, because faces are known by the font's id
        self.name = str(font.fontname).split("+", 1)[-1]
        self.is_bold = is_bold_font(self.name, font.flags, font.descriptor)
        self.is_vertical = font.is_vertical()
        self.drop = _bounded_descent(font)
        # A drawn (Type 3) font may have glyphs much larger than its nominal size.
        is_drawn = isinstance(font, PDFType3Font)
        self.scale = max(1.0, FACES.drawn_height * abs(font.get_height())) if is_drawn else 1.0


def _bounded_descent(font: PDFFont) -> float:
    """Ems below the baseline (negative) that the letters of a font take."""
    told = font.get_descent() or FACES.usual_descent
    return float(min(max(told, FACES.least_descent), FACES.most_descent))


def standing_box(font: PDFFont, fontsize: float, cid: int) -> list[Point]:
    """The corners of a glyph of a vertical font, in text space: its origin is at its top."""
    shift = font.char_disp(cid)
    vx, vy = shift if isinstance(shift, tuple) else (None, 0.0)
    left = -(fontsize * FACES.standing_shift if vx is None else vx * fontsize * _TO_TEXT_SPACE)
    top = (_GLYPH_SPACE - vy) * fontsize * _TO_TEXT_SPACE
    return [(u, v) for u in (left, left + fontsize) for v in (top - fontsize, top)]


def has_sound_widths(spec: Mapping[str, Any]) -> bool:
    """Whether a font's widths, where it lists them, are numbers and as many as it says."""
    widths, first, last = (resolve1(spec.get(key)) for key in ("Widths", "FirstChar", "LastChar"))
    if not isinstance(widths, list) or not isinstance(first, int) or not isinstance(last, int):
        return True
    numbers = [isinstance(resolve1(width), (int, float)) for width in widths]
    return all(numbers) and len(numbers) >= last - first + 1


def is_bold_font(name: str, flags: int, descriptor: Mapping[str, Any]) -> bool:
    """Judge by the descriptor's weight, else by the name that the type designers gave."""
    weight = resolve1(descriptor.get("FontWeight"))
    if isinstance(weight, (int, float)) and weight >= FACES.bold:
        return True
    lowered = name.lower()
    return bool(flags & _FORCE_BOLD_FLAG) or any(part in lowered for part in _BOLD_NAMES)
