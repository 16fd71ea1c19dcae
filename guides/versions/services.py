"""Handing in a new version of a guide, accepting it, and throwing it away.

A version is a guide of its own that `replaces` another one, until it is accepted: reading,
recovery and review treat both alike, and nothing of the guide changes before.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from guides import work
from guides.enums import GuideStatus
from guides.generations.planning import settle
from guides.generations.services import MAY_WRITE, regenerate
from guides.lifecycle import delete_guide
from guides.models import GuideCell, LevelingGuide
from guides.source.files import forget_file, is_pointed_at
from guides.versions.comparing import Comparison, compare
from guides.versions.merging import merge_matrix
from levelingai.audit.record import record
from levelingai.errors import Gone
from levelingai.jobs.models import Job

ACCEPTED = "guide.version_accepted"
DISCARDED = "guide.version_discarded"
BUSY = (
    "This guide is being worked on right now. Wait until it is done, or stop it, and accept the "
    "new version then. Nothing was changed."
)
UNREADY = "The new version is not ready: look at its matrix first. Nothing was changed."
STALE = (
    "The guide or its new version has changed since you opened this page. Nothing was changed. "
    "Here is how they compare now."
)
OWN = (
    "People wrote examples for cells that are gone from the new version. Say that they may go too, "
    "or copy them first."
)


class VersionRefused(Exception):
    """A version cannot be accepted now; the message is a sentence for the manager."""


class VersionStale(VersionRefused):
    """What the manager saw is not what would happen any more."""


def accept_version(
    guide: LevelingGuide, version: LevelingGuide, person: Any, *, mark: str, gives_up_own: bool
) -> int:
    """Make the version the guide's matrix and file; returns how many cells are written now.

    `mark` is that of the comparison which the person saw; `gives_up_own`: examples that people
    wrote for cells which are gone may go. Raises `VersionRefused`, and `Gone` where either row is.
    """
    old_file = guide.pdf.name or ""
    with transaction.atomic():
        guide, version = _both_locked(guide, version)
        comparison = _checked(guide, version, mark, gives_up_own=gives_up_own)
        old_file = guide.pdf.name or ""
        count = _take_over(guide, version, comparison, person)
    if not is_pointed_at(old_file):
        forget_file(old_file)
    return count


def discard_version(version: LevelingGuide, person: Any) -> None:
    """Throw a version away with everything that was read of it; its guide is as it was."""
    record(
        DISCARDED,
        workspace_id=version.workspace_id,
        actor_id=person.pk,
        object_kind=work.GUIDE,
        object_id=version.replaces_id,
    )
    delete_guide(version, person)


def _both_locked(
    guide: LevelingGuide, version: LevelingGuide
) -> tuple[LevelingGuide, LevelingGuide]:
    """Guides are locked by id, so that two who accept never wait for each other in a circle."""
    rows = LevelingGuide.objects.filter(pk__in=[guide.pk, version.pk]).locked().order_by("pk")
    by_id = {row.pk: row for row in rows}
    if len(by_id) < 2:
        raise Gone
    return by_id[guide.pk], by_id[version.pk]


def _checked(
    guide: LevelingGuide, version: LevelingGuide, mark: str, *, gives_up_own: bool
) -> Comparison:
    if not version.is_ready_to_compare or version.replaces_id != guide.pk:
        raise VersionRefused(UNREADY)
    if not (guide.is_correctable and guide.has_matrix):
        raise VersionRefused(BUSY)
    comparison = compare(guide, version)
    if comparison.mark != mark:
        raise VersionStale(STALE)
    if comparison.lost_own and not gives_up_own:
        raise VersionRefused(OWN)
    return comparison


def _take_over(
    guide: LevelingGuide, version: LevelingGuide, comparison: Comparison, person: Any
) -> int:
    number = LevelingGuide.objects.touch(guide.pk)
    to_write = merge_matrix(guide, version, comparison, number=number)
    _keep_published_file(guide)
    version.parse_runs.update(guide=guide)
    _take_file(guide, version, person)
    record(
        ACCEPTED,
        workspace_id=guide.workspace_id,
        actor_id=person.pk,
        object_kind=work.GUIDE,
        object_id=guide.pk,
    )
    Job.objects.about(work.GUIDE, version.pk).delete()
    version.delete()
    return _write(guide, to_write, person)


def _write(guide: LevelingGuide, to_write: list[Any], person: Any) -> int:
    """Have new and changed cells written, unless the guide still waits for a look at its matrix."""
    guide.refresh_from_db()
    if guide.status not in MAY_WRITE:
        return 0
    cells = GuideCell.objects.filter(pk__in=to_write)
    count = regenerate(guide, cells, person=person) if to_write else 0
    if not to_write and guide.status == GuideStatus.FAILED_GENERATION:
        settle(guide)
    return count


def _keep_published_file(guide: LevelingGuide) -> None:
    """Readers of an edition keep the file that it was made from."""
    guide.editions.filter(pdf_name="").update(pdf_name=guide.pdf.name or "")


def _take_file(guide: LevelingGuide, version: LevelingGuide, person: Any) -> None:
    LevelingGuide.objects.filter(pk=guide.pk).update(
        pdf=version.pdf.name,
        original_filename=version.original_filename,
        mime_type=version.mime_type,
        size=version.size,
        sha256=version.sha256,
        page_count=version.page_count,
        title=version.title,
        guide_index=version.guide_index,
        is_transposed=version.is_transposed,
        removed_parts=_removed_parts(guide, version),
        confirmed_at=guide.confirmed_at and timezone.now(),
        confirmed_by=person if guide.confirmed_at else None,
        updated_at=timezone.now(),
    )


def _removed_parts(guide: LevelingGuide, version: LevelingGuide) -> list[dict[str, Any]]:
    """What was left out of either. A merge is remembered only where its target is still there.

    What the guide left out otherwise, the version began with: see `guides.upload.services`.
    """
    keys = {
        *guide.levels.values_list("key", flat=True),
        *guide.competencies.values_list("key", flat=True),
    }
    merged = [part for part in guide.removed_parts if "into" in part]
    parts = [*merged, *version.removed_parts]
    kept = [part for part in parts if part.get("into") is None or part["into"] in keys]
    return [part for at, part in enumerate(kept) if part not in kept[:at]]
