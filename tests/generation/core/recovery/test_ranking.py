"""One ranking weighs attempts, whether they come together or one comes late."""

from dataclasses import replace

import pytest

from generation.core.reading.extract import extract_document
from generation.core.recovery import with_attempt
from generation.core.recovery.matrix import Attempt
from generation.core.recovery.ranking import choice, ranked
from generation.core.recovery.recover import recover_matrix
from tests.generation.core.recovery.tabled import Layout, table_pdf
from tests.generation.core.recovery.test_matrix_recovery import GUIDE

pytestmark = pytest.mark.core


@pytest.fixture(scope="module")
def document():
    return extract_document(table_pdf(GUIDE, Layout()))


@pytest.fixture(scope="module")
def matrix(document):
    return recover_matrix(document).matrices[0]


def half_of(matrix):
    return replace(matrix, cells=matrix.cells[: len(matrix.cells) // 2])


def test_ranked_puts_the_fuller_of_equal_strategies_first(document, matrix):
    half = Attempt("spaced", (half_of(matrix),), 0.9)
    whole = Attempt("ruled", (matrix,), 0.9)
    best, other = ranked(document, [half, whole])
    assert (best.attempt.strategy, best.share) == ("ruled", 1.0)
    assert other.attempt.confidence < best.attempt.confidence
    assert other.share < 1


def test_ranked_is_empty_without_matrices(document):
    assert ranked(document, [Attempt("ruled", error="No table.")]) == []


def test_late_attempt_is_weighed_like_one_among_the_others(document, matrix):
    one, late = Attempt("ruled", (matrix,), 0.9), Attempt("quoted", (matrix,), 0.9)
    together = {entry.attempt.strategy: entry for entry in ranked(document, [one, late])}
    after = {entry.attempt.strategy: entry for entry in ranked(document, [late], [one])}
    assert after["quoted"] == together["quoted"]


def test_late_attempt_confirms_its_equal_and_stands_behind_it(document, matrix):
    early = Attempt("ruled", (matrix,), 0.9)
    first, second = ranked(document, [Attempt("quoted", (matrix,), 0.9)], [early])
    assert first.attempt.strategy == "ruled"
    assert 0.9 < first.attempt.confidence < 1
    assert first.attempt.reasons == ("The language model found the same matrix.",)
    assert second.attempt.strategy == "quoted"


def test_choice_refuses_what_is_no_better_than_none(matrix):
    poor = Attempt("ruled", (matrix,), 0.1)
    assert choice([poor], [poor]) is None
    assert choice([], []) is None


def test_with_attempt_keeps_attempts_without_matrices_last(document):
    recovery = recover_matrix(document)
    both = with_attempt(document, recovery, Attempt("quoted", error="No answer."))
    assert both.chosen == recovery.chosen
    assert both.attempts == (*recovery.attempts, Attempt("quoted", error="No answer."))
