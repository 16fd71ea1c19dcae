"""What the content of a PDF page paints: glyphs, areas and pictures, in the order of painting.

pdfminer interprets the page; the device here keeps what its own layout classes drop: clips,
transparency, text render modes, hidden layers and the order in which things cover each other.
Coordinates are points on the page as seen, from the top left corner, y growing downwards.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFResourceManager
from pdfminer.pdftypes import PDFObjRef, PDFStream, list_value, resolve1
from pdfminer.psparser import PSLiteral, literal_name
from pdfminer.utils import Matrix, PathSegment

from generation.core.reading.characters import UNMAPPED, is_impossible
from generation.core.reading.colours import over_white, rgb
from generation.core.reading.document import Colour, middle
from generation.core.reading.faces import Face, standing_box
from generation.core.reading.geometry import (
    EVERYWHERE,
    Outline,
    Point,
    Quad,
    box_of,
    is_empty,
    is_inside,
    overlap,
    place,
    ring_sides,
    subpaths,
)
from generation.core.reading.weights import PAINT

BULLET_CODES = frozenset({0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D})
"""Codes that WinAnsiEncoding leaves open: there they mean a bullet (ISO 32000, annex D)."""
INVISIBLE_MODES = (3, 7)
BOLD_MODES = (2, 6)
OUTLINED_MODES = (1, 5)
"""Text render modes (ISO 32000, 9.3.6): unpainted, filled and stroked, stroked alone."""
_PERCENT = 0.01
"""Of horizontal scaling, which pages state in percent."""
MAX_OPERATORS = 500_000
MAX_GLYPHS = 150_000
MAX_AREAS = 100_000
"""Limits of one page; a dense page of a guide has under 50,000 operators."""


class TooMuch(Exception):
    """A page holds more than any guide would."""


@dataclass(slots=True)
class Glyph:
    """One drawn character (a ligature may stand for several).

    `x`, `y` is where it starts on its baseline, `dx`, `dy` the unit vector in which its text
    runs, `advance` how far it moves the pen, `spacing` the letter spacing that the page asks for
    after it. `hidden` is the reason why a reader cannot see it, or empty. `colour` is None where
    it cannot be told (a pattern).
    """

    text: str
    x: float
    y: float
    dx: float
    dy: float
    advance: float
    spacing: float
    size: float
    box: Quad
    font: str
    bold: bool
    colour: Colour | None
    order: int
    hidden: str


@dataclass(slots=True)
class Area:
    """A painted rectangle: a fill, a straight line's extent, or a picture.

    `is_opaque` says that nothing shows through. A fill that is no rectangle has its `outline`.
    """

    box: Quad
    colour: Colour | None
    kind: Literal["fill", "line", "image"]
    order: int = 0
    is_opaque: bool = True
    outline: list[Point] | None = None

    @property
    def covers(self) -> bool:
        """Whether it hides all that was painted in its box before."""
        return self.is_opaque and self.kind != "line" and self.outline is None

    def is_at(self, x: float, y: float) -> bool:
        x0, top, x1, bottom = self.box
        if not (x0 <= x <= x1 and top <= y <= bottom):
            return False
        return self.outline is None or is_inside(self.outline, x, y)


@dataclass(slots=True)
class PaintedPage:
    """All that one page paints. `broken` counts operators that made no sense.

    `pictures` are the streams of its pictures, which only OCR would look into.
    """

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    pictures: list[PDFStream] = field(default_factory=list)
    unmapped: int = 0
    broken: int = 0


class GraphicState(PDFGraphicState):
    """pdfminer's graphic state with the clip and the opacities."""

    def __init__(self) -> None:
        super().__init__()
        self.linewidth = 1.0
        self.clip: Quad = EVERYWHERE
        self.fill_alpha = 1.0
        self.stroke_alpha = 1.0
        self.is_blended = False

    @property
    def is_solid(self) -> bool:
        """Whether a fill hides what is below it."""
        return self.fill_alpha > PAINT.solid and not self.is_blended

    def copy(self) -> GraphicState:
        twin = GraphicState()
        twin.__dict__.update(self.__dict__)
        return twin


def _members(groups: object) -> Sequence[object]:
    """The groups of a membership: one, a list of them, or one reference to such a list."""
    refs = [groups] if isinstance(groups, PDFObjRef) else list_value(groups)
    if len(refs) == 1 and isinstance(resolve1(refs[0]), list):
        return list_value(refs[0])
    return refs


def _is_hidden_by(policy: object, off: list[bool]) -> bool:
    """Whether a membership is not shown, by its policy and by which of its groups are off."""
    name = str(literal_name(policy)) if isinstance(policy, PSLiteral) else "AnyOn"
    return {
        "AllOn": any(off),
        "AnyOff": not any(off),
        "AllOff": not all(off),
    }.get(name, all(off))


class PageDevice(PDFTextDevice):
    """Collects what is painted into a `PaintedPage`."""

    ctm: Matrix

    def __init__(self, rsrcmgr: PDFResourceManager, hidden_layers: frozenset[int]) -> None:
        super().__init__(rsrcmgr)
        self.page = PaintedPage(0, 0)
        self.image_state = GraphicState()
        self._hidden_layers = hidden_layers
        self._layers: list[bool] = []
        self._order = 0
        self._operators = 0
        self._render = 0
        self._charspace = 0.0
        self._faces: dict[int, Face] = {}

    def start(self, page: PaintedPage) -> None:
        self.page = page
        self._layers = []
        self._order = 0
        self._operators = 0

    def count_operator(self) -> None:
        self._operators += 1
        if self._operators > MAX_OPERATORS:
            raise TooMuch(f"more than {MAX_OPERATORS} operators on a page")

    # Layers -----------------------------------------------------------------------------------

    def is_hidden_layer(self, layer: object) -> bool:
        """Whether an optional-content group (or a membership of groups) is switched off."""
        if isinstance(layer, PDFObjRef) and layer.objid in self._hidden_layers:
            return True
        group = resolve1(layer)
        if not isinstance(group, dict) or "OCGs" not in group:
            return False
        refs = _members(group["OCGs"])
        off = [isinstance(ref, PDFObjRef) and ref.objid in self._hidden_layers for ref in refs]
        return bool(off) and _is_hidden_by(group.get("P"), off)

    def open_layer(self, *, is_hidden: bool) -> None:
        self._layers.append(is_hidden)

    def close_layer(self) -> None:
        if self._layers:
            self._layers.pop()

    # Shapes -----------------------------------------------------------------------------------

    def _add(self, area: Area) -> None:
        """Keep an area in the order of painting, cut to the page."""
        area.box = overlap(area.box, (0, 0, self.page.width, self.page.height))
        if any(self._layers) or is_empty(area.box):
            return
        self._order += 1
        area.order = self._order
        if len(self.page.areas) >= MAX_AREAS:
            raise TooMuch(f"more than {MAX_AREAS} painted areas on a page")
        self.page.areas.append(area)

    def render_image(self, name: str, stream: PDFStream) -> None:
        self.page.pictures.append(stream)
        box = box_of([place(self.ctm, x, y) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))])
        is_opaque = not stream.attrs.keys() & {"SMask", "Mask", "ImageMask", "IM"}
        self._add(
            Area(
                overlap(box, self.image_state.clip),
                None,
                "image",
                is_opaque=is_opaque and self.image_state.is_solid,
            )
        )

    def paint_shading(self, state: GraphicState) -> None:
        self._add(Area(state.clip, None, "fill", is_opaque=state.is_solid))

    def paint_path(
        self,
        graphicstate: PDFGraphicState,
        stroke: bool,
        fill: bool,
        evenodd: bool,
        path: Sequence[PathSegment],
    ) -> None:
        state = cast(GraphicState, graphicstate)
        outlines = subpaths(path, self.ctm)
        if fill and state.fill_alpha > PAINT.faintest:
            self._fill(state, outlines)
        if stroke and state.stroke_alpha > PAINT.faintest:
            self._stroke(state, outlines)

    def _fill(self, state: GraphicState, outlines: list[Outline]) -> None:
        colour = rgb(state.ncs.name, state.ncolor)
        if colour is not None and state.fill_alpha < 1:
            colour = over_white(colour, state.fill_alpha)
        ring = ring_sides(outlines)
        if ring:
            for side in ring:
                self._add(Area(overlap(side, state.clip), colour, "line"))
            return
        for outline in outlines:
            if outline.has_area:
                self._add(
                    Area(
                        overlap(box_of(outline.points), state.clip),
                        colour,
                        "fill",
                        is_opaque=state.is_solid,
                        outline=None if outline.is_rectangle else outline.points,
                    )
                )

    def _stroke(self, state: GraphicState, outlines: list[Outline]) -> None:
        colour = rgb(state.scs.name, state.scolor)
        if colour is not None and state.stroke_alpha < 1:
            colour = over_white(colour, state.stroke_alpha)
        half = middle(0, max(state.linewidth, PAINT.thinnest_stroke))
        for outline in outlines:
            if outline.is_curved and outline.is_closed:
                box = overlap(box_of(outline.points), state.clip)
                self._add(Area(box, colour, "line", outline=outline.points))
            for x0, y0, x1, y1 in outline.straight_segments():
                left, right = sorted((x0, x1))
                top, bottom = sorted((y0, y1))
                if right - left >= bottom - top:
                    box = (left, top - half, right, bottom + half)
                else:
                    box = (left - half, top, right + half, bottom)
                self._add(Area(overlap(box, state.clip), colour, "line"))

    # Text -------------------------------------------------------------------------------------

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        self._render = textstate.render
        self._charspace = textstate.charspace * textstate.scaling * _PERCENT
        self._order += 1
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(  # noqa: PLR0913, PLR0917 - pdfminer's signature
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        advance = float(font.char_width(cid) * fontsize * scaling)
        text = self._unicode(font, cid)
        a, b, c, d, _, _ = matrix
        across, along = math.hypot(c, d), math.hypot(a, b)
        x, y = place(matrix, 0, rise)
        if across * along == 0 or not math.isfinite(across * along * advance * fontsize + x + y):
            return advance
        face = self._face(font)
        if face.is_vertical:
            box = box_of([place(matrix, *corner) for corner in standing_box(font, fontsize, cid)])
            dx, dy, reach = -c / across, -d / across, abs(advance) * across
        else:
            bottom = face.drop * fontsize + rise
            top = bottom + fontsize
            box = box_of(
                [
                    place(matrix, 0, bottom),
                    place(matrix, advance, bottom),
                    place(matrix, 0, top),
                    place(matrix, advance, top),
                ]
            )
            sign = -1.0 if fontsize * scaling < 0 else 1.0
            dx, dy, reach = sign * a / along, sign * b / along, abs(advance) * along
        self._keep(
            Glyph(
                text=text,
                x=x,
                y=y,
                dx=dx,
                dy=dy,
                advance=reach,
                spacing=self._charspace * along,
                size=abs(fontsize) * across * face.scale,
                box=box,
                font=face.name,
                bold=face.is_bold or self._render in BOLD_MODES,
                colour=self._text_colour(graphicstate),
                order=self._order,
                hidden=self._hidden_reason(graphicstate, box),
            )
        )
        return advance

    def _keep(self, glyph: Glyph) -> None:
        if len(self.page.glyphs) >= MAX_GLYPHS:
            raise TooMuch(f"more than {MAX_GLYPHS} characters on a page")
        self.page.glyphs.append(glyph)

    def _unicode(self, font: PDFFont, cid: int) -> str:
        try:
            text = str(font.to_unichr(cid))
        except PDFUnicodeNotDefined:
            if cid in BULLET_CODES and not font.is_multibyte():
                return "•"
            text = UNMAPPED
        if text == UNMAPPED or any(map(is_impossible, text)):
            self.page.unmapped += 1
            return UNMAPPED
        return text

    def _face(self, font: PDFFont) -> Face:
        face = self._faces.get(id(font))
        if face is None:
            face = self._faces[id(font)] = Face(font)
        return face

    def _text_colour(self, state: GraphicState) -> Colour | None:
        if self._render in OUTLINED_MODES:
            return rgb(state.scs.name, state.scolor)
        colour = rgb(state.ncs.name, state.ncolor)
        if colour is not None and state.fill_alpha < 1:
            return over_white(colour, state.fill_alpha)
        return colour

    def _hidden_reason(self, state: GraphicState, box: Quad) -> str:
        if any(self._layers):
            return "layer"
        if self._render in INVISIBLE_MODES:
            return "invisible"
        alpha = state.stroke_alpha if self._render in OUTLINED_MODES else state.fill_alpha
        if alpha < PAINT.faintest:
            return "invisible"
        x, y = middle(box[0], box[2]), middle(box[1], box[3])
        slack = PAINT.clip_slack * (box[3] - box[1])
        x0, top, x1, bottom = state.clip
        is_clipped = not (x0 - slack <= x <= x1 + slack and top - slack <= y <= bottom + slack)
        return "clipped" if is_clipped else ""
