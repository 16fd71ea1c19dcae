"""The passages that speak of what is asked come first, in any of the guides' languages."""

from __future__ import annotations

import pytest

from levelingai.grounding.passages import Passage
from levelingai.grounding.rank import rank

pytestmark = pytest.mark.core


def passages(*texts: str) -> list[Passage]:
    return [Passage("definition", str(number), text) for number, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("query", "texts", "shared"),
    [
        (
            "How does mentoring look?",
            ("Plans projects with the team.", "Mentors engineers and looks after new ones."),
            {"mentoring", "look"},
        ),
        (
            "Wer plant die Projekte?",
            (
                "Betreut neue Kolleginnen im Team.",
                "Die Planung eines Projekts und seiner Schritte.",
            ),
            {"Projekte"},
        ),
        (
            "planifier les livraisons",
            ("Aide les nouveaux collègues.", "Planifie chaque livraison avec l'équipe."),
            {"livraisons"},
        ),
        ("发布计划", ("指导新的工程师", "与团队一起制定发布计划"), {"发布", "布计", "计划"}),
    ],
)
def test_rank_compares_stems_or_pairs_of_characters(query, texts, shared):
    first = rank(query, passages(*texts))[0]
    assert first.passage.id == "1"
    assert set(first.shared) == shared


def test_rank_leaves_out_what_shares_no_word():
    found = rank("on-call duty", passages("Plans projects.", "Shares the duty of being on call."))
    assert [one.passage.id for one in found] == ["1"]
    assert rank("the of and", passages("The end of the plan and the work.")) == []
    assert rank("", passages("Plans.")) == rank("plans", []) == []


def test_rank_prefers_rare_words_and_short_passages():
    found = rank(
        "incident plans",
        passages(
            "Plans work.",
            "Plans work, plans weeks and plans months for the team.",
            "Plans for an incident.",
        ),
    )
    assert [one.passage.id for one in found] == ["2", "1", "0"]


def test_rank_searches_the_place_too():
    one = Passage("definition", "a", "Works without help.", "L4 · Delivery")
    other = Passage("definition", "b", "Works without help.", "L4 · Mentoring")
    assert [found.passage for found in rank("delivery", [one, other])] == [one]


def test_rank_keeps_the_order_of_equal_passages():
    texts = passages("Plans work.", "Plans work.", "Plans work.")
    assert [one.passage.id for one in rank("plans", texts)] == ["0", "1", "2"]
