"""Pages as a scanner gives them: pictures, tilted a little, with dust."""

from __future__ import annotations

import random
import time
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image

_DPI = 170
_TILT_DEGREES = 1.2
_NOISE = 9.0
_QUALITY = 72
_EPOCH = time.gmtime(0)
"""The same file each time: PDFs state when they were made."""


def scan(source: Path, target: Path, seed: str) -> None:
    """Print a PDF's pages again as pictures."""
    chance = random.Random(seed)
    dust = np.random.default_rng(chance.randrange(2**32))
    document = pypdfium2.PdfDocument(source)
    pages = []
    for page in document:
        picture = page.render(scale=_DPI / 72).to_pil().convert("L")
        tilt = chance.uniform(-_TILT_DEGREES, _TILT_DEGREES)
        picture = picture.rotate(tilt, Image.Resampling.BICUBIC, fillcolor=255)
        grey = np.asarray(picture, dtype=float)
        grey += dust.normal(0, _NOISE, grey.shape)
        pages.append(Image.fromarray(grey.clip(0, 255).astype("uint8")))
    document.close()
    pages[0].save(
        target,
        save_all=True,
        append_images=pages[1:],
        resolution=_DPI,
        quality=_QUALITY,
        creationDate=_EPOCH,
        modDate=_EPOCH,
    )
