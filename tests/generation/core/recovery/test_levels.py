"""Names of levels and competencies are known in any language, and playful ones by structure."""

import pytest

from generation.core.recovery.level_heights import disorder
from generation.core.recovery.level_names import (
    competencies_likelihood,
    level_signal,
    levels_first,
    levels_likelihood,
    name_key,
    parse_level,
    strip_continued,
    strip_numbering,
)

pytestmark = pytest.mark.core

COMPETENCIES = ["Communication", "Delivery & ownership", "Problem solving", "Craft"]


@pytest.mark.parametrize(
    ("text", "code", "title"),
    [
        ("L3 Senior Engineer", "L3", "Senior Engineer"),
        ("L3 – Senior Engineer", "L3", "Senior Engineer"),
        ("L3: Senior Engineer", "L3", "Senior Engineer"),
        ("L3 | Senior Engineer", "L3", "Senior Engineer"),
        ("L3 (Senior Engineer)", "L3", "Senior Engineer"),
        ("Senior Engineer (L3)", "L3", "Senior Engineer"),
        ("Senior Engineer, IC5", "IC5", "Senior Engineer"),
        ("Senior Engineer / L5", "L5", "Senior Engineer"),
        ("IC4", "IC4", ""),
        ("3", "3", ""),
        ("III", "III", ""),
        ("Level 3", "", "Level 3"),
        ("Level 3 – Senior", "Level 3", "Senior"),
        ("Level 3: Senior", "Level 3", "Senior"),
        ("Stufe 2 – Fachkraft", "Stufe 2", "Fachkraft"),
        ("レベル3 上級", "レベル3", "上級"),
        ("Senior Engineer 2 (People Manager)", "", "Senior Engineer 2 (People Manager)"),
        ("Product manager II", "", "Product manager II"),
        ("6 (internal promotion only)", "", "6 (internal promotion only)"),
        ("2. Senior Engineer", "", "Senior Engineer"),
        ("Expert (continued)", "", "Expert"),
        ("Director", "", "Director"),
    ],
)
def test_parse_level_splits_code_and_title(text, code, title):
    level = parse_level(text)
    assert (level.code, level.title) == (code, title)


def test_parse_level_keeps_the_description():
    assert parse_level("L3", "Leads a team.").description == "Leads a team."


@pytest.mark.parametrize(
    "names",
    [
        ["L1", "L2", "L3"],
        ["IC3 Engineer", "IC4 Senior", "IC5 Staff"],
        ["Level 1", "Level 2", "Level 3", "Level 4"],
        ["1", "2", "3", "4"],
        ["Junior", "Mid-level", "Senior", "Lead", "Principal"],
        ["Engineer", "Senior Engineer", "Staff Engineer", "Principal Engineer"],
        ["Designer I", "Designer II", "Designer III"],
        ["Awareness", "Working", "Practitioner", "Expert"],
        ["Foundational", "Intermediate", "Advanced", "Expert"],
        ["Band 5", "Band 6", "Band 7"],
        ["Grade A", "Grade B", "Grade C"],
        ["Stufe 1", "Stufe 2", "Stufe 3"],
        ["Niveau 1 - Débutant", "Niveau 2 - Confirmé", "Niveau 3 - Expert"],
        ["Nivel I", "Nivel II", "Nivel III"],
        ["初級", "中級", "上級"],
        ["初级工程师", "中级工程师", "高级工程师"],
        ["주니어", "시니어", "수석"],
        ["المستوى 1", "المستوى 2", "المستوى 3"],
        ["רמה 1", "רמה 2", "רמה 3"],
        ["Младший разработчик", "Разработчик", "Старший разработчик"],
        ["Medior ontwikkelaar", "Senior ontwikkelaar", "Lead ontwikkelaar"],
    ],
)
def test_levels_are_told_from_competencies(names):
    assert levels_likelihood(names) >= 0.6
    assert levels_first(names, COMPETENCIES) > 0.5
    assert levels_first(COMPETENCIES, names) < -0.5


@pytest.mark.parametrize(
    "names",
    [
        COMPETENCIES,
        ["1. Communication", "2. Delivery", "3. Craft"],
        ["Part 1", "Part 2", "Part 3"],
        ["Q1", "Q2", "Q3"],
        ["Kommunikation", "Zusammenarbeit", "Verantwortung"],
        ["Breaks a large project into tasks that others can take on.", "Explains it all."],
    ],
)
def test_other_names_are_no_levels(names):
    assert levels_likelihood(names) < 0.5


def test_playful_levels_stand_against_plain_competencies():
    assert levels_first(["Rookie", "Wizard", "Yoda"], COMPETENCIES) > 0.2


@pytest.mark.parametrize(
    "names", [COMPETENCIES, ["Teamarbeit", "Führung", "Fachwissen"], ["沟通能力", "领导力"]]
)
def test_competencies_are_likely_competencies(names):
    assert competencies_likelihood(names) >= 0.6


def test_levels_and_sentences_are_unlikely_competencies():
    assert competencies_likelihood(["L1", "L2", "L3"]) < 0.2
    assert competencies_likelihood(["Breaks down work.", "Leads the team."]) == 0


@pytest.mark.parametrize(
    ("names", "steps"),
    [
        (["Junior", "Principal", "Senior", "Staff"], 1),
        (["Principal", "Senior", "Junior"], 0),
        (["Associate product manager", "Senior product manager", "Product manager"], 1),
        (["Rookie", "Wizard", "Yoda"], 0),
    ],
)
def test_disorder_reads_words_of_seniority(names, steps):
    assert disorder(names) == steps


def test_disorder_counts_the_steps_against_the_way():
    assert disorder(["L1", "L3", "L5", "L2", "L4"]) == 1
    assert disorder(["L5", "L4", "L3"]) == 0


def test_signal_of_a_sentence_is_nothing():
    assert level_signal("Senior people lead by example.") == 0
    assert level_signal("Level 2") == 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Working (continued)", "Working"),
        ("Working – cont'd", "Working"),
        ("Working (2/3)", "Working"),
        ("Arbeitsweise (Fortsetzung)", "Arbeitsweise"),
        ("Suite", "Suite"),
        ("Office suite", "Office suite"),
    ],
)
def test_strip_continued_takes_only_remarks(text, name):
    assert strip_continued(text) == name


def test_strip_numbering_takes_section_numbers():
    assert strip_numbering("2.1 Communication") == "Communication"
    assert strip_numbering("3) Delivery") == "Delivery"
    assert strip_numbering("3D modelling") == "3D modelling"
    assert name_key("2.1 Cross-team  Work:") == name_key("crossteam work")
