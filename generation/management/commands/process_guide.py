"""`process_guide FILE --website URL --role TITLE`: the whole pipeline in the foreground."""

from __future__ import annotations

import json
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from accounts.models import Workspace
from accounts.services import local_owner
from generation import foreground
from generation.guide_json import guide_as_json
from guides.enums import GenerationStatus
from guides.models import LevelingGuide
from guides.upload.services import NewGuide, create_guide
from guides.validators import clean_website, validate_guide_upload

_WIDTH = 96
"""Characters of a printed line."""


class Command(BaseCommand):
    help = "Recover a guide's matrix and write its examples, here and now."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--website", required=True, metavar="URL")
        parser.add_argument("--role", required=True, metavar="TITLE")
        parser.add_argument("--owner", metavar="USERNAME")
        parser.add_argument("--company", default="", metavar="NAME")
        parser.add_argument(
            "--guide", type=int, default=1, metavar="N", help="Which of several guides, from 1."
        )
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args, **options) -> None:
        started = time.monotonic()
        try:
            new = self._new_guide(options)
        except ValidationError as error:
            self._refuse(error, options["as_json"])
        with foreground.Run(index=options["guide"] - 1) as run:
            guide = create_guide(new)
            self._follow(run, guide)
        guide = LevelingGuide.objects.with_matrix().get(pk=guide.pk)
        self._warn(guide, run)
        answer = guide_as_json(guide, seconds=round(time.monotonic() - started, 2))
        self.stdout.write(
            json.dumps(answer, ensure_ascii=False) if options["as_json"] else _as_text(answer)
        )
        if guide.is_failed:
            sys.exit(1)

    def _new_guide(self, options: dict[str, Any]) -> NewGuide:
        owner, workspace = _owner(options["owner"])
        website = clean_website(options["website"])
        try:
            data = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"{options['file'].name}: {error.strerror}") from error
        upload = ContentFile(data, name=options["file"].name)
        validate_guide_upload(upload)
        return NewGuide(
            workspace=workspace,
            owner=owner,
            website_url=website,
            role_title=options["role"],
            pdf=upload,
            company_name=options["company"],
        )

    def _refuse(self, error: ValidationError, as_json: bool) -> None:
        code, message = error.code or "invalid", " ".join(error.messages)
        if as_json:
            refusal = {"guide": None, "status": None, "error": {"code": code, "message": message}}
            self.stdout.write(json.dumps(refusal, ensure_ascii=False))
        else:
            self.stderr.write(f"{code}: {message}")
        sys.exit(1)

    def _follow(self, run: foreground.Run, guide: LevelingGuide) -> None:
        with tqdm(
            total=None, desc=guide.get_status_display(), unit="cell", file=self.stderr, leave=False
        ) as bar:
            for step in run.steps(guide):
                bar.set_description(step.description)
                bar.total = step.cells or None
                bar.n = step.written
                bar.refresh()

    def _warn(self, guide: LevelingGuide, run: foreground.Run) -> None:
        for warning in run.warnings:
            self.stderr.write(f"Warning: {warning}")
        if guide.is_failed:
            self.stderr.write(f"{guide.error_code}: {guide.error_message}")


def _owner(username: str | None) -> tuple[Any, Workspace]:
    if not username:
        return local_owner()
    user = get_user_model().objects.filter(username=username).first()
    workspace = Workspace.objects.editable_by(user).first() if user else None
    if workspace is None:
        raise CommandError(f"{username} owns or manages no workspace.")
    return user, workspace


def _as_text(answer: dict[str, Any]) -> str:
    """The matrix by competency: every level's definition and, below it, its examples."""
    lines: list[str] = []
    cells = {(cell["competency"], cell["level"]): cell for cell in answer["cells"]}
    for row, competency in enumerate(answer["competencies"]):
        lines += ["", competency["name"], "=" * len(competency["name"])]
        for column, level in enumerate(answer["levels"]):
            cell = cells.get((row, column))
            name = " ".join(part for part in (level["code"], level["title"]) if part)
            lines += ["", f"{name}:"]
            lines += _cell_lines(cell) if cell else ["  The guide says nothing here."]
    status = f"{answer['status']} in {answer['seconds']} s"
    return "\n".join([*lines, "", status])


def _cell_lines(cell: dict[str, Any]) -> list[str]:
    lines = [f"  {line}" for line in cell["definition"].splitlines()]
    for example in cell["examples"]:
        text = f"{example['headline']}: {example['text']} ({example['evidence']})"
        lines += _wrapped(text)
    if cell["starter"]:
        lines += _wrapped(f"Not written yet. To start from: “{cell['starter']['quote']}”")
    if cell["status"] == GenerationStatus.ABSTAINED:
        lines += _wrapped(cell["reason"])
    return lines


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent="    - ", subsequent_indent="      ")
