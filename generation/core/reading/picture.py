"""Pictures of pages, by pdfium. Only inside the child: pdfium aborts its process without memory."""

from __future__ import annotations

import io
import math

import pypdfium2
from PIL import Image, ImageColor

from generation.core.reading.document import POINTS_PER_INCH, SIDEWAYS

MAX_PIXELS = 25_000_000
MAX_REPLY = 6 * 1024 * 1024
"""Pictures above this size in bytes are reduced to fewer colours."""
FEWER_COLOURS = 32
QUICK = 4
"""Of zlib's levels, 0 to 9: twice as fast as the usual 6, and hardly larger."""


def grey_page(data: bytes, number: int, *, dpi: float) -> tuple[Image.Image, float]:
    """A page (from 1) in grey at `dpi`, or less for a huge one, and its pixels per point."""
    with pypdfium2.PdfDocument(data) as pdf:
        page = _page(pdf, number)
        width, height = page.get_size()
        scale = _bounded(dpi / POINTS_PER_INCH, width, height)
        return page.render(scale=scale, grayscale=True).to_pil().convert("L"), scale


def render_png(data: bytes, number: int, *, width_px: int, turned: int, skew: float) -> bytes:
    """A page (from 1) as PNG, `width_px` wide, turned and straightened."""
    with pypdfium2.PdfDocument(data) as pdf:
        page = _page(pdf, number)
        width, height = page.get_size()
        if turned in SIDEWAYS:
            width, height = height, width
        scale = _bounded(width_px / width, width, height)
        picture = page.render(scale=scale, rotation=turned).to_pil().convert("RGB")
    picture = straightened(picture, skew)
    png = _png(picture)
    return png if len(png) <= MAX_REPLY else _png(picture.quantize(FEWER_COLOURS))


def _page(pdf: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    if not 1 <= number <= len(pdf):
        raise ValueError(f"no page {number}")
    return pdf[number - 1]


def _bounded(scale: float, width: float, height: float) -> float:
    return min(scale, math.sqrt(MAX_PIXELS / (width * height)))


def straightened(picture: Image.Image, skew: float) -> Image.Image:
    """Turn a picture by `skew` degrees counter-clockwise about its middle, on white."""
    if not skew:
        return picture
    white = ImageColor.getcolor("white", picture.mode)
    return picture.rotate(skew, Image.Resampling.BILINEAR, fillcolor=white)


def _png(picture: Image.Image) -> bytes:
    output = io.BytesIO()
    picture.save(output, "PNG", compress_level=QUICK)
    return output.getvalue()
