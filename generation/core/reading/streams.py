"""A PDF's objects and streams, read strictly: what is damaged is counted where it is needed.

Viewers and libraries show what they can of a damaged file and say nothing of the rest. A guide
that lost words that way would look whole, so every stream must end and agree with its checksum,
and every object that is asked for must be there. What is sloppy and yet complete is no damage.
"""

from __future__ import annotations

import zlib
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfexceptions import PDFObjectNotFound
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import (
    LITERALS_DCT_DECODE,
    LITERALS_FLATE_DECODE,
    PDFStream,
    resolve1,
)
from pdfminer.psparser import PSKeyword, PSLiteral, literal_name

from generation.core.reading.paint import TooMuch

MOST_INFLATED = 64 * 1024 * 1024
"""Bytes of one stream; the largest font of a guide has a third of it."""
_PIECE = 1 << 20
_HEADER = 2
"""Bytes of zlib's header, which says nothing about the data."""
_CHECKSUM = 4
_LINE_ENDS = b"\r\n"
_FLUSHED = b"\x00\x00\xff\xff"
"""What deflated data ends with that was flushed and never closed: nothing of it is missing."""
_JPEG_END = b"\xff\xd9"
_PADDING = b"\r\n\x00 "
_AROUND = 24
"""Bytes, at most, that the words `stream` and `endstream` and white space take around data."""
_BEGIN = PDFDocument.KEYWORD_OBJ
_HOLDS_OBJECTS = ("ObjStm", "XRef")


class Damage:
    """What was found broken. `count` is of the page at hand, `is_everywhere` of all pages."""

    def __init__(self) -> None:
        self.count = 0
        self.is_everywhere = False

    def add(self) -> None:
        self.count += 1


class CheckedDocument(PDFDocument):
    """A document that counts the objects that are asked for and cannot be found."""

    def __init__(self, parser: CheckedParser) -> None:
        self.damage = parser.damage
        super().__init__(parser)

    def getobj(self, objid: int) -> object:
        try:
            return super().getobj(objid)
        except PDFObjectNotFound:
            self.damage.add()
            raise


class CheckedParser(PDFParser):
    """A parser whose streams are checked when they are decoded."""

    def __init__(self, file: Any, damage: Damage) -> None:
        super().__init__(file)
        self.damage = damage

    def push(self, *objs: Any) -> None:
        super().push(*(self._checked(item) for item in objs))

    def do_keyword(self, pos: int, token: PSKeyword) -> None:
        is_end = token in (self.KEYWORD_ENDOBJ, self.KEYWORD_STREAM)
        if is_end and any(value is _BEGIN for _, value in self.curstack):
            self.damage.is_everywhere = True  # an object without an end has swallowed the next
        super().do_keyword(pos, token)

    def _checked(self, item: Any) -> Any:
        pos, value = item
        if type(value) is not PDFStream:
            return item
        data = value.rawdata or b""
        # The parser stands at the end of the stream, wherever the stated length was.
        is_short = self.bufpos + self.charpos - pos - len(data) > _AROUND
        stream = CheckedStream(value.attrs, data, value.decipher, self.damage, is_short=is_short)
        return pos, stream


class CheckedStream(PDFStream):
    """A stream that gives as much as can be read, and counts it as damage where that is not all."""

    def __init__(
        self, attrs: dict[str, Any], data: bytes, decipher: Any, damage: Damage, *, is_short: bool
    ) -> None:
        super().__init__(attrs, data, decipher)
        self._damage = damage
        self._is_short = is_short
        self._is_broken = False

    def get_data(self) -> bytes:
        data = super().get_data()
        if self._is_broken:
            self._damage.add()
            kind = resolve1(self.attrs.get("Type"))
            if isinstance(kind, PSLiteral) and literal_name(kind) in _HOLDS_OBJECTS:
                self._damage.is_everywhere = True
        return data

    def decode(self) -> None:
        """Take off one coding after the other, inflating strictly. Raises `TooMuch`."""
        data, filters = self._deciphered(), self.get_filters()
        self._is_broken = self._is_short and not filters
        for kind, params in filters:
            if kind in LITERALS_FLATE_DECODE:
                data, is_whole = inflate(data)
                self._is_broken = self._is_broken or not is_whole
                if not params:
                    continue
                data = zlib.compress(data, 0)  # pdfminer undoes the prediction
            data = PDFStream({"Filter": kind, "DecodeParms": params or {}}, data).get_data()
        self.data, self.rawdata = data, None

    def is_whole_picture(self) -> bool:
        """Whether the data of a picture ends as it should; what cannot be told counts as whole."""
        if self.rawdata is None:
            return not self._is_broken
        match self.get_filters():
            case []:
                return not self._is_short
            case [(kind, _)] if kind in LITERALS_FLATE_DECODE:
                return _ends(self._deciphered())
            case [(kind, _)] if kind in LITERALS_DCT_DECODE:
                return self._deciphered().rstrip(_PADDING).endswith(_JPEG_END)
        return True

    def _deciphered(self) -> bytes:
        data = self.rawdata or b""
        if self.decipher is None or self.objid is None or self.genno is None:
            return data
        return self.decipher(self.objid, self.genno, data, self.attrs)


def inflate(data: bytes) -> tuple[bytes, bool]:
    """As much as deflated data gives, and whether that is all of it. Raises `TooMuch`."""
    engine = zlib.decompressobj()
    try:
        result = engine.decompress(data, MOST_INFLATED)
    except zlib.error:
        return _rescued(data)
    if engine.unconsumed_tail:
        raise TooMuch(f"a stream of more than {MOST_INFLATED} bytes")
    return (result, True) if engine.eof else _rescued(data)


def _rescued(data: bytes) -> tuple[bytes, bool]:
    """The same without header and checksum, byte by byte up to where it breaks."""
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    result = bytearray()
    body = data.lstrip(_LINE_ENDS)[_HEADER:]
    try:
        for place in range(len(body)):
            result += engine.decompress(body[place : place + 1])
            if len(result) > MOST_INFLATED:
                raise TooMuch(f"a stream of more than {MOST_INFLATED} bytes")
            if engine.eof:
                return bytes(result), _is_right(bytes(result), body[place + 1 :])
    except zlib.error:
        return bytes(result), False
    return bytes(result), body.rstrip(_LINE_ENDS).endswith(_FLUSHED)


def _is_right(result: bytes, rest: bytes) -> bool:
    """Whether the checksum after deflated data is right, or was left out."""
    told = int.from_bytes(rest[:_CHECKSUM])
    return told == zlib.adler32(result) or len(rest.strip(_LINE_ENDS)) < _CHECKSUM


def _ends(data: bytes) -> bool:
    """Whether deflated data is whole, however large; nothing of it is kept."""
    engine = zlib.decompressobj()
    try:
        while data and not engine.eof:
            engine.decompress(data, _PIECE)
            data = engine.unconsumed_tail
    except zlib.error:
        return False
    return engine.eof
