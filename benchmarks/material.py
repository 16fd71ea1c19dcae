"""All documents that recovery is weighed by: the corpus, real files, printed guides, non-guides.

What a PDF reads as is kept under `var/bench`, by the file and by the code that reads, so that it
is read once and recovered many times.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.printed.frameworks import family
from benchmarks.printed.guides import print_guides
from benchmarks.printed.non_guides import print_non_guides
from generation.core.errors import CoreError
from generation.core.reading import Document
from generation.core.recovery.field_values import without_field_values

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
VAR = Path(os.environ.get("BENCH_VAR", ROOT / "var" / "bench"))
RECOVERY = ROOT / "generation" / "core" / "recovery"
READING = ROOT / "generation" / "core" / "reading"
PROCESSES = 2

Given = TypeVar("Given")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Item:
    """A document: where it comes from, its framework's family, and its truth (none: no guide)."""

    source: str
    path: Path
    family: str
    truth: Path | None

    @property
    def name(self) -> str:
        return f"{self.source}/{self.path.stem}"

    def answer(self) -> dict[str, Any] | None:
        return json.loads(self.truth.read_text("utf-8")) if self.truth else None


def material(printed: Path | None = None, corpus: Path | None = None) -> list[Item]:
    """Every document there is; what is missing of the printed ones is printed first."""
    corpus, printed = corpus or default_corpus(), printed or _printed_folder()
    return [*_corpus(corpus), *_real(corpus / "real"), *_printed(printed), *_others(printed)]


def default_corpus() -> Path:
    """The corpus beside the project, or where `CORPUS` says."""
    return Path(os.environ.get("CORPUS", CORPUS))


def _corpus(folder: Path) -> list[Item]:
    items = []
    for path in sorted((folder / "pdf").glob("*.pdf")):
        framework = path.stem.split("__")[0]
        own = folder / "truth" / f"{path.stem}.json"
        truth = own if own.exists() else folder / "truth" / f"{framework}.json"
        items.append(Item("corpus", path, framework, truth))
    return items


def _real(folder: Path) -> list[Item]:
    """Those with truth, and those that are no guides; of the others nobody knows what is right."""
    if not (folder / "sources.json").exists():
        return []
    items = []
    for entry in json.loads((folder / "sources.json").read_text("utf-8")):
        path = folder / "pdf" / entry["file"]
        truth = folder / "truth" / f"{path.stem}.json"
        if truth.exists() or entry["expected"].startswith("not a guide"):
            known = truth if truth.exists() else None
            items.append(Item("real", path, path.stem.removesuffix("-fit"), known))
    return items


def _printed(folder: Path) -> list[Item]:
    return [
        Item(
            "printed",
            path,
            family(path.stem.split("__")[0]),
            folder / "guides" / "truth" / f"{path.stem.split('__')[0]}.json",
        )
        for path in print_guides(folder / "guides")
    ]


def _others(folder: Path) -> list[Item]:
    """Copies and translations of one kind of sheet are one family."""
    return [
        Item("other", path, f"other {path.stem.rpartition('-')[0]}", None)
        for path in print_non_guides(folder / "non-guides")
    ]


def document_of(item: Item) -> Document | None:
    """The document as the product's strategies get it; None where it is refused."""
    place = kept("documents", READING) / f"{file_key(item)}.json.gz"
    if not place.exists():
        document = _read(item.path.read_bytes())
        content = json.dumps(document.to_json() if document else None)
        keep(place, gzip.compress(content.encode(), 3))
    content = json.loads(gzip.decompress(place.read_bytes()))
    return without_field_values(Document.from_json(content))[0] if content else None


def file_key(item: Item) -> str:
    """A name for what stands in the file."""
    return hashlib.sha256(item.path.read_bytes()).hexdigest()[:24]


def kept(kind: str, *folders: Path) -> Path:
    """Where results of this kind are kept, as the code in these folders is now."""
    return VAR / kind / "-".join(map(_version_of, folders))


def keep(place: Path, content: bytes) -> None:
    """Write whole or not at all: two processes may keep the same."""
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f"{place.name}.{os.getpid()}")
    part.write_bytes(content)
    part.replace(place)


def _read(data: bytes) -> Document | None:
    """Text without a process for each file; pages that are pictures as the product reads them."""
    from generation.core.reading.extract import extract
    from guides.source.reading import read_pdf

    try:
        extraction = extract(data)
        document = read_pdf(data) if extraction.unread else extraction.document
    except CoreError:
        return None
    return document if document.has_text else None


def _printed_folder() -> Path:
    return VAR / "printed" / _version_of(ROOT / "benchmarks" / "printed")


@cache
def _version_of(folder: Path) -> str:
    """What a folder's files look like now."""
    every = hashlib.sha256()
    for path in sorted(folder.glob("**/*")):
        if path.suffix in {".py", ".txt"}:
            every.update(path.read_bytes())
    return every.hexdigest()[:12]


def in_parallel(work: Callable[[Given], Made], items: Iterable[Given]) -> list[Made]:
    """The work done for every item, in two processes."""
    with get_context("fork").Pool(PROCESSES) as pool:
        return pool.map(work, items, chunksize=4)
