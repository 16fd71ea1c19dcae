"""Briefs, clients and replies for the tests of the model client and the writer."""

import json
from decimal import Decimal

from generation.core.company.company_brief import CompanyContext, Fact
from generation.core.recovery.matrix import Matrix, MatrixCell, MatrixCompetency, MatrixLevel
from generation.core.writing.cell_brief import CellBrief
from levelingai.llm.client import ChatClient, ClientSettings
from levelingai.llm.dialect import Dialect
from levelingai.llm.provider import Provider
from levelingai.llm.types import Reply, Usage


class Clock:
    """Stands still until the test moves it."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


LEVELS = (
    ("L1", "Associate Archivist", "with guidance", "an assigned box"),
    ("L2", "Archivist", "on their own", "a collection"),
    ("L3", "Senior Archivist", "together with the team", "the team's collections"),
    ("L4", "Principal Archivist", "across several teams", "the collections of several teams"),
)
COMPETENCIES = (
    "Cataloguing", "Conservation", "Reader service", "Acquisition", "Digitisation", "Planning",
    "Mentoring", "Outreach", "Metadata", "Storage", "Loans", "Reporting",
)  # fmt: skip


def make_matrix(competencies=12):
    """A guide of four levels; 12 competencies make 48 cells."""
    names = COMPETENCIES[:competencies]
    return Matrix(
        levels=tuple(MatrixLevel(code, title) for code, title, _, _ in LEVELS),
        competencies=tuple(MatrixCompetency(name, "Archive") for name in names),
        cells=tuple(
            MatrixCell(
                level,
                row,
                f"Takes up questions of {name.lower()} {how}.\n"
                f"• Records decisions about {thing} so that others find them\n"
                f"• Keeps the plan for {name.lower()} of {thing} up to date",
            )
            for row, name in enumerate(names)
            for level, (_, _, how, thing) in enumerate(LEVELS)
        ),
        title="Archivist",
    )


COMPANY = CompanyContext(
    name="Northbank Archive",
    website="https://northbank.example",
    words="A regional archive with a reading room.",
    facts=(
        Fact("f1", "The archive lends maps to schools.", "we lend maps to schools"),
        Fact("f2", "The reading room opens on Saturdays.", "open on Saturdays"),
    ),
)


def make_brief(level=1, competency=0, matrix=None, **more):
    return CellBrief(
        matrix=matrix or make_matrix(),
        level=level,
        competency=competency,
        **{"role_title": "Archivist", "company": COMPANY, **more},
    )


def make_briefs(competencies=12, **more):
    matrix = make_matrix(competencies)
    return [make_brief(cell.level, cell.competency, matrix, **more) for cell in matrix.cells]


def make_settings(llmsim, profile="ok", **more):
    """Settings with short times. The profile travels in the key."""
    return ClientSettings(
        **{
            "base_url": llmsim.base_url,
            "api_key": f"sim-profile-{profile}",
            "model": "gpt-4o-mini",
            "timeout_s": 0.5,
            "call_deadline_s": 8.0,
            "price_per_million": (Decimal(1), Decimal("0.5"), Decimal(4)),
            **more,
        }
    )


def make_client(llmsim, profile="ok", **more):
    """A client that knows nothing yet of its provider, and the list that it records in."""
    records = []
    settings = make_settings(llmsim, profile, **more)
    provider = Provider(Dialect.first(settings))
    return ChatClient(settings, records.append, provider=provider), records


def make_reply(text, **more):
    return Reply(
        **{
            "text": text,
            "model": "model-x",
            "request_id": "req-1",
            "tokens_in": 100,
            "tokens_cached": 0,
            "tokens_out": 50,
            "cost": None,
            "duration_s": 0.1,
            "finish_reason": "stop",
            "usage": Usage(1, 100, 0, 50, None, 0.1),
            **more,
        }
    )


def examples_text(*examples):
    return json.dumps({"examples": list(examples)})
