"""Which model a workspace asks: the installation's, else its owner's; and who gets to see a key."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from levelingai.llm import setup
from levelingai.llm.connections import Wanted, begin_trying, take_into_use
from levelingai.llm.models import ModelConnection
from levelingai.llm.types import CallFailed
from levelingai.sealing import unseal
from tests.factories import WorkspaceFactory

pytestmark = pytest.mark.django_db

HOSTED = "https://llm.site.example/v1"
KEY = "sk-hosted-1234567890"
PRICE = (Decimal(1), Decimal("0.5"), Decimal(4))


@pytest.fixture(autouse=True)
def no_model(settings):
    settings.LLM_PROVIDER = "offline"
    settings.LLM_PRICE_PER_MILLION = (0.0, 0.0, 0.0)


def connect(workspace, key=KEY, *, is_accepted=True, **wanted) -> ModelConnection:
    row, _ = ModelConnection.objects.get_or_create(workspace=workspace)
    begin_trying(row, Wanted(**{"base_url": HOSTED, "model": "model-x", **wanted}), key)
    if is_accepted:
        take_into_use(row)
        row.accepted_at = timezone.now()
    row.save()
    return row


def test_connection_is_used_once_it_was_accepted(workspace):
    connect(workspace, is_accepted=False)
    assert not setup.has_model(workspace.pk)
    assert setup.known_models(workspace.pk) == ()
    with pytest.raises(CallFailed, match="No language model is set up") as error:
        setup.get_client(workspace.pk)
    assert error.value.permanent
    connect(workspace, small_model="model-s", price=PRICE, context_tokens=32_000)
    assert setup.known_models(workspace.pk) == ("model-x", "model-s")
    assert setup.small_model(workspace.pk) == "model-s"
    wanted = setup.get_client(workspace.pk).settings
    assert (wanted.base_url, wanted.api_key, wanted.model) == (HOSTED, KEY, "model-x")
    assert (wanted.price_per_million, wanted.context_tokens) == (PRICE, 32_000)
    assert (wanted.is_guarded, wanted.is_local, wanted.max_concurrency) == (True, False, 48)


def test_connection_is_its_own_workspaces(workspace):
    connect(workspace)
    assert not setup.has_model(WorkspaceFactory().pk)
    assert not setup.has_model(None)


def test_settings_of_the_installation_win(workspace, settings):
    connect(workspace)
    settings.LLM_PROVIDER, settings.LLM_MODEL, settings.LLM_MODEL_SMALL = "openai", "own", "own"
    settings.LLM_BASE_URL, settings.LLM_API_KEY = "https://own.example/v1", "sk-own"
    for workspace_id in (workspace.pk, WorkspaceFactory().pk, None):
        assert setup.known_models(workspace_id) == ("own",)
        wanted = setup.get_client(workspace_id).settings
        assert (wanted.base_url, wanted.api_key) == ("https://own.example/v1", "sk-own")
        assert not wanted.is_guarded


def test_model_of_an_earlier_connection_means_the_present_one(workspace):
    connect(workspace, small_model="model-s")
    asked = [setup.get_client(workspace.pk, name).settings.model for name in ("model-s", "gone")]
    assert asked == ["model-s", "model-x"]


def test_server_on_this_machine_is_local_and_costs_nothing(workspace, settings):
    """It is asked one thing at a time at first: see `Pace`."""
    settings.LOCAL_RUN = True
    settings.LLM_PRICE_PER_MILLION = (1.0, 0.5, 4.0)
    here = "http://127.0.0.1:11434/v1"
    connect(workspace, key="", base_url=here, server="ollama")
    wanted = setup.get_client(workspace.pk).settings
    assert (wanted.is_local, wanted.is_guarded) == (True, False)
    assert setup.get_client(workspace.pk).pace.limit == 1
    assert wanted.price_per_million is None


def test_prices_of_the_installation_count_where_nobody_typed_any(workspace, settings):
    settings.LLM_PRICE_PER_MILLION = (1.0, 0.5, 4.0)
    connect(workspace)
    assert setup.get_client(workspace.pk).settings.price_per_million == PRICE


@pytest.mark.parametrize(
    ("base_url", "typed", "kept"),
    [
        (HOSTED, "", KEY),
        (HOSTED, "sk-new", "sk-new"),
        ("https://other.site.example/v1", "", ""),
        ("https://other.site.example/v1", "sk-new", "sk-new"),
        ("https://llm.site.example/v2", "", ""),
        ("https://llm.site.example.evil.example/v1", "", ""),
    ],
)
@pytest.mark.parametrize("is_accepted", [True, False], ids=["in use", "tried"])
def test_key_goes_with_its_address_alone(workspace, base_url, typed, kept, is_accepted):
    connect(workspace, is_accepted=is_accepted)
    row = connect(workspace, key=typed, base_url=base_url, is_accepted=False)
    assert (unseal(row.tried_key, workspace.pk) if row.tried_key else "") == kept


def test_key_of_a_tried_address_is_not_given_to_the_one_in_use(workspace):
    connect(workspace)
    connect(workspace, key="sk-b", base_url="https://b.example/v1", is_accepted=False)
    row = connect(workspace, key="", is_accepted=False)
    assert unseal(row.tried_key, workspace.pk) == KEY


def test_connection_without_a_readable_key_says_so(workspace, settings):
    connect(workspace)
    settings.SECRET_KEY = "another " * 10
    assert setup.has_model(workspace.pk)
    with pytest.raises(CallFailed, match="has to be entered again") as error:
        setup.get_client(workspace.pk)
    assert (error.value.code, error.value.permanent) == ("llm_unavailable", True)


def test_address_is_checked_again_when_it_is_used(workspace, settings):
    settings.LOCAL_RUN = True
    connect(workspace, base_url="http://10.0.0.5:8000/v1")
    assert setup.get_client(workspace.pk)
    settings.LOCAL_RUN = False
    with pytest.raises(CallFailed, match="not allowed here any more"):
        setup.get_client(workspace.pk)


def test_key_shows_nowhere(workspace):
    row = connect(workspace, is_accepted=False)
    assert KEY not in str(ModelConnection.objects.filter(pk=row.pk).values().get())
    connect(workspace)
    assert KEY not in str(ModelConnection.objects.filter(pk=row.pk).values().get())
    connection = setup.connection_for(workspace.pk)
    assert KEY not in repr(connection)
    assert KEY not in repr(setup.get_client(workspace.pk).settings)


def test_workers_load_the_client_where_anybody_has_a_model(workspace, monkeypatch):
    from levelingai.llm import client

    loaded = []
    monkeypatch.setattr(client, "preload", lambda: loaded.append(True))
    monkeypatch.setattr(setup.databases, "close_all", lambda: None)
    setup.preload_model()
    assert loaded == []
    connect(workspace)
    setup.preload_model()
    assert loaded == [True]
