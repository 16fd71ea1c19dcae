"""Characters that a text may hold: what a file's own map made of others never gets further.

A map to Unicode may claim anything. Noncharacters and halves of surrogate pairs are refused by
databases and spreadsheets, control characters break them, and marks of direction turn around what
a reader sees. All that is read is cleaned here, once.
"""

from __future__ import annotations

import unicodedata

UNMAPPED = "\ufffd"
"""Stands for a character that nobody can tell."""
_PLANE = 0xFFFF
_LAST_OF_PLANE = 0xFFFE
_ARABIC_NONCHARACTERS = range(0xFDD0, 0xFDF0)
_UNSEEN = frozenset(
    "\u200b\u2060\ufeff\u061c\u200e\u200f\u2028\u2029\ufff9\ufffa\ufffb"
) | frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2061, 0x2070), *range(0xE0000, 0xE0080))))
"""Marks of direction, breaks and joins that print nothing, and tags; joiners of letters stay."""


def is_impossible(char: str) -> bool:
    """Whether no text may hold a character: half a surrogate pair, or a noncharacter."""
    code = ord(char)
    return (
        unicodedata.category(char) == "Cs"
        or code & _PLANE >= _LAST_OF_PLANE
        or code in _ARABIC_NONCHARACTERS
    )


def cleaned(text: str) -> str:
    """The text without what cannot be seen; white space is a space, the impossible is marked."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_clean, text))


def _clean(char: str) -> str:
    if is_impossible(char):
        return UNMAPPED
    if char.isspace():
        return " "
    return "" if char in _UNSEEN or unicodedata.category(char) == "Cc" else char
