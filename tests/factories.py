"""The least that a test needs of each record."""

from __future__ import annotations

from datetime import timedelta

import factory
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.utils import timezone
from factory import LazyAttribute, SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from accounts.models import Membership, Role, Workspace
from guides.enums import Engine, FactOrigin, FactStatus, GenerationStatus, GuideStatus, PromptName
from guides.models import (
    CellGeneration,
    Company,
    CompanyFact,
    Competency,
    GuideCell,
    GuideEdition,
    Level,
    LevelingGuide,
    PromptExperiment,
)
from guides.publishing.content import edition_content

PASSWORD = "a-long-passphrase-42"
DEFINITION = "Breaks a project into tasks and plans them with the team."
FALLS_SHORT = "This level describes what falls short: no examples"
PDF_BYTES = b"%PDF-1.7\n%%EOF\n"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    username = Sequence(lambda number: f"person{number}")
    email = LazyAttribute(lambda user: f"{user.username}@example.com")

    @factory.post_generation
    def password(self, create, extracted, **kwargs):
        self.set_password(extracted or PASSWORD)
        if create:
            self.save()


class WorkspaceFactory(DjangoModelFactory):
    class Meta:
        model = Workspace

    name = Sequence(lambda number: f"Workspace {number}")


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = SubFactory(UserFactory)
    workspace = SubFactory(WorkspaceFactory)
    role = Role.MANAGER


class CompanyFactory(DjangoModelFactory):
    class Meta:
        model = Company
        django_get_or_create = ("workspace", "website_url")

    workspace = SubFactory(WorkspaceFactory)
    website_url = Sequence(lambda number: f"https://company{number}.example.com")


class CompanyFactFactory(DjangoModelFactory):
    class Meta:
        model = CompanyFact

    company = SubFactory(CompanyFactory)
    statement = "The company ships parcels by rail."
    quote = "We ship parcels by rail."
    status = FactStatus.APPROVED
    origin = FactOrigin.SITE


class LevelingGuideFactory(DjangoModelFactory):
    """A guide with an owner who is a manager of its workspace."""

    class Meta:
        model = LevelingGuide

    workspace = SubFactory(WorkspaceFactory)
    company = SubFactory(CompanyFactory, workspace=SelfAttribute("..workspace"))
    role_title = "Software Engineer"
    original_filename = "ladder.pdf"
    size = len(PDF_BYTES)
    sha256 = "0" * 64
    status = GuideStatus.COMPLETE
    error_code = LazyAttribute(
        lambda guide: "worker_lost" if GuideStatus(guide.status).name.startswith("FAILED") else ""
    )
    pdf = factory.LazyFunction(lambda: ContentFile(PDF_BYTES, name="ladder.pdf"))

    @factory.lazy_attribute
    def owner(self):
        known = Membership.objects.filter(workspace=self.workspace, role=Role.MANAGER).first()
        return (known or MembershipFactory(workspace=self.workspace)).user


class LevelFactory(DjangoModelFactory):
    class Meta:
        model = Level

    guide = SubFactory(LevelingGuideFactory)
    position = Sequence(lambda number: number % 10_000)
    key = LazyAttribute(lambda level: f"l{level.position}")
    code = LazyAttribute(lambda level: f"L{level.position}")
    title = "Engineer"


class CompetencyFactory(DjangoModelFactory):
    class Meta:
        model = Competency

    guide = SubFactory(LevelingGuideFactory)
    position = Sequence(lambda number: number % 10_000)
    key = LazyAttribute(lambda competency: f"competency-{competency.position}")
    name = LazyAttribute(lambda competency: f"Competency {competency.position}")


class GuideCellFactory(DjangoModelFactory):
    class Meta:
        model = GuideCell

    guide = SelfAttribute("competency.guide")
    competency = SubFactory(CompetencyFactory)
    level = SubFactory(LevelFactory, guide=SelfAttribute("..competency.guide"))
    definition_text = DEFINITION
    recovered_text = SelfAttribute("definition_text")
    source = factory.LazyFunction(lambda: [{"page": 4, "box": [0, 0, 10, 10]}])


def example(number: int = 1, **fields) -> dict:
    """One stored example that illustrates words of DEFINITION."""
    return {
        "headline": f"Plans release {number}",
        "text": f"Splits release {number} of the booking page into five tasks that the team "
        "estimates together and finishes on time.",
        "evidence": f"The task board of release {number}",
        "illustrates": "Breaks a project into tasks",
        "facts": [],
        **fields,
    }


class CellGenerationFactory(DjangoModelFactory):
    class Meta:
        model = CellGeneration

    cell = SubFactory(GuideCellFactory)
    guide = SelfAttribute("cell.guide")
    prompt_name = PromptName.OFFLINE
    prompt_version = "v1"
    revision = Sequence(lambda number: number + 1)
    status = GenerationStatus.READY
    is_shown = LazyAttribute(lambda row: row.status == GenerationStatus.READY)
    engine = Engine.OFFLINE
    error_code = LazyAttribute(
        lambda row: "llm_unavailable" if row.status == GenerationStatus.FAILED else ""
    )
    content_json = LazyAttribute(
        lambda row: (
            [example(1), example(2), example(3)]
            if row.status in (GenerationStatus.READY, GenerationStatus.NEEDS_REVIEW)
            else []
        )
    )
    checks = factory.LazyFunction(
        lambda: [{"criterion": "R1", "passed": True, "reason": "", "failed": []}]
    )
    definition_text = SelfAttribute("cell.definition_text")


class PromptExperimentFactory(DjangoModelFactory):
    class Meta:
        model = PromptExperiment

    workspace = SubFactory(WorkspaceFactory)
    name = "Shorter sentences"
    usual_version = "v1"
    usual_model = "gpt-4o-mini"
    prompt_version = "v9"
    share = 50
    started_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=3))


def starter(**fields) -> dict:
    """A stored starter for DEFINITION."""
    return {
        "quote": "plans them with the team",
        "new": ["with the team"],
        "prompts": ["What was done?", "To what?", "What changed?", "Where can one see it?"],
        "language": "en",
        **fields,
    }


def make_bare_guide(**fields) -> LevelingGuide:
    """A guide of three cells as it comes out without a model.

    One has examples from the bank, one a starter, one describes a failing.
    """
    guide = LevelingGuideFactory(**fields)
    written, unwritten, failing = make_matrix(guide, 3, 1)
    CellGenerationFactory(cell=written, content_json=[example(1, origin="bank")])
    CellGenerationFactory(cell=unwritten, status="starters", starter_json=starter())
    CellGenerationFactory(cell=failing, status="abstained", reason=FALLS_SHORT)
    return guide


def make_matrix(guide: LevelingGuide, levels: int = 3, competencies: int = 2) -> list[GuideCell]:
    """A full matrix without examples, row by row."""
    columns = [
        LevelFactory(
            guide=guide,
            position=at,
            key=f"l{at}",
            code=f"L{at}",
            title=f"Title {at}",
            description="What the level is about",
        )
        for at in range(1, levels + 1)
    ]
    cells = []
    for at in range(1, competencies + 1):
        row = CompetencyFactory(guide=guide, position=at, key=f"c{at}", name=f"Competency {at}")
        cells += [GuideCellFactory(competency=row, level=level) for level in columns]
    return cells


def make_complete_guide(levels: int = 3, competencies: int = 2, **fields) -> LevelingGuide:
    """A guide whose every cell has shown examples."""
    guide = LevelingGuideFactory(**fields)
    for cell in make_matrix(guide, levels, competencies):
        CellGenerationFactory(cell=cell)
    return guide


def publish(guide: LevelingGuide, number: int = 1) -> GuideEdition:
    """An edition of the guide as it stands, made without any service."""
    prepared = LevelingGuide.objects.with_matrix().get(pk=guide.pk)
    return GuideEdition.objects.create(
        guide=guide,
        number=number,
        content_json=edition_content(prepared),
        published_by=guide.owner,
        published_at=timezone.now(),
    )
