"""Text as it enters: lines without control characters, list marks as marks."""

from __future__ import annotations

from levelingai.grounding.fold import clean_text

_SYMBOL_BULLETS = dict.fromkeys(
    map(ord, "\uf0b7\uf0a7\uf0d8\uf076\uf06f\uf0fc\uf0a8\uf0b2\uf0e0"), "•"
)
"""What Word writes for a bullet in a symbol font."""


def clean(text: str) -> str:
    """One line, safe to keep and to show."""
    return clean_text(text.translate(_SYMBOL_BULLETS))


def kept_ends(text: str) -> str:
    """`clean`, but a space at either end stays one: part of a line goes on with the next."""
    cleaned = clean(text)
    if not cleaned:
        return " " if text else ""
    before = " " if text[:1].isspace() else ""
    return f"{before}{cleaned}{' ' if text[-1:].isspace() else ''}"


def lines(text: str) -> list[str]:
    """The lines of a text that say anything."""
    return [line for line in map(clean, text.splitlines()) if line]
