"""Connecting a model: what the page takes, shows and never shows."""

from __future__ import annotations

from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.model import views
from accounts.model.trials import CONNECTION, TRY_MODEL, Trial, TrialState
from accounts.models import Role
from guides.models import CellGeneration
from levelingai.audit.models import AuditEvent
from levelingai.jobs.models import Job, JobStatus
from levelingai.llm.connections import being_tried
from levelingai.llm.discovery import find_servers
from levelingai.llm.models import ModelConnection, Server
from levelingai.sealing import unseal
from tests.factories import MembershipFactory, WorkspaceFactory, make_bare_guide
from tests.levelingai.llm.test_connections import HOSTED, KEY, connect
from tests.levelingai.llm.test_typed_address import NEVER, ON_ONES_OWN_MACHINE
from tests.model_server import ModelServer, ollama

pytestmark = pytest.mark.django_db

TYPED = {"base_url": HOSTED, "api_key": KEY, "model": "model-x"}


@pytest.fixture(autouse=True)
def hosted(settings, monkeypatch):
    """An installation on the internet without a model of its own; nothing runs on this machine."""
    settings.LLM_PROVIDER, settings.LOCAL_RUN = "offline", False
    monkeypatch.setattr(views, "find_servers", partial(find_servers, {}))


@pytest.fixture
def signed_in(client, owner):
    client.force_login(owner)
    return client


def page(client, **query) -> str:
    return client.get(reverse("model"), query).content.decode()


def try_it(client, **typed):
    return client.post(reverse("model_try"), TYPED | typed)


def row() -> ModelConnection:
    return ModelConnection.objects.get()


def tell(state: TrialState, **fields) -> None:
    """As if the worker had kept this."""
    one = row()
    one.trial = Trial.from_json(one.trial or {}).to_json() | {"state": state, **fields}
    one.save()
    Job.objects.filter(name=TRY_MODEL).open().close(JobStatus.DONE)


DONE = {
    "competency": "Delivery",
    "level": "L2",
    "examples": [
        {"headline": "One", "text": "Text", "evidence": "Seen", "passed": True, "why": ""},
        {"headline": "Two", "text": "Text", "evidence": "Seen", "passed": False, "why": "So."},
    ],
    "passed_at_once": 1,
    "calls": 1,
    "seconds": 38.2,
    "call_seconds": 11.0,
    "tokens_in": 2600,
    "tokens_out": 340,
    "language": "en",
    "guide_language": "en",
}


def test_typed_connection_is_sealed_and_tried(signed_in, workspace, owner):
    response = try_it(signed_in)
    assert response.url == f"{reverse('model')}?workspace={workspace.pk}#progress"
    one = row()
    assert (one.workspace, one.changed_by, one.accepted_at) == (workspace, owner, None)
    assert unseal(one.tried_key, workspace.pk) == KEY
    assert one.trial["state"] == "waiting"
    job = Job.objects.open().get()
    assert (job.name, job.subject_kind, job.subject_id) == (TRY_MODEL, CONNECTION, one.pk)
    html = page(signed_in)
    assert "About to try model-x" in html
    assert KEY not in html
    assert one.tried_key not in html
    assert f'value="{HOSTED}"' in html


@pytest.mark.parametrize("address", [*NEVER, *ON_ONES_OWN_MACHINE])
def test_address_that_may_not_be_asked_is_refused(signed_in, address):
    response = try_it(signed_in, base_url=address)
    assert response.status_code == 422
    assert not ModelConnection.objects.exists()
    assert not Job.objects.exists()
    assert KEY not in response.content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        {"model": ""},
        {"model": "\u202e"},
        {"model": "x" * 121},
        {"api_key": "sk with spaces"},
        {"api_key": "sk-ä"},
        {"api_key": "x" * 501},
        {"price_in": "-1"},
        {"price_in": "1"},
        {"price_out": "much"},
        {"context_tokens": "10"},
        {"small_model": "x" * 121},
    ],
    ids=str,
)
def test_wrong_field_is_named_and_nothing_kept(signed_in, typed):
    response = try_it(signed_in, **typed)
    assert response.status_code == 422
    assert "Please check 1 field" in response.content.decode()
    assert not ModelConnection.objects.exists()


def test_prices_and_context_are_kept(signed_in):
    more = {"price_in": "0.4", "price_out": "1.6", "context_tokens": "32000", "small_model": "s"}
    try_it(signed_in, **more)
    connection = being_tried(row())
    assert [str(part) for part in connection.price] == ["0.4", "0.4", "1.6"]
    assert (connection.context_tokens, connection.small_model) == (32000, "s")
    assert 'value="0.4"' in page(signed_in)


def test_found_model_is_tried_only_while_it_is_there(signed_in, settings, monkeypatch):
    settings.LOCAL_RUN = True
    chosen = {"server": "ollama", "model": "qwen3:14b"}
    with ModelServer(ollama()) as server:
        monkeypatch.setattr(
            views, "find_servers", partial(find_servers, {Server.OLLAMA: server.port})
        )
        html = page(signed_in)
        assert "Ollama was found on this computer" in html
        assert "9.3 GB, reads 40,000 tokens. Fits: a whole row and its plan." in html
        assert "nomic-embed" not in html
        signed_in.post(reverse("model_try"), chosen)
        assert row().tried["base_url"] == server.base_url
        assert row().tried["context_tokens"] == 40960
        signed_in.post(reverse("model_try"), chosen | {"model": "other"}, follow=True)
        assert row().tried["model"] == "qwen3:14b"
    row().delete()
    html = signed_in.post(reverse("model_try"), chosen, follow=True).content.decode()
    assert "This model is not there any more" in html
    assert not ModelConnection.objects.exists()


def test_hosted_page_looks_for_nothing_on_its_own_machine(signed_in, monkeypatch):
    with ModelServer(ollama()) as server:
        monkeypatch.setattr(
            views, "find_servers", partial(find_servers, {Server.OLLAMA: server.port})
        )
        html = page(signed_in)
        chosen = {"server": "ollama", "model": "qwen3:14b"}
        signed_in.post(reverse("model_try"), chosen)
    assert "was found on this computer" not in html
    assert "Not running here" not in html
    assert server.heard == []
    assert not ModelConnection.objects.exists()


def test_trial_is_polled_until_it_is_over(signed_in):
    try_it(signed_in)

    def poll():
        return signed_in.get(
            reverse("model_trial"), headers={"HX-Request": "true"}
        ).content.decode()

    assert 'hx-trigger="every 2s' in poll()
    tell(TrialState.WRITING, competency="Delivery", level="L2")
    assert "model-x is writing Delivery at L2" in poll()
    assert "Nothing has come from it yet" not in poll()
    ModelConnection.objects.update(trial_started_at=timezone.now() - timezone.timedelta(seconds=21))
    assert "It may still be loading; wait or stop." in poll()
    tell(TrialState.DONE, **DONE)
    over = poll()
    assert "It wrote Delivery at L2" in over
    assert "38 seconds, 2,940 tokens, price not known" in over
    assert "1 of 2 texts passed at once" in over
    assert "hx-get" not in over


FAILURES = [
    ({"reason": "key_refused", "status": 401}, "The server refused the key (401)", "api_key"),
    ({"reason": "key_refused", "status": 404}, "The server refused the key.", "api_key"),
    (
        {"reason": "unknown_model", "known_models": ["one", "two"]},
        "It has: one, two.",
        "model",
    ),
    ({"reason": "web_page"}, "answered with a web page, or led elsewhere", "base_url"),
    ({"reason": "connection"}, "llm.site.example cannot be reached", "base_url"),
    ({"reason": "timeout", "seconds": 120.0}, "Nothing whole came within 120 seconds", ""),
    ({"reason": "quota", "message": "The budget is used up."}, "The budget is used up.", ""),
]


@pytest.mark.parametrize(("failed", "words", "field"), FAILURES, ids=lambda one: str(one)[:30])
def test_failed_trial_says_what_to_do(signed_in, failed, words, field):
    try_it(signed_in)
    tell(TrialState.FAILED, code="llm_unavailable", **failed)
    html = page(signed_in)
    fragment = signed_in.get(reverse("model_trial"), headers={"HX-Request": "true"})
    part = fragment.content.decode()
    assert words in html
    assert "Nothing was changed." in part
    assert (f'id="id_{field}_error" hx-swap-oob="true"' in part) is bool(field)
    assert ('<option value="two">' in part) is ("known_models" in failed)
    signed_in.post(reverse("model_use"))
    assert row().accepted_at is None


def test_wrong_language_is_marked(signed_in):
    try_it(signed_in)
    tell(TrialState.DONE, **DONE | {"language": "de"})
    assert "German, but the guide is English" in page(signed_in)


def test_connection_is_used_after_a_trial_that_succeeded(signed_in, workspace, owner):
    try_it(signed_in)
    for state in (TrialState.WAITING, TrialState.WRITING, TrialState.FAILED, TrialState.STOPPED):
        tell(state)
        signed_in.post(reverse("model_use"))
        assert row().accepted_at is None
    tell(TrialState.DONE, **DONE | {"context_tokens": 16384})
    signed_in.post(reverse("model_use"))
    one = row()
    assert one.accepted_at is not None
    assert (one.base_url, one.model, one.context_tokens) == (HOSTED, "model-x", 16384)
    assert (one.tried, one.tried_key, one.trial) == (None, "", None)
    assert unseal(one.sealed_key, workspace.pk) == KEY
    assert "model-x writes here" in page(signed_in)
    event = AuditEvent.objects.get()
    assert (event.action, event.actor_id, event.object_id) == (
        "model.connected",
        owner.pk,
        str(one.pk),
    )


def test_failed_trial_of_another_model_changes_nothing(signed_in, workspace):
    connect(workspace)
    try_it(signed_in, base_url="https://other.example/v1", model="other")
    tell(TrialState.FAILED, reason="key_refused")
    one = row()
    assert (one.base_url, one.model, bool(one.accepted_at)) == (HOSTED, "model-x", True)
    assert unseal(one.sealed_key, workspace.pk) == KEY


def test_using_it_starts_what_has_no_examples(signed_in, workspace, owner):
    guide = make_bare_guide(workspace=workspace, owner=owner)
    try_it(signed_in)
    tell(TrialState.DONE, **DONE)
    html = page(signed_in)
    assert "The 1 cell of Software Engineer that has no examples" in html
    assert "about 2 minutes" in html  # a call for the cell, two for its row
    assert "8,800 tokens, price not known" in html
    response = signed_in.post(reverse("model_use"), {"write": "1"})
    assert response.url == guide.get_absolute_url()
    (waiting,) = CellGeneration.objects.filter(status="waiting")
    assert (waiting.model, waiting.created_by) == ("model-x", owner)
    assert Job.objects.open().get().name == "generate"


def test_trial_is_stopped(signed_in):
    try_it(signed_in)
    signed_in.post(reverse("model_stop"))
    assert row().trial["state"] == "stopped"
    assert not Job.objects.open().exists()
    signed_in.post(reverse("model_try"), {"again": "1"})
    assert row().trial["state"] == "waiting"
    assert being_tried(row()).key == KEY


def test_another_trial_ends_the_one_under_way(signed_in):
    try_it(signed_in)
    try_it(signed_in, model="model-y")
    assert Job.objects.open().count() == 1
    assert Job.objects.filter(status=JobStatus.CANCELLED).count() == 1


def test_disconnecting_asks_once_and_deletes_the_key(signed_in, workspace):
    connect(workspace)
    try_it(signed_in, model="model-y")
    assert reverse("model_disconnect") not in page(signed_in)
    assert reverse("model_disconnect") in page(signed_in, ask="disconnect")
    signed_in.post(reverse("model_disconnect"))
    assert not ModelConnection.objects.exists()
    assert not Job.objects.open().exists()
    assert AuditEvent.objects.get().action == "model.disconnected"


def test_settings_of_the_installation_win_and_can_be_tried(signed_in, workspace, settings):
    connect(workspace)
    settings.LLM_PROVIDER, settings.LLM_MODEL, settings.LLM_MODEL_SMALL = "openai", "own", "own"
    settings.LLM_BASE_URL, settings.LLM_API_KEY = "https://own.example/v1", "sk-own-1234567890"
    html = page(signed_in)
    assert "own writes here" in html
    assert "own.example" in html
    assert "they win over this page" in html
    assert "kept and not used" in html
    assert "sk-own" not in html
    assert 'name="api_key"' not in html
    try_it(signed_in)
    assert row().tried is None
    tell(TrialState.DONE, **DONE)
    assert "Use it" not in page(signed_in)
    signed_in.post(reverse("model_use"))
    assert row().model == "model-x"
    settings.LLM_PROVIDER = "offline"
    assert "It wrote Delivery" not in page(signed_in)


def test_page_asks_for_the_key_again_after_the_secret_key_changed(
    signed_in, client, owner, workspace, settings
):
    connect(workspace)
    settings.SECRET_KEY = "another " * 10
    client.force_login(owner)
    html = page(client)
    assert "model-x cannot write" in html
    assert "Enter its key again below" in html
    try_it(client)
    assert being_tried(row()).problem == ""


def test_page_is_about_the_workspace_that_it_names(signed_in, workspace, owner):
    other = WorkspaceFactory(name="Other")
    assert signed_in.get(reverse("model"), {"workspace": str(other.pk)}).status_code == 404
    assert signed_in.get(reverse("model"), {"workspace": "nonsense"}).status_code == 404
    membership = MembershipFactory(workspace=other, user=owner, role=Role.MANAGER)
    assert signed_in.get(reverse("model"), {"workspace": str(other.pk)}).status_code == 403
    membership.role = Role.OWNER
    membership.save()
    try_it(signed_in, workspace=str(other.pk))
    assert row().workspace == other


def test_ways_on_lead_owners_to_the_page_and_tell_others_whom_to_ask(
    client, workspace, owner, manager
):
    guide = make_bare_guide(workspace=workspace, owner=owner)
    link = f'href="{reverse("model")}?workspace={workspace.pk}"'
    for person, is_owner in ((owner, True), (manager, False)):
        client.force_login(person)
        html = client.get(guide.get_absolute_url()).content.decode()
        assert (link in html) is is_owner
        assert ("An owner of this workspace connects it" in html) is not is_owner
    connect(workspace)
    assert "Connect a model" not in client.get(guide.get_absolute_url()).content.decode()


def test_account_menu_has_the_page_for_owners(client, owner, manager):
    for person, is_owner in ((owner, True), (manager, False)):
        client.force_login(person)
        client.get("/")
        html = client.get(reverse("password_change")).content.decode()
        assert (f'href="{reverse("model")}"' in html) is is_owner


def test_admin_shows_the_connection_without_its_key(admin_client, workspace):
    one = connect(workspace)
    connect(workspace, is_accepted=False, model="model-y")
    one.refresh_from_db()
    address = reverse("admin:llm_modelconnection_change", args=[one.pk])
    response = admin_client.get(address)
    html = response.content.decode()
    assert "model-x" in html
    assert not any(text in html for text in (KEY, one.sealed_key, one.tried_key))
    assert admin_client.post(address, {"model": "other"}).status_code == 403
