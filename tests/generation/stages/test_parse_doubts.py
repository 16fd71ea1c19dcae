"""A grave doubt makes a guide wait, however sure the matrix is; what a person settled stays so."""

import pytest
from django.contrib.auth import get_user_model

from generation.core.reading import Document, Quality
from guides import lifecycle
from guides.enums import ArtifactType, GuideStatus
from guides.matrix.doubts import doubts_about
from guides.models import ParseRun
from guides.review import corrections
from guides.source.artifacts import store_artifact
from levelingai.jobs import queue
from tests.generation.core.recovery.test_strategies_tables import grid, page_of, simple_words
from tests.guides.making import make_guide
from tests.jobs import run

pytestmark = pytest.mark.django_db


def parsed(guide, **quality):
    """The guide after it was parsed from a clean table, read with this quality."""
    page = page_of(1, simple_words(), grid((100, 130, 160, 190, 220)))
    document = Document((page,), Quality(**quality), title="Career levels")
    store_artifact(guide, ArtifactType.DOCUMENT, document.to_json())
    run(guide, "parse", round=guide.round)
    guide.refresh_from_db()
    return guide


@pytest.fixture
def guide():
    with queue.foreground():
        yield make_guide(status=GuideStatus.TEXT_EXTRACTED, levels=(), competencies=())


def test_a_sure_matrix_goes_on_alone(guide):
    parsed(guide)
    assert guide.doubts == []
    assert guide.status == GuideStatus.GENERATING_EXAMPLES


@pytest.mark.parametrize(("kind", "page"), [("broken_pages", 1), ("unread_pages", 2)])
def test_pages_that_were_not_read_whole_make_it_wait(guide, kind, page):
    parsed(guide, **{kind: (page,)})
    chosen = ParseRun.objects.get(chosen=True)
    assert chosen.confidence >= 0.85
    assert guide.is_waiting_for_review
    assert "Some places must be looked at first; they are marked in the matrix." in chosen.reasons
    assert [doubt.page for doubt in doubts_about(guide)] == [page]


def test_what_a_person_settled_does_not_make_it_wait_again(guide):
    parsed(guide, broken_pages=(1,))
    (doubt,) = doubts_about(guide)
    corrections.settle_doubt(guide, get_user_model().objects.get(pk=guide.owner_id), doubt.mark)
    assert lifecycle.parse_again(guide)
    guide.refresh_from_db()
    parsed(guide, broken_pages=(1,))
    assert guide.status == GuideStatus.GENERATING_EXAMPLES


def test_figures_are_kept_for_the_admin_and_no_reason_holds_one(guide):
    parsed(guide)
    chosen = ParseRun.objects.get(chosen=True)
    assert {"lost", "filled", "agreement"} <= set(chosen.figures)
    assert not any("%" in reason for run_ in ParseRun.objects.all() for reason in run_.reasons)
