import pytest

from guides.enums import GuideStatus
from guides.keys import split_name, unique_key
from guides.models import CellGeneration, GuideCell, Level
from guides.review import corrections
from guides.review.corrections import CorrectionRefused, TypedMatrix
from guides.review.pasted import read_pasted
from tests.guides.making import cell_at, make_guide, table, write_examples

pytestmark = pytest.mark.django_db


def test_edit_keeps_the_words_that_were_read_and_marks_examples_outdated():
    guide = make_guide()
    cell = cell_at(guide, "delivery", "l2")
    write_examples(cell)

    corrections.edit_definition(
        guide, guide.owner, competency=cell.competency, level=cell.level, text=" Ships alone. \r\n"
    )

    cell.refresh_from_db()
    guide.refresh_from_db()
    assert cell.definition_text == "Ships alone."
    assert cell.recovered_text == "Delivery at L2."
    assert (cell.edited_by, cell.is_outdated) == (guide.owner, True)
    assert cell.changed_in == guide.version == 2


def test_restore_brings_the_words_that_were_read_back():
    guide = make_guide()
    cell = cell_at(guide, "delivery", "l2")
    write_examples(cell)
    corrections.edit_definition(
        guide, guide.owner, competency=cell.competency, level=cell.level, text="Other words."
    )

    cell = corrections.restore_definition(guide, guide.owner, GuideCell.objects.get(pk=cell.pk))

    assert (cell.definition_text, cell.is_edited, cell.is_outdated) == (
        "Delivery at L2.",
        False,
        False,
    )


def test_clear_removes_the_cell_and_remembers_its_place():
    guide = make_guide()
    corrections.clear_cell(guide, guide.owner, cell_at(guide, "craft", "l1"))
    guide.refresh_from_db()
    assert cell_at(guide, "craft", "l1") is None
    assert guide.removed_parts == [
        {
            "kind": "cell",
            "competency": {"kind": "competency", "name": "Craft", "category": ""},
            "level": {"kind": "level", "code": "L1", "title": "Title L1"},
        }
    ]


def test_writing_a_cleared_cell_forgets_that_it_was_removed():
    guide = make_guide()
    cell = cell_at(guide, "craft", "l1")
    corrections.clear_cell(guide, guide.owner, cell)
    corrections.edit_definition(
        guide, guide.owner, competency=cell.competency, level=cell.level, text="New."
    )
    guide.refresh_from_db()
    assert guide.removed_parts == []
    assert cell_at(guide, "craft", "l1").recovered_text == ""


def test_moving_onto_a_definition_swaps_the_two():
    guide = make_guide()
    one, other = cell_at(guide, "delivery", "l1"), cell_at(guide, "delivery", "l2")
    other.source = [{"page": 3, "box": [0, 0, 1, 1]}]
    other.save()
    write_examples(other)

    corrections.move_definition(
        guide, guide.owner, one, competency=other.competency, level=other.level
    )

    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.definition_text, other.definition_text) == ("Delivery at L2.", "Delivery at L1.")
    assert (one.page, other.page) == (3, 2)
    assert (one.is_outdated, other.is_outdated) == (False, True)


def test_moving_to_an_empty_place_leaves_the_old_one_empty():
    guide = make_guide()
    corrections.clear_cell(guide, guide.owner, cell_at(guide, "craft", "l3"))
    cell = cell_at(guide, "delivery", "l1")
    target = guide.competencies.get(key="craft"), guide.levels.get(key="l3")

    corrections.move_definition(guide, guide.owner, cell, competency=target[0], level=target[1])

    assert cell_at(guide, "delivery", "l1") is None
    assert cell_at(guide, "craft", "l3").definition_text == "Delivery at L1."


def test_rename_keeps_key_and_recovered_name():
    guide = make_guide()
    level = guide.levels.get(key="l2")
    corrections.rename_part(guide, guide.owner, level, code="L2", title="Engineer")
    level.refresh_from_db()
    assert (level.key, level.title, level.recovered_title) == ("l2", "Engineer", "Title L2")
    assert level.is_edited


def test_move_part_renumbers_and_stops_at_the_ends():
    guide = make_guide()
    last = guide.levels.get(key="l3")
    corrections.move_part(guide, guide.owner, last, step=-1)
    corrections.move_part(guide, guide.owner, guide.levels.get(key="l1"), step=-1)
    assert list(guide.levels.values_list("key", "position")) == [("l1", 0), ("l3", 1), ("l2", 2)]


def test_remove_part_removes_its_cells_and_counts_them():
    guide = make_guide()
    assert corrections.remove_part(guide, guide.owner, guide.levels.get(key="l2")) == 2
    guide.refresh_from_db()
    assert guide.cells.count() == 4
    assert list(guide.levels.values_list("position", flat=True)) == [0, 1]
    assert guide.removed_parts == [{"kind": "level", "code": "L2", "title": "Title L2"}]


def test_merge_joins_texts_in_the_order_of_the_guide():
    guide = make_guide()
    corrections.clear_cell(guide, guide.owner, cell_at(guide, "craft", "l1"))
    first, second = guide.levels.get(key="l1"), guide.levels.get(key="l2")

    corrections.merge_parts(guide, guide.owner, second, into=first)

    assert cell_at(guide, "delivery", "l1").definition_text == "Delivery at L1.\nDelivery at L2."
    assert len(cell_at(guide, "delivery", "l1").source) == 2
    assert cell_at(guide, "craft", "l1").definition_text == "Craft at L2."
    assert list(guide.levels.values_list("key", flat=True)) == ["l1", "l3"]


def test_merge_into_the_later_part_keeps_the_order_of_the_texts():
    guide = make_guide()
    first, second = guide.levels.get(key="l1"), guide.levels.get(key="l2")
    corrections.merge_parts(guide, guide.owner, first, into=second)
    assert cell_at(guide, "craft", "l2").definition_text == "Craft at L1.\nCraft at L2."


def test_merge_of_a_part_with_itself_is_refused():
    guide = make_guide()
    level = guide.levels.get(key="l1")
    with pytest.raises(CorrectionRefused):
        corrections.merge_parts(guide, guide.owner, level, into=level)


@pytest.mark.parametrize(("copy", "count"), [(True, 8), (False, 6)])
def test_split_puts_the_second_behind_the_first(copy, count):
    guide = make_guide()
    level = guide.levels.get(key="l2")
    corrections.split_part(guide, guide.owner, level, copy=copy, code="L2b")
    assert list(guide.levels.values_list("key", flat=True)) == ["l1", "l2", "l2b", "l3"]
    assert guide.cells.count() == count
    if copy:
        assert cell_at(guide, "craft", "l2b").definition_text == "Craft at L2."
        assert cell_at(guide, "craft", "l2").definition_text == "Craft at L2."


def test_add_level_gets_a_free_key():
    guide = make_guide()
    assert corrections.add_level(guide, guide.owner, code="L1").key == "l1-2"
    assert corrections.add_level(guide, guide.owner, title="シニア").key == "level-5"


def test_transpose_keeps_cells_their_ids_and_their_examples():
    guide = make_guide()
    cell = cell_at(guide, "delivery", "l2")
    generation = write_examples(cell)

    corrections.transpose(guide, guide.owner)

    guide.refresh_from_db()
    cell.refresh_from_db()
    assert guide.is_transposed
    assert [row.name for row in guide.competencies.all()] == [
        "L1 Title L1",
        "L2 Title L2",
        "L3 Title L3",
    ]
    assert [level.title for level in guide.levels.all()] == ["Delivery", "Craft"]
    assert (str(cell.competency), str(cell.level)) == ("L2 Title L2", "Delivery")
    assert cell.is_outdated
    assert CellGeneration.objects.filter(pk=generation.pk).exists()


def test_transpose_twice_changes_nothing_that_is_shown():
    guide = make_guide()
    before = table(guide)
    corrections.transpose(guide, guide.owner)
    corrections.transpose(guide, guide.owner)
    guide.refresh_from_db()
    assert table(guide) == before
    assert not guide.is_transposed
    assert [level.code for level in guide.levels.all()] == ["L1", "L2", "L3"]


@pytest.mark.parametrize(
    "status", [GuideStatus.GENERATING_EXAMPLES, GuideStatus.PARSING_MATRIX, GuideStatus.QUEUED]
)
def test_corrections_are_refused_while_work_is_under_way(status):
    guide = make_guide(status=status)
    with pytest.raises(CorrectionRefused):
        corrections.add_level(guide, guide.owner, code="L9")
    guide.refresh_from_db()
    assert (guide.version, guide.levels.count()) == (1, 3)


def test_matrix_entered_by_hand_goes_on_to_writing():
    guide = make_guide(
        status=GuideStatus.FAILED_PARSE, error_code="no_matrix", levels=(), competencies=()
    )
    typed = TypedMatrix(
        levels=(("L1", "Engineer"), ("", "Lead")),
        competencies=(("Delivery", "Work"),),
        definitions={(0, 1): "Leads a team."},
    )
    corrections.begin_matrix(guide, guide.owner, typed)
    assert table(guide) == {("Delivery", "Lead"): "Leads a team."}

    assert corrections.continue_by_hand(guide, guide.owner)

    guide.refresh_from_db()
    assert (guide.status, guide.confirmed_by) == (
        GuideStatus.GENERATING_EXAMPLES,
        guide.owner,
    )
    assert not guide.is_waiting_for_review


def test_matrix_without_definitions_cannot_go_on():
    guide = make_guide(
        status=GuideStatus.FAILED_PARSE, error_code="no_matrix", levels=("L1",), competencies=()
    )
    with pytest.raises(CorrectionRefused):
        corrections.continue_by_hand(guide, guide.owner)
    guide.refresh_from_db()
    assert guide.status == GuideStatus.FAILED_PARSE


def test_discard_is_refused_once_the_matrix_is_in_use():
    guide = make_guide()
    with pytest.raises(CorrectionRefused):
        corrections.discard_matrix(guide, guide.owner)
    assert Level.objects.filter(guide=guide).count() == 3


def test_pasted_table_with_quoted_cells_and_categories():
    typed = read_pasted(
        '\t\tL1 Engineer\tSenior\nWork\tDelivery\tShips.\t"First line\nsays ""ship"""\n\tCraft\t\tTests.\n',
        has_categories=True,
    )
    assert typed.levels == (("L1", "Engineer"), ("", "Senior"))
    assert typed.competencies == (("Delivery", "Work"), ("Craft", "Work"))
    assert typed.definitions == {
        (0, 0): "Ships.",
        (0, 1): 'First line\nsays "ship"',
        (1, 1): "Tests.",
    }


@pytest.mark.parametrize("text", ["", "one line", "L1\tL2", "a\nb\nc"])
def test_pasted_text_that_is_no_table_is_refused(text):
    with pytest.raises(ValueError, match="Paste a table"):
        read_pasted(text, has_categories=False)


def test_pasted_definition_is_never_cut():
    with pytest.raises(ValueError, match="30000 characters"):
        read_pasted(f"\tL1\nCraft\t{'x' * 30_000}", has_categories=False)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("L3 Senior Engineer", ("L3", "Senior Engineer")),
        ("IC4 – Staff", ("IC4", "Staff")),
        ("Level 3", ("Level 3", "")),
        ("Senior Engineer", ("", "Senior Engineer")),
        ("Engineer II", ("", "Engineer II")),
    ],
)
def test_split_name_parts_a_code_from_a_title(name, parts):
    assert split_name(name) == parts


def test_unique_key_counts_repeats_and_falls_back():
    assert unique_key("Senior Engineer", ["senior-engineer"], fallback="x") == "senior-engineer-2"
    assert unique_key("高级", [], fallback="level-2") == "level-2"


# Examples that are missing ------------------------------------------------------------------------


def failed_at(*places):
    """A guide that could not be written at these places, and was everywhere else."""
    guide = make_guide(
        status=GuideStatus.FAILED_GENERATION, error_code="llm_refused", error_message="Missing."
    )
    for cell in guide.cells.select_related("competency", "level"):
        if (cell.competency.key, cell.level.key) in places:
            failed = write_examples(cell, status="needs_review", is_shown=False)
            CellGeneration.objects.filter(pk=failed.pk).update(
                status="failed", error_code="llm_refused", content_json=[]
            )
        else:
            write_examples(cell)
    return guide


def clear(guide):
    corrections.clear_cell(guide, guide.owner, cell_at(guide, "craft", "l1"))


def remove_level(guide):
    corrections.remove_part(guide, guide.owner, guide.levels.get(key="l1"))


def remove_competency(guide):
    corrections.remove_part(guide, guide.owner, guide.competencies.get(key="craft"))


def merge_levels(guide):
    levels = guide.levels
    corrections.merge_parts(guide, guide.owner, levels.get(key="l1"), into=levels.get(key="l2"))


REMOVALS = (clear, remove_level, remove_competency, merge_levels)


@pytest.mark.parametrize("correct", REMOVALS)
def test_guide_is_complete_once_a_correction_took_its_last_failed_cell(correct):
    guide = failed_at(("craft", "l1"))
    correct(guide)
    guide.refresh_from_db()
    assert (guide.status, guide.error_code, guide.error_message) == (GuideStatus.COMPLETE, "", "")


@pytest.mark.parametrize("correct", REMOVALS)
def test_guide_stays_failed_while_a_correction_leaves_a_failed_cell(correct):
    guide = failed_at(("craft", "l1"), ("delivery", "l3"))
    correct(guide)
    guide.refresh_from_db()
    assert (guide.status, guide.error_code) == (GuideStatus.FAILED_GENERATION, "llm_refused")


def test_guide_stays_complete_with_a_definition_that_has_no_examples_yet():
    guide = make_guide()
    corrections.remove_part(guide, guide.owner, guide.levels.get(key="l1"))
    guide.refresh_from_db()
    assert (guide.status, guide.error_message) == (GuideStatus.COMPLETE, "")
