"""`check_examples`: what `process_guide --json` prints is checked again from the file alone."""

import io
import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from generation.guide_json import guide_as_json
from guides.models import CellGeneration, GuideCell, LevelingGuide
from tests.generation.stages.pipeline_helpers import make_guide, write

ASKED = (
    "Gives feedback to colleagues.",
    "Mentors junior engineers.",
    "Breaks projects down into milestones.",
    "N/A",
)


@pytest.fixture
def printed(db, settings):
    """A guide of one row and four levels, written offline, as the command prints it."""
    settings.RESEARCH_ENABLED = False
    guide = make_guide(1, role_title="Software engineer")
    for cell, text in zip(guide.cells.all(), ASKED, strict=True):
        GuideCell.objects.filter(pk=cell.pk).update(definition_text=text)
    write(guide)
    guide = LevelingGuide.objects.with_matrix().get(pk=guide.pk)
    return json.loads(json.dumps(guide_as_json(guide, seconds=0.1)))


def check(tmp_path, data):
    path = tmp_path / "guide.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data))
    out = io.StringIO()
    call_command("check_examples", str(path), stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_file_has_origins_starters_and_statuses(printed):
    ready, *_, abstained = printed["cells"]
    assert (ready["status"], ready["engine"], ready["starter"]) == ("ready", "offline", None)
    assert {example["origin"] for example in ready["examples"]} == {"bank"}
    assert (abstained["status"], abstained["examples"]) == ("abstained", [])
    assert abstained["reason"]
    CellGeneration.objects.update(
        status="starters", is_shown=False, content_json=[], starter_json={"quote": "Gives"}
    )
    guide = LevelingGuide.objects.with_matrix().get(pk=printed["guide"])
    cell = guide_as_json(guide, seconds=0.1)["cells"][0]
    assert (cell["status"], cell["starter"]) == ("starters", {"quote": "Gives"})


def test_what_was_shown_passes_again(tmp_path, printed):
    lines = check(tmp_path, printed)
    assert [line["status"] for line in lines] == [cell["status"] for cell in printed["cells"]]
    assert [one["criterion"] for one in lines[0]["checks"]] == [f"R{n}" for n in range(1, 13)]
    assert set(lines[0]["checks"][0]) == {"criterion", "passed", "reason"}
    assert lines[-1] == {"level": 3, "competency": 0, "status": "abstained", "checks": []}


def test_examples_of_another_cell_are_refused(tmp_path, printed):
    first, second = printed["cells"][:2]
    first["examples"], second["examples"] = second["examples"], first["examples"]
    for cell in (first, second):
        for example in cell["examples"]:
            example["illustrates"] = cell["definition"]
    lines = check(tmp_path, printed)[:2]
    assert [line["status"] for line in lines] == ["needs_review", "needs_review"]
    assert [line["checks"][10]["passed"] for line in lines] == [False, False]


def test_models_examples_are_undecided_and_a_persons_pass(tmp_path, printed):
    for origin, passed, status in (("model", None, "needs_review"), ("manual", True, "ready")):
        for example in printed["cells"][0]["examples"]:
            example["origin"] = origin
        line = check(tmp_path, printed)[0]
        assert (line["checks"][10]["passed"], line["status"]) == (passed, status)


def test_what_is_only_flagged_passes_with_the_reason(tmp_path, printed):
    one = printed["cells"][0]["examples"][0]
    one |= {"origin": "manual", "evidence": "the strong box with the sheet in it"}
    flagged = check(tmp_path, printed)[0]["checks"][4]
    assert flagged == {
        "criterion": "R5",
        "passed": True,
        "reason": "Example 1 says “strong”: see whether it is praise or a thing.",
    }


@pytest.mark.parametrize(
    "data",
    [
        "{",
        "[1]",
        {},
        {"levels": [], "competencies": [], "cells": [{"level": 0}]},
        {
            "levels": [],
            "competencies": [],
            "cells": [{"level": 0, "competency": 0, "definition": "x"}],
        },
    ],
)
def test_another_format_is_refused_with_words(tmp_path, data):
    with pytest.raises(CommandError, match=r"guide\.json: "):
        check(tmp_path, data)


def test_missing_file_is_said(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("check_examples", str(tmp_path / "none.json"))
