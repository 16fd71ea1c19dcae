"""Random guides printed as tables of many kinds come back word for word."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from reportlab.lib import pagesizes

from generation.core.reading.extract import extract_document
from generation.core.recovery.recover import recover_matrix
from tests.generation.core.reading.drawn import guides
from tests.generation.core.recovery.tabled import Layout, table_pdf

pytestmark = pytest.mark.core

bounded = settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # smaller guides are no clearer, and shrinking is slow
    suppress_health_check=[HealthCheck.too_slow],
)


def recovered(guide, layout, categories=()):
    document = extract_document(table_pdf(guide, layout, categories))
    recovery = recover_matrix(document)
    assert len(recovery.matrices) == 1
    return recovery.matrices[0]


def cells_of(matrix):
    names = [": ".join(filter(None, (level.code, level.title))) for level in matrix.levels]
    return {
        (names[cell.level], matrix.competencies[cell.competency].name): cell.definition
        for cell in matrix.cells
    }


@pytest.mark.parametrize("walls", ["grid", "rows", "columns", "zebra", "fills", "none"])
@bounded
@given(guide=guides(), size=st.sampled_from([6, 8, 9]), padding=st.sampled_from([4, 6, 8]))
def test_tables_come_back_word_for_word(walls, guide, size, padding):
    layout = Layout(walls=walls, size=size, padding=padding)
    assert cells_of(recovered(guide, layout)) == guide.expected()


@pytest.mark.parametrize("walls", ["grid", "zebra", "none"])
@bounded
@given(guide=guides(may_miss=False))
def test_tables_with_levels_as_rows_are_turned(walls, guide):
    layout = Layout(walls=walls, levels_down=True)
    assert cells_of(recovered(guide, layout)) == guide.expected()


@pytest.mark.parametrize("walls", ["grid", "none"])
@bounded
@given(guide=guides(may_miss=False), repeated=st.booleans(), cut=st.booleans())
def test_tables_over_several_pages_become_one(walls, guide, repeated, cut):
    page = pagesizes.landscape(pagesizes.A5)
    layout = Layout(walls=walls, repeated=repeated, cut=cut, page=page, size=6, padding=5)
    assert cells_of(recovered(guide, layout)) == guide.expected()


@bounded
@given(guide=guides(may_miss=False))
def test_tables_side_by_side_share_their_competencies(guide):
    layout = Layout(per_table=2, page=pagesizes.landscape(pagesizes.A4))
    assert cells_of(recovered(guide, layout)) == guide.expected()


@pytest.mark.parametrize("shape", ["banner", "merged"])
@pytest.mark.parametrize("walls", ["grid", "none"])
@bounded
@given(guide=guides(may_miss=False))
def test_categories_go_to_their_competencies(walls, shape, guide):
    names = [("Craft", "People")[number >= 2] for number in range(len(guide.competencies))]
    matrix = recovered(guide, Layout(walls=walls, categories=shape), names)
    assert cells_of(matrix) == guide.expected()
    assert [row.category for row in matrix.competencies] == names
