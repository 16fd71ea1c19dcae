"""Runs a page's content on a `PageDevice`, with what pdfminer's interpreter leaves out.

Clips, opacity, blending, layers, the state that forms inherit, and a bound on the work.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from pdfminer.pdfexceptions import PDFException
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFContentParser, PDFPageInterpreter, PDFResourceManager
from pdfminer.pdftypes import PDFStream, dict_value, list_value, resolve1, stream_value
from pdfminer.psexceptions import PSEOF, PSException, PSSyntaxError
from pdfminer.psparser import PSKeyword, PSLiteral, literal_name
from pdfminer.utils import Matrix, mult_matrix

from generation.core.reading.faces import has_sound_widths
from generation.core.reading.geometry import Quad, box_of, overlap, path_box, place
from generation.core.reading.paint import GraphicState, PageDevice, TooMuch
from generation.core.reading.streams import Damage

MAX_OPERANDS = 10_000
MAX_CONTENT = 40_000_000
"""Bytes of one content stream; a dense page of a guide has under one million."""


_UNUSED = frozenset({b"d0", b"d1", b"true", b"false", b"null"})
"""Words that reading has no use for, and that are no sign of damage."""

BROKEN_OPERATOR = (AttributeError, LookupError, PDFException, TypeError, ValueError)
"""What an operator with senseless operands raises; viewers skip it and go on, and so do we."""


class FontManager(PDFResourceManager):
    """Makes fonts also where a part is broken that the codes can do without.

    Without its map to Unicode a font is read by its encoding; where that says nothing, its
    characters count as unmapped.
    """

    def __init__(self, damage: Damage) -> None:
        super().__init__()
        self._damage = damage
        self._damaged: set[object] = set()

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """The font, which is made once; damage to it counts on every page that has it."""
        before = self._damage.count
        if objid not in self._cached_fonts and not has_sound_widths(spec):
            self._damage.add()
        font = self._font(objid, spec)
        if self._damage.count > before:
            self._damaged.add(objid)
        elif objid in self._damaged:
            self._damage.add()
        return font

    def _font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        try:
            return super().get_font(objid, spec)
        except (*BROKEN_OPERATOR, AssertionError, PSException, struct.error, zlib.error):
            if "ToUnicode" not in spec:
                raise
            kept = {key: value for key, value in spec.items() if key != "ToUnicode"}
            return super().get_font(None, kept)


class PageInterpreter(PDFPageInterpreter):
    """pdfminer's interpreter, with clips, opacity, layers and inherited state in forms."""

    device: PageDevice
    graphicstate: GraphicState

    def __init__(self, rsrcmgr: PDFResourceManager, device: PageDevice) -> None:
        super().__init__(rsrcmgr, device)
        self._inherited: GraphicState | None = None
        self._is_clipping = False
        self._is_lenient = False
        self._form_box: Quad | None = None

    def init_state(self, ctm: Matrix) -> None:
        super().init_state(ctm)
        self.graphicstate = self._inherited or GraphicState()

    def subinterp(self) -> PageInterpreter:
        inner = cast(PageInterpreter, super().subinterp())
        inner._inherited = self.graphicstate.copy()
        if self._form_box is not None:
            inner._inherited.clip = overlap(self.graphicstate.clip, self._form_box)
        return inner

    def execute(self, streams: Sequence[object]) -> None:
        sources = self._sources(streams)
        try:
            for item in self._items(sources):
                if isinstance(item, PSKeyword):
                    self._run(item)
                elif len(self.argstack) < MAX_OPERANDS:
                    self.push(item)
        except PSEOF:
            return

    def _sources(self, streams: Sequence[object]) -> list[PDFStream]:
        """The streams to run, but for those that are being run already. Raises `TooMuch`."""
        self.stream_ids.clear()
        found = [resolve1(source) for source in streams]
        self.device.page.broken += sum(not isinstance(source, PDFStream) for source in found)
        sources = [stream_value(source) for source in found]
        sources = [source for source in sources if source.objid not in self.parent_stream_ids]
        self.stream_ids.update(source.objid for source in sources if source.objid is not None)
        if sum(len(source.get_data()) for source in sources) > MAX_CONTENT:
            raise TooMuch(f"more than {MAX_CONTENT} bytes of content")
        return sources

    def _items(self, sources: list[PDFStream]) -> Iterator[Any]:
        """Operands and operators; broken ones are counted and left out. Ends with `PSEOF`."""
        parser = PDFContentParser(sources)
        while True:
            try:
                _, item = parser.nextobject()
            except PSSyntaxError:
                self.device.page.broken += 1
            else:
                yield item

    def _run(self, keyword: PSKeyword) -> None:
        """Run one operator; one with too few operands is skipped, as viewers do."""
        self.device.count_operator()
        known = _METHODS.get(keyword.name)
        if known is None:
            self.device.page.broken += keyword.name not in _UNUSED and not self._is_lenient
            self.argstack = []
            return
        method, wanted = known
        arguments = self.pop(wanted)
        if len(arguments) == wanted:
            try:
                getattr(self, method)(*arguments)
            except BROKEN_OPERATOR:
                self.device.page.broken += 1
        self.argstack = []

    def do_BX(self) -> None:
        self._is_lenient = True

    def do_EX(self) -> None:
        self._is_lenient = False

    def do_Tf(self, fontid: Any, fontsize: Any) -> None:
        if literal_name(fontid) not in self.fontmap:
            self.device.page.broken += 1
        super().do_Tf(fontid, fontsize)

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
            self.device.page.broken += 1
            return
        self._form_box = self._box_of_form(xobj)
        self.device.open_layer(is_hidden=self.device.is_hidden_layer(xobj.attrs.get("OC")))
        self.device.image_state = self.graphicstate
        super().do_Do(xobjid_arg)
        self.device.close_layer()
        self.device.set_ctm(self.ctm)

    def _box_of_form(self, xobj: PDFStream) -> Quad | None:
        """Where a form lies on the page; None for a picture, which has no box of its own."""
        match resolve1(xobj.get("BBox")):
            case [left, bottom, right, top]:
                matrix = list_value(xobj.get("Matrix", [1, 0, 0, 1, 0, 0]))
            case _:
                return None
        ctm = mult_matrix(tuple(float(resolve1(v)) for v in matrix), self.ctm)  # type: ignore[arg-type]
        x0, y0, x1, y1 = (float(resolve1(v)) for v in (left, bottom, right, top))
        return box_of([place(ctm, x, y) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))])

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
