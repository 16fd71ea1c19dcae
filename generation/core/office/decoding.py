"""Bytes of a text to characters: by its mark, by its zeros, as UTF-8, or as Windows wrote it."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE_BYTES = 4096
_MOST_ZEROS = 0.2
"""The share of zero bytes at even or odd places from which on they are halves of characters."""
_TEXT_CONTROLS = frozenset("\t\n\r\f\x1a")
_MOST_CONTROLS = 0.002
"""The share of control characters above which bytes are no text."""
_FEW_CONTROLS = 4
"""Strays that any text may hold, however short."""


def decoded(data: bytes, *, is_whole: bool = True) -> str | None:
    """The text; None where these bytes are none. The end of a sample may cut a character."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _text(data[len(mark) :], name, is_whole=is_whole)
    wide = _wide_encoding(data)
    if wide:
        return _text(data, wide, is_whole=is_whole)
    text = _text(data, "utf-8", is_whole=is_whole)
    if text is None:
        text = data.decode("cp1252", "replace")
    return text if _is_text(text) else None


def _wide_encoding(data: bytes) -> str:
    """The UTF-16 without a mark that the zeros of a sample show; "" where they show none."""
    sample = data[:_SAMPLE_BYTES]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    least = _MOST_ZEROS * len(sample) / 2
    if max(even, odd) <= least or min(even, odd) > least:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _text(data: bytes, encoding: str, *, is_whole: bool) -> str | None:
    if not is_whole and encoding.startswith("utf-"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            return decoder.decode(data)
        except UnicodeDecodeError:
            return None
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_text(text: str) -> bool:
    controls = sum(char < " " and char not in _TEXT_CONTROLS for char in text)
    return controls <= max(_FEW_CONTROLS, _MOST_CONTROLS * len(text))
