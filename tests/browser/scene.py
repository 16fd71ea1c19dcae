"""Guides with text as long and as varied as real ones, in every state that a page can show."""

from __future__ import annotations

from django.db.models import F
from django.utils import timezone

from guides.enums import GuideStatus
from guides.models import GuideCell, LevelingGuide
from tests.factories import (
    CellGenerationFactory,
    CompanyFactory,
    CompetencyFactory,
    GuideCellFactory,
    LevelFactory,
    LevelingGuideFactory,
)
from tests.guides.versions.making import next_version

LEVELS = (
    ("P1", "Associate Analyst", "Learns the work with close support"),
    ("P2", "Analyst", "Delivers scoped work reliably"),
    ("P3", "Senior Analyst", "Owns questions from end to end"),
    ("P4", "Lead Analyst", "Leads the work of a team"),
    ("P5", "Principal Analyst", "Shapes the work of several teams"),
    ("P6", "Director of Analysis", "Sets direction for the company"),
)
COMPETENCIES = (
    ("Craft", "Data quality", "Finds out whether numbers can be trusted."),
    ("Craft", "Modelling", "Chooses a method that fits the question."),
    ("Craft", "Communication of findings", "Says what was found so that others can act on it."),
    ("Impact", "Prioritisation", "Works on what matters most."),
    ("Impact", "Customer focus", "Keeps readers of the analysis at the centre."),
    ("People", "Collaboration", "Works with others so that the whole team moves."),
    ("People", "Growing others", "Helps colleagues to learn and decide."),
    ("People", "Judgement", "Decides well with what is known."),
)
_SCOPE = (
    "their own tasks",
    "a project",
    "a product area",
    "the team",
    "several teams",
    "the company",
)
_SENTENCES = (
    "Checks the figures of {scope} before they are shared and writes down what was left out",
    "Picks a method that fits the questions of {scope} and can say why",
    "Agrees with the people who use the results of {scope} on what good enough means",
)


def next_version_of(guide: LevelingGuide) -> LevelingGuide:
    """A version with everything that one may change, ready to be compared."""
    guide.levels.update(recovered_code=F("code"), recovered_title=F("title"))
    guide.competencies.update(recovered_name=F("name"), recovered_category=F("category"))
    texts = {
        (cell.competency.name, cell.level.name): cell.definition_text
        for cell in guide.cells.select_related("competency", "level")
    }
    rows = list(dict.fromkeys(row for row, _ in texts))
    columns = list(dict.fromkeys(column for _, column in texts))
    names = {rows[1]: "Modelling and forecasting", columns[2]: "P3 Senior Data Analyst"}
    changed = {
        (names.get(row, row), names.get(column, column)): text
        for (row, column), text in texts.items()
        if row != rows[-1]
    }
    first, second = list(changed)[:2]
    changed[first] = changed[first].replace("before they are shared", "with a colleague")
    changed[second] += " Teaches newcomers where the numbers come from."
    changed["Hiring", columns[0]] = "Joins interviews and writes down what was seen."
    own = guide.cells.get(competency__name=rows[-1], level__position=1)
    own.generations.update(engine="manual", prompt_name="manual")
    version = next_version(guide, changed)
    categories = dict(guide.competencies.values_list("name", "category"))
    for row in version.competencies.all():
        old = {new: old for old, new in names.items()}.get(row.name, row.name)
        row.category = row.recovered_category = categories.get(old, "People")
        row.save()
    return version


def failed_version_of(guide: LevelingGuide) -> LevelingGuide:
    return LevelingGuideFactory(
        workspace=guide.workspace,
        company=guide.company,
        owner=guide.owner,
        role_title=guide.role_title,
        replaces=guide,
        original_filename="a-very-long-name-of-a-file-that-somebody-exported-on-a-friday.pdf",
        status=GuideStatus.FAILED_PARSE,
        error_code="no_matrix",
        error_message="The text could be read, but no levels and competencies were found in it.",
    )


def definition(row: int, column: int) -> str:
    scope = _SCOPE[column]
    first = _SENTENCES[row % 3].format(scope=scope)
    if (row + column) % 4 == 0:
        points = [sentence.format(scope=scope) for sentence in _SENTENCES]
        return "\n".join(f"• {point}." for point in points)
    return (
        f"{first}. Explains doubts early and in plain words, so that a decision about {scope} never "
        f"waits for a correction that was known."
        if (row + column) % 3
        else f"{first}."
    )


def examples(row: int, column: int) -> list[dict]:
    scope = _SCOPE[column]
    quote = " ".join(_SENTENCES[row % 3].format(scope=scope).split()[:8])
    return [
        {
            "headline": "Reconciles the weekly delivery report",
            "text": f"Compares the delivery report of {scope} with the depot scans, finds eleven "
            "parcels counted twice and corrects the query before Monday’s review.",
            "evidence": "The corrected query with a comment on the doubled scans",
            "illustrates": quote,
            "facts": ["one"] if column % 2 else [],
        },
        {
            "headline": "Writes a one-page method note",
            "text": f"Describes in one page how late arrivals of {scope} are counted, and gets two "
            "readers to confirm that they would decide the same way.",
            "evidence": "The note with both readers’ replies",
            "illustrates": "Explains doubts early and in plain words",
            "facts": [],
        },
        {
            "headline": "Stops a misleading chart",
            "text": f"Notices that an axis hides a fall in {scope}, redraws the chart with its "
            "author and shows both versions to the people who had asked for it.",
            "evidence": "Both versions of the chart in the meeting notes",
            "illustrates": quote,
            "facts": [],
        },
    ]


def full_guide(workspace, owner, **fields) -> LevelingGuide:
    """6 levels × 8 competencies, every cell with shown examples."""
    guide = _guide(workspace, owner, **{"status": GuideStatus.COMPLETE, **fields})
    for cell, row, column in _cells(guide):
        _ready(cell, row, column)
    return guide


def starter_guide(workspace, owner, **fields) -> LevelingGuide:
    """A guide as it comes out without a model: some examples, starters, cells that ask for none."""
    guide = _guide(workspace, owner, **{"status": GuideStatus.COMPLETE, **fields})
    for cell, row, column in _cells(guide):
        _unwritten(cell, row, column, owner)
    return guide


def _unwritten(cell: GuideCell, row: int, column: int, owner) -> None:
    """By place: from the bank, by hand, from a chat, nothing to illustrate, else a starter."""
    if row % 3 == 1 and column % 2 == 0:
        kept = [{**one, "origin": "bank"} for one in examples(row, column)[: 1 + row % 2]]
        CellGenerationFactory(cell=cell, content_json=kept, reason="The bank has no third one.")
    elif (row, column) == (0, 1):
        kept = [{**one, "origin": "chat"} for one in examples(row, column)]
        CellGenerationFactory(
            cell=cell,
            engine="openai",
            content_json=kept,
            checked_by=owner,
            checked_at=timezone.now(),
        )
    elif (row, column) == (0, 2):
        kept = [{**one, "origin": "manual"} for one in examples(row, column)]
        CellGenerationFactory(cell=cell, engine="manual", content_json=kept, created_by=owner)
    elif (row, column) == (0, 3):
        words = "This level describes what falls short: no examples"
        CellGenerationFactory(cell=cell, status="abstained", reason=words)
    else:
        quote = " ".join(_SENTENCES[row % 3].format(scope=_SCOPE[column]).split()[:8])
        CellGenerationFactory(
            cell=cell,
            status="starters",
            starter_json={
                "quote": quote,
                "new": [_SCOPE[column]] if column else [],
                "prompts": [
                    "What was done?",
                    "To what, exactly?",
                    "What changed because of it?",
                    "Where can one see it?",
                ],
                "language": "en",
            },
        )


def mixed_guide(workspace, owner) -> LevelingGuide:
    """A running guide with a cell in each state."""
    guide = _guide(workspace, owner, status=GuideStatus.GENERATING_EXAMPLES)
    for cell, row, column in _cells(guide):
        _stage(cell, row, column, owner)
    return guide


def _stage(cell: GuideCell, row: int, column: int, owner) -> None:
    if (row, column) == (0, 4):
        CellGenerationFactory(
            cell=cell,
            status="failed",
            error_message="The writing service took too long to answer.",
        )
    elif (row, column) == (0, 2):
        CellGenerationFactory(
            cell=cell,
            status="needs_review",
            content_json=examples(row, column),
            checks=[
                {
                    "criterion": "R4",
                    "passed": False,
                    "reason": "Example 2 names no result that someone could check.",
                    "failed": [1],
                }
            ],
        )
    elif (row, column) == (1, 1):
        cell.delete()
    elif row > 5 and column > 2:
        CellGenerationFactory(cell=cell, status="waiting")
    elif row == 1 and column in (3, 5):
        CellGenerationFactory(cell=cell, status="writing")
    else:
        _ready(cell, row, column)
    if (row, column) == (0, 1):
        GuideCell.objects.filter(pk=cell.pk).update(
            edited_by=owner, edited_at=timezone.now(), is_outdated=True
        )


def _ready(cell: GuideCell, row: int, column: int) -> None:
    CellGenerationFactory(cell=cell, content_json=examples(row, column))


def _guide(workspace, owner, **fields) -> LevelingGuide:
    company = CompanyFactory(
        workspace=workspace, website_url="https://halden-freight.example", name="Halden Freight"
    )
    return LevelingGuideFactory(
        workspace=workspace,
        owner=owner,
        company=company,
        original_filename="analyst-ladder-2026.pdf",
        page_count=14,
        **{"role_title": "Data Analyst", **fields},
    )


def _cells(guide: LevelingGuide):
    columns = [
        LevelFactory(
            guide=guide, position=at, key=code.lower(), code=code, title=title, description=words
        )
        for at, (code, title, words) in enumerate(LEVELS, start=1)
    ]
    made = []
    for row, (category, name, words) in enumerate(COMPETENCIES):
        competency = CompetencyFactory(
            guide=guide,
            position=row + 1,
            key=f"c{row}",
            name=name,
            category=category,
            description=words,
        )
        for column, level in enumerate(columns):
            cell = GuideCellFactory(
                competency=competency,
                level=level,
                definition_text=definition(row, column),
                source=[{"page": 3 + row, "box": [0, 0, 9, 9]}],
            )
            made.append((cell, row, column))
    return made


def doubts(guide) -> list[dict]:
    """What reading left in doubt: a page, a level, a competency and a cell."""
    guide.levels.update(recovered_code=F("code"), recovered_title=F("title"))
    guide.competencies.update(recovered_name=F("name"), recovered_category=F("category"))
    level, row = guide.levels.last().key, guide.competencies.last().key
    told = (
        ("This page was not read.", "", "", 1, True),
        (
            "Beside this level stands a column that no level names: “Remember this”.",
            level,
            "",
            1,
            True,
        ),
        ("This row shares a merged cell with another row.", "", row, None, False),
        (
            "Two ways of reading differ: “done for a project” or “done by others”.",
            level,
            row,
            None,
            False,
        ),
    )
    names = ("why", "level", "competency", "page", "is_grave")
    return [dict(zip(names, values, strict=True)) for values in told]


def doubtful_cell(guide) -> str:
    return f"?competency={guide.competencies.last().key}&level={guide.levels.last().key}"
