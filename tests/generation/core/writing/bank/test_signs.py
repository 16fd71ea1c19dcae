"""The language in which the bank says what a clause asks for."""

from __future__ import annotations

import pytest

from generation.core.writing.bank.signs import (
    SignError,
    Vocabulary,
    compile_sign,
    plain_words,
    verb_forms,
)

pytestmark = pytest.mark.core

WORDS = Vocabulary(
    sets={"things": "plan*|road_map"},
    irregular={"give": "gave given", "split": "split"},
    fillers=["the", "their"],
    breakers=["when", "but"],
)


def _found(sign: str, clause: str) -> bool:
    line = "".join(f" {word}" for word in plain_words(clause))
    return compile_sign(sign, WORDS).find(line) is not None


@pytest.mark.parametrize(
    ("sign", "clause"),
    [
        ("give~ feedback", "Gave the feedback"),
        ("give~ feedback", "gives timely feedback".replace("timely", "honestly")),
        ("give~ .. feedback", "giving peers clear and honest feedback"),
        ("estimat*", "Estimation of work"),
        ("organi*ation", "the organisation"),
        ("organi*ation", "an Organization"),
        ("root_cause*", "root-causes"),
        ("ci/cd", "uses CI/CD"),
        ("write~ @things", "writes the road map"),
        ("write~ @things", "write plans"),
        ("split~ work", "splitting work"),
        ("budget* & forecast*", "forecasts kept beside the budget"),
    ],
)
def test_a_sign_finds_what_it_says(sign, clause):
    assert _found(sign, clause)


@pytest.mark.parametrize(
    ("sign", "clause"),
    [
        ("give~ feedback", "gives peers feedback"),
        ("give~ .. feedback", "feedback that peers give"),
        ("give~ .. feedback", "gives up when feedback comes"),
        ("give~ .. feedback", "gives one two three four five feedback"),
        ("estimat*", "underestimates"),
        ("test", "latest"),
        ("test", "tests"),
        ("budget* & forecast*", "keeps the budget"),
    ],
)
def test_a_sign_passes_over_what_it_does_not_say(sign, clause):
    assert not _found(sign, clause)


@pytest.mark.parametrize("source", ["ab*", "give~ ..", ".. feedback", "@nothing", "who?", ""])
def test_a_sign_outside_the_language_is_refused(source):
    with pytest.raises(SignError):
        compile_sign(source, WORDS)


def test_a_sign_says_how_its_first_words_may_begin():
    assert compile_sign("give~|split~ up", WORDS).keys == {"giv", "gav", "spl"}


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("write", ("write", "writes", "writing", "wrote", "written")),
        ("plan", ("plan", "plans", "planning", "planned")),
        ("identify", ("identify", "identifies", "identifying", "identified")),
        ("split", ("split", "splits", "splitting")),
    ],
)
def test_verb_forms_are_those_of_the_language(base, forms):
    assert verb_forms(base, {"write": "wrote written", "split": "split"}) == forms
