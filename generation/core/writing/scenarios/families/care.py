# ruff: noqa: E501 - sentences stand whole on a line, to be read and searched
"""Situations of nursing and care: at the bedside, on the ward, between wards."""

from __future__ import annotations

from generation.core.writing.scenarios.frames import frames

BEDSIDE = frames(
    "own:care",
    (
        (
            "vital sign record time measure observe",
            "s",
            "Records readings at the bedside",
            "Enters the readings at the bedside instead of after the round, marks the one outside the limits, and the nurse in charge sees it within the hour.",
            "The chart with its times",
        ),
        (
            "recognise deterioration escalate early warning",
            "s",
            "Escalates a change with the facts",
            "Calls the doctor with the last readings, what changed and what was done, writes the answer into the record, and treatment starts without a second call.",
            "The entry with the call",
        ),
        (
            "assess pain comfort patient",
            "s",
            "Asks about pain and asks again",
            "Asks about pain with the agreed scale before and after a measure, notes both values, and the next shift sees at once what helped.",
            "Both values in the pain chart",
        ),
        (
            "question answer refer family simple",
            "s",
            "Passes a question to the right person",
            "Listens to a relative's question, says openly that a colleague knows more, writes it down, and the colleague calls back the same day.",
            "The note and the call back",
        ),
        (
            "family explain plain language plan",
            "s",
            "Explains the plan without jargon",
            "Explains the next step to a relative in plain words, asks them to say it back, and corrects the misunderstanding on the spot, so that the visit ends without worry.",
            "The note on the talk",
        ),
        (
            "hygiene infection hand prevent",
            "s",
            "Stops for hand hygiene",
            "Notices a missed step of hand hygiene in a rush, says so in a friendly word, and both repeat the step before the dressing goes on, so that nothing is carried over.",
            "The hygiene checklist of the round",
        ),
        (
            "care plan wish dignity independent",
            "s",
            "Lets the patient do the last step",
            "Plans the morning wash so that the patient does the last step alone, writes it into the plan, and the next shift keeps to it.",
            "The line in the care plan",
        ),
        (
            "device equipment check prepare",
            "s",
            "Checks the equipment before it is needed",
            "Checks the equipment list at the start of the shift, replaces an empty battery, and the device works when it is needed at night.",
            "The signed equipment list",
        ),
        (
            "complex patient care adjust reason",
            "t",
            "Changes a plan and says why",
            "Changes the care plan of a patient with several illnesses, writes the reason beside it, and the team follows the new order from the next shift.",
            "The plan with its reason",
        ),
        (
            "handover priority risk shift",
            "t",
            "Hands over the risks first",
            "Opens the handover with the patients at risk and what to watch for, and the team catches a fall risk in the first hour of the shift.",
            "The handover sheet",
        ),
        (
            "difficult conversation prognosis family emotion",
            "t",
            "Leads a hard talk with time",
            "Books a quiet room for a hard talk, agrees with the doctor who says what, writes down what the family asked, and the team answers each point the same day.",
            "The notes of the talk",
        ),
        (
            "discharge home plan coordinate",
            "t",
            "Prepares a discharge that holds",
            "Goes through the discharge list with patient and family two days ahead, finds a missing aid, and the team orders it in time for the day.",
            "The discharge list with the order",
        ),
        (
            "student new colleague teach bedside",
            "t",
            "Teaches at the bedside",
            "Lets a new colleague lead the assessment, stands back, asks for the reason at the end, and the team lets that colleague take the next one alone.",
            "The assessment with its reason",
        ),
        (
            "error near miss safety medication",
            "t",
            "Turns a near miss into a change",
            "Reports a near miss with a similar-looking package, moves the two drugs apart with the team, and the weekly check finds no mix-up.",
            "The report and the weekly check",
        ),
        (
            "prioritise staff shift workload",
            "t",
            "Sorts the shift when it gets tight",
            "Goes through the tasks with the team when two colleagues are missing, marks what must be done and what may wait, and the evening shift takes over a clear list.",
            "The marked task list",
        ),
        (
            "department standard develop assess",
            "w",
            "Agrees one assessment form for all wards",
            "Compares the assessment forms of several wards, tries a shorter one on a ward for a month, and every ward uses it after the trial.",
            "The shorter form and the trial notes",
        ),
        (
            "train ward family communicate teach",
            "w",
            "Trains other wards with real cases",
            "Builds a training from real talks with families, with names removed, trains a host on each of several wards, and the hosts run it without help.",
            "The training plan and the list of hosts",
        ),
        (
            "falls infection audit measure ward",
            "w",
            "Compares wards to learn, not to blame",
            "Puts the falls of several wards side by side, visits the one with the fewest, and its bed check is in the protocol of the others by the next month.",
            "The comparison and the protocol",
        ),
        (
            "evidence research practice study",
            "w",
            "Brings a study to the ward",
            "Reads a study on wound care, tries its method with several wards on a few patients, and the new dressing plan replaces the old one in all of them.",
            "The trial notes and the dressing plan",
        ),
        (
            "doctor pharmacy service coordinate process",
            "w",
            "Settles a process with the pharmacy",
            "Follows late medication orders from several wards to the pharmacy, agrees a cut-off time with both sides, and evening calls about missing doses stop.",
            "The agreement and the call list",
        ),
    ),
)

FAMILIES = (BEDSIDE,)
