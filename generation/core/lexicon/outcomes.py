"""Marks of an outcome: what came of the act, in words that a colleague could check."""

from __future__ import annotations

import re

_RESULT_VERBS = (
    "drops? dropped falls? fell rises? rose shrinks? shrank halves halved doubles doubled grows? "
    "grew clears? cleared closes closed ships? shipped passes passed lands? landed holds held "
    "agrees agreed adopts? adopted reuses? reused copies approves approved accepts? accepted "
    "signs-off signed-off starts stops stopped disappears? disappeared recovers recovered "
    "finishes finished succeeds works returns? merges merged goes picks find finds gets reaches "
    "reached repeats follows follow see sees use uses keep keeps stays stay arrives arrive "
    "matches match know knows leaves leave moves move settles settled becomes become cuts cut"
).replace("signs-off", r"signs? off").replace("signed-off", "signed off").split()
_SUBJECT = (
    r"(?:\w+(?:['’]s)?\s+){1,7}?"  # who or what the result happened to
)
ENGLISH = re.compile(
    r"\bso(?: that)?\s+(?!far\b|on\b|forth\b|called\b)"
    r"|\bwhich (?:cuts?|reduces?|lets?|saves?|removes?|keeps?|shows?|ends?|stops?|settles?|brings?|"
    r"makes?|gives?|unblocks?|frees?|leads?|raises?|lowers?|prevented|saved|kept|let)\b"
    r"|\buntil\b|\bas a result\b|\bresulting in\b|\bleading to\b|\bafter which\b|\bby which\b"
    r"|\bno longer\b|\binstead of\b|\bin time for\b|\bon time\b|\bon schedule\b|\bahead of (?:time|schedule)\b"
    r"|\bwithout (?:a|an|any|another|further|needing|asking|waiting|help|rework|delay|escalat\w+|"
    r"losing|having)\b|\bfor the first time\b|\bthe first (?:time|try|attempt)\b"
    r"|\bthe same (?:day|week|afternoon|morning|shift|month|quarter|sprint)\b"
    r"|\bwithin (?:a|an|one|the) (?:day|week|hour|month|quarter|sprint|shift)\b"
    r"|\b(?:before|by) the (?:deadline|release|end of|next|due date|launch)\b"
    rf"|[,;] (?:and |after which )?{_SUBJECT}(?:now |then |both |all |can |will )?(?:{'|'.join(_RESULT_VERBS)})\b"
    r"|\bfrom \S+(?: \S+)? to \S+ |\bby (?:a|one) (?:third|half|quarter|day|week)\b|\d+\s?(?:%|percent)",
    re.IGNORECASE,
)
GERMAN = re.compile(
    r"\bsodass\b|\bso dass\b|\bdamit\b|\bdadurch\b|\bdaraufhin\b|\bbis\b|\bwodurch\b|\bohne dass\b"
    r"|\bohne (?:weitere|erneute|Rückfrage|Rückfragen|Nacharbeit|Verzögerung|Umweg)\b|\bstatt\b"
    r"|\bnicht mehr\b|\bkeine? \w+ mehr\b|\bseitdem\b|\bdanach\b|\bam selben Tag\b|\bnoch am\b|\bnoch in\b"
    r"|\b(?:sinkt|sinken|steigt|fällt|fallen|entfällt|entfallen|verkürzt|halbiert|bestätigt|bestätigen|"
    r"übernimmt|übernehmen|freigegeben|angenommen|abgeschlossen|erledigt|pünktlich|termingerecht)\b",
    re.IGNORECASE,
)
_PATTERNS = {"en": ENGLISH, "de": GERMAN}


def has_outcome(text: str, language: str) -> bool:
    """Whether the text marks a result. True for languages whose marks are not known."""
    pattern = _PATTERNS.get(language)
    return pattern is None or pattern.search(text) is not None
