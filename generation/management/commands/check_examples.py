"""`check_examples FILE.json`: the examples that `process_guide --json` printed, checked again."""

from __future__ import annotations

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from generation.evaluation.guide_file import check_file


class Command(BaseCommand):
    help = "Check the examples in a process_guide --json file; one JSON line a cell."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", metavar="FILE.json", type=Path)

    def handle(self, *args, **options) -> None:
        path = options["file"]
        try:
            cells = list(check_file(json.loads(path.read_text(encoding="utf-8"))))
        except OSError as error:
            raise CommandError(f"{path.name}: {error.strerror}") from error
        except ValueError as error:
            raise CommandError(f"{path.name}: {error}") from error
        for cell in cells:
            self.stdout.write(json.dumps(cell.to_json(), ensure_ascii=False))
