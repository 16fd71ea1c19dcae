# ruff: noqa: E501, SIM905 - word lists and patterns read better whole

"""Marks of an outcome: what came of the act, in words that a colleague could check."""

from __future__ import annotations

import re

from generation.core.writing.lexicon.verbs import VERB_FORMS

_RESULT_VERBS = (
    "is are was were has have had can will does do drop drops dropped fall falls fell rise rises "
    "rose shrink shrinks shrank halves grow grows grew clear clears cleared close closes closed ship "
    "ships shipped pass passes passed land lands landed hold holds held agree agrees agreed adopt "
    "adopts adopted reuse reuses reused copy copies approve approves approved accept accepts accepted "
    "sign signs signed start starts stop stops stopped disappear disappears recover recovers finish "
    "finishes finished succeed succeeds work works return returns merge merges go goes went pick "
    "picks find finds get gets reach reaches reached repeat repeats follow follows see sees use uses "
    "keep keeps stay stays arrive arrives match matches know knows leave leaves move moves settle "
    "settles settled become becomes cut cuts raise raises fit fits meet meets miss confirm confirms "
    "notice notices take takes come comes need needs want hear hears stand stands end ends begin "
    "begins change changes quote quotes name names say says sign forward forwards ask asks join joins "
    "watch watches catch catches caught prevent prevents appear appears outlive belong belongs contain "
    "contains draw draws carry carries give gives bring brings make makes turn turns switch switches "
    "decide decides solve solves build builds buy buys pay pays replace replaces reply replies answer "
    "answers cover covers tick ticks send sends cancel cancels rewrite rewrites write writes put puts "
    "fire fires run runs fail fails break breaks differ differs compare compares touch touches "
    "withdraw withdraws trigger triggers lose loses save saves mention mentions deliver delivers receive receives"
).split()
_FINITE = "|".join(
    sorted(
        {*_RESULT_VERBS, *VERB_FORMS}
        - {"plan", "report", "test", "design", "draft", "set", "record"}
    )
)
_NEW_SUBJECT = (
    r"(?:the|a|an|no|nobody|no one|none|each|every|everyone|both|all|their|they|it|its|that|this|these|"
    r"those|other|others|another|several|one|later|next|fewer|future|any|anyone|half|new|when|newcomers?|customers?|"
    r"(?:[a-z]+ )?(?:families|applicants|prospects|analysts|users?|clients?|patients?|people|makers|holders|colleagues?|managers?|leads?|leaders)|readers?|reviewers?|teams?|[a-z]+ers|[a-z]+ors|[a-z]+ments)"
)
"""Who or what a closing clause may be about: an example has no subject of its own before its verbs, so
that a new subject after "and" says what came of the act."""
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
    rf"|(?:,|;|[.]) (?:and |while )?{_NEW_SUBJECT}\b(?:[ ][\w'’-]+){{0,7}}?[ ](?:{_FINITE})\b"
    r"|\bfrom \S+(?: \S+)? to \S+ |\bby (?:a|one) (?:third|half|quarter|day|week)\b|\d+\s?(?:%|percent)",
    re.IGNORECASE,
)
GERMAN = re.compile(
    r"\bsodass\b|\bso dass\b|\bdamit\b|\bdadurch\b|\bdaraufhin\b|\bbis\b|\bwodurch\b|\bohne dass\b"
    r"|\bohne (?:weitere|erneute|Rückfrage|Rückfragen|Nacharbeit|Verzögerung|Umweg)\b|\bstatt\b"
    r"|, und (?:das|die|der|den|ein|eine|es|nichts|niemand|beide|alle|diese\w*|jede\w*|mehrere|keine?r?|neue|sie|"
    r"beim nächsten|danach|seitdem)\b(?:\s+[\w-]+){2,}"
    r"|\bnicht mehr\b|\bkein\w*(?: \w+)? mehr\b|\bseitdem\b|\bdanach\b|\bam selben Tag\b|\bnoch am\b|\bnoch in\b"
    r"|\b(?:sinkt|sinken|steigt|fällt|fallen|entfällt|entfallen|verkürzt|halbiert|bestätigt|bestätigen|"
    r"übernimmt|übernehmen|freigegeben|angenommen|abgeschlossen|erledigt|pünktlich|termingerecht)\b",
    re.IGNORECASE,
)
_PATTERNS = {"en": ENGLISH, "de": GERMAN}


def has_outcome(text: str, language: str) -> bool:
    """Whether the text marks a result. True for languages whose marks are not known."""
    pattern = _PATTERNS.get(language)
    return pattern is None or pattern.search(text) is not None


def may_have_outcome(text: str, language: str) -> bool:
    """Whether a later clause may tell a result in words that no list knows.

    A clause that goes on with another act of the same person ("and keeps a copy") tells none.
    """
    return _goes_on(_CLAUSE_ENDS.split(text), language)


def ends_with_another_subject(text: str, language: str) -> bool:
    """Whether a second sentence is about something else than the one who acts."""
    return _goes_on(_SENTENCE_ENDS.split(text), language)


def _goes_on(clauses: list[str], language: str) -> bool:
    acts = _GERMAN_ACT if language == "de" else _ENGLISH_ACT
    return any(clause.strip() and acts.match(clause) is None for clause in clauses[1:])


_SENTENCE_ENDS = re.compile(r"[.;](?=\s|$)")
_CLAUSE_ENDS = re.compile(r"[.;:–—](?=\s|$)|,(?=\s)")
_FURTHER_ACTS = (
    "keeps stores sorts puts sends adds lists files notes marks lays takes brings asks calls talks tells copies posts enters "
    "prints stores saves collects hangs places lets makes gets gives reads speaks meets joins starts stops begins"
).split()
_ENGLISH_ACT = re.compile(
    rf"\s*(?:and |then |and then |while )?(?:\w+ly )?(?:{'|'.join(sorted({*VERB_FORMS, *_FURTHER_ACTS}))})\b"
    r"|\s*(?:and |or )?(?:with|of|on|for|at|in|by)\b",
    re.IGNORECASE,
)
_GERMAN_ACT = re.compile(r"\s*(?:und |dann |und dann )?[a-zäöüß]+(?:t|et)\b", re.IGNORECASE)
