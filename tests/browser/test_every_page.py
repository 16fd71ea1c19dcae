"""Every page at three widths, light and dark: no violation, no complaint, nothing cut off."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from guides.enums import ArtifactType, GuideStatus
from guides.generations.by_hand import SAMPLES
from guides.models import ExampleFeedback, LevelingGuide
from guides.publishing.services import create_link
from tests.browser import scene
from tests.browser.conftest import DESKTOP, NARROW, PHONE
from tests.factories import (
    CellGenerationFactory,
    LevelingGuideFactory,
    UserFactory,
    make_matrix,
    publish,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


ABSENT = {"not-found", "shared-gone"}
"""Pages that the browser rightly calls missing."""


@dataclass
class World:
    """What the pages are about, and who opens them."""

    manager: object
    member: object
    nobody: object
    guides: dict[str, LevelingGuide]
    token: str


@pytest.fixture
def world(workspace, manager, member) -> World:
    def failed(status, code, message):
        return LevelingGuideFactory(
            workspace=workspace,
            owner=manager,
            role_title=f"Product Designer ({code})",
            status=status,
            error_code=code,
            error_message=message,
        )

    full = scene.full_guide(workspace, manager)
    publish(full)
    cell = full.cells.first()
    CellGenerationFactory(
        cell=cell,
        is_shown=False,
        status="needs_review",
        content_json=scene.examples(1, 1),
        note="Less about reports",
        checks=[{"criterion": "R4", "passed": False, "reason": "Example 2 names no result."}],
    )
    for reader, value in ((member, "up"), (UserFactory(username="ada"), "down")):
        ExampleFeedback.objects.create(
            generation=cell.generations.get(is_shown=True),
            example_index=0,
            reader=reader,
            value=value,
            comment="Shows what the words mean at work",
        )
    several = LevelingGuideFactory(
        workspace=workspace, owner=manager, status=GuideStatus.MATRIX_PARSED, review_required=True
    )
    make_matrix(several)
    several.artifacts.create(
        type=ArtifactType.MATRIX,
        sha256="0" * 64,
        content_json={
            "guides": [
                {"title": name, "levels": [], "competencies": []} for name in ("One", "Another")
            ]
        },
    )
    pdf = ContentFile((SAMPLES / "engineering.pdf").read_bytes(), "engineering.pdf")
    review = scene.full_guide(workspace, manager, pdf=pdf)
    review.cells.update(source=[{"page": 1, "box": [40, 80, 200, 120]}])
    LevelingGuide.objects.filter(pk=review.pk).update(
        status=GuideStatus.MATRIX_PARSED, review_required=True, doubts=scene.doubts(review)
    )
    next_version = scene.next_version_of(full)
    missing = scene.mixed_guide(workspace, manager)
    missing.generations.filter(status__in=("waiting", "writing")).delete()
    LevelingGuide.objects.filter(pk=missing.pk).update(
        status=GuideStatus.FAILED_GENERATION,
        error_code="llm_unavailable",
        error_message="The model did not answer for some cells. A retry can help.",
    )
    return World(
        manager,
        member,
        UserFactory(username="nobody"),
        {
            "full": full,
            "mixed": scene.mixed_guide(workspace, manager),
            "review": review,
            "reading": LevelingGuideFactory(
                workspace=workspace, owner=manager, status=GuideStatus.PARSING_MATRIX
            ),
            "bad": failed(
                GuideStatus.FAILED_BAD_PDF,
                "encrypted",
                "This PDF is protected by a password. Save a copy without it and upload that.",
            ),
            "no_matrix": failed(
                GuideStatus.FAILED_PARSE,
                "no_matrix",
                "The text could be read, but no levels and competencies were found in it.\n\n"
                "It begins with: “Welcome to the handbook of the design team …”",
            ),
            "bare": scene.starter_guide(workspace, manager, role_title="Analyst, not written"),
            "missing": missing,
            "several": several,
            "version": next_version,
            "version-failed": scene.failed_version_of(full),
        },
        create_link(full, manager, label="", days=30, sign_in_required=False)[1],
    )


def _pages(world: World) -> dict[str, tuple]:
    guides = world.guides
    full = guides["full"]
    cell = full.cells.select_related("competency", "level").get(
        competency__position=1, level__position=1
    )
    manager = world.manager
    return {
        "landing": (None, "/"),
        "login": (None, reverse("login")),
        "password-reset": (None, reverse("password_reset")),
        "password-reset-done": (None, reverse("password_reset_done")),
        "not-found": (manager, "/nothing/"),
        "no-workspace": (world.nobody, "/"),
        "list": (manager, "/"),
        "new": (manager, reverse("guide_new")),
        "matrix": (manager, full.get_absolute_url()),
        "bare": (manager, guides["bare"].get_absolute_url()),
        "starter": (manager, guides["bare"].cells.first().get_absolute_url()),
        "mixed": (manager, guides["mixed"].get_absolute_url()),
        "review-wanted": (manager, guides["review"].get_absolute_url()),
        "several": (manager, guides["several"].get_absolute_url()),
        "reading": (manager, guides["reading"].get_absolute_url()),
        "bad-pdf": (manager, guides["bad"].get_absolute_url()),
        "no-matrix": (manager, guides["no_matrix"].get_absolute_url()),
        "missing": (manager, guides["missing"].get_absolute_url()),
        "replace": (manager, reverse("guide_replace", args=[guides["bad"].pk])),
        "delete": (manager, reverse("guide_delete", args=[full.pk])),
        "cell": (manager, cell.get_absolute_url()),
        "cell-edit": (manager, reverse("cell_edit", args=[full.pk, cell.pk])),
        "password-change": (manager, reverse("password_change")),
        "review": (manager, reverse("guide_review", args=[guides["review"].pk])),
        "review-doubt": (
            manager,
            f"{reverse('guide_review', args=[guides['review'].pk])}{scene.doubtful_cell(guides['review'])}",
        ),
        "share": (manager, reverse("guide_share", args=[full.pk])),
        "version-new": (manager, reverse("guide_version_new", args=[full.pk])),
        "version": (
            manager,
            reverse("guide_version", args=[full.pk, guides["version"].pk]),
        ),
        "version-failed": (manager, guides["version-failed"].get_absolute_url()),
        "exports": (manager, reverse("guide_exports", args=[full.pk])),
        "compare": (manager, reverse("guide_compare", args=[full.pk])),
        "company": (manager, full.company.get_absolute_url()),
        "shared": (None, reverse("shared_guide", args=[world.token])),
        "shared-compare": (None, reverse("shared_compare", args=[world.token])),
        "shared-gone": (None, reverse("shared_guide", args=["unknown"])),
        "member-list": (world.member, "/"),
        "member-matrix": (world.member, full.get_absolute_url()),
    }


def violations(page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"][:3]]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE, NARROW], ids=["1440", "390", "320"])
def test_every_page_is_accessible_and_quiet(open_page, world, viewport, dark, shots):
    """One browser for all pages of a width and theme: opening one is what takes the time."""
    wrong = []
    by_user = {
        user: open_page(viewport=viewport, user=user, dark=dark)
        for user in (None, world.manager, world.member, world.nobody)
    }
    for name, (user, address) in _pages(world).items():
        page = by_user[user]
        page.goto(address)
        page.evaluate("document.fonts.ready")
        if shots:
            theme = "dark" if dark else "light"
            page.screenshot(path=shots / f"{name}-{viewport['width']}-{theme}.png")
        wrong += [f"{name}: {found}" for found in violations(page)]
        said = [text for text in page.complaints if name not in ABSENT or "404" not in text]
        wrong += [f"{name}: {text}" for text in said]
        page.complaints.clear()
        wide = page.evaluate("document.documentElement.scrollWidth")
        if viewport is not DESKTOP and wide > viewport["width"]:
            wrong.append(f"{name}: {wide} px wide")
    assert wrong == []
