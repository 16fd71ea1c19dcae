"""`recover_matrix FILE …`: the matrix of each file as one JSON object a line. No database."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from generation.core.errors import CoreError
from generation.core.reading import Document
from generation.core.recovery import Recovery
from generation.stages.extract import read_limits
from generation.stages.parse import recover
from guides.source.any_file import read_file


class Command(BaseCommand):
    help = "Print the matrix of leveling guides as JSON, one object a line."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)

    def handle(self, *args, **options) -> None:
        results = [self._print(path) for path in options["files"]]
        if not all(results):
            sys.exit(1)

    def _print(self, path: Path) -> bool:
        answer = _answer(path)
        self.stdout.write(json.dumps(answer, ensure_ascii=False))
        self.stdout.flush()
        return "error" not in answer


def _answer(path: Path) -> dict[str, Any]:
    started = time.perf_counter()
    try:
        data = path.read_bytes()
    except OSError as error:
        return _error(path, "damaged", f"The file cannot be opened: {error.strerror}.")
    try:
        document = read_file(data, limits=read_limits())
        read = time.perf_counter()
        recovery = recover(document)
    except CoreError as error:
        return _error(path, error.code, error.message)
    done = time.perf_counter()
    seconds = {
        "total": round(done - started, 3),
        "read": round(read - started, 3),
        "recover": round(done - read, 3),
    }
    return {**_matrices(path, recovery), "quality": _quality(document), "seconds": seconds}


def _matrices(path: Path, recovery: Recovery) -> dict[str, Any]:
    how = {
        "strategy": recovery.chosen.strategy,
        "confidence": round(recovery.confidence, 3),
        "doubts": [asdict(doubt) for doubt in recovery.chosen.doubts],
    }
    matrices = [matrix.to_json() for matrix in recovery.matrices]
    if len(matrices) > 1:
        return {"file": path.name, "guides": matrices, **how}
    return {"file": path.name, **matrices[0], **how}


def _quality(document: Document) -> dict[str, Any]:
    quality = document.quality
    return {
        "pages": len(document.pages),
        "hidden": dict(quality.hidden),
        "unmapped": quality.unmapped,
        "ocr_pages": list(quality.ocr_pages),
        "ocr_confidence": round(quality.ocr_confidence, 3),
        "notes": list(quality.notes),
    }


def _error(path: Path, code: str, message: str) -> dict[str, Any]:
    return {"file": path.name, "error": {"code": code, "message": message}}
