"""Guides written with headings come back cell for cell, however their headings look."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generation.core.reading.document import Document
from generation.core.reading.extract import extract_document
from generation.core.recovery.strategies import prose
from tests.generation.core.reading.drawn import guides, said, wanted
from tests.generation.core.recovery.printing import Guide, Look, headed_pdf

pytestmark = pytest.mark.core

GUIDE = Guide(
    levels=["L1: Engineer", "L2: Senior Engineer", "L3: Staff Engineer"],
    competencies=["Communication", "Delivery", "Technical skill", "Mentoring"],
    cells=[
        [
            "Says early when work is stuck and asks precise questions.",
            "• Finishes small tasks.\n• Keeps the board up to date.",
            "Knows the main language of the team well enough to change existing code.",
            "",
        ],
        [
            "Explains trade-offs to people outside the team, in writing and in person.",
            "• Plans a project of several weeks.\n• Cuts scope before the date moves.",
            "Designs parts of a system and reviews the designs of others with care.",
            "Helps one junior colleague to grow, with regular talks and honest feedback.",
        ],
        [
            "Is understood by everyone from the newest engineer to the board.",
            "• Delivers across teams.\n• Leaves plans that others can carry out.",
            "Sets the technical direction of an area and keeps it simple.",
            "Raises the level of the whole group.",
        ],
    ],
)

LOOKS = {
    "levels outside": Look(),
    "competencies outside": Look(by_level=False),
    "colour only": Look(outer_size=10, inner_size=10, outer_colour="#1144aa"),
    "one style for both": Look(outer_size=12, inner_size=12),
    "thin headings": Look(outer_bold=False, inner_bold=False, outer_size=18, inner_size=13),
    "capitals": Look(capitals=False, outer_size=13, inner_size=10),
    "bold names in the line": Look(inner="run-in"),
    "bold names with a dash": Look(inner="run-in", colon=" –"),
    "bold names in list items": Look(inner="bullet"),
    "plain names in the line": Look(inner="plain"),
    "levels in the line": Look(inner="run-in", by_level=False),
    "numbered": Look(numbered=True),
    "two columns": Look(columns=2, size=9),
    "two justified columns": Look(columns=2, size=9, justified=True),
    "a page for every section": Look(page_per_section=True, header="Handbook", footer=True),
    "contents, preface and appendix": Look(
        header="People handbook",
        footer=True,
        contents=True,
        preface=["This is what we expect of each other. It is no checklist."] * 3,
        appendix=[("Questions and answers", "Ask your manager. " * 20)],
    ),
}


def recovered(guide: Guide, look: Look) -> dict[tuple[str, str], str]:
    attempt = prose.recover(extract_document(headed_pdf(guide, look)))
    assert len(attempt.matrices) == 1, attempt.error
    return said(attempt.matrices[0])


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_prose_recovers_every_cell(look):
    assert recovered(GUIDE, look) == wanted(GUIDE)


@pytest.mark.parametrize("look", [Look(), Look(by_level=False), Look(columns=2)])
def test_prose_is_sure_of_plain_headings(look):
    attempt = prose.recover(extract_document(headed_pdf(GUIDE, look)))
    assert attempt.confidence >= 0.9
    assert attempt.reasons


def test_prose_keeps_list_items_apart():
    matrix = prose.recover(extract_document(headed_pdf(GUIDE, Look()))).matrices[0]
    delivery = next(cell for cell in matrix.cells if (cell.level, cell.competency) == (0, 1))
    assert delivery.definition == "• Finishes small tasks.\n• Keeps the board up to date."


def test_prose_leaves_out_cells_without_text():
    matrix = prose.recover(extract_document(headed_pdf(GUIDE, Look()))).matrices[0]
    mentoring = [row.name for row in matrix.competencies].index("Mentoring")
    assert {cell.level for cell in matrix.cells if cell.competency == mentoring} == {1, 2}


def test_prose_says_where_each_definition_stands():
    document = extract_document(headed_pdf(GUIDE, Look(page_per_section=True)))
    matrix = prose.recover(document).matrices[0]
    for cell in matrix.cells:
        (source,) = cell.sources
        page = document.pages[source.page - 1]
        words = [w.text for w in page.words if source.box.contains(w.box.x_mid, w.box.y_mid)]
        assert source.page == cell.level + 1
        assert " ".join(words).replace("• ", "") == cell.definition.replace("• ", "").replace(
            "\n", " "
        )


def test_prose_joins_a_definition_over_a_page_break():
    long = " ".join(f"Sentence number {n} of a long definition." for n in range(160))
    guide = replace(GUIDE, cells=[[long, "Short.", "Short too.", "Brief."]] * 3)
    document = extract_document(headed_pdf(guide, Look(footer=True)))
    matrix = prose.recover(document).matrices[0]
    assert said(matrix) == wanted(guide)
    first = next(cell for cell in matrix.cells if (cell.level, cell.competency) == (0, 0))
    pages = [source.page for source in first.sources]
    assert pages == [pages[0], pages[0] + 1]


def test_prose_reads_categories_of_competencies():
    categories = {
        "Communication": "People", "Delivery": "People",
        "Technical skill": "Craft", "Mentoring": "Craft",
    }  # fmt: skip
    document = extract_document(headed_pdf(GUIDE, Look(categories=categories)))
    matrix = prose.recover(document).matrices[0]
    assert {row.name: row.category for row in matrix.competencies} == categories
    assert said(matrix) == wanted(GUIDE)


def test_prose_keeps_what_describes_a_level_out_of_the_cells():
    look = Look(description="People stay at this level for one to three years.")
    matrix = prose.recover(extract_document(headed_pdf(GUIDE, look))).matrices[0]
    assert said(matrix) == wanted(GUIDE)
    assert {level.description for level in matrix.levels} == {look.description}


def test_prose_finds_no_matrix_in_a_letter():
    guide = Guide(["A letter"], ["Dear colleagues"], [["We moved. " * 80]])
    attempt = prose.recover(extract_document(headed_pdf(guide, Look())))
    assert attempt.matrices == ()
    assert attempt.error


def test_prose_finds_no_matrix_in_an_empty_document():
    assert prose.recover(Document(())).matrices == ()


looks = st.builds(
    Look,
    by_level=st.booleans(),
    outer_size=st.sampled_from([14, 16, 20]),
    inner_size=st.sampled_from([11, 12]),
    inner=st.sampled_from(["heading", "heading", "run-in"]),
    outer_colour=st.sampled_from(["#000000", "#1155cc"]),
    columns=st.sampled_from([1, 1, 2]),
    footer=st.booleans(),
    page_per_section=st.booleans(),
    header=st.sampled_from(["", "Handbook"]),
)


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(guide=guides(), look=looks)
def test_prose_recovers_any_guide(guide, look):
    assert recovered(guide, look) == wanted(guide)
