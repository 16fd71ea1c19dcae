"""One page that is a picture, read by OCR: words, ruled lines and shaded areas.

The page is turned and straightened first, and every place is given on the straightened page.
Ruled lines are taken out of the picture and dark bands are inverted before tesseract sees it:
both mislead it.
"""

from __future__ import annotations

import io
import time
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Literal, cast

import numpy as np
from PIL import Image, ImageOps

from generation.core.reading import scan, tesseract
from generation.core.reading.document import Box, Fill, Page, Rule, Word
from generation.core.reading.picture import grey_page, straightened

DPI = 300
COLUMNS, SPARSE = 3, 11
"""tesseract's page modes: with an idea of the layout, and words anywhere."""
LEAST_CONFIDENCE = 0.2
LEAST_SKEW = 0.05
GOOD_CONFIDENCE = 0.75
"""A page that is read upside down or sideways stays far below this."""
TIME_FOR_TURNS_S = 14.0
MISSED_INK = 0.08
"""From this share of ink outside all words on, the page is read once more in the other mode."""

_DESCENDERS = frozenset("gjpqyQ,;()[]{}|ßçş")
_LOW = frozenset("acegmnopqrsuvwxyz.,:;-–—_+~=*•·")
X_HEIGHT, CAP_HEIGHT, DESCENT = 0.52, 0.72, 0.21
"""Shares of the type size in common text faces."""


@dataclass(frozen=True, slots=True)
class _Straight:
    """A page turned upright and straightened, and what it shows besides words."""

    picture: Image.Image
    turn: int
    skew: float
    horizontal: list[scan.Pixels]
    vertical: list[scan.Pixels]
    fills: list[tuple[scan.Pixels, float]]


def read_page(data: bytes, number: int, *, languages: list[str]) -> tuple[Page, float]:
    """Read a page and say how sure the reading is, 0 to 1 (1.0 where there was nothing to read)."""
    picture, scale = grey_page(data, number, dpi=DPI)
    if scan.is_blank(_grey(picture)):
        return Page(number, picture.width / scale, picture.height / scale, read_by="ocr"), 1.0
    straight, found = _best_reading(picture, languages, scale)
    points = 2 / scale
    page = Page(
        number=number,
        width=straight.picture.width / scale,
        height=straight.picture.height / scale,
        words=tuple(_in_order(_words(found, scale))),
        rules=tuple(
            Rule(_box(line, points), is_horizontal)
            for lines, is_horizontal in (
                (straight.horizontal, True),
                (straight.vertical, False),
            )
            for line in lines
        ),
        fills=tuple(Fill(_box(box, points), (tone, tone, tone)) for box, tone in straight.fills),
        read_by="ocr",
        turned=cast(Literal[0, 90, 180, 270], straight.turn),
        skew=straight.skew,
    )
    return page, _mean_confidence(found)


def _best_reading(
    picture: Image.Image, languages: list[str], scale: float
) -> tuple[_Straight, list[tesseract.Found]]:
    """Read the page the way up that tesseract tells; where it is unsure, try others too."""
    started = time.monotonic()
    view = tesseract.orientation(_pnm(picture))
    chosen = languages or tesseract.languages_for(view.script)
    waiting = [view.turn] if view.is_sure else [0]
    tried: dict[int, tuple[_Straight, list[tesseract.Found]]] = {}
    while waiting and time.monotonic() - started < TIME_FOR_TURNS_S:
        turn = waiting.pop(0)
        straight = _straight(picture, turn)
        found = _read(straight, chosen, scale)
        tried[turn] = straight, found
        is_sideways = len(_lying(found)) < len(found) / 2
        if not view.is_sure and turn == 0 and is_sideways:
            waiting = [90, 270] if view.turn == 90 else [270, 90]
        elif not view.is_sure and turn == 0 and _mean_confidence(found) < GOOD_CONFIDENCE:
            waiting = [180]
        elif _mean_confidence(found) >= GOOD_CONFIDENCE:
            break
    straight, found = max(tried.values(), key=lambda reading: _worth(reading[1]))
    return straight, _completed(found, straight, chosen, scale)


def _lying(found: list[tesseract.Found]) -> list[tesseract.Found]:
    """The words that are not taller than wide; on a page that lies sideways most are."""
    return [word for word in found if word.width >= word.height or len(word.text) < 4]


def _worth(found: list[tesseract.Found]) -> float:
    """How much of a page was read, and how surely."""
    return sum(word.confidence**2 * len(word.text) for word in _lying(found))


def _straight(picture: Image.Image, turn: int) -> _Straight:
    if turn:
        picture = picture.rotate(-turn, expand=True)
    grey = _grey(picture)
    skew = scan.skew_of(grey)
    if abs(skew) < LEAST_SKEW:
        skew = 0.0
    else:
        picture = straightened(picture, skew)
        grey = _grey(picture)
    horizontal, vertical = scan.rules_of(grey)
    return _Straight(picture, turn, skew, horizontal, vertical, scan.fills_of(grey))


def _read(
    straight: _Straight, languages: list[str], scale: float, *, mode: int = COLUMNS
) -> list[tesseract.Found]:
    picture = _pnm(_cleaned(straight))
    return _sure(tesseract.words(picture, languages, dpi=round(scale * 72), mode=mode))


def _completed(
    found: list[tesseract.Found], straight: _Straight, languages: list[str], scale: float
) -> list[tesseract.Found]:
    """The words found, and where much ink lies outside them, those that a second look finds."""
    places = [_half(word) for word in found]
    if scan.ink_outside(_grey(_cleaned(straight)), places) < MISSED_INK:
        return found
    more = _read(straight, languages, scale, mode=SPARSE)
    return found + [word for word in more if not any(_overlap(word, known) for known in found)]


def _sure(found: list[tesseract.Found]) -> list[tesseract.Found]:
    return [word for word in found if word.confidence >= LEAST_CONFIDENCE]


def _half(word: tesseract.Found) -> scan.Pixels:
    """The place of a word on the picture of half the resolution."""
    right, bottom = word.left + word.width, word.top + word.height
    return word.left // 2, word.top // 2, right // 2 + 1, bottom // 2 + 1


def _overlap(one: tesseract.Found, other: tesseract.Found) -> bool:
    return (
        one.left < other.left + other.width
        and other.left < one.left + one.width
        and one.top < other.top + other.height
        and other.top < one.top + one.height
    )


def _mean_confidence(found: list[tesseract.Found]) -> float:
    return sum(word.confidence for word in found) / len(found) if found else 1.0


def _grey(picture: Image.Image) -> scan.Grey:
    return np.asarray(picture.reduce(2)).astype(np.int16)


def _pnm(picture: Image.Image) -> bytes:
    output = io.BytesIO()
    picture.save(output, "PPM")
    return output.getvalue()


def _box(pixels: scan.Pixels, points: float) -> Box:
    x0, top, x1, bottom = pixels
    return Box(x0 * points, top * points, x1 * points, bottom * points)


def _cleaned(straight: _Straight) -> Image.Image:
    """The picture without ruled lines and shades: dark ink on paper."""
    cleaned = straight.picture.copy()
    paper = _paper(straight.picture)
    for (x0, top, x1, bottom), tone in straight.fills:
        place = (2 * x0, 2 * top, 2 * x1, 2 * bottom)
        shade = cleaned.crop(place)
        if tone * 255 < scan.DARK:
            shade, tone = ImageOps.invert(shade), 1 - tone  # noqa: PLW2901
        brighter = paper / (255 * tone)
        cleaned.paste(shade.point(lambda grey, by=brighter: min(255, round(grey * by))), place)
    for x0, top, x1, bottom in [*straight.horizontal, *straight.vertical]:
        cleaned.paste(paper, (2 * x0 - 2, 2 * top - 2, 2 * x1 + 2, 2 * bottom + 2))
    return cleaned


def _paper(picture: Image.Image) -> int:
    return int(np.median(np.asarray(picture.reduce(4))))


def _in_order(words: list[Word]) -> list[Word]:
    """Line by line from the top, each from the left, as words of a text layer come."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.box.y_mid):
        if lines and word.box.y_mid - lines[-1][0].box.y_mid <= word.size / 3:
            lines[-1].append(word)
        else:
            lines.append([word])
    ordered: list[Word] = []
    for line in lines:
        line.sort(key=lambda word: word.box.x0)
        ordered.append(line[0])
        ordered += [_joined_script(before, word) for before, word in pairwise(line)]
    return ordered


def _joined_script(before: Word, word: Word) -> Word:
    """No space stands between neighbours of a script that writes none."""
    is_close = word.box.x0 - before.box.x1 < word.size / 2
    if is_close and _is_spaceless(before.text[-1]) and _is_spaceless(word.text[0]):
        return replace(word, spaced=False)
    return word


def _is_spaceless(letter: str) -> bool:
    return (
        "\u2e80" <= letter <= "\u9fff"
        or "\uf900" <= letter <= "\ufaff"
        or ("\uff00" <= letter <= "\uffef")
    )


def _words(found: list[tesseract.Found], scale: float) -> list[Word]:
    """Words with boxes as type has them: as high as the size, whatever letters they hold."""
    by_line: dict[tuple[int, int, int], list[tesseract.Found]] = {}
    for word in found:
        by_line.setdefault(word.line, []).append(word)
    result: list[Word] = []
    for line in by_line.values():
        size = median(_size(word) for word in line)
        for word in line:
            baseline = word.top + word.height - DESCENT * size * _descends(word)
            result.append(
                Word(
                    text=word.text,
                    box=Box(
                        word.left / scale,
                        (baseline - (1 - DESCENT) * size) / scale,
                        (word.left + word.width) / scale,
                        (baseline + DESCENT * size) / scale,
                    ),
                    size=size / scale,
                    confidence=word.confidence,
                )
            )
    return result


def _descends(word: tesseract.Found) -> bool:
    return any(letter in _DESCENDERS for letter in word.text)


def _size(word: tesseract.Found) -> float:
    """The size of type, in pixels, that makes a word's letters as high as they were found."""
    tall = CAP_HEIGHT if any(letter not in _LOW for letter in word.text) else X_HEIGHT
    return word.height / (tall + DESCENT * _descends(word))
