"""Bytes of any file but a PDF to a `Document`. Runs in limited children alone."""

from __future__ import annotations

from collections import Counter

from generation.core.errors import BadPdf
from generation.core.office import kinds
from generation.core.office.archive import Archive, damaged, not_taken, opened
from generation.core.office.layout import Leaf, lay_out
from generation.core.office.limits import check_leaves
from generation.core.reading import Document, Quality

MAX_LEAVES = 100
_ARCHIVES = (kinds.DOCX, kinds.XLSX, kinds.PPTX)


def read_document(data: bytes, *, max_pages: int = MAX_LEAVES) -> Document:
    """The file as pages on which nothing wraps. Raises `BadPdf`."""
    if not data:
        raise BadPdf("empty_file", "The file is empty (0 bytes). Please choose it again.")
    kind = kinds.kind_of_bytes(data)
    if not kind.is_taken:
        raise not_taken(kind)
    if kind is kinds.JSON:
        return _stated(data)
    hidden: Counter[str] = Counter()
    notes: list[str] = []
    if kind in _ARCHIVES:
        leaves = _leaves_of(opened(data), hidden, notes)
    else:
        leaves = _leaves_of_text(kind, data, hidden)
    check_leaves(leaves, max_pages)
    pages = tuple(lay_out(leaf, number).page for number, leaf in enumerate(leaves, start=1))
    found = {reason: count for reason, count in hidden.items() if count}
    document = Document(pages, Quality(hidden=found, notes=tuple(notes)), wraps=False)
    if not document.has_text:
        raise BadPdf("no_text", "The file holds no text that can be read.")
    return document


def _leaves_of(archive: Archive, hidden: Counter[str], notes: list[str]) -> list[Leaf]:
    """The pages of an Office file; each library is imported for its own files alone."""
    if archive.has_macros:
        notes.append("The file holds macros. They were left out and nothing of them was run.")
    try:
        if archive.kind is kinds.XLSX:
            from generation.core.office import sheets

            if count := sheets.unsolved(archive):
                notes.append(
                    f"{count} formulas have no stored value, so their cells were read as empty: "
                    "open the file in Excel, save it, and upload it again."
                )
            return sheets.read_workbook(archive, hidden)
        if archive.kind is kinds.DOCX:
            from generation.core.office.wordfile import read_word

            return read_word(archive, hidden)
        from generation.core.office.deck import read_deck

        return read_deck(archive, hidden)
    except (BadPdf, MemoryError):
        raise
    except Exception as error:
        # Each library has errors of its own for each thing that can be wrong with its parts.
        raise damaged(f"{type(error).__name__}: {error}") from error


def _leaves_of_text(kind: kinds.Kind, data: bytes, hidden: Counter[str]) -> list[Leaf]:
    from generation.core.office import marked, separated

    if kind is kinds.CSV:
        return separated.read_separated(data)
    if kind is kinds.HTML:
        return marked.read_html(data, hidden)
    return marked.read_markdown(data, hidden)


def _stated(data: bytes) -> Document:
    from generation.core.office.stated import read_stated

    laid_out, stated, title = read_stated(data)
    pages = tuple(one.page for one in laid_out)
    return Document(pages, title=title, wraps=False, stated=tuple(stated))
