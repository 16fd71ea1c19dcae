"""Starters: verbatim, in the definition's language, and honest about what is new."""

from __future__ import annotations

import pytest

from generation.core.recovery import Matrix, MatrixCell, MatrixCompetency, MatrixLevel
from generation.core.writing import CellBrief
from generation.core.writing.quotable import pieces_of
from generation.core.writing.starters import Starter, prompts_by_language, starter_for
from levelingai.grounding.find import find

pytestmark = pytest.mark.core

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "pl", "ru", "zh", "ja")
MAX_PROMPT = 60


def _starter(*row: str, level: int | None = None, other: str = "") -> Starter | None:
    """The starter of the row's last cell, or of another level's."""
    at = len(row) - 1 if level is None else level
    cells = [MatrixCell(i, 0, text) for i, text in enumerate(row) if text]
    cells += [MatrixCell(at, 1, other)] if other else []
    matrix = Matrix(
        tuple(MatrixLevel(f"L{i + 1}") for i in range(len(row))),
        (MatrixCompetency("Delivery"), MatrixCompetency("Craft")),
        tuple(cells),
    )
    return starter_for(CellBrief("Engineer", matrix, at, 0))


def _sure(*row: str, level: int | None = None, other: str = "") -> Starter:
    starter = _starter(*row, level=level, other=other)
    assert starter is not None
    return starter


def test_quote_is_the_clause_that_asks_for_most() -> None:
    definition = "Knows the tools. Plans releases with two teams and reports risks to the sponsor."
    assert _sure(definition).quote == "Plans releases with two teams"


@pytest.mark.parametrize(
    "definition",
    [
        "• Writes tests\n• Reviews the code of colleagues in the team",
        "Describes the reason for\nchoosing a target and\njustifies the documen-\ntation.",
        "Führt neue Kollegen ein und prüft die Übergaben der ganzen Station.",
        "Planifie les livraisons de l’équipe ; suit les risques avec le client.",
        "能够独立完成任务；向团队说明进展。",
        "作業を小さな手順に分ける。進み具合をチームに伝える。",
    ],
)
def test_quote_stands_word_for_word_in_the_definition(definition: str) -> None:
    starter = _sure("", definition)
    assert find(starter.quote, definition) is not None


def test_definition_shorter_than_three_words_is_quoted_whole() -> None:
    assert _sure("Plans sprints").quote == "Plans sprints"


def test_line_shared_with_another_competency_is_not_quoted() -> None:
    shared = "Having more advanced skills and being able to guide others in everything"
    starter = _sure(f"{shared}.\nPlans releases with care.", other=f"{shared}.\nWrites code.")
    assert starter.quote == "Plans releases with care"


def test_new_is_what_the_level_below_does_not_have() -> None:
    starter = _sure("Plans releases for the team.", "Plans complex releases for the team.")
    assert starter.new == ("complex",)


def test_whole_new_clauses_are_named_as_such() -> None:
    starter = _sure(
        "Plans releases for the team.",
        "Plans releases for the team. Negotiates deadlines with customers.",
    )
    assert starter.new == ("Negotiates deadlines with customers",)
    assert starter.quote == "Negotiates deadlines with customers"


@pytest.mark.parametrize("below", ["", "Plans releases.", "plans  releases"])
def test_nothing_is_new_without_a_level_below_or_with_the_same_one(below: str) -> None:
    assert _sure(below, "Plans releases.").new == ()


def test_level_below_that_says_nothing_is_passed_over() -> None:
    starter = _sure("Plans releases for the team.", "As above", "Plans releases for the team.")
    assert starter.new == ()


@pytest.mark.parametrize(
    ("definition", "language"),
    [
        ("Plans the releases of the team with care.", "en"),
        ("Plant die Auslieferungen des Teams und prüft die Übergabe.", "de"),
        ("Planifie les livraisons de l'équipe et suit les risques.", "fr"),
        ("Planifica las entregas del equipo y sigue los riesgos.", "es"),
        ("Planeja as entregas da equipe e não deixa riscos sem dono.", "pt"),
        ("Pianifica le consegne del team e segue i rischi della squadra.", "it"),
        ("Plant de leveringen van het team en bespreekt de risico's met de klant.", "nl"),
        ("Planuje wydania zespołu i śledzi ryzyka oraz terminy.", "pl"),
        ("Планирует выпуски команды и следит за рисками.", "ru"),
        ("规划团队的发布并跟踪风险。", "zh"),
        ("チームのリリースを計画し、リスクを追う。", "ja"),
    ],
)
def test_prompts_are_in_the_language_of_the_definition(definition: str, language: str) -> None:
    starter = _sure(definition)
    assert (starter.language, starter.prompts) == (language, prompts_by_language()[language])


def test_prompts_fall_back_to_the_language_of_the_page_and_say_so() -> None:
    starter = _sure(
        "Planerar teamets leveranser och följer upp risker för att det inte ska stanna."
    )
    assert (starter.language, starter.prompts) == ("en", prompts_by_language()["en"])


def test_prompts_are_short_and_address_nobody() -> None:
    prompts = prompts_by_language()
    assert tuple(prompts) == LANGUAGES
    assert all(len(prompt) <= MAX_PROMPT for four in prompts.values() for prompt in four)
    assert all(len(set(four)) == len(four) for four in prompts.values())


@pytest.mark.parametrize("definition", ["", "N/A", "Fails to plan releases."])
def test_no_starter_where_nothing_is_asked(definition: str) -> None:
    assert _starter("Plans.", definition, level=1) is None


@pytest.mark.parametrize(
    ("definition", "clauses"),
    [
        ("You can:\n• plan small releases\n• write test plans", ["plan small releases", "write test plans"]),
        ("Reviews all pull requests and writes short notes.", ["Reviews all pull requests", "writes short notes"]),
        ("Works with the team to develop and maintain a plan.", ["Works with the team to develop and maintain a plan"]),
        ("Reviews code, designs and tests for others.", ["Reviews code, designs and tests for others"]),
        ("1. Plans work alone. 2. Writes clear tests.", ["Plans work alone", "Writes clear tests"]),
        ("Go", ["Go"]),
    ],
)  # fmt: skip
def test_clauses_are_cut_where_a_reader_pauses(definition: str, clauses: list[str]) -> None:
    assert pieces_of(definition) == clauses
