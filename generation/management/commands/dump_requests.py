"""`dump_requests GUIDE --out FOLDER`: the exact requests for cells; go on from recorded replies."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from generation.core.writing import LATEST_PROMPT, PROMPTS, CellBrief, get_prompt, make_delimiter
from generation.evaluation.guide_file import briefs_of
from generation.evaluation.recorded import Recorded, play
from generation.stages.row_state import Outcome
from guides.generations.briefs import brief_of
from guides.models import LevelingGuide


class Command(BaseCommand):
    help = "Write the model requests for a guide's cells; go on from recorded replies."

    def add_arguments(self, parser) -> None:
        parser.add_argument("guide", metavar="GUIDE", help="a guide's id, or a file of one as JSON")
        parser.add_argument(
            "--cells",
            nargs="+",
            metavar="LEVEL:COMPETENCY",
            help="cells by the numbers of level and competency, from 0; either may be *",
        )
        parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
        parser.add_argument("--replies", type=Path, metavar="FOLDER")
        parser.add_argument("--prompt-version", default=LATEST_PROMPT, choices=list(PROMPTS))

    def handle(self, *args, **options) -> None:
        name, briefs = _briefs(options["guide"])
        briefs = [brief for brief in briefs if _is_chosen(brief, options["cells"])]
        if not briefs:
            raise CommandError("No cell of this guide was chosen.")
        out = options["out"]
        out.mkdir(parents=True, exist_ok=True)
        rows = list(
            play(
                briefs,
                get_prompt(options["prompt_version"]),
                name=name,
                delimiter=make_delimiter(name, settings.SECRET_KEY if _is_id(name) else name),
                replies=options["replies"],
            )
        )
        for row in rows:
            for request, body in row.missing.items():
                path = out / f"{request}.request.json"
                path.write_text(json.dumps(body, ensure_ascii=False, indent=1), encoding="utf-8")
            for line in _lines(row):
                self.stdout.write(json.dumps(line, ensure_ascii=False))
        self.stderr.write(_summary(rows))


def _briefs(guide: str) -> tuple[str, list[CellBrief]]:
    """A name for the requests' files, and a brief for each cell of the guide."""
    path = Path(guide)
    if path.suffix == ".json":
        try:
            return path.stem, briefs_of(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            raise CommandError(f"{path.name}: {error}") from error
    if not _is_id(guide):
        raise CommandError("This is neither a guide's id nor a JSON file.")
    found = LevelingGuide.objects.filter(pk=guide).first()
    if found is None:
        raise CommandError("There is no such guide.")
    cells = found.cells.select_related("guide__company", "level", "competency")
    return guide, [brief_of(cell) for cell in cells]


def _is_id(name: str) -> bool:
    try:
        UUID(name)
    except ValueError:
        return False
    return True


def _is_chosen(brief: CellBrief, wanted: Sequence[str] | None) -> bool:
    here = str(brief.level), str(brief.competency)
    return wanted is None or any(
        all(said in ("*", own) for said, own in zip(one.partition(":")[::2], here, strict=True))
        for one in wanted
    )


def _lines(row: Recorded) -> list[dict[str, Any]]:
    """What became of each cell of the row, as far as the replies reach."""
    return [
        {"level": level, "competency": row.competency, **_as_json(outcome)}
        for level, outcome in sorted(row.outcomes.items())
    ]


def _as_json(outcome: Outcome) -> dict[str, Any]:
    return {
        "status": outcome.status,
        "reason": outcome.reason,
        "examples": [example.to_json() for example in outcome.examples],
        "checks": [check.to_json() for check in outcome.checks],
        "repaired": list(outcome.repaired),
        "landings": {
            text: {"own": landing.is_own, "cell": landing.cell}
            for text, landing in outcome.landings.items()
        },
    }


def _summary(rows: Sequence[Recorded]) -> str:
    missing = sum(len(row.missing) for row in rows)
    calls = sum(row.used.calls for row in rows)
    tokens_in = sum(row.used.tokens_in for row in rows)
    tokens_out = sum(row.used.tokens_out for row in rows)
    return (
        f"{calls} replies used (about {tokens_in} tokens in, {tokens_out} out), "
        f"{missing} requests written"
    )
