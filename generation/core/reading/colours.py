"""Colours of PDF colour spaces as red, green and blue."""

from __future__ import annotations

from generation.core.reading.document import Colour

LIGHTEST = 100.0
"""White in the colour space Lab."""


def rgb(space: str, value: object) -> Colour | None:
    """A colour as pdfminer gives it, from any common space; None for patterns and the unknown."""
    match value:
        case (ink, str()) if isinstance(value, tuple):
            value = ink  # of an uncoloured pattern
    parts = value if isinstance(value, tuple) else (value,)
    if space in ("Indexed", "Pattern") or not all(isinstance(part, (int, float)) for part in parts):
        return None
    if space == "Lab":
        return _grey(_bounded(float(parts[0]) / LIGHTEST))
    numbers = [_bounded(float(part)) for part in parts]
    if space in ("Separation", "DeviceN"):
        return _grey(1 - max(numbers))  # how much ink, of whatever colour
    return _from_numbers(numbers)


def _bounded(part: float) -> float:
    return min(max(part, 0.0), 1.0)


def _grey(level: float) -> Colour:
    return (level, level, level)


def _from_numbers(numbers: list[float]) -> Colour | None:
    """One number is grey, three are red, green and blue, four are printing inks."""
    match numbers:
        case [grey]:
            return _grey(grey)
        case [red, green, blue]:
            return (red, green, blue)
        case [cyan, magenta, yellow, black]:
            return (1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black)
    return None


def over_white(colour: Colour, alpha: float) -> Colour:
    """The colour that shows when it is painted with `alpha` over white."""
    red, green, blue = (1 - alpha * (1 - part) for part in colour)
    return (red, green, blue)
