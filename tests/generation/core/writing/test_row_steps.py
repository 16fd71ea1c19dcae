"""The plan of a row, the blind sort and the mending: what is asked, and what of a reply counts."""

import json
from dataclasses import replace

import pytest

from generation.core.errors import GenerationError
from generation.core.recovery.matrix import MatrixCell
from generation.core.writing import (
    Landing,
    check_examples,
    mending_of,
    read_plan,
    read_sorting,
    sort_messages,
    sorting_of,
    verdict,
)
from generation.core.writing.examples import Example
from generation.core.writing.plans import CellPlan, Situation
from generation.core.writing.prompts import get_prompt, plan_v2
from tests.levelingai.llm.helpers import make_brief, make_briefs, make_matrix

pytestmark = pytest.mark.core

ROW = make_briefs(1)
MATRIX = make_matrix(5)


def level(number, **more):
    situation = {"quote": "Takes up questions of cataloguing", "situation": "a box", "facts": []}
    said = {"level": number, "nothing": "", "new": "more", "reach": "a task"}
    return said | {"situations": [situation] * 3} | more


def plan(*levels):
    return json.dumps({"artefacts": ["box", "shelf mark"], "levels": levels})


def test_plan_gives_each_cell_what_is_new_there_and_beside_it():
    plans = read_plan(plan(*(level(n, new=f"new {n}") for n in (1, 2, 3, 4))), ROW)
    assert [plans[at].new for at in range(4)] == ["new 1", "new 2", "new 3", "new 4"]
    assert (plans[1].below, plans[1].above) == ("new 1", "new 3")
    assert (plans[0].below, plans[3].above) == ("", "")
    assert plans[0].artefacts == ("box", "shelf mark")
    assert CellPlan.from_json(json.loads(json.dumps(plans[2].to_json()))) == plans[2]


def test_plan_keeps_only_quotes_that_stand_and_facts_that_are_approved():
    said = [
        {"quote": "Takes up questions of cataloguing", "situation": "one", "facts": ["f1", "f9"]},
        {"quote": "Runs the whole archive", "situation": "two", "facts": []},
    ]
    cell = read_plan(plan(level(2, situations=said)), ROW)[1]
    assert cell.situations == (
        Situation("Takes up questions of cataloguing", "one", ("f1",)),
        Situation("", "two"),
    )


@pytest.mark.parametrize(
    ("said", "nothing"),
    [
        (level(1, nothing="A failing.", situations=[]), "A failing."),
        (level(1, nothing="A failing."), ""),
    ],
    ids=["no situations", "situations all the same"],
)
def test_plan_may_say_that_a_level_asks_for_nothing(said, nothing):
    assert read_plan(plan(said), ROW)[0].nothing == nothing


@pytest.mark.parametrize(
    "reply",
    [
        "no",
        "{}",
        plan(),
        plan(level(9)),
        "[" * 9_000,
        "x" * 99_000,
        '{"artefacts": 1, "levels": []}',
    ],
    ids=["prose", "empty", "no level", "other level", "nested", "huge", "wrong type"],
)
def test_plan_that_plans_nothing_is_refused(reply):
    with pytest.raises(GenerationError) as caught:
        read_plan(reply, ROW)
    assert (caught.value.code, caught.value.permanent) == ("llm_bad_output", False)


def test_plan_is_asked_for_the_open_levels_with_the_whole_row():
    user = plan_v2.build_messages(ROW[1:3], "data-1")[1]["content"]
    assert "Plan these levels, by number: 2, 3." in user
    for brief in ROW:
        assert json.dumps(brief.definition, ensure_ascii=False) in user


# The sort ----------------------------------------------------------------------------------------

TEXTS = {(at, 2): [f"Writes text {at} {name}." for name in "abc"] for at in range(4)}
OTHERS = {(at, row): [f"Writes other {at} {row}."] for at in range(4) for row in (0, 1, 3)}


def reply_to(sorting, where):
    """Each item put where `where` says: a place, None for none."""
    ids = {place: f"c{number}" for number, place in enumerate(sorting.cells, start=1)}
    placed = [
        {"id": f"e{number}", "cell": ids.get(where(text, place), "none")}
        for number, (text, place) in enumerate(sorting.items, start=1)
    ]
    return json.dumps({"sorted": placed})


def test_sort_shows_a_row_among_its_neighbours_and_no_places():
    sorting = sorting_of(TEXTS, OTHERS, MATRIX)
    assert {row for _, row in sorting.cells} == {1, 2, 3}
    texts = [text for text, _ in sorting.items]
    assert {text for texts in TEXTS.values() for text in texts} < set(texts)
    decoys = [place for text, place in sorting.items if "other" in text]
    assert 0 < len(decoys) <= 8
    assert {row for _, row in decoys} <= {1, 3}
    assert texts != sorted(texts)
    again = sorting_of(dict(reversed(TEXTS.items())), dict(reversed(OTHERS.items())), MATRIX)
    assert sort_messages(again, "d") == sort_messages(sorting, "d")


def test_sort_tells_own_from_foreign_and_from_none():
    sorting = sorting_of(TEXTS, OTHERS, MATRIX)
    own = read_sorting(reply_to(sorting, lambda text, place: place), sorting)
    assert {landing.is_own for landing in own.values()} == {True}
    away = read_sorting(reply_to(sorting, lambda text, place: (0, 1)), sorting)
    assert {away[text] for text in TEXTS[1, 2]} == {
        Landing(False, "Conservation at L1 Associate Archivist")
    }
    none = read_sorting(reply_to(sorting, lambda text, place: None), sorting)
    assert set(none.values()) == {Landing(False)}


def test_sort_that_leaves_an_example_out_has_not_put_it_back():
    sorting = sorting_of(TEXTS, {}, MATRIX)
    whole = json.loads(reply_to(sorting, lambda text, place: place))
    first = sorting.items[0][0]
    landed = read_sorting(json.dumps({"sorted": whole["sorted"][1:]}), sorting)
    assert not landed[first].is_own
    assert sum(landing.is_own for landing in landed.values()) == 11


def test_cell_of_the_same_words_counts_as_its_own():
    cells = [
        replace(cell, definition="The same words here.") if cell.competency == 2 else cell
        for cell in MATRIX.cells
    ]
    sorting = sorting_of(TEXTS, {}, replace(MATRIX, cells=tuple(cells)))
    landed = read_sorting(reply_to(sorting, lambda text, place: (0, 2)), sorting)
    assert {landing.is_own for landing in landed.values()} == {True}


@pytest.mark.parametrize(
    "reply", ["no", "{}", '{"sorted": []}', '{"sorted": [{"id": "x", "cell": "c1"}]}']
)
def test_sort_that_sorts_nothing_is_refused(reply):
    with pytest.raises(GenerationError):
        read_sorting(reply, sorting_of(TEXTS, {}, MATRIX))


def example(text="Writes a note on the boxes and files it, until the next reader finds them."):
    return Example(
        "Writes a note", text, "The note", "Takes up questions of cataloguing", origin="model"
    )


@pytest.mark.parametrize(
    ("landing", "passed", "status"),
    [
        (None, None, "needs_review"),
        (Landing(True), True, "ready"),
        (Landing(False, "Loans at L2"), False, "needs_review"),
        (Landing(False), False, "needs_review"),
    ],
)
def test_relevance_of_a_models_example_is_what_the_sort_said(landing, passed, status):
    one = example()
    brief = make_brief(landings={one.text: landing} if landing else {})
    checks = check_examples([one], brief)
    assert next(check.passed for check in checks if check.criterion == "R11") is passed
    assert verdict([one], checks) == status
    moved = make_brief(level=2, landings={"another text": Landing(True)})
    assert verdict([one], check_examples([one], moved)) == "needs_review"


# Mending -----------------------------------------------------------------------------------------


def test_mending_asks_for_what_landed_elsewhere_and_puts_it_back_by_place():
    lost, stays = example("Writes one thing."), example("Writes another thing.")
    brief = make_brief(
        landings={lost.text: Landing(False, "Loans at L2"), stays.text: Landing(True)}
    )
    mending = mending_of([(brief, (stays, lost))])
    assert (len(mending.misplaced), mending.standing) == (1, (stays.text,))
    user = mending.messages("data-1")[1]["content"]
    assert '"a reader put it at": "Loans at L2"' in user
    asked = json.loads(user[user.index('{"examples"') :].splitlines()[0])["examples"]
    assert [one["text"] for one in asked] == [lost.text]
    fields = {
        "illustrates": "Takes up",
        "text": "New.",
        "headline": "N",
        "evidence": "E",
        "facts": ["f9"],
    }
    reply = json.dumps({"examples": [{"id": "e1", **fields}, {"id": "e7", **fields}]})
    mended = mending.read(reply)
    assert list(mended) == [brief.level]
    assert mended[brief.level][1].text == "New."
    assert mended[brief.level][1].facts == ()
    with pytest.raises(GenerationError):
        mending.read(json.dumps({"examples": [{"id": "e7", **fields}]}))


# The size of v2 ------------------------------------------------------------------------------------


def size(messages):
    return sum(len(message["content"]) for message in messages)


def test_v2_of_a_cell_is_a_third_of_v1():
    brief = make_brief(plan=read_plan(plan(*(level(n) for n in (1, 2, 3, 4))), ROW)[1])
    assert (
        size(get_prompt("v2").build_messages(brief, "d"))
        < size(get_prompt("v1").build_messages(brief, "d")) / 3
    )


def test_v2_fits_into_what_a_model_reads():
    """Under 8,000 tokens whatever the guide, and down to what is said of a smaller one."""
    matrix = make_matrix(2)
    cells = tuple(MatrixCell(c.level, c.competency, "Word and word. " * 3000) for c in matrix.cells)
    huge = make_brief(
        matrix=replace(matrix, cells=cells), avoid=("text " * 200,) * 30, note="n" * 500
    )
    prompt = get_prompt("v2")
    assert size(prompt.build_messages(huge, "d")) / 4 < 8_000
    assert size(prompt.plan.build_messages([huge], "d")) / 4 < 8_000
    usual = make_brief()
    whole = size(prompt.build_messages(usual, "d"))
    small = size(prompt.build_messages(replace(usual, room=whole - 1), "d"))
    assert small < whole - 1
