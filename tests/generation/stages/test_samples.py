"""The sample guides, through the real pipeline: one written by hand, one as it comes out."""

from __future__ import annotations

import pytest

from generation import foreground
from guides.enums import Engine, GenerationStatus, GuideStatus
from guides.generations.by_hand import keep_sample_examples
from guides.models import CellGeneration
from guides.upload.samples import create_samples

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def samples(manager, workspace):
    with foreground.Run() as run:
        guides = create_samples(workspace, manager)
        for guide in guides:
            for _ in run.steps(guide):
                pass
    for guide in guides:
        guide.refresh_from_db()
    return guides


def test_the_first_is_written_by_hand_and_the_second_as_it_comes_out(samples):
    first, second = samples
    assert {guide.status for guide in samples} == {GuideStatus.COMPLETE}

    written = CellGeneration.objects.filter(guide=first, engine=Engine.MANUAL)
    examples = [example for generation in written for example in generation.examples]
    assert len(written) == 47
    assert len(examples) == 141
    assert {example.origin for example in examples} == {"manual"}
    # Most of a company's facts belong to some cells only; two of five name one.
    assert sum(bool(example.facts) for example in examples) > 50
    failed = [
        (generation.cell.definition_text[:60], check["criterion"], check["reason"])
        for generation in written.select_related("cell")
        for check in generation.checks
        if check["criterion"] in ("R7", "R8", "R11") and check["passed"] is False
    ]
    assert failed == []

    by_engine = set(CellGeneration.objects.filter(guide=second).values_list("engine", flat=True))
    assert by_engine == {Engine.OFFLINE}
    shown = CellGeneration.objects.filter(guide=second, status=GenerationStatus.READY)
    assert {each.origin for one in shown for each in one.examples} <= {"bank"}


def test_a_cell_that_was_edited_gets_nothing_written_for_other_words(samples):
    first, _ = samples
    CellGeneration.objects.filter(guide=first).delete()
    cell = first.cells.first()
    cell.definition_text = "Keeps the harbour clock wound."
    cell.save()
    keep_sample_examples(first)
    assert not cell.generations.exists()
    assert CellGeneration.objects.filter(guide=first).count() == 46
