import pytest

from generation.core.reading.document import Box
from generation.core.recovery.matrix import (
    Matrix,
    MatrixCell,
    MatrixCompetency,
    MatrixLevel,
    Source,
)
from guides.enums import ArtifactType
from guides.matrix.reapply import with_corrections
from guides.matrix.store import store_matrix
from guides.models import GuideArtifact
from guides.review import corrections
from tests.guides.making import cell_at, make_guide, table

pytestmark = pytest.mark.django_db

SOURCE = Source(2, Box(10, 20, 110, 60))


def matrix_of(levels=("L1", "L2", "L3"), rows=("Delivery", "Craft"), text="{row} at {level}."):
    """What a new parse of `make_guide`'s PDF would find."""
    return Matrix(
        levels=tuple(MatrixLevel(code, f"Title {code}") for code in levels),
        competencies=tuple(MatrixCompetency(name) for name in rows),
        cells=tuple(
            MatrixCell(column, at, text.format(row=row, level=level), (SOURCE,))
            for at, row in enumerate(rows)
            for column, level in enumerate(levels)
        ),
    )


def texts(matrix):
    return {
        (matrix.competencies[cell.competency].name, matrix.levels[cell.level].code): cell.definition
        for cell in matrix.cells
    }


@pytest.fixture
def guide():
    return make_guide()


def again(guide, matrix=None):
    guide.refresh_from_db()
    return with_corrections(guide, matrix or matrix_of())


def test_a_guide_without_corrections_gets_what_was_read(guide):
    assert again(guide) == matrix_of()


def test_a_removed_level_stays_removed(guide):
    corrections.remove_part(guide, guide.owner, guide.levels.get(key="l2"))
    assert [level.code for level in again(guide).levels] == ["L1", "L3"]
    assert texts(again(guide))["Craft", "L3"] == "Craft at L3."


def test_a_renamed_part_that_is_removed_stays_removed(guide):
    row = guide.competencies.get(key="craft")
    corrections.rename_part(guide, guide.owner, row, name="Skill", category="Work")
    corrections.remove_part(guide, guide.owner, row)
    assert [row.name for row in again(guide).competencies] == ["Delivery"]


def test_a_cleared_cell_stays_empty(guide):
    corrections.clear_cell(guide, guide.owner, cell_at(guide, "craft", "l2"))
    assert ("Craft", "L2") not in texts(again(guide))
    assert len(again(guide).cells) == 5


def test_merged_levels_stay_merged_with_their_texts_in_order(guide):
    corrections.merge_parts(
        guide, guide.owner, guide.levels.get(key="l1"), into=guide.levels.get(key="l2")
    )
    matrix = again(guide)
    assert [level.code for level in matrix.levels] == ["L2", "L3"]
    assert texts(matrix)["Craft", "L2"] == "Craft at L1.\nCraft at L2."
    assert cell_at(guide, "craft", "l2").recovered_text == texts(matrix)["Craft", "L2"]
    assert len(matrix.cells[0].sources) == 2


def test_swapped_rows_and_columns_stay_swapped(guide):
    corrections.transpose(guide, guide.owner)
    matrix = again(guide)
    assert [level.title for level in matrix.levels] == ["Delivery", "Craft"]
    assert [row.name for row in matrix.competencies] == [
        "L1 Title L1",
        "L2 Title L2",
        "L3 Title L3",
    ]
    found = {
        (matrix.competencies[cell.competency].name, matrix.levels[cell.level].title)
        for cell in matrix.cells
        if cell.definition == "Craft at L3."
    }
    assert found == {("L3 Title L3", "Craft")}


def test_the_order_of_the_guide_is_kept_and_new_parts_follow_their_neighbour(guide):
    corrections.move_part(guide, guide.owner, guide.levels.get(key="l3"), step=-2)
    matrix = again(guide, matrix_of(levels=("L1", "L1b", "L2", "L3")))
    assert [level.code for level in matrix.levels] == ["L3", "L1", "L1b", "L2"]
    assert texts(matrix)["Craft", "L1b"] == "Craft at L1b."


def test_of_two_parts_with_one_name_the_one_that_went_is_found_by_its_texts():
    guide = make_guide(competencies=("Craft", "Other"))
    other = guide.competencies.get(key="other")
    other.name = other.recovered_name = "Craft"
    other.save()
    matrix = matrix_of(rows=("Craft", "Craft"))
    cells = tuple(
        MatrixCell(cell.level, cell.competency, f"Other at L{cell.level + 1}.", (SOURCE,))
        if cell.competency
        else cell
        for cell in matrix.cells
    )
    matrix = Matrix(matrix.levels, matrix.competencies, cells)
    corrections.remove_part(guide, guide.owner, guide.competencies.get(key="craft"))
    left = again(guide, matrix)
    assert [cell.definition for cell in left.cells] == [
        "Other at L1.",
        "Other at L2.",
        "Other at L3.",
    ]


def test_of_two_parts_with_one_name_none_is_guessed():
    guide = make_guide(competencies=("Craft",))
    corrections.remove_part(guide, guide.owner, guide.competencies.get(key="craft"))
    matrix = matrix_of(rows=("Craft", "Craft"))
    assert len(again(guide, matrix).competencies) == 2


def test_a_stored_parse_keeps_ids_and_brings_nothing_back(guide):
    artifact = GuideArtifact.objects.create(guide=guide, type=ArtifactType.MATRIX, sha256="3" * 64)
    kept = cell_at(guide, "craft", "l3").pk
    corrections.remove_part(guide, guide.owner, guide.levels.get(key="l2"))
    corrections.merge_parts(
        guide,
        guide.owner,
        guide.competencies.get(key="craft"),
        into=guide.competencies.get(key="delivery"),
    )
    corrections.move_part(guide, guide.owner, guide.levels.get(key="l3"), step=-1)
    guide.refresh_from_db()

    stored = store_matrix(guide, matrix_of(), artifact, version=9)

    assert stored.questions == []
    assert list(guide.levels.values_list("key", flat=True)) == ["l3", "l1"]
    assert list(guide.competencies.values_list("key", flat=True)) == ["delivery"]
    assert table(guide) == {
        ("Delivery", "L1 Title L1"): "Delivery at L1.\nCraft at L1.",
        ("Delivery", "L3 Title L3"): "Delivery at L3.\nCraft at L3.",
    }
    assert not guide.cells.filter(pk=kept).exists()
    assert not guide.cells.filter(changed_in=9).exists()
