# ruff: noqa: E501 - sentences stand whole on a line, to be read and searched

"""Situations that begin with a whole clause of the definition: `{clause}` is "Makes hard news
understandable". What follows the colon says how, on which work, and what came of it.

They fit any phrase that is a clause: where no situation shows what a phrase asks for, these do.
"""

from __future__ import annotations

from generation.core.writing.scenarios.frames import BANDS, Frame

_Row = tuple[str, str, str, str]
"""Band, headline, text, evidence."""

_TELL: tuple[_Row, ...] = (
    ("s", "Tries the words on a colleague", "{clause}: sketches {work} on one page, tries the page on a colleague, and the colleague repeats the point without help.", "The page with its corrections"),
    ("s", "Starts from what the listener knows", "{clause}: asks first what is known about {work}, starts from there, and no question comes back the next day.", "The notes of the talk"),
    ("t", "Works through one real case aloud", "{clause}: takes one real case from {work}, goes through it step by step on a single page, and the team uses the page from then on.", "The page with the worked case"),
    ("t", "Lets others say it back", "{clause}: lets two people sum up what they heard about {work}, mends the unclear part in the notes, and the team acts on it the same week.", "The mended notes"),
    ("w", "Gives several teams the same words", "{clause}: writes one page about {work}, has a reader from each of several teams mark what is unclear, and all of them use the corrected page.", "The page with the marks"),
    ("w", "Answers the questions in the open", "{clause}: collects what several teams ask about {work}, answers it on one shared page, and the same questions stop coming.", "The page of answers"),
)  # fmt: skip
_MAKE: tuple[_Row, ...] = (
    ("s", "Puts out a rough version after a day", "{clause}: passes a rough version for {work} around after a day, asks one colleague what is missing, and the finished one needs no second round.", "The rough and the finished version"),
    ("s", "Finishes one part before the next", "{clause}: splits {work} into two parts, finishes and checks the first, and the second is accepted without rework.", "Both parts with their checks"),
    ("t", "Walks users through a draft", "{clause}: walks a few {users} through a draft for {work}, changes what they stumble over, and the team uses the result from then on.", "The draft with the changes"),
    ("t", "Makes the second time cheaper", "{clause}: keeps notes on {work} along the way, turns them into a template, and the team does the next one in half the time.", "The template and its second use"),
    ("w", "Carries a trial beyond one team", "{clause}: tries it on {work} in one team, publishes what the trial taught, and other teams take over the corrected version.", "The trial note and the corrected version"),
    ("w", "Leaves a version that others keep", "{clause}: starts with {work}, finds an owner for it in each of several teams, and the owners update it themselves within the quarter.", "The list of owners and their updates"),
)  # fmt: skip
_PLAN: tuple[_Row, ...] = (
    ("s", "Writes steps and dates down first", "{clause}: lists the steps and dates for {work} on one page, marks the riskiest one, and the agreed date is met.", "The page with the marked step"),
    ("s", "Keeps the open points in sight", "{clause}: keeps the open points on {work} in a short list, goes through it each week, and no point is left past its date.", "The list with closed points"),
    ("t", "Gives every step an owner", "{clause}: agrees an owner and a date for each step of {work}, goes through them with the team each week, and the last step is done on its date.", "The list of steps with dates"),
    ("t", "Records the choice with its reason", "{clause}: lays two options for {work} side by side, records the choice with its reason, and the team does not reopen it.", "The record of the choice"),
    ("w", "Puts several plans on one page", "{clause}: puts the plans of several teams around {work} on one page, settles the clashes with their leads, and all of them keep the shared date.", "The page with the settled clashes"),
    ("w", "Compares promise and result each quarter", "{clause}: compares promise and result for {work} with several teams each quarter, and help goes to the part that has fallen behind until it is on plan.", "The comparison of each quarter"),
)  # fmt: skip
_JUDGE: tuple[_Row, ...] = (
    ("s", "Checks against written criteria", "{clause}: writes down what a result for {work} must contain, compares point by point, and the gaps found are closed the same week.", "The criteria with the closed gaps"),
    ("s", "Asks for the missing evidence", "{clause}: marks the one claim about {work} that lacks evidence, asks where it comes from, and the claim is corrected before others rely on it.", "The marked claim and its correction"),
    ("t", "Turns findings into agreed changes", "{clause}: brings a few findings on {work} with examples, agrees a change for each, and the team closes them the same month.", "The findings, each with its change"),
    ("t", "Applies the same short yardstick", "{clause}: applies the same short list of criteria to {work} each time, shares the result, and the team sees from it what to change first.", "The list with the results"),
    ("w", "Lays several results side by side", "{clause}: lays the results of several teams on {work} side by side, asks the quickest one to open its notes, and others adopt it within the quarter.", "The comparison and the adopted way"),
    ("w", "Backs a verdict with figures", "{clause}: gives the leads of several teams one page on {work} with figures and their sources, and the decision that follows names that page.", "The page and the decision"),
)  # fmt: skip
_SOLVE: tuple[_Row, ...] = (
    ("s", "Repeats the fault before touching it", "{clause}: repeats what went wrong in {work} with a written example, changes one thing at a time, and the same fault does not return.", "The example before and after"),
    ("s", "Notes what is known and open", "{clause}: notes what happened in {work}, what was tried and what is still open, so that the next person starts there and settles it.", "The note and how it ended"),
    ("t", "Follows past cases to their cause", "{clause}: collects past cases around {work}, finds what they have in common, and the change agreed with the team stops them from coming back.", "The cases and the agreed change"),
    ("t", "Watches for an early sign", "{clause}: agrees with the team which early sign to watch in {work}, and the next case is caught before {users} notice it.", "The sign and the case it caught"),
    ("w", "Closes the same gap in several teams", "{clause}: asks several teams for their cases around {work}, groups them by cause, and the largest cause is gone by the end of the quarter.", "The cases by cause, before and after"),
    ("w", "Brings those involved to one table", "{clause}: brings those involved in {work} from several teams to one table, agrees who does what, and each point is closed by its date.", "The list of points with dates"),
)  # fmt: skip
_PEOPLE: tuple[_Row, ...] = (
    ("s", "Works a case together, then watches", "{clause}: goes through a first case in {work} together, watches the second, and the next one is done without help.", "The case done without help"),
    ("s", "Keeps an answer for the next person", "{clause}: answers a question on {work} with a worked case, adds it to the shared notes, and the next person finds it without asking.", "The worked case in the notes"),
    ("t", "Agrees one next step at a time", "{clause}: agrees one next step on {work} with the person, looks at the result a month later, and the person presents it to the team.", "The agreed step and its result"),
    ("t", "Asks first, then advises", "{clause}: asks what was tried on {work} before giving advice, writes down what both agreed, and the person settles the next such case in the team alone.", "The note of what was agreed"),
    ("w", "Pairs people across team borders", "{clause}: pairs people from several teams on {work} for a quarter, meets each pair monthly over one case, and the pairs lead the next round themselves.", "The list of pairs and their notes"),
    ("w", "Hands a real decision over", "{clause}: hands a decision on {work} to someone from another team, stays reachable, and the recorded decision holds without a correction.", "The recorded decision"),
)  # fmt: skip
_CHANGE: tuple[_Row, ...] = (
    ("s", "Compares before and after", "{clause}: times one step of {work} before and after, shows both figures to a colleague, and the quicker way stays.", "Both figures"),
    ("s", "Moves one thing at a time", "{clause}: changes one thing in {work}, checks it on a real case, and goes on only when the check has passed, so that nothing breaks on the way.", "The checks in their order"),
    ("t", "Gives a trial a stop date", "{clause}: tries it on {work} with a stop date, compares the figures on that day, and the team keeps what has saved time.", "The figures of the trial"),
    ("t", "Asks who depends on the old way", "{clause}: asks who depends on how {work} runs today, plans the switch with them, and the team drops the old way without a complaint.", "The switch plan"),
    ("w", "Widens what has worked", "{clause}: starts with {work} in one team, publishes cost and gain, and other teams follow with the corrected steps.", "The cost and gain on one page"),
    ("w", "Gives the old way an end date", "{clause}: puts an end date for the old way in {work} into the plans of several teams, helps the last one across, and the old way is gone on that date.", "The end date in each plan"),
)  # fmt: skip
_LEARN: tuple[_Row, ...] = (
    ("s", "Tries it on a past case", "{clause}: works through a past case from {work}, notes what was hard, and does the next case without help.", "The notes on the past case"),
    ("t", "Brings back what was learned", "{clause}: tells the team what worked on {work} and what did not, and the team adds the useful part to its guide.", "The added part of the guide"),
    ("w", "Lets several teams learn along", "{clause}: invites several teams to a trial on {work}, publishes what failed as well, and each of them starts from the corrected way.", "The published trial"),
)  # fmt: skip
_ACT: tuple[_Row, ...] = (
    ("s", "Confirms it in a short note", "{clause}: confirms in a short note what was agreed on {work}, with a date, and nobody has to ask again.", "The note with the date"),
    ("s", "Sums up before going on", "{clause}: sums up what was said on {work} in a short note, asks whether it is right, and a misunderstanding is cleared up the same day.", "The summary with the answer"),
    ("t", "Asks those who are affected", "{clause}: asks those affected by {work} before the decision, writes their points down, and the team changes the plan in one place.", "The points and the changed plan"),
    ("t", "Names what comes next", "{clause}: names on {work} what comes next, who does it and by when, and the team finds every point closed at the next meeting.", "The closed points"),
    ("w", "Asks each team for its view", "{clause}: asks several teams for their view on {work}, answers each point in writing, and the agreed version holds.", "The points with their answers"),
    ("w", "Keeps the agreement visible", "{clause}: publishes what several teams agreed on {work}, checks it with them every quarter, and no agreement is quietly dropped.", "The agreement and its checks"),
)  # fmt: skip
_GROW: tuple[_Row, ...] = (
    ("s", "Picks one case to begin with", "{clause}: picks one case in {work} to begin with, writes down what changed, and a colleague confirms the difference a week later.", "The case with the note"),
    ("s", "Asks what a colleague noticed", "{clause}: asks a colleague after each part of {work} what they noticed, writes one note of it, and the point is settled before the next part.", "The points, each settled"),
    ("t", "Agrees by which sign to tell", "{clause}: agrees with the team by which sign in {work} they can tell, looks at the sign each month, and the plan changes where it stands still.", "The sign, month by month"),
    ("t", "Turns an aim into a fixed habit", "{clause}: turns the aim into one fixed habit around {work}, keeps a short record, and the team still has the habit after a quarter.", "The short record"),
    ("w", "Lets several teams watch one sign", "{clause}: agrees with several teams on one sign to watch in {work}, publishes it each quarter, and each plan changes where the sign stands still.", "The sign in each quarter"),
    ("w", "Puts a name and a date to it", "{clause}: puts a name and a date to each part of it in {work}, checks with other teams every month, and no part is left without an owner.", "The list of names and dates"),
)  # fmt: skip

_ROWS = {
    "grow": _GROW,
    "tell": _TELL,
    "make": _MAKE,
    "plan": _PLAN,
    "judge": _JUDGE,
    "solve": _SOLVE,
    "people": _PEOPLE,
    "change": _CHANGE,
    "learn": _LEARN,
    "other": (*_ACT, *_GROW),
}

CLAUSE_FRAMES: dict[str, tuple[Frame, ...]] = {
    kind: tuple(
        Frame(f"clause:{kind}", frozenset(), *BANDS[band], headline, text, evidence)
        for band, headline, text, evidence in rows
    )
    for kind, rows in _ROWS.items()
}
"""By the class of the clause's verb (see `lexicon.verbs`)."""
