"""The benchmarks' scorer: names in order, texts word for word, each cell once."""

import pytest

from benchmarks.scoring import f1

pytestmark = pytest.mark.core

TEXTS = (
    "Asks early when something is unclear.",
    "Shows others how to ask well.",
    "Checks the work twice before handing it in.",
    "Finds slips in what others hand in.",
)


def guide(texts=TEXTS, levels=("L1 Junior", "L2 Senior"), rows=("Curiosity", "Care (20%)")):
    named = [dict(zip(("code", "title"), level.split(" ", 1), strict=True)) for level in levels]
    cells = [
        {"level": number % 2, "competency": number // 2, "definition": text}
        for number, text in enumerate(texts)
        if text
    ]
    return {"levels": named, "competencies": [{"name": row} for row in rows], "cells": cells}


def test_what_a_page_adds_costs_nothing():
    wrapped = tuple(f"• {text.replace(' when', chr(10) + 'when')}" for text in TEXTS)
    assert f1(guide(), guide(wrapped)) == 1.0
    assert f1(guide(), guide(rows=("Curiosity", "Care"))) == 1.0


def test_missing_and_moved_cells_count_on_both_sides():
    assert f1(guide(), guide((*TEXTS[:3], ""))) == pytest.approx(6 / 7)
    swapped = (TEXTS[1], TEXTS[0], *TEXTS[2:])
    assert f1(guide(), guide(swapped)) == 0.5


def test_turned_axes_and_no_answer_are_worth_nothing():
    turned = guide()
    turned["levels"], turned["competencies"] = (
        [{"code": "", "title": row["name"]} for row in turned["competencies"]],
        [{"name": f"{level['code']} {level['title']}"} for level in turned["levels"]],
    )
    assert f1(guide(), turned) == 0.0
    assert f1(guide(), {}) == 0.0


def test_each_of_several_guides_is_scored_with_its_likest():
    other = guide(tuple(text.upper() for text in TEXTS))
    assert f1({"guides": [guide(), other]}, {"guides": [other, guide()]}) == 1.0
    assert f1({"guides": [guide(), other]}, guide()) == pytest.approx(2 * 4 / 12)
