# ruff: noqa: E501 - sentences stand whole on a line, to be read and searched

"""Situations that begin with the definition's own verb and object: `{act}` is "Reviews code"."""

from __future__ import annotations

from generation.core.writing.scenarios.frames import BANDS, Frame

_Row = tuple[str, str, str, str]
"""Band, headline, text, evidence. `{act}` opens the text, `{act}` or nothing opens the headline."""

_ROWS: dict[str, tuple[_Row, ...]] = {
    "make": (
        (
            "s",
            "{act} from an early draft",
            "{act} for {work}, shows a rough draft to a colleague on the first day, and the final version needs one review round instead of several.",
            "The rough draft and the final version",
        ),
        (
            "s",
            "{act} from a real case",
            "{act} for {work} from a real case, lets a colleague try the result, and changes the step where they hesitate until they no longer need help.",
            "The colleague's notes from the trial",
        ),
        (
            "s",
            "{act} and keeps the reasons",
            "{act} for {work}, notes the reason for each choice in the ticket, and the reviewer approves without asking back.",
            "The ticket with the reasons",
        ),
        (
            "s",
            "{act} against a checklist",
            "{act} for {work}, checks the result against the team's checklist line by line, and hands it over so that nothing has to come back.",
            "The ticked checklist",
        ),
        (
            "t",
            "{act} together with its users",
            "{act} for {work} together with the people who will use the result, and the team retires its private versions of the document.",
            "The shared version and the retired ones",
        ),
        (
            "t",
            "{act} others can build on",
            "{act} for {work} with a worked example on the first page, and the next colleague in the team starts from it instead of from nothing.",
            "The worked example and the copy made from it",
        ),
        (
            "t",
            "{act} after an open review",
            "{act} for {work}, invites objections from the team for a week, answers each in writing, and the result stands without a second debate.",
            "The objections with their answers",
        ),
        (
            "t",
            "{act} and measures the use",
            "{act} for {work}, asks after a month who in the team uses the result, and drops the part that nobody opened so that the rest stays current.",
            "The usage note and the shorter version",
        ),
        (
            "w",
            "{act} for several teams",
            "{act} for {work} with a person from each of several teams, tries the result in one of them, and the others adopt it within the quarter.",
            "The trial report and the list of adopters",
        ),
        (
            "w",
            "{act} that replace local versions",
            "{act} for {work}, lists the local versions that other teams keep, and agrees a date with each lead after which only the shared one counts.",
            "The list of local versions with dates",
        ),
        (
            "w",
            "{act} with an owner",
            "{act} for {work}, names an owner and a review date on the first page, and other teams report gaps to that owner instead of working around them.",
            "The first page and the list of reported gaps",
        ),
        (
            "w",
            "{act} that leaders decide on",
            "{act} for {work} with the options, their cost and a recommendation, so that the executives can decide in one meeting.",
            "The paper with the recorded decision",
        ),
    ),
    "solve": (
        (
            "s",
            "{act} from the record",
            "{act} in {work} by going through the records first, writes down where the trouble begins, and the first fix holds.",
            "The marked record and the fix",
        ),
        (
            "s",
            "{act} before others are affected",
            "{act} in {work} during a routine check, tells the owner with an example the same day, and {users} never notice.",
            "The message with the example",
        ),
        (
            "s",
            "{act} one step at a time",
            "{act} in {work} by changing one setting at a time, notes each result in the ticket, and a colleague can repeat the path.",
            "The ticket with each step",
        ),
        (
            "s",
            "{act} and writes the answer down",
            "{act} in {work}, adds the answer to the team's help page, and the next person with the same question finds it without asking.",
            "The new entry on the help page",
        ),
        (
            "t",
            "{act} with the people who know",
            "{act} in {work} in a short session with everyone who touches it, draws the path on one page, and the team agrees who changes what.",
            "The drawing with names of roles",
        ),
        (
            "t",
            "{act} by cause",
            "{act} in {work}, groups the cases of the last months by cause, and the team removes the most frequent cause first.",
            "The list of cases by cause",
        ),
        (
            "t",
            "{act} and closes the gap",
            "{act} in {work}, proposes a check that would have caught it, and the team adds the check to its routine the same week.",
            "The check in the team's routine",
        ),
        (
            "t",
            "{act} while it is cheap",
            "{act} in {work} at the design stage, puts the cost of doing nothing beside each, and the team changes the plan before the build.",
            "The cost table and the changed plan",
        ),
        (
            "w",
            "{act} that several teams share",
            "{act} in {work} that several teams had worked around, brings their leads together, and one fix replaces the workarounds.",
            "The fix and the list of removed workarounds",
        ),
        (
            "w",
            "{act} ahead of the season",
            "{act} in {work} by rehearsing a bad day with other teams, assigns each gap to an owner, and the next rehearsal passes.",
            "Both rehearsal reports",
        ),
        (
            "w",
            "{act} and changes the rule",
            "{act} in {work} across departments, traces them to a rule that no longer fits, and gets the rule changed before the next quarter.",
            "The old and the new rule",
        ),
        (
            "w",
            "{act} in a joint review",
            "{act} in {work} through a joint review with other teams, publishes what was found, and every finding is closed by its date.",
            "The review with closed findings",
        ),
    ),
    "tell": (
        (
            "s",
            "{act} with an example",
            "{act} on {work} with one real example on a single page, asks the listener to sum it up, and corrects the misunderstanding on the spot, so that no follow-up is needed.",
            "The page with the example",
        ),
        (
            "s",
            "{act} before being asked",
            "{act} on {work} in the morning channel before anyone asks, names the open question, and gets its answer the same day.",
            "The message and its answer",
        ),
        (
            "s",
            "{act} in writing",
            "{act} on {work} in a short note with what is known and what is not, so that an absent colleague can follow it the next day.",
            "The note",
        ),
        (
            "t",
            "{act} to the whole team",
            "{act} on {work} in the team meeting with one chart, leaves time for doubts, and the team settles on a next step with an owner.",
            "The chart and the minutes",
        ),
        (
            "t",
            "{act} for outsiders",
            "{act} on {work} in words that people outside the team use, tests the text on one of them, so that repeat questions stop.",
            "The text before and after the test",
        ),
        (
            "t",
            "{act} and invites objections",
            "{act} on {work}, asks the most critical colleague first, adds the objection to the paper, and the team decides with it on the table.",
            "The paper with the objection",
        ),
        (
            "t",
            "{act} where they can be found",
            "{act} on {work} on a page linked from the team's start page, keeps it current for a quarter, and newcomers work from it.",
            "The page and its change log",
        ),
        (
            "w",
            "{act} across departments",
            "{act} on {work} to several departments, collects where their view differs, and the joint plan names one owner for each open point.",
            "The list of differences with owners",
        ),
        (
            "w",
            "{act} to the executives",
            "{act} on {work} to the executives on one page with the decision needed, and leaves the meeting with that decision on record, so that teams can start.",
            "The page with the recorded decision",
        ),
        (
            "w",
            "{act} beyond the company",
            "{act} on {work} at an industry meeting, publishes the slides, and the practice brought back is adopted by several teams.",
            "The slides and the adopted practice",
        ),
        (
            "w",
            "{act} in one voice",
            "{act} on {work} in a text agreed with the leads of several teams, and all of them use its words with their own people.",
            "The agreed text",
        ),
    ),
    "plan": (
        (
            "s",
            "{act} with dates in view",
            "{act} around {work} in a short dated list, compares it with reality each Friday, and the planner hears of a delay before it matters.",
            "The list with planned and real dates",
        ),
        (
            "s",
            "{act} and checks the order",
            "{act} around {work}, asks the requester which part is needed first, and delivers that part on the agreed day, so that {users} can begin.",
            "The request with the agreed order",
        ),
        (
            "s",
            "{act} without loose ends",
            "{act} around {work}, keeps open points in one list, and closes each with a note, so that nothing depends on memory.",
            "The list of open points",
        ),
        (
            "t",
            "{act} on one board",
            "{act} around {work} on one board, marks who waits for what, and the team clears the oldest waiting item first.",
            "The board over the last month",
        ),
        (
            "t",
            "{act} against the goal",
            "{act} around {work} by asking what each entry adds to the team's goal, and the entries without an answer leave the plan.",
            "The plan before and after",
        ),
        (
            "t",
            "{act} with a fallback",
            "{act} around {work} with a fallback for the risky step, and when the step fails the team still delivers on its date.",
            "The plan with its fallback",
        ),
        (
            "t",
            "{act} in the open",
            "{act} around {work} in a shared document, answers doubts there, and the team starts the quarter without an open question.",
            "The document with its answered doubts",
        ),
        (
            "w",
            "{act} over several teams",
            "{act} around {work} over several teams with one dated plan, reviews it with their leads each fortnight, so that conflicts are settled before they cost a week.",
            "The plan and the settled conflicts",
        ),
        (
            "w",
            "{act} by cost and benefit",
            "{act} around {work} by cost and benefit, publishes the sums, and the leads of other teams agree to stop the weakest project.",
            "The sums and the stopped project",
        ),
        (
            "w",
            "{act} with clear limits",
            "{act} around {work}, writes down what each team may decide alone, and approvals no longer queue up in front of one desk.",
            "The written limits and the approval log",
        ),
        (
            "w",
            "{act} through a setback",
            "{act} around {work} through a failed trial, explains the new plan to the whole organisation, and the second trial passes.",
            "Both trial reports",
        ),
    ),
    "host": (
        (
            "s",
            "{act} from a short agenda",
            "{act} on {work} from a short written agenda, keeps a list of promises, and each promise has a name and a date before people leave.",
            "The agenda with its promises",
        ),
        (
            "s",
            "{act} and sends the notes",
            "{act} on {work}, writes down decisions and open points while people are still there, and the notes are out the same day.",
            "The notes",
        ),
        (
            "s",
            "{act} after asking for questions",
            "{act} on {work} after collecting questions in writing, answers the most frequent one first, and nobody has to ask twice.",
            "The list of questions",
        ),
        (
            "t",
            "{act} towards a decision",
            "{act} on {work} with the decision named in the first line of the agenda, hears the quiet colleagues first, and the team leaves with an agreed option.",
            "The agenda and the recorded decision",
        ),
        (
            "t",
            "{act} in half the time",
            "{act} on {work} with the reports moved into a shared page beforehand, and the team uses the time for the open question until it is settled.",
            "The page and the shorter agenda",
        ),
        (
            "t",
            "{act} that stay calm",
            "{act} on {work} with prepared examples, sums up each side before answering, and the team holds to the written agreement at the end.",
            "The written agreement",
        ),
        (
            "w",
            "{act} between departments",
            "{act} on {work} between departments, writes both views on one page before the start, and the leads sign one version at the end.",
            "The signed page",
        ),
        (
            "w",
            "{act} others can take over",
            "{act} on {work} for several teams with a guide for the chair, hands the chair on after a quarter, and the round goes on without its founder.",
            "The guide and the list of chairs",
        ),
        (
            "w",
            "{act} with the executives",
            "{act} on {work} with the executives around one page with the price of each option, so that the decision is made in that meeting.",
            "The page with the decision",
        ),
    ),
    "judge": (
        (
            "s",
            "{act} with a second look",
            "{act} for {work}, marks what looks odd, asks a colleague for a second look, and the error is corrected before it goes out.",
            "The marked version",
        ),
        (
            "s",
            "{act} against the request",
            "{act} for {work} against the original request, lists the gaps, and each gap is closed or agreed before the handover.",
            "The gap list",
        ),
        (
            "s",
            "{act} on a small sample",
            "{act} for {work} on a small sample first, writes down what would count as a failure, and the result settles the question.",
            "The sample sheet",
        ),
        (
            "t",
            "{act} with the same yardstick",
            "{act} for {work} with a scorecard the team agreed beforehand, and the choice is made in one meeting without a debate about taste.",
            "The scorecard",
        ),
        (
            "t",
            "{act} every month",
            "{act} for {work} every month on one page, marks what changed, and the team acts on the first sign instead of the last.",
            "The monthly pages",
        ),
        (
            "t",
            "{act} before the release",
            "{act} for {work} before the release, stops it over one finding with a clear reason, and the team fixes the finding the same week.",
            "The finding and its fix",
        ),
        (
            "t",
            "{act} with those affected",
            "{act} for {work} together with a few {users}, puts their words beside the figures, and the team changes the plan in one place.",
            "The figures with the quotes",
        ),
        (
            "w",
            "{act} across teams",
            "{act} for {work} across several teams by the same criteria, shares the table with the leads, and the weakest step gets an owner.",
            "The table with the owner",
        ),
        (
            "w",
            "{act} a year later",
            "{act} for {work} a year after the decision, compares promise and result, and the next proposal of every team carries the lesson.",
            "The comparison and a later proposal",
        ),
        (
            "w",
            "{act} before money is spent",
            "{act} for {work} before money is spent, lays out what is unknown, and the executives approve a smaller first step.",
            "The report and the approval",
        ),
    ),
    "people": (
        (
            "s",
            "{act} through a first case",
            "{act} through a first case in {work}, writes down where they got stuck, and the guide answers that question for the next one.",
            "The guide with the added answer",
        ),
        (
            "s",
            "{act} side by side",
            "{act} side by side on {work} for a morning, lets them do the last part of the task, and they finish the next one alone.",
            "The task finished alone",
        ),
        (
            "t",
            "{act} through real reviews",
            "{act} by reviewing their work on {work} once a week, asks before telling, and they lead the next review for the team.",
            "The notes and the led review",
        ),
        (
            "t",
            "{act} with a plan they own",
            "{act} with a growth plan they write themselves, finds a part of {work} to practise on, and the result is compared with the plan after a month.",
            "The growth plan with its notes",
        ),
        (
            "t",
            "{act} by stepping back",
            "{act} by handing over a part of {work} with a clear limit, stays reachable, and they present the result to the team.",
            "The handover note and the presentation",
        ),
        (
            "w",
            "{act} in several teams",
            "{act} in several teams through a monthly case clinic on {work}, hands the chair on after a while, and the clinic goes on.",
            "The calendar and the case notes",
        ),
        (
            "w",
            "{act} towards a bigger role",
            "{act} by opening a part of {work} to them for a quarter, brings the results to the promotion round, and other teams copy the arrangement.",
            "The arrangement and the results",
        ),
        (
            "w",
            "{act} across borders",
            "{act} from other departments on a live decision about {work}, debriefs in private, and the next decision is theirs.",
            "The decision records",
        ),
    ),
    "change": (
        (
            "s",
            "{act} in a small step",
            "{act} in {work} in one small step, compares before and after on a real case, and the figures settle whether it stays.",
            "The comparison before and after",
        ),
        (
            "s",
            "{act} that annoyed everyone",
            "{act} in {work} after asking who depends on the old way, and {users} lose a step from their routine the same week.",
            "The old and the new steps",
        ),
        (
            "s",
            "{act} with a safety net",
            "{act} in {work} with a test that guards the old behaviour, and the reviewer approves the change in one round.",
            "The test and the change",
        ),
        (
            "t",
            "{act} with a before and after",
            "{act} in {work}, measures the time taken before and after, and the team adopts the new way on the evidence.",
            "The measurements",
        ),
        (
            "t",
            "{act} with the team",
            "{act} in {work} with the team by trying one idea a month, and the ideas that saved nothing are dropped without a debate.",
            "The list of ideas with verdicts",
        ),
        (
            "t",
            "{act} without a break",
            "{act} in {work} step by step beside the running one, switches over on a quiet day, and no request of {users} is lost.",
            "The switch plan and the request log",
        ),
        (
            "w",
            "{act} for several teams at once",
            "{act} in {work} for several teams after a trial in one, writes down what the trial taught, and the others switch without repeating its errors.",
            "The trial notes and the switch dates",
        ),
        (
            "w",
            "{act} and retires the old way",
            "{act} in {work}, writes an end date for the old way into the plan of every team that uses it, and the old one is gone on that date.",
            "The plan with its end date",
        ),
        (
            "w",
            "{act} where it costs most",
            "{act} in {work} where a cost sheet shows the largest loss, and the next quarter's figures for the organisation confirm the saving.",
            "The cost sheet for both quarters",
        ),
    ),
    "learn": (
        (
            "s",
            "{act} on a real piece",
            "{act} for {work} on a copy first, notes what worked and what did not, and a colleague follows the notes on the next case.",
            "The notes from the copy",
        ),
        (
            "s",
            "{act} and asks for a check",
            "{act} for {work}, asks a more experienced colleague to check one part of the result, and the same remark does not come up twice.",
            "The check and the next review",
        ),
        (
            "s",
            "{act} with a clear question",
            "{act} for {work} with one question written down beforehand, and the answer goes into the team's guide so that others need not search.",
            "The question and the guide entry",
        ),
        (
            "t",
            "{act} and teaches the rest",
            "{act} for {work}, shows the team on a live case where it helps and where it does not, and the team writes it into its guide.",
            "The guide page",
        ),
        (
            "t",
            "{act} with a stop date",
            "{act} for {work} in a trial with a stop date, compares the figures with the old way, and the team decides on that day.",
            "The trial note with figures",
        ),
        (
            "w",
            "{act} where it pays for all",
            "{act} for {work} with one team first, presents cost and gain to the other teams, and those with the same problem follow.",
            "The cost and gain sheet",
        ),
        (
            "w",
            "{act} and sets the standard",
            "{act} for {work}, turns the experience into a guideline with other teams, and new projects start from that guideline.",
            "The guideline and a project that cites it",
        ),
    ),
}


def _frames() -> dict[str, tuple[Frame, ...]]:
    return {
        kind: tuple(
            Frame(f"act:{kind}", frozenset(), *BANDS[band], headline, text, evidence)
            for band, headline, text, evidence in rows
        )
        for kind, rows in _ROWS.items()
    }


ACT_FRAMES: dict[str, tuple[Frame, ...]] = _frames()
"""By the class of the verb (see `lexicon.verbs`)."""
