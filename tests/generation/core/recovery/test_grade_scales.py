"""Grade scales are levels in every language, and weights, sections and risks are none."""

import pytest

from generation.core.recovery.grade_scales import scale_likelihood
from generation.core.recovery.level_names import levels_first, levels_likelihood, parse_level
from generation.core.recovery.name_remarks import judged

pytestmark = pytest.mark.core

SURE = 0.9
UNSURE = 0.6
SCALES = [
    "Excellent|Good|Fair|Poor|Fail",
    "Fail|Pass|Credit|Distinction|High Distinction",
    "HD (85-100)|DI (75-84)|CR (65-74)|PA (50-64)|F (0-49)",
    "Outstanding|Above average|Average|Below average",
    "Exceeds expectations|Meets expectations|Below expectations",
    "Exemplary (4 pts)|Accomplished (3 pts)|Developing (2 pts)|Beginning (1 pt)",
    "Limited|Adequate|Good|Excellent",
    "I (70-100%)|II.1 (60-69%)|II.2 (50-59%)|III (45-49%)|Pass (40-44%)|Fail (<40%)",
    "70-100%|60-69%|50-59%|<40%",
    "A+|A|A-|B+",
    "A|B|C|D|F",
    "4 points|3 points|2 points|1 point",
    "ausreichend|befriedigend|gut|sehr gut",
    "Insuffisant|Suffisant|Bien|Très bien",
    "Insuficiente|Suficiente|Bueno|Excelente",
    "Insufficiente|Sufficiente|Buono|Ottimo",
    "Insuficiente|Suficiente|Bom|Muito bom",
    "onvoldoende|voldoende|goed|zeer goed",
    "Utilstrækkelig|Tilstrækkelig|God|Fremragende",
    "Underkänd|Godkänd|Väl godkänd",
    "Ikke bestått|Bestått|Meget godt",
    "Hylätty|Tyydyttävä|Hyvä|Kiitettävä",
    "niedostateczny|dostateczny|dobry|bardzo dobry",
    "nedostatečný|dobrý|chvalitebný|výborný",
    "неудовлетворительно|удовлетворительно|хорошо|отлично",
    "Yetersiz|Orta|İyi|Mükemmel",
    "不可|可|良|優|秀",
    "不及格|及格|良好|优秀",
    "미흡|보통|우수|탁월",
    "Je hebt helaas een onvoldoende|Je gaat voor een voldoende|Je gaat voor een zeer goed",
]


@pytest.mark.parametrize("scale", SCALES)
def test_a_grade_scale_is_known_in_both_directions(scale):
    names = scale.split("|")
    assert levels_likelihood(names) >= SURE
    assert levels_likelihood(names[::-1]) >= SURE


@pytest.mark.parametrize(
    "names",
    [
        "Section 1 (35%)|Section 2 (40%)|Section 3 (25%)",
        "Remember level|Understand level|Apply level",
        "Planning (15%)|Observations (15%)|Analysis (30%)",
        "Grammar [LO2]|Style [LO1]|Sources [LO3]",
        "Low|Medium|High",
        "Basic|Pro|Enterprise",
        "Severity 1|Severity 2|Severity 3",
        "Good communication|Excellent planning|Poor sources",
        "2019-2020|2020-2021|2021-2022",
        "Punkte|Beschreibung|Notizen",
        "Puntos|Criterio|Fecha",
    ],
)
def test_other_names_are_no_scale(names):
    assert levels_likelihood(names.split("|")) < UNSURE


def test_grades_in_a_strange_order_are_less_sure():
    assert scale_likelihood(["Good", "Fail", "Excellent", "Poor"]) < scale_likelihood(
        ["Fail", "Poor", "Good", "Excellent"]
    )


def test_the_axis_of_grades_holds_the_levels():
    grades, parts = ["Fail (<40%)", "Pass", "Distinction"], ["Planning (15%)", "Analysis (30%)"]
    assert levels_first(grades, parts) > 0
    assert levels_first(parts, grades) < 0


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Planning (15%)", "Planning"),
        ("Theorie (2x)", "Theorie"),
        ("Grammar [LO2]", "Grammar"),
        ("Grammar (LO1, LO2)", "Grammar"),
        ("Writing – 20 points", "Writing"),
        ("Sprache (max. 10 Punkte)", "Sprache"),
        ("II.1 (60-69%)", "II.1"),
        ("Senior Engineer (L4)", "Senior Engineer (L4)"),
        ("Senior Engineer [L4]", "Senior Engineer [L4]"),
        ("70-100%", "70-100%"),
        ("Engineer 2", "Engineer 2"),
    ],
)
def test_remarks_are_stripped_before_judging(name, bare):
    assert judged(name) == bare


def test_a_learning_outcome_is_no_code_of_a_level():
    assert parse_level("Grammar [LO2]").code == ""
