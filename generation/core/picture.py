"""Pictures of pages, by pdfium. Only inside the child: pdfium aborts its process without memory."""

from __future__ import annotations

import io

import pypdfium2
from PIL import Image

MAX_PIXELS = 25_000_000
MAX_REPLY = 6 * 1024 * 1024
"""Pictures above this size in bytes are reduced to fewer colours."""


def page_picture(
    data: bytes,
    number: int,
    *,
    dpi: float | None = None,
    width_px: int = 0,
    turned: int = 0,
    grey: bool = False,
) -> tuple[Image.Image, float]:
    """A page (from 1) and its pixels per point, at `dpi` or `width_px` wide after turning.

    Both are bounded by `MAX_PIXELS`. Raises `ValueError` where there is no such page.
    """
    with pypdfium2.PdfDocument(data) as pdf:
        if not 1 <= number <= len(pdf):
            raise ValueError(f"no page {number}")
        page = pdf[number - 1]
        width, height = page.get_size()
        if turned in (90, 270):
            width, height = height, width
        scale = dpi / 72 if dpi else width_px / width
        scale = min(scale, (MAX_PIXELS / (width * height)) ** 0.5)
        bitmap = page.render(scale=scale, rotation=turned, grayscale=grey)
        return bitmap.to_pil().convert("L" if grey else "RGB"), scale


def straightened(picture: Image.Image, skew: float) -> Image.Image:
    """Turn a picture by `skew` degrees counter-clockwise about its middle, on white."""
    if not skew:
        return picture
    white = 255 if picture.mode == "L" else (255, 255, 255)
    return picture.rotate(skew, Image.Resampling.BILINEAR, fillcolor=white)


def render_png(data: bytes, number: int, *, width_px: int, turned: int, skew: float) -> bytes:
    """One page as PNG, as it reads upright."""
    picture, _ = page_picture(data, number, width_px=width_px, turned=turned)
    picture = straightened(picture, skew)
    png = _png(picture)
    return png if len(png) <= MAX_REPLY else _png(picture.quantize(32))


def _png(picture: Image.Image) -> bytes:
    output = io.BytesIO()
    picture.save(output, "PNG", compress_level=4)
    return output.getvalue()
