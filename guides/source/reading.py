"""How the rest of the product reads PDFs: always in a limited child process.

No parser is imported here, so a web process that only renders a page stays small.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, cast, get_args

from generation.core.errors import BadPdf, PdfCode
from generation.core.reading import Document, Page
from levelingai.sandbox.run import (
    MEGABYTE,
    ChildFailed,
    ChildLimits,
    ChildRefused,
    Reply,
    run_child,
)

HANDLERS = "generation.core.reading.tasks"
CHILDREN_AT_ONCE = 2
PICTURE_LIMITS = ChildLimits(wall_s=22.0, cpu_s=8, nice=0)
"""Somebody waits for a picture, and usual pages take less than a second."""
OCR_PATIENCE_S = 2400.0
"""How long one guide may keep a worker with OCR: pages not begun by then are not read."""
AGAIN_PATIENCE_S = 300.0
"""How long pages that failed are tried again."""

OnProgress = Callable[[str], None]
"""Hears how far reading is, in words: "Reading page 3 of 14"."""


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """What reading one PDF may take.

    `ocr_languages` are tesseract's names (`eng`, `deu`); empty means chosen by the script of the
    page among those installed. At most `ocr_max_pages` pages are read by OCR, each in a child
    with `child`'s limits.
    """

    max_pages: int = 100
    max_mb: float = 20.0
    child: ChildLimits = field(default_factory=ChildLimits)
    ocr: bool = True
    ocr_languages: tuple[str, ...] = ()
    ocr_max_pages: int = 40


class NotInTime(BadPdf):
    """The clock ended it, perhaps because the machine is busy: the next try may do."""


def read_pdf(
    source: bytes | Path,
    *,
    limits: ReadLimits | None = None,
    on_progress: OnProgress | None = None,
) -> Document:
    """Read a PDF, with OCR where pages are pictures. Raises `BadPdf`.

    Pages that could not be read while others could are named in the document's quality.
    """
    limits = limits or ReadLimits()
    tell = on_progress or _ignore
    _check_size(source, limits)
    request = {"max_pages": limits.max_pages}
    reply = _ask(
        "read", request, source, limits.child, lambda news: tell(_progress("Reading", *news))
    )
    document = Document.from_json(reply.fields["document"])
    unread: list[int] = reply.fields["unread"]
    if unread:
        document = _read_scans(document, unread, source, limits, tell)
    if not document.has_text:
        raise BadPdf(
            "no_text",
            "The pages hold no text that can be read. Please upload a PDF with text in it, "
            "for example one exported from the document itself.",
        )
    return document


def render_page(
    source: bytes | Path,
    number: int,
    *,
    width_px: int,
    turned: Literal[0, 90, 180, 270] = 0,
    skew: float = 0.0,
) -> bytes:
    """One page (from 1) as PNG, `width_px` wide as it reads upright. Raises `BadPdf`.

    `turned` and `skew` are those of the `Page`: places on the picture are then those of its
    words, times `width_px / page.width`.
    """
    request = {
        "number": number,
        "width_px": width_px,
        "turned": turned,
        "skew": skew,
    }
    return _ask("render", request, source, PICTURE_LIMITS).data


def _ignore(progress: str) -> None:
    return None


def _progress(doing: str, page: int, of: int) -> str:
    return f"{doing} page {page} of {of}"


def _check_size(source: bytes | Path, limits: ReadLimits) -> None:
    size = source.stat().st_size if isinstance(source, Path) else len(source)
    if size > limits.max_mb * MEGABYTE:
        raise BadPdf(
            "too_large",
            f"The PDF is {size / MEGABYTE:.1f} MB; the limit is {limits.max_mb:g} MB.",
        )


def _ask(
    task: str,
    request: Mapping[str, Any],
    source: bytes | Path,
    limits: ChildLimits,
    on_progress: Callable[[Any], None] | None = None,
) -> Reply:
    """Put one request to a child and turn its failures into what people are told."""
    try:
        return run_child(
            f"{HANDLERS}:{task}", request, source, limits=limits, on_progress=on_progress
        )
    except ChildRefused as exc:
        if exc.code not in get_args(PdfCode):
            raise
        raise BadPdf(cast(PdfCode, exc.code), exc.message, detail=exc.detail) from exc
    except ChildFailed as exc:
        raise _bad_pdf(exc) from exc


def _bad_pdf(failure: ChildFailed) -> BadPdf:
    limits = failure.limits
    if failure.outcome == "malformed":
        return BadPdf(
            "damaged",
            "The PDF is damaged and cannot be read. Please export it again from its source.",
            detail=str(failure),
        )
    if failure.is_by_clock:
        return NotInTime(
            "too_complex",
            f"Reading was stopped: it was not done within {limits.wall_s:g} seconds. "
            "Please try again when fewer guides are being read.",
            detail=str(failure),
        )
    reasons = {
        "too_slow": f"it took more than the {limits.cpu_s} seconds of computing allowed",
        "too_big": f"it needed more than the {limits.memory_mb} MB of memory allowed",
        "crashed": "the PDF is built in a way that breaks the reader",
    }
    return BadPdf(
        "too_complex",
        f"Reading was stopped: {reasons[failure.outcome]}. Please print the guide to a new PDF "
        "and upload that one.",
        detail=str(failure),
    )


def _read_scans(
    document: Document,
    unread: list[int],
    source: bytes | Path,
    limits: ReadLimits,
    tell: OnProgress = _ignore,
) -> Document:
    """Read the pages that are pictures by OCR and put them in their places."""
    problem = _ocr_problem(limits)
    if problem is None:
        wanted, left_out = unread[: limits.ocr_max_pages], unread[limits.ocr_max_pages :]
        document = _with_scans(document, _ocr_pages(wanted, source, limits, tell))
        why = f"only {limits.ocr_max_pages} pages that are pictures are read."
        return _without(document, left_out, why)
    if document.has_text:
        return _without(document, unread, f"they are pictures. {problem.message}")
    raise problem


def _without(document: Document, numbers: list[int], why: str) -> Document:
    """The document, saying which pages were not read and why."""
    if not numbers:
        return document
    quality = document.quality
    note = f"{_pages(numbers)} not read: {why}"
    quality = replace(
        quality,
        unread_pages=tuple(sorted({*quality.unread_pages, *numbers})),
        notes=(*quality.notes, note),
    )
    return replace(document, quality=quality)


def _ocr_problem(limits: ReadLimits) -> BadPdf | None:
    """Why OCR cannot run here, as what to tell the manager or whoever installs the product."""
    from generation.core.reading import tesseract

    supply = "Please upload a PDF with text in it"
    if not limits.ocr:
        return BadPdf("no_text", f"The pages are pictures, and OCR is off. {supply}.")
    installed = tesseract.languages()
    if installed is None:
        return BadPdf(
            "no_text",
            f"The pages are pictures, and OCR is not installed. {supply}, or install the "
            "packages tesseract-ocr and tesseract-ocr-eng.",
        )
    missing = [name for name in limits.ocr_languages if name not in installed]
    if missing or not installed - {"osd"}:
        packs = " ".join(f"tesseract-ocr-{name.replace('_', '-')}" for name in missing or ["eng"])
        return BadPdf(
            "no_text",
            f"The pages are pictures, and OCR lacks a language. {supply}, or install {packs}.",
        )
    return None


Read = tuple[Page, float]
"""A page and how sure its reading is."""


def _ocr_pages(
    numbers: list[int], source: bytes | Path, limits: ReadLimits, tell: OnProgress
) -> dict[int, Read | BadPdf]:
    """Read pages by OCR, each in a child of its own; a page that fails keeps its error.

    What failed beside other work is tried once more alone: then the machine is not to blame.
    """

    def read(number: int, until: float) -> Read | BadPdf:
        if time.monotonic() > until:
            return NotInTime("too_complex", "Reading was stopped: OCR took too long.")
        request = {"number": number, "languages": list(limits.ocr_languages)}
        try:
            fields = _ask("ocr", request, source, limits.child).fields
        except BadPdf as exc:
            return exc
        return Document.from_json(fields["document"]).pages[0], fields["confidence"]

    tell(_progress("OCR", 1, len(numbers)))
    results: dict[int, Read | BadPdf] = {}
    for number, result in _side_by_side(read, numbers, time.monotonic() + OCR_PATIENCE_S):
        results[number] = result
        if len(results) < len(numbers):
            tell(_progress("OCR", len(results) + 1, len(numbers)))
    until = time.monotonic() + AGAIN_PATIENCE_S
    for number in numbers:
        if isinstance(results[number], BadPdf) and time.monotonic() < until:
            results[number] = read(number, until)
    return {number: results[number] for number in numbers}


def _side_by_side(
    read: Callable[[int, float], Read | BadPdf], numbers: Iterable[int], until: float
) -> Iterator[tuple[int, Read | BadPdf]]:
    """Pages as they are read, a few at once; what is not begun when nobody wants more is not."""
    with ThreadPoolExecutor(CHILDREN_AT_ONCE) as pool:
        asked = {pool.submit(read, number, until): number for number in numbers}
        try:
            for done in as_completed(asked):
                yield asked[done], done.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _with_scans(document: Document, results: dict[int, Read | BadPdf]) -> Document:
    """The document with the pages that OCR read, and the names of those that it did not."""
    pages: dict[int, Page] = {page.number: page for page in document.pages}
    errors = {number: found for number, found in results.items() if isinstance(found, BadPdf)}
    read: list[int] = []
    weights: list[tuple[int, float]] = []
    for number, result in results.items():
        if isinstance(result, BadPdf):
            continue
        page, confidence = result
        if len(page.words) > len(pages[number].words):
            pages[number] = page
            read.append(number)
            weights.append((len(page.words), confidence))
    if errors and not any(page.words for page in pages.values()):
        raise next(iter(errors.values()))
    total = sum(count for count, _ in weights)
    quality = replace(
        document.quality,
        ocr_pages=tuple(read),
        ocr_confidence=sum(count * value for count, value in weights) / total if total else 1.0,
    )
    document = replace(document, pages=tuple(pages.values()), quality=quality)
    return _without(document, list(errors), "OCR did not finish.")


def _pages(numbers: list[int]) -> str:
    """Numbers as the subject of a sentence in the past: "Pages 3 and 7 were"."""
    if len(numbers) == 1:
        return f"Page {numbers[0]} was"
    *most, last = map(str, sorted(numbers))
    return f"Pages {', '.join(most)} and {last} were"
