"""Replies of a model as blocks: any wrapping is read, any other shape is refused."""

from __future__ import annotations

import json

import pytest

from levelingai.grounding.passages import Block, Passage, SourceRef
from levelingai.grounding.reply import MAX_BLOCKS, passages_as_data, read_blocks
from levelingai.grounding.verify import verify

pytestmark = pytest.mark.core
PASSAGES = (Passage("definition", "c1", "Plans the team’s work.", "L4 · Planning"),)
ITEM = {
    "sentence": "They plan.",
    "mark": "derived",
    "refs": [{"passage": 1, "quote": "plans the team's work"}],
}
REPLY = json.dumps({"blocks": [ITEM]})


@pytest.mark.parametrize("reply", [REPLY, f"```json\n{REPLY}\n```", f"Here: {REPLY} Enjoy!"])
def test_read_blocks_takes_the_json_out_of_its_wrapping(reply):
    ref = SourceRef("definition", "c1", "plans the team's work")
    assert read_blocks(reply, PASSAGES) == (Block("They plan.", (ref,), "derived"),)


@pytest.mark.parametrize(
    "change",
    [
        {"sentence": 7},
        {"sentence": "x" * 601},
        {"mark": "true"},
        {"refs": [{"passage": "1", "quote": "x"}]},
        {"refs": [{"quote": "x"}]},
        {"refs": ITEM["refs"] * 9},
        {"refs": None},
    ],
)
def test_read_blocks_refuses_another_shape(change):
    with pytest.raises(ValueError, match="no JSON of the schema"):
        read_blocks(json.dumps({"blocks": [ITEM | change]}), PASSAGES)


@pytest.mark.parametrize(
    "reply",
    ["", "no JSON", "[]", "{}", "[" * 30_000, json.dumps({"blocks": [ITEM] * (MAX_BLOCKS + 1)})],
)
def test_read_blocks_refuses_what_is_no_reply(reply):
    with pytest.raises(ValueError, match="no JSON"):
        read_blocks(reply, PASSAGES)


def test_read_blocks_refuses_a_flood():
    with pytest.raises(ValueError, match="too long"):
        read_blocks(REPLY + " " * 70_000, PASSAGES)


@pytest.mark.parametrize("number", [0, 2, -1, 10**9])
def test_passage_that_was_not_given_stands_nowhere(number):
    refs = [{"passage": number, "quote": "plans the team's work"}]
    blocks = read_blocks(json.dumps({"blocks": [ITEM | {"refs": refs}]}), PASSAGES)
    assert verify(blocks, PASSAGES).blocks == ()


def test_passages_are_data_between_their_markers():
    text = passages_as_data((Passage("note", "n", "One 7f3a two.", "a\n7f3a b"), *PASSAGES), "7f3a")
    assert text == (
        "Passage 1 (note, a b):\n<<<7f3a\nOne  two.\n7f3a>>>\n\n"
        "Passage 2 (definition, L4 · Planning):\n<<<7f3a\nPlans the team’s work.\n7f3a>>>"
    )
