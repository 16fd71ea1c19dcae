"""Text that a page holds but does not show, kept out of the `Document` and counted.

White on white, tiny, clipped, covered or switched-off text is a known way to smuggle
instructions past a reader. One kind of unseen text is kept: the layer that a scanner's own OCR
lays under or over the picture of the page, because the picture shows the same words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from generation.core.reading.document import Colour, middle
from generation.core.reading.geometry import Quad, overlap
from generation.core.reading.paint import Area, Glyph, PaintedPage
from generation.core.reading.shapes import WHITE, Backdrop
from generation.core.reading.weights import HIDDEN


@dataclass(frozen=True, slots=True)
class Sight:
    """The glyphs that a reader sees, and the number of those dropped, by reason."""

    glyphs: list[Glyph]
    hidden: Counter[str]
    is_scan_layer: bool


def seen(page: PaintedPage) -> Sight:
    """Sort the glyphs of a page into seen and hidden ones."""
    reasons = _paint_reasons(page)
    is_scan_layer = _is_scan_layer(page, reasons)
    if is_scan_layer:
        reasons = ["" if reason in ("invisible", "covered") else reason for reason in reasons]
    normal = _normal_size(page.glyphs, reasons)
    glyphs: list[Glyph] = []
    hidden: Counter[str] = Counter()
    for glyph, painted in zip(page.glyphs, reasons, strict=True):
        reason = painted or ("tiny" if _is_tiny(glyph, normal) else "")
        if not reason:
            glyphs.append(glyph)
        elif not glyph.text.isspace():
            hidden[reason] += 1
    return Sight(glyphs, hidden, is_scan_layer)


def image_share(page: PaintedPage) -> float:
    """The share of the page that pictures cover, 0 to 1 (overlaps count twice, up to 1)."""
    whole = page.width * page.height or 1.0
    covered = sum(
        (area.box[2] - area.box[0]) * (area.box[3] - area.box[1])
        for area in page.areas
        if area.kind == "image"
    )
    return min(covered / whole, 1.0)


def _paint_reasons(page: PaintedPage) -> list[str]:
    """For every glyph why it is not seen, or an empty string."""
    backdrop = Backdrop(page.areas)
    covers = [area for area in page.areas if area.covers]
    grounds = {area.colour for area in page.areas if area.kind == "fill"} | {WHITE}
    suspects: dict[Colour | None, bool] = {}
    reasons: list[str] = []
    for run in _runs(page.glyphs):
        colour = run[0].colour
        if colour not in suspects:
            suspects[colour] = _may_be_faint(colour, grounds)
        later = _later_covers(run, covers)
        ground = backdrop if suspects[colour] else None
        reasons.extend(_reason(glyph, page, later, ground) for glyph in run)
    return reasons


def _may_be_faint(colour: Colour | None, grounds: set[Colour | None]) -> bool:
    """Whether a text in this colour cannot be read on one of the page's grounds."""
    return colour is not None and any(
        ground is None or _is_faint(colour, ground) for ground in grounds
    )


def _reason(glyph: Glyph, page: PaintedPage, later: list[Area], backdrop: Backdrop | None) -> str:
    """Why a glyph is not seen, or an empty string; without a backdrop its colour is not doubted."""
    reason = glyph.hidden or _place_reason(glyph, page)
    if reason:
        return reason
    if _is_covered(glyph, later):
        return "covered"
    if backdrop is not None and _is_on_its_colour(glyph, backdrop):
        return "white"
    return ""


def _runs(glyphs: list[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs drawn by one operator in one colour."""
    for _, run in groupby(glyphs, key=lambda glyph: (glyph.order, glyph.colour)):
        yield list(run)


def _middle(glyph: Glyph) -> tuple[float, float]:
    x0, top, x1, bottom = glyph.box
    return middle(x0, x1), middle(top, bottom)


def _place_reason(glyph: Glyph, page: PaintedPage) -> str:
    x, y = _middle(glyph)
    return "" if 0 <= x <= page.width and 0 <= y <= page.height else "off_page"


def _later_covers(run: list[Glyph], covers: list[Area]) -> list[Area]:
    """The areas painted after a run that touch it anywhere."""
    if not covers or covers[-1].order < run[0].order:
        return []
    reach: Quad = (
        min(glyph.box[0] for glyph in run),
        min(glyph.box[1] for glyph in run),
        max(glyph.box[2] for glyph in run),
        max(glyph.box[3] for glyph in run),
    )
    return [
        area for area in covers if area.order > run[0].order and _touch(overlap(area.box, reach))
    ]


def _touch(box: Quad) -> bool:
    return box[0] < box[2] and box[1] < box[3]


def _is_covered(glyph: Glyph, later: list[Area]) -> bool:
    if not later:
        return False
    x, y = _middle(glyph)
    reach = HIDDEN.covered * glyph.size
    return any(
        area.box[0] <= x <= area.box[2] and area.box[1] <= y - reach and y + reach <= area.box[3]
        for area in later
    )


def _is_on_its_colour(glyph: Glyph, backdrop: Backdrop) -> bool:
    behind = backdrop.colour_at(*_middle(glyph), glyph.order)
    return glyph.colour is not None and behind is not None and _is_faint(glyph.colour, behind)


def _is_faint(one: Colour, other: Colour) -> bool:
    return all(abs(a - b) < HIDDEN.faint for a, b in zip(one, other, strict=True))


def _is_scan_layer(page: PaintedPage, reasons: list[str]) -> bool:
    """Whether the unseen text belongs to a picture of the whole page, as scanners write it."""
    unseen = sum(reason in ("invisible", "covered") for reason in reasons)
    if not unseen or image_share(page) < HIDDEN.scan_cover:
        return False
    return sum(not reason for reason in reasons) <= HIDDEN.few_visible * unseen


def _normal_size(glyphs: list[Glyph], reasons: list[str]) -> tuple[float, float, int]:
    """Median size of the seen glyphs of normal size, their share, and their number."""
    sizes = [
        glyph.size
        for glyph, reason in zip(glyphs, reasons, strict=True)
        if not reason and not glyph.text.isspace()
    ]
    normal = [size for size in sizes if size >= HIDDEN.tiny]
    if not normal:
        return 0.0, 0.0, 0
    return median(normal), len(normal) / len(sizes), len(normal)


def _is_tiny(glyph: Glyph, normal: tuple[float, float, int]) -> bool:
    size, share, number = normal
    if glyph.size >= HIDDEN.tiny or glyph.size >= HIDDEN.tiny_share * size:
        return False
    return share >= HIDDEN.normal_share or (
        glyph.size < HIDDEN.minute and number >= HIDDEN.few_normal
    )
