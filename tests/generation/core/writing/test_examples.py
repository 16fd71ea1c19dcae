"""Whatever a model replies becomes exactly three clean examples, or one error that says why."""

from __future__ import annotations

import json
import time

import pytest

from generation.core.errors import GenerationError
from generation.core.writing.examples import (
    FIELD_LIMITS,
    MAX_REPLY_CHARS,
    Example,
    read_reply,
)
from generation.core.writing.prompts import get_prompt
from tests.generation.core.writing.planted import FACT, GOOD, brief

pytestmark = pytest.mark.core


def reply(*changes: dict[str, object]) -> str:
    """Three whole examples as JSON, the first ones with fields replaced."""
    items = [example.to_json() for example in GOOD]
    for item, change in zip(items, changes, strict=False):
        item.update(change)
    return json.dumps({"examples": items}, ensure_ascii=False)


WAYS_TO_SEND = {
    "bare": reply(),
    "fenced": f"```json\n{reply()}\n```",
    "fence_without_name": f"```\n{reply()}\n```",
    "prose_around": f"Here are three examples for you:\n\n{reply()}\n\nHope this helps {{:-)}}!",
    "prose_with_braces": f"The cell {{L3}} asks for delivery [see above]. {reply()}",
    "bare_list": json.dumps([example.to_json() for example in GOOD]),
    "byte_order_mark": "\ufeff" + reply(),
    "other_json_first": f'{{"thinking": "short"}}\n{reply()}',
    "more_fields": reply({"confidence": 0.9}),
}


@pytest.mark.parametrize("way", WAYS_TO_SEND)
def test_parse_reads_a_reply_however_it_is_wrapped(way):
    assert read_reply(WAYS_TO_SEND[way], brief=brief()).examples == GOOD


BAD_REPLIES = {
    "empty": "",
    "prose": "I am sorry, but I cannot do that.",
    "cut_off": reply()[:-40],
    "html": "<html><body>502 Bad Gateway</body></html>",
    "two": json.dumps({"examples": [example.to_json() for example in GOOD[:2]]}),
    "four": json.dumps({"examples": [example.to_json() for example in (*GOOD, GOOD[0])]}),
    "none": json.dumps({"examples": []}),
    "null": json.dumps({"examples": None}),
    "strings": json.dumps({"examples": ["a", "b", "c"]}),
    "missing_field": reply({}).replace('"evidence"', '"proof"'),
    "number_as_text": reply({"text": 7}),
    "facts_not_a_list": reply({"facts": "f1"}),
    "empty_text": reply({"text": " \u200b "}),
    "long_headline": reply({"headline": "x" * (FIELD_LIMITS["headline"] + 1)}),
    "long_text": reply({"text": "word " * 400}),
    "nested": "[" * 30_000,
    "nested_objects": '{"a":' * 10_000,
}


@pytest.mark.parametrize("kind", BAD_REPLIES)
def test_parse_refuses_anything_but_three_whole_examples(kind):
    with pytest.raises(GenerationError) as caught:
        read_reply(BAD_REPLIES[kind], brief=brief())
    assert (caught.value.code, caught.value.permanent) == ("llm_bad_output", False)
    assert caught.value.message.startswith("The model")


@pytest.mark.parametrize("filling", ["x", "[", "{", '{"a":1}', reply(), "```", "\x00"])
def test_parse_refuses_a_megabyte_at_once(filling):
    huge = (filling * (1_000_000 // len(filling) + 1))[:1_000_000]
    start = time.process_time()
    with pytest.raises(GenerationError) as caught:
        read_reply(huge, brief=brief())
    assert caught.value.code == "llm_bad_output"
    assert time.process_time() - start < 0.05


@pytest.mark.parametrize("filling", ["[", "{", "```", '{"a":', "[{"])
def test_parse_stays_quick_on_the_longest_reply_it_reads(filling):
    longest = (filling * MAX_REPLY_CHARS)[:MAX_REPLY_CHARS]
    start = time.process_time()
    with pytest.raises(GenerationError):
        read_reply(longest, brief=brief())
    assert time.process_time() - start < 2


def test_parse_strips_what_is_no_plain_text():
    text = "Writes\x00 a\u202e plan\u2066\nfor\tthe\ud800 \u200brelease\x1b[31m."
    parsed = read_reply(reply({"text": text}), brief=brief()).examples
    assert parsed[0].text == "Writes a plan for the release [31m."


def test_parse_keeps_markup_as_the_text_it_is():
    markup = "<script>alert(1)</script> {{ secret }} <img src=x onerror=y>"
    assert read_reply(reply({"text": markup}), brief=brief()).examples[0].text == markup


def test_parse_keeps_joiners_that_scripts_need():
    assert read_reply(reply({"headline": "می\u200cنویسد"}), brief=brief()).examples[0].headline == (
        "می\u200cنویسد"
    )


def test_parse_trusts_only_facts_of_the_brief():
    parsed = read_reply(
        reply({"facts": ["f9", FACT.id, FACT.id, "f1; drop"]}), brief=brief()
    ).examples
    assert [example.facts for example in parsed] == [(FACT.id,), (), ()]


def test_example_survives_storage_as_json():
    example = Example("A", "b", "c", "d", ("f1",))
    assert Example.from_json(json.loads(json.dumps(example.to_json()))) == example


PORTABLE = {"type", "properties", "required", "items", "additionalProperties", "description"}


def schema_objects(schema):
    yield schema
    for inner in (*schema.get("properties", {}).values(), *filter(None, [schema.get("items")])):
        yield from schema_objects(inner)


def test_schema_stays_in_the_subset_that_strict_servers_share():
    for part in schema_objects(get_prompt().schema):
        assert set(part) <= PORTABLE
        if part["type"] == "object":
            assert part["additionalProperties"] is False
            assert part["required"] == list(part["properties"])
