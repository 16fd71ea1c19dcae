"""Trying a model: one real cell, what is kept of it, and every way in which it fails."""

from __future__ import annotations

import threading
import time

import pytest

from accounts.model.services import accept, begin_trial, stop_trial
from accounts.model.trials import CONNECTION, TRY_MODEL, Trial
from generation.stages import try_model as trying
from guides.enums import GenerationStatus, GuideStatus
from guides.generations.unwritten import cell_to_try, to_write
from guides.models import CellGeneration
from levelingai.jobs import claims
from levelingai.jobs.models import MAX_ATTEMPTS, Job, JobStatus
from levelingai.jobs.sweep import sweep
from levelingai.llm.connections import Wanted
from levelingai.llm.models import LLMCall, ModelConnection
from tests.factories import (
    CellGenerationFactory,
    LevelingGuideFactory,
    make_bare_guide,
    make_complete_guide,
    make_matrix,
)
from tests.generation.stages.pipeline_helpers import make_guide, use_model, write
from tests.levelingai.llm.test_connections import PRICE, connect
from tests.model_server import KEY_ECHOED, ModelServer, Said, completion, ollama, refused

pytestmark = pytest.mark.django_db

KEY = "sk-echo-1234567890"
CHAT, LIST = "/v1/chat/completions", "/v1/models"


@pytest.fixture(autouse=True)
def local_run(settings):
    settings.LLM_PROVIDER, settings.LOCAL_RUN = "offline", True
    settings.RESEARCH_ENABLED = False


def begin(workspace, base_url, key=KEY, **wanted) -> Job:
    wanted = Wanted(**{"base_url": base_url, "model": "model-x", **wanted})
    begin_trial(workspace, None, wanted, key)
    return Job.objects.open().get(name=TRY_MODEL)


def tried(workspace, base_url, key=KEY, **wanted) -> Trial:
    """The trial as it is kept after the worker was there."""
    claims.run_job(begin(workspace, base_url, key, **wanted).pk)
    return kept()


def kept() -> Trial:
    return Trial.from_json(ModelConnection.objects.get().trial)


def example(**fields) -> dict:
    return {
        "headline": "Plans the booking page in tasks",
        "text": "Splits the new booking page into small tasks that the team estimates together, so "
        "that the release keeps its date and nobody waits for another.",
        "evidence": "The board with the tasks",
        "illustrates": "Breaks a project into tasks",
        "facts": [],
        **fields,
    }


def three(*changes: dict) -> list[dict]:
    """Three examples for the cells of `make_matrix`, which name different things."""
    others = (
        {},
        {
            "headline": "Orders the search rewrite in steps",
            "text": "Writes down with the team which part of the search comes first and why, so "
            "that support knows what changes when and plans its own work around that.",
            "evidence": "The written order of steps",
        },
        {
            "headline": "Plans the move of the archive",
            "text": "Agrees with two colleagues on the tasks for moving the archive and on who "
            "takes which, so that it is done within the month that was set.",
            "evidence": "The list of tasks with names",
        },
    )
    return [
        example(**other, **(changes[at] if at < len(changes) else {}))
        for at, other in enumerate(others)
    ]


def test_one_real_cell_is_written_and_the_guide_left_alone(llmsim, workspace):
    guide = make_guide(workspace=workspace)
    trial = tried(workspace, llmsim.base_url, "sk-sim", model="gpt-4o-mini", price=PRICE)
    assert (trial.state, trial.code) == ("done", "")
    assert (trial.competency, trial.level, trial.role_title) == ("Cataloguing", "L2", "Archivist")
    assert [one["passed"] for one in trial.examples] == [True, True, True]
    assert (trial.passed_at_once, trial.calls) == (3, 1)
    assert 0 < trial.call_seconds <= trial.seconds
    assert (trial.language, trial.guide_language) == ("en", "en")
    call = LLMCall.objects.get()
    assert (call.subject_kind, call.workspace) == (CONNECTION, workspace)
    assert (trial.tokens_in, trial.tokens_out) == (call.tokens_in, call.tokens_out)
    assert trial.price == call.cost > 0
    assert not CellGeneration.objects.exists()
    guide.refresh_from_db()
    assert guide.status == GuideStatus.MATRIX_PARSED


def test_accepted_connection_writes_the_guide(llmsim, workspace):
    guide = make_guide(workspace=workspace)
    trial = tried(workspace, llmsim.base_url, "sk-sim", model="gpt-4o-mini")
    assert accept(workspace, None)
    write(guide)
    assert guide.status == GuideStatus.COMPLETE
    models = set(CellGeneration.objects.values_list("engine", "model"))
    assert models == {("openai", "gpt-4o-mini")}
    assert trial.host == llmsim.base_url.removeprefix("http://").removesuffix("/v1")


def test_text_that_does_not_pass_is_kept_with_its_reason(workspace):
    make_matrix(LevelingGuideFactory(workspace=workspace))
    odd = {"illustrates": "words that nobody wrote"}
    with ModelServer({CHAT: completion(*three({}, {}, odd), used=(900, 300))}) as server:
        trial = tried(workspace, server.base_url)
    assert [one["passed"] for one in trial.examples] == [True, True, False]
    assert trial.examples[2]["why"].startswith("Quotes “words that nobody wrote”")
    assert "Example" not in trial.examples[2]["why"]
    assert (trial.passed_at_once, trial.calls, trial.tokens) == (2, 2, 2400)
    assert server.heard[0].key == KEY


def test_repair_that_helped_counts(workspace):
    make_matrix(LevelingGuideFactory(workspace=workspace))
    answers = iter([completion(*three({"illustrates": "nothing"})), completion(*three())])
    with ModelServer({CHAT: lambda heard: next(answers)}) as server:
        trial = tried(workspace, server.base_url)
    assert [one["passed"] for one in trial.examples] == [True, True, True]
    assert (trial.passed_at_once, trial.calls) == (2, 2)


def test_wrong_language_is_noticed(workspace):
    make_matrix(LevelingGuideFactory(workspace=workspace))
    german = {
        "headline": "Zerlegt das Vorhaben in Aufgaben",
        "text": "Zerlegt die neue Buchungsseite in fünf Aufgaben, die das Team gemeinsam schätzt, "
        "damit der Termin hält und niemand auf einen anderen warten muss.",
        "evidence": "Das Brett mit den fünf Aufgaben",
    }
    with ModelServer({CHAT: completion(*(example(**german) for _ in range(3)))}) as server:
        trial = tried(workspace, server.base_url)
    assert (trial.state, trial.language, trial.guide_language) == ("done", "de", "en")


FAILING = [
    # table, reason, status, names
    ({CHAT: refused(401), LIST: refused(401)}, "key_refused", 401, []),
    ({CHAT: refused(403)}, "key_refused", 404, []),
    (
        {CHAT: refused(404, "model_not_found"), LIST: Said({"data": [{"id": "a"}, {"id": "b"}]})},
        "unknown_model",
        200,
        ["a", "b"],
    ),
    ({CHAT: Said(text=f"<html>{KEY_ECHOED}</html>")}, "web_page", 404, []),
    ({CHAT: Said(text=KEY_ECHOED)}, "unreadable", 0, []),
    ({CHAT: refused(500)}, "server_error", 0, []),
    ({CHAT: refused(402)}, "quota", 0, []),
    ({CHAT: completion(example())}, "llm_bad_output", 0, []),
]


@pytest.mark.parametrize(
    ("table", "reason", "status", "names"), FAILING, ids=[row[1] for row in FAILING]
)
def test_failure_is_kept_without_a_word_of_the_server(workspace, table, reason, status, names):
    with ModelServer(table) as server:
        trial = tried(workspace, server.base_url)
    assert (trial.state, trial.reason) == ("failed", reason)
    assert (trial.status, trial.known_models) == (status, names)
    assert trial.code.startswith("llm_")
    assert KEY not in str(trial)
    assert "is wrong" not in str(trial)
    assert Job.objects.get().status == JobStatus.FAILED
    assert not accept(workspace, None)


def test_redirect_is_not_followed(workspace):
    with ModelServer({CHAT: completion(*three()), LIST: Said({"data": [{"id": "a"}]})}) as inside:
        lead = {"Location": f"{inside.base_url}/chat/completions"}
        table = {CHAT: Said(status=307, headers=lead), LIST: Said(status=302, headers=lead)}
        with ModelServer(table) as server:
            trial = tried(workspace, server.base_url)
    assert (trial.state, trial.reason) == ("failed", "web_page")
    assert inside.heard == []


def test_nothing_at_the_address_is_said_at_once(workspace):
    with ModelServer({}) as gone:
        base_url = gone.base_url
    started = time.monotonic()
    trial = tried(workspace, base_url)
    assert (trial.state, trial.reason) == ("failed", "connection")
    assert time.monotonic() - started < 10


def test_later_trial_is_not_left_alone_for_an_earlier_failure(workspace):
    make_matrix(LevelingGuideFactory(workspace=workspace))
    with ModelServer({CHAT: refused(500)}) as server:
        for _ in range(4):
            assert tried(workspace, server.base_url).reason == "server_error"
        server.table[CHAT] = completion(*three())
        assert tried(workspace, server.base_url).state == "done"


def test_spend_cap_ends_a_trial_before_any_call(workspace, settings):
    settings.LLM_SPEND_CAP_DAILY = 0
    with ModelServer({CHAT: completion(*three())}) as server:
        trial = tried(workspace, server.base_url)
    assert (trial.state, trial.code) == ("failed", "llm_quota")
    assert "budget for today" in trial.message
    assert server.heard == []


@pytest.mark.django_db(transaction=True)
def test_stopped_trial_ends_soon_and_writes_nothing(workspace):
    hears = threading.Event()

    def slow(heard):
        hears.set()
        server.stopping.wait(20)
        return completion(*three())

    with ModelServer({CHAT: slow}) as server:
        job = begin(workspace, server.base_url)
        worker = threading.Thread(target=claims.run_job, args=(job.pk,), daemon=True)
        worker.start()
        assert hears.wait(10)
        assert stop_trial(workspace)
        worker.join(10)
        assert not worker.is_alive()
    assert kept().state == "stopped"
    job.refresh_from_db()
    assert job.status == JobStatus.CANCELLED


def test_lost_workers_end_the_trial(workspace, settings):
    with ModelServer({CHAT: completion(*three())}) as server:
        job = begin(workspace, server.base_url)
    settings.LEASE_SECONDS = -1
    for _ in range(MAX_ATTEMPTS):
        with claims.working_on(job.pk):
            pass
    sweep()
    trial = kept()
    assert (trial.state, trial.reason) == ("failed", "worker_lost")
    assert "interrupted three times" in trial.message


def test_installations_model_is_tried_without_a_connection(llmsim, workspace, settings):
    make_guide(workspace=workspace)
    use_model(settings, llmsim)
    begin_trial(workspace, None, None)
    claims.run_job(Job.objects.open().get().pk)
    trial = kept()
    assert (trial.state, trial.model, trial.is_environment) == ("done", "gpt-4o-mini", True)
    assert ModelConnection.objects.get().tried is None
    assert not accept(workspace, None)


def test_ollama_says_how_much_it_reads_once_the_model_is_loaded(workspace):
    make_matrix(LevelingGuideFactory(workspace=workspace))
    with ModelServer(ollama(completion(*three()))) as server:
        trial = tried(workspace, server.base_url, "", server="ollama", model="gemma3:12b")
    assert trial.context_tokens == 16384


# Which cell ---------------------------------------------------------------------------------------


def test_workspace_without_a_guide_tries_a_cell_that_comes_with_the_product(llmsim, workspace):
    make_guide()  # another workspace's
    trial = tried(workspace, llmsim.base_url, "sk-sim", model="gpt-4o-mini")
    assert (trial.state, trial.competency, trial.level) == ("done", "Delivery", "L2")
    assert trial.role_title == ""


def test_newest_guide_with_cells_without_examples_is_chosen(workspace):
    make_complete_guide(workspace=workspace, role_title="Whole")
    older = make_bare_guide(workspace=workspace, role_title="Older")
    sample = make_bare_guide(workspace=workspace, role_title="Sample", is_sample=True)
    make_bare_guide(role_title="Elsewhere")
    running = make_bare_guide(workspace=workspace, role_title="Read", status=GuideStatus.QUEUED)
    assert cell_to_try(workspace.pk).guide == older
    assert (to_write(workspace.pk).title, to_write(workspace.pk).cells) == ("Older", 1)
    CellGenerationFactory(cell=cell_to_try(workspace.pk), status=GenerationStatus.NEEDS_REVIEW)
    assert cell_to_try(workspace.pk).guide == sample
    CellGenerationFactory(cell=cell_to_try(workspace.pk), status=GenerationStatus.READY)
    assert to_write(workspace.pk) is None
    assert cell_to_try(workspace.pk).guide == running


def test_middle_level_of_the_first_row_is_chosen(workspace):
    guide = LevelingGuideFactory(workspace=workspace)
    cells = make_matrix(guide, levels=5, competencies=2)
    assert cell_to_try(workspace.pk) == cells[2]
    CellGenerationFactory(cell=cells[2])
    assert cell_to_try(workspace.pk).competency == cells[0].competency
    assert cell_to_try(workspace.pk).level.position in {2, 4}


# What is in use -----------------------------------------------------------------------------------


def test_guide_fails_for_good_where_the_key_is_lost(llmsim, workspace, settings):
    connect(workspace, key="sk-sim", base_url=llmsim.base_url, model="gpt-4o-mini")
    settings.SECRET_KEY = "another " * 10
    guide = make_guide(workspace=workspace)
    assert write(guide) == []
    assert (guide.status, guide.error_code) == (GuideStatus.FAILED_GENERATION, "llm_unavailable")
    assert "has to be entered again" in guide.error_message
    assert llmsim.stats()["requests"] == 0


def test_deadline_of_a_trial_ends_before_its_job_is_taken_away():
    from levelingai.jobs.kinds import kind_named
    from levelingai.jobs.queue import TASK_TIMEOUTS

    longest = TASK_TIMEOUTS[kind_named(TRY_MODEL).queue]
    assert max(trying.DEADLINE_S, trying.LOCAL_DEADLINE_S) + 60 < longest
