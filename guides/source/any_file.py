"""Reading what a guide was handed in as: a PDF by its own readers, all else as laid-out pages.

Both in limited children; the kind of a file is told by its content alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import cast, get_args

from generation.core.errors import BadPdf, PdfCode
from generation.core.office import PDF, Kind, kind_of, kind_of_bytes
from generation.core.reading import Document
from guides.source.reading import OnProgress, ReadLimits, read_pdf
from levelingai.sandbox.run import MEGABYTE, ChildFailed, ChildRefused, run_child

HANDLER = "generation.core.office.tasks:read"
_DAMAGED = (
    "The file is damaged and cannot be read. Open it in the program that made it, save it again, "
    "and upload that copy."
)
_REASONS = {
    "too_slow": "it took longer than allowed",
    "too_big": "it needed more memory than allowed",
    "crashed": "the file is built in a way that breaks the reader",
}


def read_file(
    source: bytes | Path,
    *,
    limits: ReadLimits | None = None,
    on_progress: OnProgress | None = None,
) -> Document:
    """Read a file of any kind that is taken; only a PDF takes long enough to tell how far it is.

    Raises `BadPdf`.
    """
    limits = limits or ReadLimits()
    if kind_of_source(source) is PDF:
        return read_pdf(source, limits=limits, on_progress=on_progress)
    _check_size(source, limits)
    document = Document.from_json(_ask(source, limits))
    if not document.has_text:
        raise BadPdf("no_text", "The file holds no text that can be read.")
    return document


def kind_of_source(source: bytes | Path) -> Kind:
    """The kind of a file by a look at its content."""
    if isinstance(source, bytes):
        return kind_of_bytes(source)
    with source.open("rb") as file:
        return kind_of(file)


def _check_size(source: bytes | Path, limits: ReadLimits) -> None:
    size = source.stat().st_size if isinstance(source, Path) else len(source)
    if size > limits.max_mb * MEGABYTE:
        raise BadPdf(
            "too_large",
            f"The file is {size / MEGABYTE:.1f} MB; the limit is {limits.max_mb:g} MB.",
        )


def _ask(source: bytes | Path, limits: ReadLimits) -> dict[str, object]:
    try:
        request = {"max_pages": limits.max_pages}
        reply = run_child(HANDLER, request, source, limits=limits.child)
    except ChildRefused as error:
        if error.code not in get_args(PdfCode):
            raise
        raise BadPdf(cast(PdfCode, error.code), error.message, detail=error.detail) from error
    except ChildFailed as error:
        raise _bad_file(error) from error
    return cast("dict[str, object]", reply.fields["document"])


def _bad_file(failure: ChildFailed) -> BadPdf:
    if failure.outcome == "malformed":
        return BadPdf("damaged", _DAMAGED, detail=str(failure))
    return BadPdf(
        "too_complex",
        f"Reading was stopped: {_REASONS[failure.outcome]}. Please upload a file with the guide "
        "alone in it, or a PDF of it.",
        detail=str(failure),
    )
