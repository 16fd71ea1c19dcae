# ruff: noqa: E501 - word lists and patterns read better whole

"""How far an act reaches: 0 task, 1 feature, 2 team, 3 several teams, 4 organisation."""

from __future__ import annotations

import math
import re

TASK, FEATURE, TEAM, SEVERAL_TEAMS, ORGANISATION = range(5)
SCOPE_NAMES = ("a task", "a feature", "a team", "several teams", "the organisation")

TOP_SCOPES = {2: 2.0, 3: 3.0, 4: 3.0, 5: 3.5}
"""The scope of the highest level in guides of so few levels; in between, it is rounded."""
HALF = 0.5
"""Halves are rounded up."""

_UNIT = r"(?:teams|squads|departments|functions|wards|units|areas|groups|pods|disciplines|domains|sites|stations)"
_MARKS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (
        ORGANISATION,
        re.compile(
            r"\b(?:(?:whole|entire|across the|throughout the|wider|the) (?:organi[sz]ation|company|business|"
            r"enterprise|hospital|firm)(?!['’]s)|organi[sz]ation-?wide|company-?wide|"
            r"industry|executives?|board of directors|every (?:team|department|function|ward|site)|all (?:teams|departments)|"
            r"external(?:ly)? (?:communit|recogni)\w*|unternehmensweit\w*|im ganzen (?:haus|unternehmen)|"
            r"gesamten? (?:haus|unternehmen|organisation|klinik|abteilung)|alle(?:n|r)? (?:abteilungen|stationen|teams|bereiche)|"
            r"hausweit\w*|klinikweit\w*|organisation)\b",
            re.IGNORECASE,
        ),
    ),
    (
        SEVERAL_TEAMS,
        re.compile(
            rf"\b(?:(?:the|these|all|several|multiple|other|both|neighbouring|between|across|many|two|three|different|adjacent|partner) {_UNIT}|"
            rf"(?:each|another) (?:team|department|ward|squad)|teams|cross-?(?:team|functional|departmental)|across (?:the )?{_UNIT}|beyond (?:the|their) (?:own )?team|"
            r"outside (?:of )?(?:the|their) (?:own )?team|departments?|team leads|"
            r"(?:andere[nr]?|mehrere[nr]?|beide[nr]?|benachbarte[nr]?|zwischen den) (?:teams|abteilungen|stationen|bereichen?)|"
            r"teamübergreifend\w*|bereichsübergreifend\w*|stationsübergreifend\w*|abteilung)\b",
            re.IGNORECASE,
        ),
    ),
    (
        TEAM,
        re.compile(
            r"\b(?:(?:the|their|own|whole|entire|within the|a|new|our) (?:\w+ )?(?:team|squad|ward|group|crew|unit)(?:['’]s)?|"
            r"team(?:['’]s|-wide)?|teammates|squad|im team|das team|des teams|dem team|station)\b",
            re.IGNORECASE,
        ),
    ),
    (
        FEATURE,
        re.compile(
            r"\b(?:feature|subsystem|component|workstream|project|campaign|module|epic|projekt|teilprojekt)s?\b",
            re.IGNORECASE,
        ),
    ),
    (
        TASK,
        re.compile(
            r"\b(?:(?:own|assigned|small|single|simple|minor|given|one|routine) (?:\w+ )?(?:tasks?|tickets?|work|bug|fix|piece|item)|"
            r"tasks? at hand|task|tickets?|typo|(?:eigene|einzelne|zugewiesene|einfache)[nrs]? (?:aufgaben?|tätigkeiten?))\b",
            re.IGNORECASE,
        ),
    ),
)
_SURE_WIDE = re.compile(
    rf"\b(?:(?:whole|entire|across the|throughout the|wider) (?:organi[sz]ation|company|business|enterprise|hospital|firm)|"
    r"organi[sz]ation-?wide|company-?wide|(?:the|all|to) executives|board of directors|every (?:team|department|function|ward|site)|all (?:teams|departments)|"
    rf"(?:all|several|multiple|many|different|two|three|both) {_UNIT}|cross-?(?:team|functional|departmental)|across (?:the )?{_UNIT}|beyond (?:the|their) (?:own )?team|"
    r"unternehmensweit\w*|im ganzen (?:haus|unternehmen)|gesamten? (?:haus|unternehmen|organisation|klinik|abteilung)|hausweit\w*|klinikweit\w*|"
    r"alle(?:n|r)? (?:abteilungen|stationen|teams|bereiche)|mehrere[nr]? (?:teams|abteilungen|stationen|bereichen?)|"
    r"(?:team|bereichs|stations)übergreifend\w*)\b",
    re.IGNORECASE,
)
_SURE_NARROW = re.compile(
    r"\b(?:(?:own|assigned|small|single|simple|minor|given|one|routine) (?:\w+ )?(?:tasks?|tickets?|bug|fix)|tasks? at hand|typo|"
    r"(?:eigene|einzelne|zugewiesene|einfache)[nrs]? (?:aufgaben?|tätigkeiten?))\b",
    re.IGNORECASE,
)
_HIGH_TITLES = re.compile(
    r"\b(?:director|head|vp|vice president|chief|fellow|distinguished|executive|leitung|direktor\w*)\b",
    re.IGNORECASE,
)
_WIDE_TITLES = re.compile(
    r"\b(?:principal|staff|expert|lead architect|senior manager|fachexpert\w*)\b", re.IGNORECASE
)
_LOW_TITLES = re.compile(
    r"\b(?:intern|trainee|apprentice|junior|jr|graduate|entry|associate|assistant|einarbeitung|azubi|auszubildende\w*|praktikant\w*)\b",
    re.IGNORECASE,
)


def scopes_in(text: str) -> list[int]:
    """Every scope that the text marks, widest first."""
    return [scope for scope, pattern in _MARKS if pattern.search(text)]


def widest_scope(text: str) -> int | None:
    """The widest scope marked in the text; None where nothing marks one."""
    return next(iter(scopes_in(text)), None)


def scope_of_title(title: str) -> int | None:
    """What a level's title says of its scope; None where it says nothing."""
    if _HIGH_TITLES.search(title):
        return ORGANISATION
    if _WIDE_TITLES.search(title):
        return SEVERAL_TEAMS
    return TASK if _LOW_TITLES.search(title) else None


def scope_of_position(position: int, levels: int) -> int:
    """The scope that a level's place suggests: short guides do not reach the whole organisation."""
    if levels <= 1:
        return TEAM
    top = TOP_SCOPES.get(levels, float(ORGANISATION))
    return math.floor(position / (levels - 1) * top + HALF)


def is_surely_wide(text: str) -> bool:
    """Whether the text says itself that the act reaches beyond a team.

    "The company" and "a department" may be what the act is about, or a place where it happens.
    """
    return _SURE_WIDE.search(text) is not None


def is_surely_narrow(text: str) -> bool:
    """Whether the text says itself that the act is one small task."""
    return _SURE_NARROW.search(text) is not None
