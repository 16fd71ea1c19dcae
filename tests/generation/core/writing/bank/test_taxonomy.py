"""What is wrong with the bank's data is said with the file and the entry."""

from __future__ import annotations

import shutil

import pytest

from generation.core.writing.bank import BankError, load_behaviours, load_entries, taxonomy

pytestmark = pytest.mark.core

EXAMPLE = """
[[example]]
behaviour = "estimates"
scope = "task"
roles = ["office"]
headline = "Says a date"
text = "Says a date."
evidence = "the date"
"""
BEHAVIOUR = '[dances]\nname = "Dances"\nmeaning = "Moves."\nasks = ["dance~ well"]\n'


def _forget() -> None:
    for load in ("load_words", "load_roles", "load_behaviours", "load_entries"):
        getattr(taxonomy, load).cache_clear()


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A bank of its own with the words and roles of the real one."""
    for name in ("words.toml", "roles.toml"):
        shutil.copy(taxonomy.DATA / name, tmp_path)
    for name in ("behaviours", "examples"):
        (tmp_path / name).mkdir()
    (tmp_path / "behaviours" / "delivery.toml").write_text(
        '[estimates]\nname = "Estimates"\nmeaning = "Says how long."\nasks = ["estimate~ work"]\n'
    )
    monkeypatch.setattr(taxonomy, "DATA", tmp_path)
    _forget()
    yield tmp_path
    _forget()


def test_examples_are_read_whole(data):
    (data / "examples" / "delivery.toml").write_text(EXAMPLE)
    (entry,) = load_entries()
    assert (entry.behaviour, entry.scope, entry.roles) == ("estimates", 0, {"office"})


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"estimates"', '"guesses"', "names no behaviour: guesses"),
        ('"task"', '"planet"', "has no scope: planet"),
        ('"office"', '"pirates"', "names unknown roles: pirates"),
        ('evidence = "the date"\n', "", "lacks evidence"),
        ('evidence = "the date"\n', 'evidence = "the date"\nnote = "x"\n', "has unknown note"),
        (EXAMPLE, EXAMPLE + EXAMPLE, "stands twice"),
    ],
)
def test_a_wrong_example_is_named(data, old, new, said):
    (data / "examples" / "delivery.toml").write_text(EXAMPLE.replace(old, new))
    with pytest.raises(BankError, match=f"examples/delivery.toml: “Says a date” {said}"):
        load_entries()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('["dance~ well"]', "[]", "behaviours/growth.toml: dances has no sign"),
        ("dance~ well", "@nobody well", "behaviours/growth.toml: dances: there is no set @nobody"),
        ("[dances]", "[estimates]", "behaviours/growth.toml: estimates stands twice"),
        ("[dances]", "[dances", "growth.toml: "),
    ],
)
def test_a_wrong_behaviour_is_named(data, old, new, said):
    (data / "behaviours" / "growth.toml").write_text(BEHAVIOUR.replace(old, new))
    with pytest.raises(BankError, match=said):
        load_behaviours()
