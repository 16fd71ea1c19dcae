"""The model as one more way to recover the matrix: asked when in doubt, never able to harm."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from generation.core.errors import NoMatrix
from generation.core.recovery.competing import with_attempt
from generation.core.recovery.matrix import Attempt, Recovery
from generation.core.recovery.recover import recover_matrix
from generation.stages import extract as reading
from generation.stages import parse as parsing
from generation.stages import parse_with_model as pointing
from guides.enums import GuideStatus
from guides.models import ParseRun
from levelingai.jobs import claims, queue
from levelingai.llm.failures import failure
from levelingai.llm.models import LLMCall
from levelingai.llm.types import ClientSettings
from tests.factories import LevelingGuideFactory
from tests.generation.core.recovery.printing import Look, headed_pdf
from tests.generation.core.recovery.test_strategies_prose import GUIDE
from tests.generation.core.recovery.test_strategies_quoted import document, reply_for
from tests.generation.stages.pipeline_helpers import use_model
from tests.jobs import job_of, run
from tests.levelingai.llm.helpers import make_reply

__all__ = ["document"]

CALLS = "guide_matrix"


class FakeClient:
    """Answers with a text, or fails with an error; keeps what it was asked."""

    settings = ClientSettings("https://api.example.com/v1", "key", "model-x")

    def __init__(self, answer):
        self.answer = answer
        self.asked = []

    def complete(self, messages, **options):
        self.asked.append((messages, options))
        if isinstance(self.answer, Exception):
            raise self.answer
        return make_reply(self.answer)


@pytest.fixture
def answer(monkeypatch, settings):
    """Have the model answer with a text or an error; returns the client."""
    settings.LLM_PROVIDER = "openai"
    settings.LLM_MODEL = settings.LLM_MODEL_SMALL = "model-x"

    def set_answer(text):
        client = FakeClient(text)
        monkeypatch.setattr(pointing, "get_client", lambda *args, **kwargs: client)
        return client

    return set_answer


@pytest.fixture
def unsure(monkeypatch):
    """Have all other strategies be as sure as told, or find nothing."""

    def set_confidence(confidence):
        def recover(document):
            if confidence is None:
                raise NoMatrix("We looked for levels and found none.")
            found = recover_matrix(document)
            chosen = replace(found.chosen, confidence=confidence)
            return Recovery(chosen, (chosen,))

        monkeypatch.setattr(parsing, "recover_matrix", recover)

    return set_confidence


def faithful(document):
    return json.dumps(reply_for(document))


def test_sure_recovery_asks_no_model(document, answer):
    client = answer("{}")
    recovery = parsing.recover(document)
    assert recovery.chosen.strategy != "quoted"
    assert client.asked == []


def test_unsure_recovery_is_confirmed_by_the_model(document, answer, unsure):
    unsure(0.6)
    client = answer(faithful(document))
    recovery = parsing.recover(document)
    assert len(client.asked) == 1
    by_name = {attempt.strategy: attempt for attempt in recovery.attempts}
    assert by_name["quoted"].model == "model-x"
    assert by_name["quoted"].prompt_version == "v1"
    assert by_name["quoted"].seconds > 0
    (other,) = [attempt for name, attempt in by_name.items() if name != "quoted"]
    assert 0.6 < other.confidence < 0.9
    assert "The language model found the same matrix." in other.reasons


def test_model_finds_what_the_others_did_not(document, answer, unsure):
    unsure(None)
    answer(faithful(document))
    recovery = parsing.recover(document)
    assert recovery.chosen.strategy == "quoted"
    (matrix,) = recovery.matrices
    (expected,) = recover_matrix(document).matrices
    assert {cell.definition for cell in matrix.cells} == {
        cell.definition for cell in expected.cells
    }
    assert recovery.chosen.confidence <= 0.9


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I cannot do that.",
        "{",
        "[]",
        "{}",
        "null",
        '{"cells": 3, "levels": "L1"}',
        "[" * 100_000,
        '{"guides":[],"levels":[{"guide":0,"line":1,"code":"X9","title":"Wizard"}],'
        '"competencies":[{"guide":0,"line":1,"name":"Spells","category":""}],"cells":[]}',
    ],
)
@pytest.mark.parametrize("confidence", [0.4, None])
def test_useless_answer_changes_nothing(document, answer, unsure, text, confidence):
    unsure(confidence)
    answer(text)
    if confidence is None:
        with pytest.raises(NoMatrix, match="We looked for levels"):
            parsing.recover(document)
        return
    recovery = parsing.recover(document)
    assert recovery.chosen.strategy != "quoted"
    assert recovery.chosen.confidence == confidence
    assert recovery.attempts[-1].strategy == "quoted"
    assert recovery.attempts[-1].error


@pytest.mark.parametrize(
    "reason", ["connection", "timeout", "quota", "refused", "too_long", "truncated", "key_refused"]
)
def test_failing_model_never_fails_the_parse(document, answer, unsure, reason):
    unsure(0.4)
    answer(failure(reason))
    recovery = parsing.recover(document)
    assert recovery.chosen.confidence == 0.4
    assert recovery.attempts[-1].error == failure(reason).message


def test_invented_words_never_reach_the_matrix(document, answer, unsure):
    unsure(None)
    reply = reply_for(document)
    for cell in reply["cells"]:
        cell["starts_with"] = "Leads the whole company"
    answer(json.dumps(reply))
    with pytest.raises(NoMatrix):
        parsing.recover(document)


def test_document_too_long_for_a_model_is_not_sent(document, answer, unsure, monkeypatch):
    monkeypatch.setattr(pointing, "MOST_LINES", 3)
    unsure(0.4)
    client = answer("{}")
    assert "too long" in parsing.recover(document).attempts[-1].error
    assert client.asked == []


def test_question_shows_the_document_as_data_behind_a_fresh_delimiter(document, answer, unsure):
    unsure(0.4)
    client = answer("{}")
    parsing.recover(document)
    parsing.recover(document)
    (first, options), (second, _) = client.asked
    assert first != second
    assert options["schema_name"] == CALLS
    assert options["deadline_s"] <= 90
    assert options["max_output_tokens"] >= 2000


@pytest.mark.core
def test_late_attempt_of_another_matrix_makes_nobody_surer(document):
    recovery = recover_matrix(document)
    (matrix,) = recovery.matrices
    other = replace(matrix, cells=matrix.cells[: len(matrix.cells) // 2])
    both = with_attempt(document, recovery, Attempt("quoted", (other,), 0.9))
    assert both.chosen == recovery.chosen
    late = next(attempt for attempt in both.attempts if attempt.strategy == "quoted")
    assert late.confidence < 0.7


@pytest.fixture
def guide(db):
    return LevelingGuideFactory(status=GuideStatus.EXTRACTING_TEXT)


def parse(guide, document):
    """Store the document as the reading does, then run the parse's task."""
    with queue.foreground():
        with claims.working_on(job_of(guide, "extract").pk) as claim:
            reading.store_document(claim, document)
        run(guide, "parse")
    guide.refresh_from_db()


def test_attempt_is_stored_with_model_and_prompt_version(guide, document, answer, unsure):
    unsure(None)
    answer(faithful(document))
    parse(guide, document)
    run = ParseRun.objects.get(guide=guide, strategy="quoted")
    assert (run.model, run.prompt_version, run.chosen) == ("model-x", "v1", True)
    assert guide.cells.exists()


def test_simulated_model_is_asked_and_accounted_for(guide, document, llmsim, settings, unsure):
    use_model(settings, llmsim)
    unsure(0.4)
    parse(guide, document)
    assert ParseRun.objects.filter(guide=guide, strategy="quoted").count() == 1
    assert guide.status == GuideStatus.MATRIX_PARSED
    assert guide.is_waiting_for_review
    call = LLMCall.objects.get()
    assert (call.subject_id, call.purpose, call.outcome) == (guide.pk, pointing.PURPOSE, "ok")
    assert call.tokens_in > 100


def test_dead_model_leaves_the_guide_to_its_manager(guide, document, llmsim, settings, unsure):
    use_model(settings, llmsim, "down")
    unsure(0.4)
    parse(guide, document)
    assert guide.status == GuideStatus.MATRIX_PARSED
    assert guide.is_waiting_for_review
    run = ParseRun.objects.get(guide=guide, strategy="quoted")
    assert "could not be reached" in run.error_message
    assert set(LLMCall.objects.values_list("outcome", flat=True)) == {"failed"}


def test_workspace_over_its_budget_is_not_asked(guide, document, answer, unsure, settings):
    settings.LLM_SPEND_CAP_DAILY = 0
    unsure(0.4)
    client = answer("{}")
    parse(guide, document)
    assert client.asked == []


def test_recover_matrix_command_asks_the_model_without_a_database(tmp_path, llmsim):
    path = tmp_path / "guide.pdf"
    path.write_bytes(headed_pdf(GUIDE, Look()))
    root = Path(__file__).resolve().parents[3]
    run = subprocess.run(
        [sys.executable, "manage.py", "recover_matrix", str(path)],
        cwd=root,
        env={
            "PATH": "/usr/bin:/bin",
            "DATA_DIR": str(tmp_path),
            "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
            "LLM_BASE_URL": llmsim.base_url,
            "LLM_API_KEY": "sk-command",
            "LLM_MODEL": "gpt-4o-mini",
            "PARSE_CONFIDENCE_THRESHOLD": "1",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["cells"]
    assert llmsim.stats()["requests"] == 1
