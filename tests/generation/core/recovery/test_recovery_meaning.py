"""What a table means: grade scales are guides, forms and registers are none."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import pytest
import weasyprint

from generation.core.errors import NoMatrix
from generation.core.recovery.matrix import Recovery
from generation.core.recovery.recover import recover_matrix
from guides.source.reading import read_pdf

pytestmark = pytest.mark.core

THRESHOLD = 0.85
REFUSED = 0.5
STYLE = """
@page { size: A4 landscape; margin: 12mm }
body { font: 9px/1.4 sans-serif } table { border-collapse: collapse; width: 100% }
td, th { padding: 4px; vertical-align: top; text-align: left; border: 1px solid #999 }
"""


def _printed(title: str, rows: Sequence[str]) -> Recovery:
    header, *body = [[escape(cell) for cell in row.split("|")] for row in rows]
    lines = ["<tr>" + "".join(f"<th>{c}</th>" for c in header) + "</tr>"]
    lines += ["<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in body]
    html = f"<style>{STYLE}</style><h1>{title}</h1><table>{''.join(lines)}</table>"
    pdf = weasyprint.HTML(string=html).write_pdf()
    assert pdf is not None
    return recover_matrix(read_pdf(pdf))


def _confidence(title: str, rows: Sequence[str]) -> float:
    try:
        return _printed(title, rows).chosen.confidence
    except NoMatrix:
        return 0.0


ESSAY = (
    "States a clear thesis and defends it|States a thesis and mostly defends it|"
    "States a thesis without defence|States no thesis at all",
    "Weighs sources of many kinds against each other|Weighs several sources|"
    "Names several sources|Names one source or none",
    "Leads the reader from point to point with ease|Leads the reader from point to point|"
    "Points stand beside each other|Points stand in no order",
)
AUFSATZ = (
    "Begründet jede These mit eigenen Beispielen|Begründet die meisten Thesen mit Beispielen|"
    "Begründet einzelne Thesen|Begründet keine These",
    "Verknüpft alle Quellen miteinander|Verknüpft mehrere Quellen|Nennt Quellen|Nennt keine Quellen",
)
ENSAYO = (
    "Defiende la tesis con ejemplos propios|Defiende la tesis con ejemplos|"
    "Presenta la tesis sin ejemplos|No presenta la tesis",
    "Relaciona todas las fuentes entre sí|Relaciona varias fuentes|Cita fuentes|No cita fuentes",
)


@pytest.mark.parametrize(
    ("header", "names", "texts"),
    [
        ("Criterion|Excellent|Good|Fair|Fail", ("Thesis (15%)", "Sources (35%)", "Flow"), ESSAY),
        ("Part|70-100%|60-69%|40-59%|<40%", ("Thesis [LO1]", "Sources [LO2]", "Flow"), ESSAY),
        ("Kriterium|sehr gut|gut|ausreichend|ungenügend", ("Thesen", "Quellen (2x)"), AUFSATZ),
        ("|Excelente|Bueno|Suficiente|Insuficiente", ("Tesis (30%)", "Fuentes"), ENSAYO),
    ],
)
def test_recover_matrix_reads_grade_scales(header, names, texts) -> None:
    rows = [header, *(f"{name}|{row}" for name, row in zip(names, texts, strict=True))]
    recovery = _printed("Essay", rows)
    matrix = recovery.matrices[0]
    assert [level.name for level in matrix.levels] == header.split("|")[1:]
    assert [row.name for row in matrix.competencies] == list(names)
    assert len(matrix.cells) == 4 * len(names)
    assert recovery.chosen.confidence >= THRESHOLD


def test_bare_letters_are_levels_that_a_person_looks_at() -> None:
    recovery = _printed("Essay", ["|A|B|C|F", *map("{}|{}".format, ("Thesis", "Flow"), ESSAY)])
    assert [level.name for level in recovery.matrices[0].levels] == ["A", "B", "C", "F"]
    assert recovery.chosen.confidence < THRESHOLD


@pytest.mark.parametrize(
    ("title", "rows"),
    [
        (
            "Fibre offers",
            ("|Fibrelink|Northnet|Telvara", "Speed|Up to 1 Gbit|Up to 500 Mbit|Up to 2 Gbit"),
        ),
        (
            "Friends of the museum",
            (
                "|Friend £48|Patron £250|Benefactor £900",
                "Entry|Free for one|Free for two|Free for two and guests",
            ),
        ),
        (
            "Class descriptions: which level?",
            (
                "Class|Beginner|Intermediate|Advanced",
                "Spin|Flat road at an easy pace|Hills at a steady pace|Sprints at a hard pace",
            ),
        ),
        (
            "Salary bands by level",
            ("Level|Junior Clerk|Clerk|Senior Clerk", "North|24,000|27,500|31,000"),
        ),
    ],
)
def test_offers_grow_from_column_to_column_and_are_no_guides(title, rows) -> None:
    name, *texts = rows[1].split("|")
    others = "|".join([f"{name} abroad", *(f"{text}, in summer" for text in texts)])
    assert _confidence(title, [*rows, others]) < THRESHOLD


@pytest.mark.parametrize(
    ("header", "cells", "left_out"),
    [
        ("Criterion|Excellent|Good|Fair|Fail|Score|Comments", ("", ""), ("Score", "Comments")),
        ("Criterion|Excellent|Good|Fair|Fail|Weight|Total", ("15", "0"), ("Weight", "Total")),
        (
            "Kriterium|sehr gut|gut|genügend|ungenügend|Punkte|Unterschrift",
            ("/10", ""),
            ("Punkte",),
        ),
        (
            "Criterio|Excelente|Bueno|Suficiente|Insuficiente|Nota|Fecha",
            ("", ""),
            ("Nota", "Fecha"),
        ),
        ("Criterium|zeer goed|goed|matig|onvoldoende|Cijfer|Opmerkingen", ("7", ""), ("Cijfer",)),
    ],
)
def test_recover_matrix_leaves_out_columns_to_fill_in(header, cells, left_out) -> None:
    names = ("Thesis", "Sources", "Flow")
    rows = [f"{n}|{t}|{'|'.join(cells)}" for n, t in zip(names, ESSAY, strict=True)]
    recovery = _printed("Essay", [header, *rows, "Total" + "|" * 6])
    matrix = recovery.matrices[0]
    assert [level.name for level in matrix.levels] == header.split("|")[1:5]
    assert [row.name for row in matrix.competencies] == list(names)
    for name in left_out:
        told = f"The column “{name}” was left out: it is to be filled in."
        assert told in recovery.chosen.reasons
    assert "The row “Total” was left out: it is to be filled in." in recovery.chosen.reasons
    assert recovery.chosen.confidence >= THRESHOLD


def test_recover_matrix_leaves_out_a_score_beside_each_level() -> None:
    names = ("Thesis", "Sources", "Flow")
    rows = [
        f"{number}|{name}|" + "|".join(f"{cell}|" for cell in text.split("|"))
        for number, (name, text) in enumerate(zip(names, ESSAY, strict=True), start=1)
    ]
    header = "No.|Criterion|Excellent|Score|Good|Score|Fair|Score|Fail|Score"
    matrix = _printed("Essay", [header, *rows]).matrices[0]
    assert [level.name for level in matrix.levels] == ["Excellent", "Good", "Fair", "Fail"]
    assert [row.name for row in matrix.competencies] == list(names)
    assert len(matrix.cells) == 12


def test_recover_matrix_leaves_out_entries_beside_each_level() -> None:
    """A list to choose from beside each level prints its entry among the texts."""
    names = ("Thesis", "Sources", "Flow")
    rows = [
        "|".join((name, *(f"{cell}|Nope" for cell in text.split("|"))))
        for name, text in zip(names, ESSAY, strict=True)
    ]
    recovery = _printed("Essay", ["Criterion|Excellent||Good||Fair||Fail|", *rows])
    matrix = recovery.matrices[0]
    assert [level.name for level in matrix.levels] == ["Excellent", "Good", "Fair", "Fail"]
    assert not any("Nope" in cell.definition for cell in matrix.cells)
    assert len(matrix.cells) == 12
    assert "“Nope” was left out: it fills in a form." in recovery.chosen.reasons


def test_recover_matrix_reads_a_scale_behind_many_columns() -> None:
    """A sheet explains what it asks in five columns before it comes to the levels."""
    header = "Area|About|Value|Advice|Metric|Score 0|Score 1|Score 2|Weight|Weighted score"
    about = "Relates to all that keeps a collection safe over the years and usable by others"
    advice = "Have you asked everybody who works with the collection what they would need?"
    metrics = (
        "Backups are kept in another place|No backups exist|Some backups exist|All backups exist",
        "Formats are known and written down|No formats are known|Some are known|All are known",
        "Rights are cleared before publication|No rights are cleared|Some are|All are cleared",
        "Costs are planned for several years|No costs are planned|One year is|Five years are",
    )
    rows = [f"Care|{about}|Soundness|{advice}|{metric}|1|0" for metric in metrics]
    matrix = _printed("Repository assessment", [header, *rows]).matrices[0]
    assert [level.name for level in matrix.levels] == ["Score 0", "Score 1", "Score 2"]
    assert [row.name for row in matrix.competencies] == [m.split("|")[0] for m in metrics]
    assert all(about in row.description for row in matrix.competencies)


@pytest.mark.parametrize("header", ["What we mean|Fail|Pass|Credit|Distinction"])
@pytest.mark.parametrize("is_last", [False, True])
def test_recover_matrix_keeps_a_description(header: str, is_last: bool) -> None:
    meant = ("How a claim is made and held", "Where the facts come from and why", "How it reads")
    told, *grades = header.split("|")
    names = ("Thesis", "Sources", "Flow")
    rows = [["Criterion", told, *grades]]
    for name, what, text in zip(names, meant, ESSAY, strict=True):
        rows.append([name, what, *reversed(text.split("|"))])
    if is_last:
        rows = [[row[0], *row[2:], row[1]] for row in rows]
    matrix = _printed("Essay", ["|".join(row) for row in rows]).matrices[0]
    assert [level.name for level in matrix.levels] == grades
    assert tuple(row.description for row in matrix.competencies) == meant


def test_recover_matrix_keeps_a_scale_of_points_in_the_first_column() -> None:
    """A list of points in the first column is a scale where definitions stand beside it."""
    columns = [text.split("|") for text in ESSAY]
    rows = ["|".join((str(4 - n), *(column[n] for column in columns))) for n in range(4)]
    recovery = _printed("Rubric for essays", ["Score|Thesis|Sources|Flow", *rows])
    matrix = recovery.matrices[0]
    assert [level.name for level in matrix.levels] == ["4", "3", "2", "1"]
    assert [row.name for row in matrix.competencies] == ["Thesis", "Sources", "Flow"]


RISKS = [
    "No.|Risk|Likelihood|Impact|Mitigation|Owner",
    "1|The supplier delivers late|High|Medium|Order two weeks earlier than planned|Ada Holm",
    "2|The key engineer leaves the team|Low|High|Share knowledge at every level|Tom Okafor",
    "3|The budget is cut in spring|Medium|High|Agree on a smaller scope early|Ines Duarte",
]
RISIKEN = [
    "Nr.|Risiko|Wahrscheinlichkeit|Maßnahme|Verantwortlich",
    "1|Der Lieferant liefert zu spät|hoch|Zwei Wochen früher bestellen|Ada Holm",
    "2|Die Kompetenz im Team geht verloren|mittel|Wissen auf jeder Stufe teilen|Tom Sander",
    "3|Das Budget wird im Frühjahr gekürzt|gering|Den Umfang früh verkleinern|Ines Kraft",
]
SCORES = [
    "Category|Points|Description|Notes",
    "Impact|15|Does the work reach a high level and help people?|",
    "Creativity|10|Is the idea new, and is it told with skill?|",
    "Data|10|Were the data used, and used well?|",
]
PLANS = [
    "Feature|Starter|Advanced|Expert",
    "Storage|5 GB|Kept for ninety days|As much as you need",
    "Users|Up to three|Included for all users|No limit",
    "Support|Community forum|Answers within eight hours|A person day and night",
    "Regions|One region|Choice of two regions|Any region",
]
TARIFAS = [
    "Función|Básico|Avanzado|Experto",
    "Espacio|5 GB|Hasta noventa días|Sin límite",
    "Usuarios|Hasta tres|Para toda la empresa|Los que hagan falta",
    "Ayuda|Foro abierto|Respuesta en ocho horas|Una persona a toda hora",
]
SLA = [
    "Severity|Description|Response time|Resolution time|Contact",
    "Severity 1|The service is down for all users|15 minutes|4 hours|Duty manager",
    "Severity 2|A main function fails for many|1 hour|1 day|Support desk",
    "Severity 3|A small fault with a way around it|1 day|1 week|Support desk",
]
COURSES = [
    "Topic|Beginner|Advanced",
    "Spreadsheets|Bring your own laptop and data.|With an exam and a certificate. Small groups.",
    "First aid|With an exam and a certificate.|Theory in the morning. Bring your own laptop.",
    "Writing|Theory in the morning.|Small groups. Bring your own laptop and data.",
    "Welding|Small groups of twelve people.|Theory in the morning. With an exam.",
]
SKILLS = [
    "Skill|Level reached|Where shown|Confirmed by",
    "Welding|Level 2|Won the tender of the harbour in spring|Ada Holm",
    "Planning|Level 4|Trained fourteen colleagues in two years|Tom Okafor",
    "Statistics|Level 3|Introduced the new report for the board|Ines Duarte",
]
CV = [
    "Jahre|Arbeitgeber|Tätigkeit",
    "2009 bis 2014|Hansen Werke|Plante die Fertigung und führte ein Team von acht",
    "2014 bis 2019|Nordlicht GmbH|Baute die Qualitätssicherung auf jeder Stufe auf",
    "2019 bis 2026|Stadtwerke|Leitet den Betrieb und die Weiterbildung",
]
RACI = [
    "Activity|Manager|Senior engineer|Junior engineer",
    "Plan the release|Accountable|Responsible|Informed",
    "Write the tests|Informed|Accountable|Responsible",
    "Ship the release|Accountable|Responsible|Consulted",
]
AGENDA = [
    "#|Topic|Decision|Responsible|Due date",
    "1|Skill level of the new hires|Train them for two weeks|Ada Holm|3 May",
    "2|Rooms for the autumn|Rent two more rooms|Tom Okafor|9 May",
    "3|Career day in June|Prepare a stand with samples|Ines Duarte|1 June",
]


@pytest.mark.parametrize(
    ("title", "rows"),
    [
        ("Risk register", RISKS),
        ("Risikoliste: Kompetenzteam", RISIKEN),
        ("Score sheet", SCORES),
        ("Which edition fits your skill level?", PLANS),
        ("Tarifas por nivel", TARIFAS),
        ("Service levels", SLA),
        ("Courses by level", COURSES),
        ("My skills", SKILLS),
        ("Lebenslauf: Kompetenzen", CV),
        ("Who does what at which level", RACI),
        ("Meeting notes: career levels", AGENDA),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_recover_matrix_refuses_tables_that_are_no_guides(title: str, rows: Sequence[str]) -> None:
    """Words of levels in their titles and texts do not make guides of them."""
    assert _confidence(title, rows) < REFUSED
