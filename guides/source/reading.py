"""How the rest of the product reads PDFs: always in a limited child process.

No parser is imported here, so a web process that only renders a page stays small.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
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
PICTURE_LIMITS = ChildLimits(wall_s=10.0, cpu_s=8)
"""Somebody waits for a picture, and usual pages take less than a second."""


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


def read_pdf(source: bytes | Path, *, limits: ReadLimits | None = None) -> Document:
    """Read a PDF, with OCR where pages are pictures. Raises `BadPdf`."""
    limits = limits or ReadLimits()
    _check_size(source, limits)
    reply = _ask("read", {"max_pages": limits.max_pages}, source, limits.child)
    document = Document.from_json(reply.fields["document"])
    unread: list[int] = reply.fields["unread"]
    if unread:
        document = _read_scans(document, unread, source, limits)
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


def _check_size(source: bytes | Path, limits: ReadLimits) -> None:
    size = source.stat().st_size if isinstance(source, Path) else len(source)
    if size > limits.max_mb * MEGABYTE:
        raise BadPdf(
            "too_large",
            f"The PDF is {size / MEGABYTE:.1f} MB; the limit is {limits.max_mb:g} MB.",
        )


def _ask(task: str, request: Mapping[str, Any], source: bytes | Path, limits: ChildLimits) -> Reply:
    """Put one request to a child and turn its failures into what people are told."""
    try:
        return run_child(f"{HANDLERS}:{task}", request, source, limits=limits)
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
    reasons = {
        "too_slow": f"it took longer than the {limits.wall_s:g} seconds allowed",
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
    document: Document, unread: list[int], source: bytes | Path, limits: ReadLimits
) -> Document:
    """Read the pages that are pictures by OCR and put them in their places."""
    problem = _ocr_problem(limits)
    if problem is None:
        results = _ocr_pages(unread[: limits.ocr_max_pages], source, limits)
        return _with_scans(document, unread, results, limits)
    if document.has_text:
        note = f"Not read, because they are pictures: pages {_list(unread)}. {problem.message}"
        quality = replace(document.quality, notes=(*document.quality.notes, note))
        return replace(document, quality=quality)
    raise problem


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


def _ocr_pages(
    numbers: list[int], source: bytes | Path, limits: ReadLimits
) -> dict[int, tuple[Page, float] | BadPdf]:
    """Read pages by OCR, each in a child of its own; a page that fails keeps its error."""

    def read(number: int) -> tuple[Page, float] | BadPdf:
        request = {"number": number, "languages": list(limits.ocr_languages)}
        try:
            fields = _ask("ocr", request, source, limits.child).fields
        except BadPdf as exc:
            return exc
        return Document.from_json(fields["document"]).pages[0], fields["confidence"]

    with ThreadPoolExecutor(CHILDREN_AT_ONCE) as pool:
        return dict(zip(numbers, pool.map(read, numbers), strict=True))


def _with_scans(
    document: Document,
    unread: list[int],
    results: dict[int, tuple[Page, float] | BadPdf],
    limits: ReadLimits,
) -> Document:
    pages: dict[int, Page] = {page.number: page for page in document.pages}
    failed = [number for number in unread if number not in results]
    errors: list[BadPdf] = []
    read: list[int] = []
    weights: list[tuple[int, float]] = []
    for number, result in results.items():
        if isinstance(result, BadPdf):
            errors.append(result)
            failed.append(number)
            continue
        page, confidence = result
        if len(page.words) > len(pages[number].words):
            pages[number] = page
            read.append(number)
            weights.append((len(page.words), confidence))
    if errors and not any(page.words for page in pages.values()):
        raise errors[0]
    total = sum(count for count, _ in weights)
    quality = replace(
        document.quality,
        ocr_pages=tuple(read),
        ocr_confidence=sum(count * value for count, value in weights) / total if total else 1.0,
    )
    if failed:
        note = f"Not read, because OCR did not finish: pages {_list(sorted(failed))}."
        quality = replace(quality, notes=(*quality.notes, note))
    return replace(document, pages=tuple(pages.values()), quality=quality)


def _list(numbers: list[int]) -> str:
    return ", ".join(str(number) for number in numbers)
