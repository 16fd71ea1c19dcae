"""One page that is a picture, read by OCR: words, ruled lines and shaded areas.

The page is turned and straightened first, and every place is given on the straightened page.
Ruled lines are taken out of the picture and dark bands are inverted before tesseract sees it:
both mislead it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import cast

import numpy as np
from PIL import Image, ImageOps

from generation.core.reading import scan, tesseract
from generation.core.reading.document import (
    DOWNWARDS,
    POINTS_PER_INCH,
    UPSIDE_DOWN,
    UPWARDS,
    Box,
    Fill,
    Page,
    Rule,
    Turn,
    Word,
)
from generation.core.reading.picture import grey_page, straightened
from generation.core.reading.weights import OCR, SCAN

DPI = 300
COLUMNS, SPARSE = 3, 11
"""tesseract's page modes: with an idea of the layout, and words anywhere."""
HALVED = 2
"""Pixels of the page as tesseract sees it (`DPI`) for one as `scan` does."""
_COARSE = 4
"""Pixels to one: enough to tell the grey of the paper."""
_DESCENDERS = frozenset("gjpqyQ,;()[]{}|ßçş")
_LOW = frozenset("acegmnopqrsuvwxyz.,:;-–—_+~=*•·")


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
    points = HALVED / scale
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
        turned=cast(Turn, straight.turn),
        skew=straight.skew,
    )
    return page, _mean_confidence(found)


def _best_reading(
    picture: Image.Image, languages: list[str], scale: float
) -> tuple[_Straight, list[tesseract.Found]]:
    """Read the page the way up that tesseract tells; where it is unsure, try others too."""
    view = tesseract.orientation(_pnm(picture))
    chosen = languages or tesseract.languages_for(view.script)
    waiting = [view.turn] if view.is_sure else [0]
    tried: dict[int, tuple[_Straight, list[tesseract.Found]]] = {}
    while waiting:
        turn = waiting.pop(0)
        straight = _straight(picture, turn)
        found = _read(straight, chosen, scale)
        tried[turn] = straight, found
        if not view.is_sure and turn == 0:
            waiting = _other_turns(found, view.turn)
        elif _mean_confidence(found) >= OCR.good_confidence:
            break
    straight, found = max(tried.values(), key=lambda reading: _worth(reading[1]))
    return straight, _completed(found, straight, chosen, scale)


def _other_turns(found: list[tesseract.Found], likely: int) -> list[int]:
    """How else a page may be turned whose words were found as it is, the likelier way first."""
    if len(_lying(found)) < OCR.sideways * len(found):
        return [DOWNWARDS, UPWARDS] if likely == DOWNWARDS else [UPWARDS, DOWNWARDS]
    return [UPSIDE_DOWN] if _mean_confidence(found) < OCR.good_confidence else []


def _lying(found: list[tesseract.Found]) -> list[tesseract.Found]:
    """The words that are not taller than wide; on a page that lies sideways most are."""
    return [word for word in found if word.width >= word.height or len(word.text) < OCR.short_word]


def _worth(found: list[tesseract.Found]) -> float:
    """How much of a page was read, and how surely."""
    return sum(word.confidence**OCR.worth_power * len(word.text) for word in _lying(found))


def _straight(picture: Image.Image, turn: int) -> _Straight:
    if turn:
        picture = picture.rotate(-turn, expand=True)
    grey = _grey(picture)
    skew = scan.skew_of(grey)
    if abs(skew) < OCR.least_skew:
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
    return _sure(tesseract.words(picture, languages, dpi=round(scale * POINTS_PER_INCH), mode=mode))


def _completed(
    found: list[tesseract.Found], straight: _Straight, languages: list[str], scale: float
) -> list[tesseract.Found]:
    """The words found, and where much ink lies outside them, those that a second look finds."""
    places = [_half(word) for word in found]
    if scan.ink_outside(_grey(_cleaned(straight)), places) < OCR.missed_ink:
        return found
    more = _read(straight, languages, scale, mode=SPARSE)
    return found + [word for word in more if not any(_overlap(word, known) for known in found)]


def _sure(found: list[tesseract.Found]) -> list[tesseract.Found]:
    return [word for word in found if word.confidence >= OCR.least_confidence]


def _half(word: tesseract.Found) -> scan.Pixels:
    """The place of a word on the picture of half the resolution."""
    right, bottom = word.left + word.width, word.top + word.height
    return word.left // HALVED, word.top // HALVED, right // HALVED + 1, bottom // HALVED + 1


def _doubled(place: scan.Pixels) -> scan.Pixels:
    """A place on the picture of half the resolution, on the whole one."""
    x0, top, x1, bottom = place
    return HALVED * x0, HALVED * top, HALVED * x1, HALVED * bottom


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
    return np.asarray(picture.reduce(HALVED)).astype(np.int16)


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
    for box, tone in straight.fills:
        place = _doubled(box)
        shade = cleaned.crop(place)
        if tone * scan.WHITE < SCAN.dark:
            shade, tone = ImageOps.invert(shade), 1 - tone  # noqa: PLW2901
        brighter = paper / (scan.WHITE * tone)
        bright = shade.point(lambda grey, by=brighter: min(scan.WHITE, round(grey * by)))
        cleaned.paste(bright, place)
    for x0, top, x1, bottom in [*straight.horizontal, *straight.vertical]:
        # A pixel more on all sides takes the line's faint edges with it.
        cleaned.paste(paper, _doubled((x0 - 1, top - 1, x1 + 1, bottom + 1)))
    return cleaned


def _paper(picture: Image.Image) -> int:
    return int(np.median(np.asarray(picture.reduce(_COARSE))))


def _in_order(words: list[Word]) -> list[Word]:
    """Line by line from the top, each from the left, as words of a text layer come."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.box.y_mid):
        if lines and word.box.y_mid - lines[-1][0].box.y_mid <= word.size / OCR.line_parts:
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
    is_close = word.box.x0 - before.box.x1 < OCR.no_space * word.size
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
            baseline = word.top + word.height - OCR.descent * size * _descends(word)
            result.append(
                Word(
                    text=word.text,
                    box=Box(
                        word.left / scale,
                        (baseline - (1 - OCR.descent) * size) / scale,
                        (word.left + word.width) / scale,
                        (baseline + OCR.descent * size) / scale,
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
    tall = OCR.cap_height if any(letter not in _LOW for letter in word.text) else OCR.x_height
    return word.height / (tall + OCR.descent * _descends(word))
