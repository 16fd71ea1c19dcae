"""Examples that someone spoiled on purpose, and good ones: what the rubric must and must not catch.

Every bad one changes one field of one good example, so that exactly one thing is wrong with it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from generation.core.company.company_brief import CompanyContext, Fact
from generation.core.recovery.matrix import Matrix, MatrixCell, MatrixCompetency, MatrixLevel
from generation.core.writing.cell_brief import CellBrief
from generation.core.writing.examples import Example

DEFINITION = (
    "Breaks a project into tasks, agrees the order with the team and delivers each part on the "
    "agreed date."
)
LOWEST, MIDDLE, HIGHEST = 0, 3, 5
SIBLING = (
    "Compares the open orders with the delivery plan every Monday and moves the late ones forward, "
    "so that the warehouse never packs a parcel twice."
)
FACT = Fact(
    id="f1",
    statement="Brightwater rents cargo bikes in 12 cities.",
    quote="We rent cargo bikes in 12 cities.",
)


def brief(level: int = MIDDLE) -> CellBrief:
    titles = ("Junior Developer", "Developer", "Developer II", "Senior Developer", "Lead", "Head")
    return CellBrief(
        role_title="Developer",
        matrix=Matrix(
            levels=tuple(MatrixLevel(f"L{n}", title) for n, title in enumerate(titles, start=1)),
            competencies=(MatrixCompetency("Delivery"), MatrixCompetency("Communication")),
            cells=tuple(MatrixCell(n, 0, DEFINITION) for n in range(len(titles))),
        ),
        level=level,
        competency=0,
        company=CompanyContext(name="Brightwater", facts=(FACT,)),
        siblings=(SIBLING,),
    )


GOOD: tuple[Example, Example, Example] = (
    Example(
        "Splits the invoice export into dated steps",
        "Splits the invoice export into steps with a date each, posts the list on the board, and "
        "the support desk plans its own release around it.",
        "The dated list on the board",
        "Breaks a project into tasks",
    ),
    Example(
        "Moves a late part before it hurts",
        "Tells the team on Tuesday that the tax report will slip, swaps it with a smaller change, "
        "and the release still goes out on Friday.",
        "The changed order in the release plan",
        "agrees the order with the team",
    ),
    Example(
        "Hands over a finished part early",
        "Delivers the address check on the agreed date with a short guide, so that the call centre "
        "can start using it without waiting for the rest.",
        "The guide and the closed ticket",
        "delivers each part on the agreed date",
    ),
)

GOOD_TEXTS: tuple[tuple[str, str, str], ...] = (
    (
        "Writes a rollback plan before the release",
        "When a release touches payments, they write the rollback plan first and rehearse it with "
        "a colleague, so nobody has to improvise during an outage.",
        "The rehearsed rollback plan",
    ),
    (
        "Closes the loop with the support desk",
        "You call the support desk after each fix, ask whether the reports stopped, and reopen the "
        "ticket yourself if they have not, until the complaint no longer comes in.",
        "The reopened tickets and their second fix",
    ),
    (
        "Reviews the migration script with a colleague",
        "Reviews the migration script line by line with a colleague and adds a test for the two "
        "cases they disagree on. The next run finishes without a manual correction.",
        "The review thread and the tests",
    ),
    (
        "Draws the order of work on one page",
        "Draws the order of work for the bike locks on one page, and every team lead can see which "
        "part waits for which before the planning starts.",
        "The page with its dates",
    ),
    (
        "Answers rental stations with one guide",
        "Turns repeated questions from the rental stations into one guide for the 12 cities and "
        "the questions stop within the month.",
        "The guide and the question log",
    ),
    (
        "Prepares the API change for partners",
        "Publishes the API change with a sample request a month ahead, and partners switch over "
        "without opening a single support ticket.",
        "The published change note",
    ),
    (
        "Rewrites the error page with the desk",
        "Rewrites the error page together with the service desk after reading a week of calls; "
        "callers now find the right form on the first try.",
        "The page before and after",
    ),
    (
        "Schedules the risky step first",
        "Schedules the risky database step at the start of the project instead of the end, which "
        "leaves the team a full week to repair the import.",
        "The schedule with its first step",
    ),
)
"""Headline, text, evidence of further examples that pass for the same cell, in other hands' style."""


@dataclass(frozen=True, slots=True)
class Planted:
    """`field` of example `index` replaced by `value`; the criterion that must fail; the level."""

    criterion: str
    field: str
    value: str
    level: int = MIDDLE
    index: int = 1

    def examples(self) -> tuple[Example, ...]:
        made = list(GOOD)
        made[self.index] = replace(made[self.index], **{self.field: self.value})
        return tuple(made)

    @property
    def id(self) -> str:
        return f"{self.criterion}-{self.field}-{self.value[:32]}"


def _texts(criterion: str, *values: str, level: int = MIDDLE) -> tuple[Planted, ...]:
    return tuple(Planted(criterion, "text", value, level) for value in values)


PLANTED: tuple[Planted, ...] = (
    *_texts(
        "R1",
        "Understands the release plan of the billing service in depth, so that the right order of the changes can be chosen without a meeting.",
        "Knows the weekly report well enough to answer each question about its order, so that the team starts the sprint without delay.",
        "Is aware of the delivery dates on the board and the team's tickets, so that nobody has to ask for the order of the work.",
        "Has a plan for every change to the billing service and its tests, so that the team can start the release on time.",
        "Demonstrates ownership of the release checklist for the billing service, so that the team can ship on the agreed date.",
        "Strives to keep the release plan of the billing service current, so that the team can ship on the agreed date.",
        "During planning, they believe in small tickets for the billing service, so that the team can ship on the agreed date.",
    ),
    Planted("R1", "headline", "Shows ownership of the release plan"),
    *_texts(
        "R2",
        "Talks with colleagues every day and listens to everyone involved, so that nobody feels left out and the mood stays friendly in the office.",
        "Speaks up early when life gets hard and encourages others to breathe and slow down, so that nobody panics during the busy season.",
        "Walks over to colleagues when they look unhappy and cheers them up again, so that the afternoon ends well for everyone.",
        "Arrives early, smiles at everyone and stays calm when people shout, so that nobody leaves in anger at the end of it.",
        "Works hard from morning to evening and never gives up when it becomes difficult, so that everyone around feels safe.",
        "Looks ahead, acts fast and keeps an open mind towards colleagues from elsewhere, so that people enjoy being around.",
    ),
    *_texts(
        "R3",
        "Fixes one typo in a single ticket for the help page after a reminder, so that the sentence reads right the same day.",
        "Completes an assigned task from the ticket queue step by step, so that the small change can be checked the same day.",
        "Closes a simple ticket about the date field with a routine fix, so that the reporter can carry on the same day.",
        "Finishes the task at hand in the ticket before lunch, so that the reviewer can look at the small change the same day.",
        level=HIGHEST,
    ),
    *_texts(
        "R3",
        "Sets the delivery plan for the entire company and presents it to the executives, so that all departments follow one release calendar.",
        "Rolls out a new delivery process across the organisation, so that every department reports its dates in the same format.",
        "Reorganises the release process of several teams and their leads, so that no department waits for another one any longer.",
        level=LOWEST,
    ),
    *_texts(
        "R4",
        "Writes a delivery plan for the billing service and keeps a copy in the shared folder next to the older versions of it.",
        "Splits the billing project into tickets with the product owner in a long meeting and then writes them up on the board.",
        "Reviews the open tickets of the billing service every Monday morning with a colleague and sorts them by the date of entry.",
        "Draws a diagram of the billing service with boxes for each part and arrows for the data between them on a large sheet.",
        "Prepares a list of the tasks for the checkout form and stores the spreadsheet beside the earlier drafts in the usual place.",
        "Documents the order of the deliveries in a spreadsheet with one row for each part and a column for the responsible role.",
        "Collects the estimates for the billing service from colleagues by e-mail and copies them into a table on the planning page.",
    ),
    *_texts(
        "R5",
        "Effectively splits the billing project into tickets with dates, so that the team can start the release without another meeting.",
        "Splits the billing project into various tickets with dates, so that the team can start the release without another meeting.",
        "Splits the billing project into tickets proactively, so that the team can start the release without another meeting.",
        "Writes a strong delivery plan for the billing project, so that the team can start the release without another meeting.",
        "Writes a robust and comprehensive plan for the billing project, so that the team can start without another meeting.",
        "Ensures that the delivery plan for the billing project has dates, so that the team can start without another meeting.",
        "Writes the delivery plan for the billing project in a timely manner, so that the team can start without another meeting.",
        "Leverages the ticket board of the billing project for its dates, so that the team can start without another meeting.",
    ),
    Planted("R5", "headline", "Delivers excellent release plans"),
    Planted("R5", "evidence", "The plan, with various comments"),
    *_texts(
        "R6",
        "Writes a dated plan, so the team starts on time.",
        "Splits the billing project into tickets with dates, talks about each of them with the team in the weekly meeting, writes down every objection that comes up there, answers all of them in the ticket by the following day, and only then starts the work, so that nobody is surprised.",
        "Splits the project into tickets. Gives each a date. Posts the list on the board. The team starts the release without another meeting.",
        "- Splits the billing project into tickets with dates for the board\n- Posts them, so that the team can start without a meeting",
        "<b>Splits</b> the billing project into tickets with dates, so that the team can start the release without another meeting.",
    ),
    Planted(
        "R6", "headline", "Splits the whole billing project into small dated steps for everyone"
    ),
    Planted("R6", "headline", "The dated list of steps"),
    Planted("R6", "headline", "Carefully splits the project"),
    Planted(
        "R6",
        "evidence",
        "The dated list on the board, the calendar entries of the following weeks, the messages in the channel, and the notes of each meeting about it",
    ),
    Planted("R7", "illustrates", "Breaks down the projects into tasks"),
    Planted("R7", "illustrates", "leads the team to success"),
    Planted("R7", "illustrates", "agrees the"),
    Planted("R7", "illustrates", "the team"),
    Planted("R7", "illustrates", "Breaks a project into tasks and delivers each part"),
    Planted("R7", "illustrates", "reaks a project into task"),
    Planted("R7", "illustrates", "delivers each part on the agreed day"),
    *_texts(
        "R8",
        "Splits the billing project into 14 tickets with dates, so that the team can start the release without another meeting.",
        "Splits the billing project into tickets with dates, so that the support calls fall by 40% within the month.",
        "Splits the billing project into tickets in Jira with dates, so that the team can start the release without another meeting.",
        "Splits the Phoenix project into tickets with dates, so that the team can start the release without another meeting.",
        "Agrees the dates of the tickets with Sarah from support, so that the team can start the release without another meeting.",
        "Agrees the dates of the tickets with Mr Miller from support, so that the team can start the release without another meeting.",
        "Sends the dated tickets to plan@example.com every Monday, so that the team can start the release without another meeting.",
        "Calls the customer on +49 30 1234567 about the dated tickets, so that the team can start the release without another meeting.",
        "Splits the project into twenty tickets with dates, so that the team can start the release without another meeting.",
        "Presents the dated tickets at the Berlin office, so that the team can start the release without another meeting.",
    ),
    Planted("R8", "evidence", "The plan on https://intranet.example.com/plan"),
    Planted("R9", "text", GOOD[0].text),
    Planted(
        "R9", "text", GOOD[0].text.replace("Splits", "Divides").replace("the board", "a board")
    ),
    Planted("R9", "text", GOOD[1].text.replace("on Tuesday ", ""), index=2),
    Planted("R9", "text", SIBLING),
    Planted("R9", "text", SIBLING.replace("every Monday", "each morning")),
    Planted(
        "R9",
        "text",
        "Breaks a project into tasks, agrees the order with the team and delivers each part on the agreed date, so that nobody waits.",
    ),
    *_texts(
        "R10",
        "He splits the billing project into tickets with dates, so that the team can start the release without another meeting.",
        "Splits the billing project into tickets with her own hands, so that the team can start the release without another meeting.",
        "Finishes the dated tickets of the billing project over the weekend, so that the team can start the release on Monday morning.",
        "Works late at night on the dated tickets of the project, so that the team can start the release without another meeting.",
        "Splits the billing project like a ninja into dated tickets, so that the team can start the release without another meeting.",
        "Plans the manpower for the dated tickets of the project, so that the team can start the release without another meeting.",
        "Runs a sanity check on the dated tickets of the project, so that the team can start the release without another meeting.",
        "Finds a native speaker for the dated tickets of the project, so that the team can start the release without another meeting.",
        "I split the billing project into tickets with dates, so that my team can start the release without another meeting.",
    ),
    Planted("R10", "evidence", "The list that the guys signed"),
)
