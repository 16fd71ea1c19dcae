"""Written texts: what stands is kept, what does not leaves no trace, no call is made in vain."""

from __future__ import annotations

import json

import pytest
from django.db import IntegrityError, connection, transaction

from guides.enums import WRITTEN_FROM, Engine, WrittenStatus
from guides.grounded import GroundedPrompt, write_grounded
from levelingai.grounding.passages import Passage
from levelingai.grounding.reply import BLOCKS_SCHEMA, passages_as_data
from levelingai.llm.accounts import record
from levelingai.llm.failures import failure
from levelingai.llm.models import LLMCall
from levelingai.llm.types import CallRecord, ClientSettings
from tests.factories import UserFactory, WorkspaceFactory
from tests.grounded_app.models import Note
from tests.levelingai.llm.helpers import make_reply

pytestmark = pytest.mark.django_db
PASSAGES = (
    Passage("definition", "c1", "Plans the team’s work for 3 sprints.", "L4 · Planning"),
    Passage("definition", "c2", "Mentors two engineers.", "L4 · Mentoring"),
)


def build_messages(data, passages, delimiter):
    content = f"{json.dumps(BLOCKS_SCHEMA)}\n{data}\n{passages_as_data(passages, delimiter)}"
    return [{"role": "user", "content": content}]


PROMPT = GroundedPrompt("note", "v1", "test_note", build_messages)


def blocks(*items) -> str:
    """A reply; an item is sentence, passage number and quote."""
    return json.dumps(
        {
            "blocks": [
                {
                    "sentence": sentence,
                    "mark": "derived",
                    "refs": [{"passage": number, "quote": quote}],
                }
                for sentence, number, quote in items
            ]
        }
    )


GOOD = blocks(("They plan 3 sprints.", 1, "the team's work for 3 sprints"))
WRONG = blocks(
    ("They plan 5 sprints of secrets.", 1, "the team's work for 3 sprints"),
    ("They mentor.", 1, "mentors two engineers"),
    ("They lead.", 7, "mentors two engineers"),
    ("They plan.", 1, "plans the team's vacation"),
)


class Client:
    """Answers with the given replies in turn, an error being raised; keeps what it was asked."""

    settings = ClientSettings("http://model.example", "key", "model-x")

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []

    def complete(self, messages, **options):
        self.asked.append(messages)
        answer = self.answers.pop(0)
        if callable(answer):
            answer = answer()
        failed = isinstance(answer, Exception)
        outcome, code = ("failed", answer.reason) if failed else ("ok", "")
        record(CallRecord(options["purpose"], "model-x", "r1", 10, 0, 5, None, 0.1, outcome, code))
        if failed:
            raise answer
        return make_reply(answer)


@pytest.fixture
def note(workspace, manager):
    return Note.objects.create(workspace=workspace, owner=manager, input={"topic": "planning"})


def write(note, *answers, passages=PASSAGES, **options):
    client = Client(*answers)
    write_grounded(note, passages, PROMPT, client, **options)
    return client


def test_text_that_stands_is_ready_with_its_sources(note):
    client = write(note, GOOD)
    assert note.status == WrittenStatus.READY
    assert (note.engine, note.model) == (Engine.OPENAI, "model-x")
    assert (note.prompt_name, note.prompt_version) == ("note", "v1")
    (block,) = note.blocks
    assert block.refs[0].quote == "the team’s work for 3 sprints"
    assert note.checks["calls"] == len(client.asked) == 1
    call = LLMCall.objects.get()
    assert (call.subject_kind, call.subject_id, call.purpose) == ("note", note.pk, "test_note")


def test_what_does_not_stand_is_left_out(note):
    write(note, WRONG[:-2] + ", " + GOOD[len('{"blocks": [') :])
    assert [block.sentence for block in note.blocks] == ["They plan 3 sprints."]
    assert note.checks["dropped"] == {"number": 1, "no_source": 3}
    assert note.checks["lost_refs"] == 3


@pytest.mark.parametrize("first", [WRONG, "no JSON", '{"blocks": []}', '{"blocks": [{"a": 1}]}'])
def test_one_repair_where_nothing_stands(note, first):
    client = write(note, first, f"Here it is:\n```json\n{GOOD}\n```")
    assert note.status == WrittenStatus.READY
    assert [message["role"] for message in client.asked[1]] == ["user", "assistant", "user"]


def test_nothing_of_the_model_is_kept_where_nothing_stands_twice(note):
    write(note, WRONG, WRONG)
    assert note.status == WrittenStatus.NEEDS_REVIEW
    assert note.content == {}
    assert note.blocks == ()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM grounded_app_note")
        assert "secrets" not in str(cursor.fetchall())


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ([failure("quota")], "llm_quota"),
        ([failure("timeout")], "llm_unavailable"),
        ([WRONG, failure("refused")], "llm_refused"),
        (["no JSON", "none"], "llm_bad_output"),
    ],
)
def test_failing_model_says_why_and_leaves_no_text(note, answers, code):
    write(note, *answers)
    assert note.status == WrittenStatus.FAILED
    assert note.error_code == code
    assert note.error_message
    assert note.content == {}
    assert LLMCall.objects.count() == len(answers)


def test_failed_text_can_be_written_again(note):
    write(note, failure("timeout"))
    assert Note.objects.move(note.pk, WrittenStatus.QUEUED)
    write(note, GOOD)
    assert (note.status, note.error_code) == (WrittenStatus.READY, "")


def test_same_text_is_not_asked_for_twice(note, manager):
    write(note, GOOD)
    again = Note.objects.create(workspace=note.workspace, owner=manager, input=note.input)
    assert write(again).asked == []
    assert again.status == WrittenStatus.READY
    assert again.blocks == note.blocks


@pytest.mark.parametrize("other", ["owner", "workspace", "input", "passages"])
def test_other_owner_or_input_has_its_own_text(note, manager, other):
    write(note, GOOD)
    values = {"workspace": note.workspace, "owner": manager, "input": note.input}
    changed = {"owner": UserFactory, "workspace": WorkspaceFactory, "input": dict}
    if other in changed:
        values[other] = changed[other]()
    passages = PASSAGES[:1] if other == "passages" else PASSAGES
    assert len(write(Note.objects.create(**values), GOOD, passages=passages).asked) == 1


def test_key_of_the_caller_decides(note, manager):
    write(note, GOOD, key="template-7")
    again = Note.objects.create(workspace=note.workspace, owner=manager, input={"topic": "other"})
    assert write(again, key="template-7").asked == []


def test_without_passages_no_call_is_made(note):
    assert write(note, passages=()).asked == []
    assert note.status == WrittenStatus.NEEDS_REVIEW


def test_spent_budget_makes_no_call(note, monkeypatch):
    monkeypatch.setattr("guides.grounded.is_spend_cap_reached", lambda workspace: True)
    assert write(note).asked == []
    assert (note.status, note.error_code) == (WrittenStatus.FAILED, "llm_quota")


@pytest.mark.parametrize("status", [WrittenStatus.READY, WrittenStatus.CANCELLED])
def test_text_that_has_ended_is_left_alone(note, status):
    Note.objects.filter(pk=note.pk).update(status=status, engine=Engine.MANUAL)
    assert write(note).asked == []
    assert note.status == status


def test_text_cancelled_meanwhile_stays_cancelled(note):
    def cancel():
        assert Note.objects.move(note.pk, WrittenStatus.CANCELLED)
        return GOOD

    write(note, cancel)
    assert note.status == WrittenStatus.CANCELLED
    assert note.content == {}


def test_text_of_a_lost_worker_is_taken_over(note):
    Note.objects.filter(pk=note.pk).update(status=WrittenStatus.WRITING)
    write(note, GOOD)
    assert note.status == WrittenStatus.READY


def test_no_call_is_made_inside_a_transaction(note):
    client = Client(GOOD)
    with transaction.atomic(), pytest.raises(RuntimeError):
        write_grounded(note, PASSAGES, PROMPT, client)
    assert client.asked == []


def test_every_status_says_where_it_comes_from():
    assert set(WRITTEN_FROM) == set(WrittenStatus)


@pytest.mark.parametrize("fields", [{"status": "lost"}, {"status": "failed"}, {"status": "ready"}])
def test_database_refuses_what_must_not_be(workspace, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Note.objects.create(workspace=workspace, **fields)
