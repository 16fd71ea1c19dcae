"""Colours of PDF colour spaces as red, green and blue."""

from __future__ import annotations

from generation.core.reading.document import Colour


def rgb(space: str, value: object) -> Colour | None:
    """A colour as pdfminer gives it, from any common space; None for patterns and the unknown."""
    if isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], str):
        value = value[0]  # the ink of an uncoloured pattern
    parts = value if isinstance(value, tuple) else (value,)
    if space in ("Indexed", "Pattern") or not all(isinstance(part, (int, float)) for part in parts):
        return None
    numbers = [min(max(float(part), 0.0), 1.0) for part in parts]
    if space == "Lab":
        lightness = min(max(float(parts[0]) / 100, 0.0), 1.0)
        return (lightness, lightness, lightness)
    if space in ("Separation", "DeviceN"):
        numbers = [1 - max(numbers)]  # how much ink, of whatever colour
    return _from_numbers(numbers)


def _from_numbers(numbers: list[float]) -> Colour | None:
    """One number is grey, three are red, green and blue, four are printing inks."""
    if len(numbers) == 1:
        return (numbers[0], numbers[0], numbers[0])
    if len(numbers) == 3:
        return (numbers[0], numbers[1], numbers[2])
    if len(numbers) == 4:
        cyan, magenta, yellow, black = numbers
        return (1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black)
    return None


def over_white(colour: Colour, alpha: float) -> Colour:
    """The colour that shows when it is painted with `alpha` over white."""
    red, green, blue = (1 - alpha * (1 - part) for part in colour)
    return (red, green, blue)
