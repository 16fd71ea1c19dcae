"""How far reading is: from the worker to the guide's open page."""

from __future__ import annotations

import pytest
from django.urls import reverse

from generation.stages import extract
from guides import work
from guides.enums import GuideStatus
from levelingai.jobs import claims
from levelingai.jobs.claims import ClaimLost
from levelingai.jobs.models import Job
from tests.factories import LevelingGuideFactory

pytestmark = pytest.mark.django_db


def poll(client, guide):
    return client.get(reverse("guide_status", args=[guide.pk]), {"v": guide.version})


def test_open_page_learns_which_page_is_read(client, monkeypatch):
    guide = LevelingGuideFactory(status=GuideStatus.QUEUED)
    job = work.add_job(guide, work.EXTRACT)
    client.force_login(guide.owner)
    with claims.working_on(job.pk) as claim:
        work.begin_stage(claim, GuideStatus.EXTRACTING_TEXT)
        guide.refresh_from_db()
        tell = extract._teller(claim)
        tell("Reading page 2 of 14")
        assert poll(client, guide).status_code == 204  # so soon it is not worth a word
        monkeypatch.setattr(extract, "NEWS_S", 0.0)
        tell("Reading page 3 of 14")
        assert "Reading page 3 of 14" in poll(client, guide).content.decode()
        claims.finish(claim)
    assert Job.objects.get(pk=job.pk).note == ""


def test_worker_that_lost_its_claim_reads_no_further():
    guide = LevelingGuideFactory(status=GuideStatus.QUEUED)
    job = work.add_job(guide, work.EXTRACT)
    with claims.working_on(job.pk) as claim:
        work.begin_stage(claim, GuideStatus.EXTRACTING_TEXT)
        claims.finish(claim)
        with pytest.raises(ClaimLost):
            work.say(claim, "Reading page 3 of 14")
