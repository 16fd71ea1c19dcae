"""The strategies compete; the best one is chosen, the others are kept with their reasons."""

import json
import sys
from pathlib import Path

import pytest

from generation.core.errors import NoMatrix
from generation.core.reading.extract import extract_document
from generation.core.recovery import recover
from generation.core.recovery.confidence import agreement_of, confidence_of
from generation.core.recovery.matrix import (
    Attempt,
    Matrix,
    MatrixCell,
    MatrixCompetency,
    MatrixLevel,
)
from generation.core.recovery.matrix_signs import Signs
from generation.core.recovery.recover import recover_matrix
from tests.generation.core.recovery.printing import Guide
from tests.generation.core.recovery.tabled import Layout, table_pdf
from tests.generation.core.recovery.words_on_page import document, line, paragraph

pytestmark = pytest.mark.core

CORPUS = Path("/work/shared/corpus")
GUIDE = Guide(
    ["L1: Engineer", "L2: Senior Engineer", "L3: Staff Engineer"],
    ["Communication", "Quality", "Planning"],
    [
        [f"{verb} {topic} {scope}." for topic in ("notes", "tests", "plans")]
        for verb, scope in (("Writes", "with help"), ("Reviews", "alone"), ("Shapes", "for all"))
    ],
)


class Stumbling:
    name = "stumbling"

    def recover(self, document):
        raise IndexError


def test_recover_matrix_chooses_and_keeps_the_runners_up():
    recovery = recover_matrix(extract_document(table_pdf(GUIDE, Layout())))
    assert recovery.attempts[0] is recovery.chosen
    assert {attempt.strategy for attempt in recovery.attempts} >= {"ruled", "spaced", "prose"}
    confidences = [attempt.confidence for attempt in recovery.attempts]
    assert confidences == sorted(confidences, reverse=True)
    assert recovery.chosen.confidence >= 0.85
    assert recovery.chosen.reasons


def test_recover_matrix_refuses_plain_prose():
    text = ["We meet every week and talk about the work of the team."] * 12
    with pytest.raises(NoMatrix) as caught:
        recover_matrix(document(paragraph(text)))
    assert caught.value.code == "no_matrix"
    assert caught.value.message.startswith("We looked for")


def test_recover_matrix_says_how_little_text_there_was():
    with pytest.raises(NoMatrix, match="only 2 words"):
        recover_matrix(document(line("Hello there")))


def test_recover_matrix_survives_a_strategy_that_stumbles(monkeypatch):
    own = list(recover.strategies())
    monkeypatch.setattr(recover, "strategies", lambda: [Stumbling(), *own])
    recovery = recover_matrix(extract_document(table_pdf(GUIDE, Layout())))
    assert recovery.chosen.strategy != "stumbling"
    assert [a.error for a in recovery.attempts if a.strategy == "stumbling"] == [
        "This way of reading failed."
    ]


def test_recover_matrix_reads_levels_that_go_on_over_pages():
    page = (842, 400)
    whole = extract_document(table_pdf(GUIDE, Layout(per_table=2, page=page)))
    assert [level.code for level in recover_matrix(whole).matrices[0].levels] == ["L1", "L2", "L3"]


def matrix_of(*texts):
    cells = tuple(MatrixCell(number, 0, text) for number, text in enumerate(texts))
    levels = tuple(MatrixLevel(title=f"Level {number}") for number in range(len(texts)))
    return Matrix(levels, (MatrixCompetency("Quality"),), cells)


def test_agreement_is_the_share_of_equal_cells():
    one = Attempt("one", (matrix_of("Checks work.", "Tests all."),))
    other = Attempt("other", (matrix_of("Checks  work.", "Tests none."),))
    assert agreement_of(one, other) == 0.5
    assert agreement_of(one, one) == 1.0


@pytest.mark.skipif(not CORPUS.is_dir(), reason="needs the corpus of guides beside the project")
@pytest.mark.parametrize("stem", ["ft-operations__norepeat", "monzo-marketing__sheet-spill"])
def test_corpus_guide_comes_back_whole(stem, monkeypatch):
    monkeypatch.setattr(sys, "path", [str(CORPUS), *sys.path])
    import score

    document = extract_document((CORPUS / "pdf" / f"{stem}.pdf").read_bytes())
    answer = recover_matrix(document).matrices[0].to_json()
    truth = json.loads(score.truth_file(CORPUS / "truth", stem).read_text("utf-8"))
    assert score.score(truth, answer).f1 == 1.0


def test_confidence_counts_lost_words():
    attempt = Attempt("one", (matrix_of("Checks work.", "Tests all."),), confidence=0.98)
    good = Signs(0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0)
    lossy = Signs(0.3, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0)
    assert confidence_of(attempt, good, -1) >= 0.95
    assert confidence_of(attempt, lossy, -1) < 0.5
