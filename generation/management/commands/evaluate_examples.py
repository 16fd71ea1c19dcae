"""`evaluate_examples [--guide ID] [--judge] [--json]`: how good the examples are, per criterion."""

from __future__ import annotations

import json
import math
from argparse import ArgumentTypeError
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from generation.core.writing import CRITERIA, EXAMPLES_PER_CELL, Graded, Rates, evaluate
from generation.evaluation import stored as evaluating
from generation.evaluation.judge import Case, Judgement, Sorting, judge, sort_blindly
from generation.evaluation.stored import Subject
from guides import work
from guides.models import LevelingGuide
from levelingai.llm.accounts import calls_for
from levelingai.llm.setup import get_client, has_model
from levelingai.llm.types import CallFailed

MOST_JUDGED = 60
"""Examples that are judged unless told otherwise: one call each."""


@dataclass(frozen=True, slots=True)
class Findings:
    """All that is printed."""

    rates: tuple[Rates, ...]
    judgement: Judgement | None = None
    sorting: Sorting | None = None
    judge_model: str = ""

    def to_json(self) -> dict[str, Any]:
        answer: dict[str, Any] = {"rubric": [rates.to_json() for rates in self.rates]}
        if self.judgement and self.sorting:
            answer["judge"] = {"model": self.judge_model, **self.judgement.to_json()}
            answer["sorting"] = {"model": self.judge_model, **self.sorting.to_json()}
        return answer


class Command(BaseCommand):
    help = "Print how many generations pass each criterion, per engine and prompt version."

    def add_arguments(self, parser) -> None:
        source = parser.add_mutually_exclusive_group()
        source.add_argument("--guide", metavar="ID", type=_guide_id, help="Only this guide's.")
        source.add_argument(
            "--corpus",
            metavar="FOLDER",
            type=Path,
            help="Write offline for the guides in FOLDER/truth/*.json; touches no database.",
        )
        parser.add_argument(
            "--judge", action="store_true", help="Have the language model judge and sort them too."
        )
        parser.add_argument(
            "--examples",
            metavar="N",
            type=int,
            default=MOST_JUDGED,
            help=f"About how many examples are judged, drawn evenly (default: {MOST_JUDGED}).",
        )
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args, **options) -> None:
        if options["judge"] and not has_model(None):
            raise CommandError(
                "--judge asks a language model, and none is set up. Set LLM_API_KEY (or "
                "LLM_BASE_URL) and LLM_MODEL."
            )
        grades, subjects = _gathered(options)
        if not grades:
            raise CommandError("There are no examples to evaluate yet.")
        findings = Findings(evaluate(grades))
        if options["judge"]:
            findings = _judged(findings, subjects, options["examples"])
        text = json.dumps(findings.to_json()) if options["as_json"] else _as_text(findings)
        self.stdout.write(text)


def _guide_id(value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError as error:
        raise ArgumentTypeError(f"{value} is no guide's id.") from error


def _gathered(options: dict[str, Any]) -> tuple[list[Graded], list[Subject]]:
    if options["corpus"]:
        try:
            done = list(evaluating.write_offline(evaluating.corpus_matrices(options["corpus"])))
        except (OSError, ValueError) as error:
            raise CommandError(f"The corpus cannot be read: {error}") from error
        return [grade for _, grades in done for grade in grades], [one for one, _ in done]
    guide_id = options["guide"]
    if guide_id and not LevelingGuide.objects.filter(pk=guide_id).exists():
        raise CommandError("There is no such guide.")
    subjects = list(evaluating.stored_subjects(guide_id)) if options["judge"] else []
    return list(evaluating.stored_grades(guide_id)), subjects


def _judged(findings: Findings, subjects: Sequence[Subject], most: int) -> Findings:
    """The findings with the judge's, each guide's calls on its own account."""
    client = get_client(None)
    concurrency = settings.LLM_MAX_CONCURRENCY
    judgements, sortings = [], []
    try:
        for subject, cases in zip(subjects, _drawn(subjects, most), strict=True):
            with calls_for(work.account_of(subject.guide)) if subject.guide else nullcontext():
                judgements.append(judge(cases, client, concurrency=concurrency))
                sortings.append(
                    sort_blindly(subject.matrix, subject.written, client, concurrency=concurrency)
                )
    except CallFailed as error:
        raise CommandError(f"The judge could not be asked: {error.message}") from error
    return Findings(
        findings.rates,
        sum(judgements, Judgement()),
        sum(sortings, Sorting()),
        client.settings.model,
    )


def _drawn(subjects: Sequence[Subject], most: int) -> list[list[Case]]:
    """Of each guide's examples some, evenly, `most` in all; the same ones every time."""
    cases = [list(subject.cases()) for subject in subjects]
    step = max(1, math.ceil(sum(map(len, cases)) / max(1, most)))
    if step % EXAMPLES_PER_CELL == 0:
        step += 1  # else only one of a cell's examples would ever be drawn
    return [of_guide[::step] for of_guide in cases]


def _as_text(findings: Findings) -> str:
    lines = _rates_table(findings.rates)
    if findings.judgement and findings.sorting:
        lines += ["", *_judgement_table(findings.judgement, findings.judge_model)]
        lines += ["", *_sorting_lines(findings.sorting)]
    return "\n".join(lines)


def _rates_table(rates: Sequence[Rates]) -> list[str]:
    heads = [f"{one.engine} {one.model} {one.prompt_version}".replace("  ", " ") for one in rates]
    width = max(10, *(len(head) + 2 for head in heads))
    lines = [f"{'':34}" + "".join(head.rjust(width) for head in heads)]
    lines.append(f"{'generations':34}" + "".join(f"{one.cells:{width}}" for one in rates))
    for criterion, name in CRITERIA.items():
        shares = "".join(_share(one.criteria[criterion]).rjust(width) for one in rates)
        lines.append(f"{criterion:4}{name:30}{shares}")
    lines.append(f"{'':4}{'meets the bar':30}" + "".join(f"{one.bar:{width}.1%}" for one in rates))
    return lines


def _share(rate: float | None) -> str:
    return "-" if rate is None else f"{rate:.1%}"


def _judgement_table(judgement: Judgement, judge_model: str) -> list[str]:
    lines = [f"Judged by {judge_model}: {judgement.examples} examples"]
    for criterion, answers in judgement.to_json()["criteria"].items():
        rate = _share(answers["rate"])
        unclear = f"  ({answers['unclear']} unclear)" if answers["unclear"] else ""
        lines.append(f"{criterion:4}{CRITERIA[criterion]:30}{rate:>10}{unclear}")
    return lines


def _sorting_lines(sorting: Sorting) -> list[str]:
    if sorting.share is None:
        return ["The blind sorting test brought no answer."]
    verdict = "passed" if sorting.passed else "not passed"
    return [
        f"Blind sorting: {sorting.right} of {sorting.of} examples back in their cell "
        f"({sorting.share:.1%}; chance {sorting.chance:.1%}), {verdict}.",
        f"Right level {sorting.level_right}, right competency {sorting.competency_right}; "
        f"{sorting.questions} questions, {sorting.failed_calls} failed.",
    ]
