"""Accepting a version: what stays, what is written anew, and what is never lost in silence."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from guides.enums import Engine, GuideStatus
from guides.lifecycle import delete_guide
from guides.models import CellGeneration, GuideCell, LevelingGuide, private_storage
from guides.versions.comparing import CellKind, PartKind, compare
from guides.versions.services import (
    ACCEPTED,
    VersionRefused,
    VersionStale,
    accept_version,
    discard_version,
)
from levelingai.audit.models import AuditEvent
from levelingai.errors import Gone
from tests.factories import CellGenerationFactory, publish
from tests.guides.versions.making import (
    BEFORE,
    accept,
    cell_at,
    made_guide,
    next_version,
    texts_of,
)

pytestmark = pytest.mark.django_db


def changed(**texts: str) -> dict[tuple[str, str], str]:
    """`BEFORE` with other words, named as Delivery_L1."""
    return BEFORE | {tuple(name.split("_")): text for name, text in texts.items()}


def shown(guide, competency, level) -> CellGeneration:
    return cell_at(guide, competency, level).generations.get(is_shown=True)


def test_same_definitions_keep_their_rows_and_examples():
    guide = made_guide()
    before = {cell.pk: shown_pk(cell) for cell in guide.cells.all()}
    assert accept(guide, next_version(guide, BEFORE)) == 0
    assert {cell.pk: shown_pk(cell) for cell in guide.cells.all()} == before
    assert not guide.cells.filter(is_outdated=True).exists()


def shown_pk(cell: GuideCell):
    return cell.generations.get(is_shown=True).pk


def test_changed_definition_is_outdated_and_written_again():
    guide = made_guide()
    version = next_version(guide, changed(Delivery_L2="Plans a quarter with three teams"))
    old = shown(guide, "Delivery", "L2").pk
    assert accept(guide, version) == 1
    cell = cell_at(guide, "Delivery", "L2")
    assert cell.definition_text == cell.recovered_text == "Plans a quarter with three teams"
    assert cell.is_outdated
    assert shown_pk(cell) == old
    assert [row.cell_id for row in CellGeneration.objects.pending()] == [cell.pk]
    guide.refresh_from_db()
    assert guide.status == GuideStatus.GENERATING_EXAMPLES


def test_renamed_parts_keep_everything():
    guide = made_guide()
    before = {cell.pk: shown_pk(cell) for cell in guide.cells.all()}
    names = {"Delivery": "Shipping", "Writing": "Writing", "L1": "IC1", "L2": "IC2"}
    texts = {(names[row], names[column]): text for (row, column), text in BEFORE.items()}
    version = next_version(guide, texts)
    found = compare(guide, version)
    assert [pair.kinds for pair in found.levels] == [(PartKind.RENAMED,)] * 2
    assert [pair.kinds for pair in found.competencies] == [(PartKind.RENAMED,), ()]
    keys = list(guide.levels.values_list("key", flat=True))
    assert accept(guide, version) == 0
    assert texts_of(guide) == texts
    assert {cell.pk: shown_pk(cell) for cell in guide.cells.all()} == before
    assert list(guide.levels.values_list("key", flat=True)) == keys


def test_definitions_that_change_places_take_their_examples_along():
    guide = made_guide()
    version = next_version(
        guide,
        changed(
            Delivery_L1=BEFORE["Writing", "L1"],
            Writing_L1=BEFORE["Delivery", "L1"],
        ),
    )
    delivery, writing = shown(guide, "Delivery", "L1").pk, shown(guide, "Writing", "L1").pk
    assert accept(guide, version) == 0
    assert shown(guide, "Delivery", "L1").pk == writing
    assert shown(guide, "Writing", "L1").pk == delivery
    assert guide.competencies.count() == 2


def test_definition_at_another_level_is_written_again():
    """Examples are written for a level."""
    guide = made_guide()
    texts = dict(BEFORE)
    texts["Writing", "L3"] = texts.pop(("Writing", "L1"))
    assert accept(guide, next_version(guide, texts)) == 1
    assert cell_at(guide, "Writing", "L3").is_outdated


def test_added_and_removed_parts_come_and_go_in_their_order():
    guide = made_guide()
    texts = {
        ("Hiring", "L1"): "Joins interviews",
        ("Hiring", "L2"): "Leads interviews",
        ("Writing", "L1"): BEFORE["Writing", "L1"],
        ("Writing", "L2"): BEFORE["Writing", "L2"],
    }
    assert accept(guide, next_version(guide, texts)) == 2
    assert texts_of(guide) == texts
    assert [row.name for row in guide.competencies.all()] == ["Hiring", "Writing"]
    assert list(guide.competencies.values_list("position", flat=True)) == [0, 1]


def own(cell: GuideCell, **fields) -> CellGeneration:
    cell.generations.update(is_shown=False)
    return CellGenerationFactory(cell=cell, engine=Engine.MANUAL, prompt_name="manual", **fields)


def test_examples_that_a_person_wrote_stay_under_changed_words():
    guide = made_guide()
    written = own(cell_at(guide, "Delivery", "L2"))
    assert accept(guide, next_version(guide, changed(Delivery_L2="Plans a quarter"))) == 0
    cell = cell_at(guide, "Delivery", "L2")
    assert shown_pk(cell) == written.pk
    assert cell.is_outdated


@pytest.mark.parametrize("is_shown", [True, False])
def test_examples_that_a_person_wrote_go_only_when_that_was_said(is_shown):
    guide = made_guide()
    own(cell_at(guide, "Writing", "L2"), is_shown=is_shown)
    texts = {place: text for place, text in BEFORE.items() if place[0] != "Writing"}
    version = next_version(guide, texts)
    with pytest.raises(VersionRefused, match="People wrote examples"):
        accept(guide, version)
    assert texts_of(guide) == BEFORE
    accept(guide, version, gives_up_own=True)
    assert texts_of(guide) == texts


def test_words_and_names_that_a_manager_corrected_stay_while_the_file_says_the_same():
    guide = made_guide()
    cell = cell_at(guide, "Delivery", "L1")
    GuideCell.objects.filter(pk=cell.pk).update(
        definition_text="Finishes small tasks", edited_at=timezone.now()
    )
    guide.levels.filter(code="L1").update(title="Junior")
    version = next_version(guide, changed(Writing_L1="Keeps minutes"))
    assert accept(guide, version) == 1
    cell.refresh_from_db()
    assert (cell.definition_text, cell.is_edited) == ("Finishes small tasks", True)
    assert guide.levels.first().title == "Junior"


def test_what_a_person_added_and_typed_stays():
    guide = made_guide()
    level = guide.levels.create(key="l9", code="L9", position=9)
    typed = guide.cells.create(
        competency=guide.competencies.first(), level=level, definition_text="Typed by hand"
    )
    version = next_version(guide, BEFORE)
    found = compare(guide, version)
    assert found.is_empty
    assert [pair.kind for pair in found.cells if pair.old == typed] == [CellKind.KEPT]
    accept(guide, version)
    assert list(guide.levels.values_list("code", flat=True)) == ["L1", "L2", "L9"]
    assert guide.cells.filter(pk=typed.pk).exists()


def test_line_ends_alone_change_nothing():
    guide = made_guide()
    version = next_version(guide, changed(Writing_L1="Keeps notes\n of what was  decided"))
    assert compare(guide, version).is_empty
    accept(guide, version)
    assert texts_of(guide) == BEFORE


# The file ----------------------------------------------------------------------------------------


def test_accepted_version_gives_its_file_and_ends():
    guide = made_guide()
    old, version = guide.pdf.name, next_version(guide, BEFORE)
    new, artifact = version.pdf.name, version.artifacts.get()
    accept(guide, version)
    guide.refresh_from_db()
    assert (guide.pdf.name, guide.sha256) == (new, "1" * 64)
    assert guide.original_filename == "ladder-2.pdf"
    assert set(guide.cells.values_list("source_artifact", flat=True)) == {artifact.pk}
    assert private_storage().exists(new)
    assert not private_storage().exists(old)
    assert list(LevelingGuide.objects.all()) == [guide]
    event = AuditEvent.objects.get(action=ACCEPTED)
    assert event.object_id == str(guide.pk)


def test_published_edition_keeps_its_words_and_its_file(client, member, workspace):
    guide = made_guide(workspace=workspace)
    edition = publish(guide)
    content, old = edition.content_json, guide.pdf.read()
    accept(guide, next_version(guide, changed(Writing_L1="Keeps minutes")))
    edition.refresh_from_db()
    assert edition.content_json == content
    client.force_login(member)
    reader = client.get(f"/guides/{guide.pk}/pdf/")
    assert b"".join(reader.streaming_content) == old
    assert "ladder.pdf" in reader["Content-Disposition"]
    client.force_login(guide.owner)
    editor = client.get(f"/guides/{guide.pk}/pdf/")
    assert b"".join(editor.streaming_content) == b"%PDF-1.7 the next one"
    name = edition.pdf_name
    delete_guide(guide)
    assert not private_storage().exists(name)


def test_discarded_version_leaves_the_guide_as_it_is():
    guide = made_guide()
    version = next_version(guide, {("Other", "X"): "Something else"})
    name, stamp = version.pdf.name, guide.version
    discard_version(version, guide.owner)
    guide.refresh_from_db()
    assert guide.version == stamp
    assert texts_of(guide) == BEFORE
    assert not private_storage().exists(name)


def test_deleted_guide_takes_its_versions_along():
    guide = made_guide()
    name = next_version(guide, BEFORE).pdf.name
    delete_guide(guide)
    assert not LevelingGuide.objects.exists()
    assert not private_storage().exists(name)


# Others at the same time -------------------------------------------------------------------------


def test_comparison_that_is_not_the_seen_one_is_refused():
    guide = made_guide()
    first = next_version(guide, changed(Writing_L1="Keeps minutes"))
    second = next_version(guide, changed(Writing_L1="Keeps a diary"))
    mark = compare(guide, second).mark
    accept(guide, first)
    LevelingGuide.objects.filter(pk=guide.pk).update(status=GuideStatus.COMPLETE)
    with pytest.raises(VersionStale):
        accept_version(guide, second, guide.owner, mark=mark, gives_up_own=False)
    assert cell_at(guide, "Writing", "L1").definition_text == "Keeps minutes"
    accept(guide, second)
    assert cell_at(guide, "Writing", "L1").definition_text == "Keeps a diary"


@pytest.mark.parametrize("status", [GuideStatus.GENERATING_EXAMPLES, GuideStatus.PARSING_MATRIX])
def test_guide_that_is_being_worked_on_takes_no_version(status):
    guide = made_guide(status=status)
    with pytest.raises(VersionRefused, match="being worked on"):
        accept(guide, next_version(guide, BEFORE))


@pytest.mark.parametrize(
    "fields",
    [
        {"status": GuideStatus.PARSING_MATRIX},
        {"status": GuideStatus.FAILED_PARSE},
        {"review_required": True},
    ],
)
def test_version_that_is_not_ready_is_not_taken(fields):
    guide = made_guide()
    with pytest.raises(VersionRefused, match="not ready"):
        accept(guide, next_version(guide, BEFORE, **fields))


@pytest.mark.parametrize("which", ["guide", "version"])
def test_row_deleted_meanwhile_is_not_found(which):
    guide = made_guide()
    version = next_version(guide, BEFORE)
    mark = compare(guide, version).mark
    gone = {"guide": guide, "version": version}[which]
    LevelingGuide.objects.filter(pk=gone.pk).delete()
    with pytest.raises(Gone):
        accept_version(guide, version, guide.owner, mark=mark, gives_up_own=False)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_at_once_one_is_told(private_files):
    """Two versions, two people: one is taken, the other compares with another guide by then."""
    guide = made_guide()
    versions = [
        next_version(guide, changed(Writing_L1=words))
        for words in ("Keeps minutes", "Keeps a diary")
    ]
    marks = [compare(guide, version).mark for version in versions]
    together, ends = Barrier(2, timeout=20), []

    def act(version, mark):
        try:
            together.wait()
            accept_version(guide, version, guide.owner, mark=mark, gives_up_own=False)
            ends.append("taken")
        except VersionRefused:
            ends.append("refused")
        except BaseException as error:  # threads end quietly otherwise
            ends.append(repr(error))
        finally:
            connection.close()

    threads = [Thread(target=act, args=pair) for pair in zip(versions, marks, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(ends) == ["refused", "taken"]
    assert LevelingGuide.objects.count() == 2
