"""What the content of a PDF page paints: glyphs, areas and pictures, in the order of painting.

pdfminer interprets the page; the device here keeps what its own layout classes drop: clips,
transparency, text render modes, hidden layers and the order in which things cover each other.
Coordinates are points on the page as seen, from the top left corner, y growing downwards.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Literal

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFFont, PDFType3Font, PDFUnicodeNotDefined
from pdfminer.pdfinterp import (
    PDFContentParser,
    PDFGraphicState,
    PDFPageInterpreter,
    PDFResourceManager,
)
from pdfminer.pdftypes import (
    PDFObjRef,
    PDFStream,
    dict_value,
    list_value,
    resolve1,
    stream_value,
)
from pdfminer.psexceptions import PSEOF
from pdfminer.psparser import PSKeyword, PSLiteral, literal_name
from pdfminer.utils import Matrix, PathSegment, mult_matrix

from generation.core.document import Colour

Quad = tuple[float, float, float, float]
"""x0, top, x1, bottom."""

UNMAPPED = "\ufffd"
EVERYWHERE: Quad = (-1e9, -1e9, 1e9, 1e9)
BULLET_CODES = frozenset({0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D})
"""Codes that WinAnsiEncoding leaves open: there they mean a bullet (ISO 32000, annex D)."""
INVISIBLE_MODES = (3, 7)
BOLD_MODES = (2, 6)
FAINTEST_ALPHA = 0.08
"""Below this opacity nobody reads a text."""
RECTANGLE_SHARE = 0.9
"""A path that fills this share of its box counts as a rectangle, perhaps with rounded corners."""
CURVE_STEPS = 4
MAX_OPERATORS = 1_000_000
MAX_OPERANDS = 10_000
MAX_GLYPHS = 300_000
MAX_AREAS = 100_000
"""Limits of one page; a dense page of a guide has about 20,000 operators."""

_BOLD_NAMES = ("bold", "black", "heavy", "semibd", "demi", "extrab", "-bd", "cmbx", "sfbx")
_BOLD_WEIGHT = 600
_FORCE_BOLD_FLAG = 1 << 18


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
    order: int
    kind: Literal["fill", "line", "image"]
    is_opaque: bool = True
    outline: list[tuple[float, float]] | None = None

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
    """All that one page paints."""

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    unmapped: int = 0


class GraphicState(PDFGraphicState):
    """pdfminer's graphic state with the clip and the opacities."""

    def __init__(self) -> None:
        super().__init__()
        self.clip: Quad = EVERYWHERE
        self.fill_alpha = 1.0
        self.stroke_alpha = 1.0
        self.is_blended = False

    @property
    def is_solid(self) -> bool:
        """Whether a fill hides what is below it."""
        return self.fill_alpha > 0.9 and not self.is_blended

    def copy(self) -> GraphicState:
        twin = GraphicState()
        twin.__dict__.update(self.__dict__)
        return twin


class PageInterpreter(PDFPageInterpreter):
    """pdfminer's interpreter, with clips, opacity, layers and inherited state in forms."""

    device: PageDevice
    graphicstate: GraphicState

    def __init__(self, rsrcmgr: PDFResourceManager, device: PageDevice) -> None:
        super().__init__(rsrcmgr, device)
        self._inherited: GraphicState | None = None
        self._is_clipping = False
        self._form_box: Quad | None = None

    def init_state(self, ctm: Matrix) -> None:
        super().init_state(ctm)
        self.graphicstate = self._inherited or GraphicState()

    def subinterp(self) -> PageInterpreter:
        inner = super().subinterp()
        assert isinstance(inner, PageInterpreter)
        inner._inherited = self.graphicstate.copy()
        if self._form_box is not None:
            inner._inherited.clip = overlap(self.graphicstate.clip, self._form_box)
        return inner

    def execute(self, streams: Sequence[object]) -> None:
        self.stream_ids.clear()
        sources = [stream_value(source) for source in streams]
        sources = [source for source in sources if source.objid not in self.parent_stream_ids]
        self.stream_ids.update(source.objid for source in sources if source.objid is not None)
        try:
            parser = PDFContentParser(sources)
            while True:
                _, item = parser.nextobject()
                if isinstance(item, PSKeyword):
                    self._run(item)
                elif len(self.argstack) < MAX_OPERANDS:
                    self.push(item)
        except PSEOF:
            return

    def _run(self, keyword: PSKeyword) -> None:
        """Run one operator; one with too few operands is skipped, as viewers do."""
        self.device.count_operator()
        known = _METHODS.get(keyword.name)
        if known is None:
            self.argstack = []
            return
        method, wanted = known
        arguments = self.pop(wanted)
        if len(arguments) == wanted:
            getattr(self, method)(*arguments)
        self.argstack = []

    def do_cs(self, name: Any) -> None:
        super().do_cs(name)
        self.graphicstate.ncolor = 0

    def do_CS(self, name: Any) -> None:
        super().do_CS(name)
        self.graphicstate.scolor = 0

    def do_gs(self, name: Any) -> None:
        states = dict_value(self.resources.get("ExtGState", {}))
        state = resolve1(states.get(literal_name(name)))
        if not isinstance(state, dict):
            return
        fill, stroke = resolve1(state.get("ca")), resolve1(state.get("CA"))
        if isinstance(fill, (int, float)):
            self.graphicstate.fill_alpha = float(fill)
        if isinstance(stroke, (int, float)):
            self.graphicstate.stroke_alpha = float(stroke)
        if "BM" in state:
            mode = resolve1(state["BM"])
            mode = mode[0] if isinstance(mode, list) and mode else mode
            name = literal_name(mode) if isinstance(mode, PSLiteral) else ""
            self.graphicstate.is_blended = name not in ("Normal", "Compatible")

    def do_W(self) -> None:
        self._is_clipping = True

    def do_W_a(self) -> None:
        self._is_clipping = True

    def _end_path(self) -> None:
        if self._is_clipping and self.curpath:
            box = path_box(self.curpath, self.ctm)
            if box is not None:
                self.graphicstate.clip = overlap(self.graphicstate.clip, box)
        self._is_clipping = False
        self.curpath = []

    def _paint(self, *, stroke: bool, fill: bool, evenodd: bool = False) -> None:
        self.device.paint_path(self.graphicstate, stroke, fill, evenodd, self.curpath)
        self._end_path()

    def do_n(self) -> None:
        self._end_path()

    def do_S(self) -> None:
        self._paint(stroke=True, fill=False)

    def do_s(self) -> None:
        self.do_h()
        self.do_S()

    def do_f(self) -> None:
        self._paint(stroke=False, fill=True)

    def do_F(self) -> None:
        self.do_f()

    def do_f_a(self) -> None:
        self._paint(stroke=False, fill=True, evenodd=True)

    def do_B(self) -> None:
        self._paint(stroke=True, fill=True)

    def do_B_a(self) -> None:
        self._paint(stroke=True, fill=True, evenodd=True)

    def do_sh(self, name: object) -> None:
        self.device.paint_shading(self.graphicstate)

    def do_BMC(self, tag: Any) -> None:
        self.device.open_layer(is_hidden=False)

    def do_BDC(self, tag: Any, props: Any) -> None:
        is_hidden = False
        if isinstance(tag, PSLiteral) and literal_name(tag) == "OC":
            properties = dict_value(self.resources.get("Properties", {}))
            is_hidden = self.device.is_hidden_layer(properties.get(literal_name(props)))
        self.device.open_layer(is_hidden=is_hidden)

    def do_EMC(self) -> None:
        self.device.close_layer()

    def do_Do(self, xobjid_arg: Any) -> None:
        xobj = resolve1(self.xobjmap.get(literal_name(xobjid_arg)))
        if not isinstance(xobj, PDFStream):
            return
        box = resolve1(xobj.get("BBox"))
        self._form_box = None
        if isinstance(box, list) and len(box) == 4:
            matrix = list_value(xobj.get("Matrix", [1, 0, 0, 1, 0, 0]))
            ctm = mult_matrix(tuple(float(resolve1(v)) for v in matrix), self.ctm)  # type: ignore[arg-type]
            x0, y0, x1, y1 = (float(resolve1(v)) for v in box)
            self._form_box = box_of(
                [place(ctm, x, y) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
            )
        self.device.open_layer(is_hidden=self.device.is_hidden_layer(xobj.attrs.get("OC")))
        self.device.image_state = self.graphicstate
        super().do_Do(xobjid_arg)
        self.device.close_layer()
        self.device.set_ctm(self.ctm)

    def do_EI(self, obj: Any) -> None:
        self.device.image_state = self.graphicstate
        super().do_EI(obj)


def _methods() -> dict[bytes, tuple[str, int]]:
    """Operators by name: the method that runs each, and how many operands it takes."""
    found: dict[bytes, tuple[str, int]] = {}
    for attribute in dir(PageInterpreter):
        if attribute.startswith("do_"):
            name = attribute[3:]
            name = {"_q": "'", "_w": '"'}.get(name) or name.replace("_a", "*")
            code = getattr(PageInterpreter, attribute).__code__
            found[name.encode()] = (attribute, code.co_argcount - 1)
    return found


_METHODS = _methods()


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
        self._bold_fonts: dict[int, bool] = {}

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
        members = group["OCGs"]
        refs = [members] if isinstance(members, PDFObjRef) else list_value(members)
        if len(refs) == 1 and isinstance(resolve1(refs[0]), list):
            refs = list_value(refs[0])
        off = [isinstance(ref, PDFObjRef) and ref.objid in self._hidden_layers for ref in refs]
        policy = group.get("P")
        name = str(literal_name(policy)) if isinstance(policy, PSLiteral) else "AnyOn"
        if not off:
            return False
        return {
            "AllOn": any(off),
            "AnyOff": not any(off),
            "AllOff": not all(off),
        }.get(name, all(off))

    def open_layer(self, *, is_hidden: bool) -> None:
        self._layers.append(is_hidden)

    def close_layer(self) -> None:
        if self._layers:
            self._layers.pop()

    # Shapes -----------------------------------------------------------------------------------

    def _add_area(
        self,
        box: Quad,
        colour: Colour | None,
        kind: Literal["fill", "line", "image"],
        *,
        is_opaque: bool = True,
        outline: list[tuple[float, float]] | None = None,
    ) -> None:
        self._order += 1
        if any(self._layers):
            return
        if len(self.page.areas) >= MAX_AREAS:
            raise TooMuch(f"more than {MAX_AREAS} painted areas on a page")
        self.page.areas.append(Area(box, colour, self._order, kind, is_opaque, outline))

    def render_image(self, name: str, stream: PDFStream) -> None:
        box = box_of([place(self.ctm, x, y) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))])
        box = overlap(box, self.image_state.clip)
        is_opaque = not stream.attrs.keys() & {"SMask", "Mask", "ImageMask", "IM"}
        is_opaque = is_opaque and self.image_state.is_solid
        if not is_empty(box):
            self._add_area(box, None, "image", is_opaque=is_opaque)

    def paint_shading(self, state: GraphicState) -> None:
        box = overlap(state.clip, (0, 0, self.page.width, self.page.height))
        if not is_empty(box):
            self._add_area(box, None, "fill", is_opaque=state.is_solid)

    def paint_path(
        self,
        graphicstate: PDFGraphicState,
        stroke: bool,
        fill: bool,
        evenodd: bool,
        path: Sequence[PathSegment],
    ) -> None:
        assert isinstance(graphicstate, GraphicState)
        outlines = subpaths(path, self.ctm)
        if fill and graphicstate.fill_alpha > FAINTEST_ALPHA:
            self._fill(graphicstate, outlines)
        if stroke and graphicstate.stroke_alpha > FAINTEST_ALPHA:
            self._stroke(graphicstate, outlines)

    def _fill(self, state: GraphicState, outlines: list[Outline]) -> None:
        colour = rgb(state.ncs.name, state.ncolor)
        if colour is not None and state.fill_alpha < 1:
            colour = over_white(colour, state.fill_alpha)
        ring = ring_sides(outlines)
        if ring:
            for side in ring:
                self._add_clipped(side, colour, "line", state.clip)
            return
        for outline in outlines:
            if len(outline.points) > 2:
                self._add_clipped(
                    box_of(outline.points),
                    colour,
                    "fill",
                    state.clip,
                    is_opaque=state.is_solid,
                    outline=None if outline.is_rectangle else outline.points,
                )

    def _stroke(self, state: GraphicState, outlines: list[Outline]) -> None:
        colour = rgb(state.scs.name, state.scolor)
        if colour is not None and state.stroke_alpha < 1:
            colour = over_white(colour, state.stroke_alpha)
        half = max(state.linewidth, 0.1) / 2
        for outline in outlines:
            for x0, y0, x1, y1 in outline.straight_segments():
                left, right = sorted((x0, x1))
                top, bottom = sorted((y0, y1))
                if right - left >= bottom - top:
                    box = (left, top - half, right, bottom + half)
                else:
                    box = (left - half, top, right + half, bottom)
                self._add_clipped(box, colour, "line", state.clip)

    def _add_clipped(
        self,
        box: Quad,
        colour: Colour | None,
        kind: Literal["fill", "line"],
        clip: Quad,
        *,
        is_opaque: bool = True,
        outline: list[tuple[float, float]] | None = None,
    ) -> None:
        clipped = overlap(box, clip)
        clipped = overlap(clipped, (0, 0, self.page.width, self.page.height))
        if not is_empty(clipped):
            self._add_area(clipped, colour, kind, is_opaque=is_opaque, outline=outline)

    # Text -------------------------------------------------------------------------------------

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        self._render = textstate.render
        self._charspace = textstate.charspace * textstate.scaling * 0.01
        self._order += 1
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(
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
        if across == 0 or along == 0 or not math.isfinite(across * along):
            return advance
        size = abs(fontsize) * across
        if isinstance(font, PDFType3Font):
            size = max(size, 0.75 * abs(font.get_height()) * size)
        x, y = place(matrix, 0, rise)
        sign = -1.0 if fontsize * scaling < 0 else 1.0
        if font.is_vertical():
            box = self._vertical_box(matrix, font, fontsize, rise, cid, advance)
            dx, dy, reach = -c / across, -d / across, abs(advance) * across
        else:
            drop = min(max(font.get_descent() or -0.22, -0.4), -0.1) * fontsize
            corners = [
                place(matrix, u, v)
                for u in (0.0, advance)
                for v in (drop + rise, drop + fontsize + rise)
            ]
            box = box_of(corners)
            dx, dy, reach = sign * a / along, sign * b / along, abs(advance) * along
        if len(self.page.glyphs) >= MAX_GLYPHS:
            raise TooMuch(f"more than {MAX_GLYPHS} characters on a page")
        self.page.glyphs.append(
            Glyph(
                text=text,
                x=x,
                y=y,
                dx=dx,
                dy=dy,
                advance=reach,
                spacing=self._charspace * along,
                size=size,
                box=box,
                font=str(font.fontname).split("+", 1)[-1],
                bold=self._render in BOLD_MODES or self._is_bold(font),
                colour=self._text_colour(graphicstate),
                order=self._order,
                hidden=self._hidden_reason(graphicstate, box),
            )
        )
        return advance

    def _vertical_box(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        rise: float,
        cid: int,
        advance: float,
    ) -> Quad:
        shift = font.char_disp(cid)
        vx, vy = shift if isinstance(shift, tuple) else (None, 0.0)
        left = -(fontsize * 0.5 if vx is None else vx * fontsize * 0.001)
        top = (1000 - vy) * fontsize * 0.001 + rise
        return box_of(
            [place(matrix, u, v) for u in (left, left + fontsize) for v in (top, top + advance)]
        )

    def _unicode(self, font: PDFFont, cid: int) -> str:
        try:
            return str(font.to_unichr(cid))
        except PDFUnicodeNotDefined:
            if cid in BULLET_CODES and not font.is_multibyte():
                return "•"
            self.page.unmapped += 1
            return UNMAPPED

    def _is_bold(self, font: PDFFont) -> bool:
        known = self._bold_fonts.get(id(font))
        if known is None:
            known = is_bold_font(str(font.fontname), font.flags, font.descriptor)
            self._bold_fonts[id(font)] = known
        return known

    def _text_colour(self, state: GraphicState) -> Colour | None:
        if self._render in (1, 5):
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
        alpha = state.stroke_alpha if self._render in (1, 5) else state.fill_alpha
        if alpha < FAINTEST_ALPHA:
            return "invisible"
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        slack = (box[3] - box[1]) / 4
        x0, top, x1, bottom = state.clip
        is_clipped = not (x0 - slack <= x <= x1 + slack and top - slack <= y <= bottom + slack)
        return "clipped" if is_clipped else ""


@dataclass(slots=True)
class Outline:
    """One subpath on the page; curves are followed in short steps."""

    points: list[tuple[float, float]]
    is_curved: bool = False
    is_closed: bool = False

    @property
    def is_rectangle(self) -> bool:
        """Whether it fills its box, rounded corners aside."""
        x0, top, x1, bottom = box_of(self.points)
        whole = (x1 - x0) * (bottom - top)
        return polygon_area(self.points) >= RECTANGLE_SHARE * whole

    def straight_segments(self) -> list[Quad]:
        """The horizontal and vertical stretches."""
        points = self.points + self.points[:1] if self.is_closed else self.points
        found: list[Quad] = []
        for (x0, y0), (x1, y1) in pairwise(points):
            width, height = abs(x1 - x0), abs(y1 - y0)
            if min(width, height) <= 0.5 and max(width, height) > 1:
                found.append((x0, y0, x1, y1))
        return found


def subpaths(path: Sequence[PathSegment], ctm: Matrix) -> list[Outline]:
    """Split a path at its moves, with all points placed on the page."""
    outlines: list[Outline] = []
    for operator, *numbers in path:
        if operator == "m":
            outlines.append(Outline([place(ctm, numbers[0], numbers[1])]))
            continue
        if not outlines:
            continue
        outline = outlines[-1]
        if operator == "h":
            outline.is_closed = True
        elif operator == "l":
            outline.points.append(place(ctm, numbers[0], numbers[1]))
        else:
            outline.is_curved = True
            controls = [place(ctm, *pair) for pair in batched_pairs(numbers)]
            outline.points += curve(operator, outline.points[-1], controls)
    return [outline for outline in outlines if len(outline.points) > 1]


def batched_pairs(numbers: Sequence[float]) -> list[tuple[float, float]]:
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def curve(
    operator: str, start: tuple[float, float], controls: list[tuple[float, float]]
) -> list[tuple[float, float]]:
    """Points along a Bézier curve after its start; `v` and `y` repeat one of their ends."""
    if operator == "v":
        controls = [start, *controls]
    elif operator == "y":
        controls = [*controls, controls[-1]]
    (x1, y1), (x2, y2), (x3, y3) = controls
    points = []
    for step in range(1, CURVE_STEPS + 1):
        t = step / CURVE_STEPS
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        points.append(
            (a * start[0] + b * x1 + c * x2 + d * x3, a * start[1] + b * y1 + c * y2 + d * y3)
        )
    return points


def ring_sides(outlines: list[Outline]) -> list[Quad]:
    """The four sides of a frame drawn as one rectangle inside another, or nothing."""
    if len(outlines) != 2:
        return []
    if not all(outline.is_rectangle for outline in outlines):
        return []
    first, second = (box_of(outline.points) for outline in outlines)
    outer, inner = (first, second) if first[0] <= second[0] else (second, first)
    gaps = (inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3])
    if min(gaps) < 0 or max(gaps) > 6:
        return []
    sides = [
        (outer[0], outer[1], inner[0], outer[3]),
        (outer[0], outer[1], outer[2], inner[1]),
        (inner[2], outer[1], outer[2], outer[3]),
        (outer[0], inner[3], outer[2], outer[3]),
    ]
    return [side for side, gap in zip(sides, gaps, strict=True) if gap > 0]


def is_bold_font(name: str, flags: int, descriptor: Mapping[str, Any]) -> bool:
    """Judge by the descriptor's weight, else by the name that the type designers gave."""
    weight = resolve1(descriptor.get("FontWeight"))
    if isinstance(weight, (int, float)) and weight >= _BOLD_WEIGHT:
        return True
    lowered = name.lower()
    return bool(flags & _FORCE_BOLD_FLAG) or any(part in lowered for part in _BOLD_NAMES)


def rgb(space: str, value: object) -> Colour | None:
    """A colour of any common space as red, green, blue; None for patterns and the unknown."""
    if isinstance(value, tuple) and len(value) == 2 and not isinstance(value[0], str):
        value = value[0] if isinstance(value[0], tuple) else (value[0],)
    parts = value if isinstance(value, tuple) else (value,)
    if not all(isinstance(part, (int, float)) for part in parts):
        return None
    numbers = [min(max(float(part), 0.0), 1.0) for part in parts]  # type: ignore[arg-type]
    if space in ("Indexed", "Pattern"):
        return None
    if space == "Lab":
        grey = min(max(float(parts[0]) / 100, 0.0), 1.0)  # type: ignore[arg-type]
        return (grey, grey, grey)
    if space in ("Separation", "DeviceN"):
        grey = 1 - max(numbers)
        return (grey, grey, grey)
    if len(numbers) == 1:
        return (numbers[0], numbers[0], numbers[0])
    if len(numbers) == 3:
        return (numbers[0], numbers[1], numbers[2])
    if len(numbers) == 4:
        black = 1 - numbers[3]
        return (
            (1 - numbers[0]) * black,
            (1 - numbers[1]) * black,
            (1 - numbers[2]) * black,
        )
    return None


def over_white(colour: Colour, alpha: float) -> Colour:
    """The colour that shows when it is painted with `alpha` over white."""
    red, green, blue = (1 - alpha * (1 - part) for part in colour)
    return (red, green, blue)


def place(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def box_of(points: Sequence[tuple[float, float]]) -> Quad:
    xs = [point[0] for point in points]
    ys = [point[1] for point in points]
    return (min(xs), min(ys), max(xs), max(ys))


def path_box(path: Sequence[PathSegment], ctm: Matrix) -> Quad | None:
    points = [place(ctm, *segment[-2:]) for segment in path if segment[0] != "h"]  # type: ignore[misc]
    return box_of(points) if points else None


def overlap(one: Quad, other: Quad) -> Quad:
    return (
        max(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        min(one[3], other[3]),
    )


def is_empty(box: Quad) -> bool:
    return box[2] <= box[0] or box[3] <= box[1]


def is_inside(points: Sequence[tuple[float, float]], x: float, y: float) -> bool:
    """Whether a point lies within a polygon (even-odd)."""
    inside = False
    for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            inside = not inside
    return inside


def polygon_area(points: Sequence[tuple[float, float]]) -> float:
    total = 0.0
    for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True):
        total += x0 * y1 - x1 * y0
    return abs(total) / 2
