# ruff: noqa: E501, SIM905 - word lists and patterns read better whole

"""Words that shut someone out of a role: gendered, ableist, or tied to age, origin or hours.

A weekend rota, a lame cow and a patient's own hand shut nobody out: such words are refused only
where they are said of the one who does the work.
"""

from __future__ import annotations

import re

from generation.core.writing.lexicon.word_rules import NEVER, Found, Rule, WordList

_LANGUAGE_WORK = r"(?:translat|proofread|subtitl|locali[sz]|linguist|dialect|interpret)\w*"
_WORKS = r"\b(?:works?|stays?|staying|working|answers?|finish(?:es)?|writes?|puts? in|does|prepares?|replies|codes?)"
ENGLISH = WordList(
    always=[
        *(
            "guys gal gals chairman chairmen foreman foremen salesman salesmen spokesman businessman "
            "businessmen craftsman manpower mankind man-hours man-days man-hour man-day manned "
            "crazy insane insanely cripple crippled crippling dumb stupid idiot moron psycho midget blindly "
            "tone-deaf ninja rockstar rock-star guru superhero superstar jedi hustle hustler youthful youngster "
            "digital-native blacklist whitelist master-slave grandfathered powwow all-nighter all-nighters"
        ).split(),
        "digital native", "rock star", "sanity check", "falls on deaf ears", "man hours", "man days", "late at night",
        "late into the night", "works late", "stays late", "stay late", "work late", "nights and weekends",
        "over beers", "over drinks", "after-work drinks", "in the office every day", "recent graduate", "able-bodied",
        "wheelchair-bound", "culture fit",
    ],
    rules=(
        Rule("weekend|weekends", sure=r"\b(?:over|through|throughout) (?:the |a |every )?(?:whole )?~" rf"|{_WORKS} (?:[\w-]+ ){{0,6}}(?:at|on|during|every|most) (?:the |a )?~|\bworks? ~"),
        Rule("overtime", sure=rf"{_WORKS} (?:[\w-]+ ){{0,3}}~|\bunpaid ~", plain=r"~ (?:sheets?|rates?|pay|claims?|hours|rules?|budget)\b"),
        Rule("after hours|after-hours|around the clock|long hours", sure=rf"{_WORKS} (?:[\w-]+ ){{0,6}}~|\b(?:is|be|available|reachable) ~"),
        Rule("young", sure=r"~ (?:and dynamic|,? ?dynamic|teams?|talents?|professionals?|and \w+ team|staff)\b"),
        Rule("elderly|tribe|schizophrenic|bipolar|spastic|blinded|suffers from|slave|unmanned|workmanship", sure=NEVER),
        Rule("girls|ladies|gentlemen", sure=r"\bthe ~ (?:in|from|at|on)\b"),
        Rule("guy", plain=r"~ (?:ropes?|wires?|lines?)\b"),
        Rule("lame", sure=r"~ (?:excuses?|jokes?|ideas?|duck)\b"),
        Rule("wizard", sure=r"\ban? (?:[\w-]+ )?~(?! page)", plain=r"\b(?:set-?up|installation|import) ~"),
        Rule("retarded", plain=r"~ (?:growth|ignition|timing)\b|\bfire[ -]~"),
        Rule("blind spot|blind spots", sure=r"~ (?:in|of) (?:the|their|our) (?:team|plan|strategy|thinking|organi[sz]ation)"),
        Rule("native speaker|mother tongue", plain=rf"~.*\b{_LANGUAGE_WORK}|\b{_LANGUAGE_WORK}\b.*~"),
    ),
)  # fmt: skip
# German "er" and "ihm" are left out: they stand for any masculine noun, such as a plan.
GERMAN = WordList(
    always=(
        "jungs mädels mannstunden manntage ninja rockstar guru verrückt wahnsinnig irre dumm idiotisch "
        "muttersprachler muttersprachlerin fräulein krankenschwester oberschwester"
    ).split(),
    rules=(
        Rule("wochenende", sure=r"\b(?:über das|übers|durchs|ganze|jedes) ~|~ durch\b|\b(?:arbeitet|schreibt|antwortet|bleibt|beendet) (?:[\w-]+ ){0,5}~"),
        Rule("überstunden", sure=r"\b(?:macht|leistet|mit|durch|in|freiwillig\w*) (?:[\w-]+ )?~"),
        Rule("nachtschichten", sure=r"\b(?:legt|schiebt) (?:[\w-]+ )?~"),
        Rule("schwester|schwestern", plain=r"~ (?:des|der|von|eines|einer)\b|\bihre[rn]? ~|\bseine[rn]? ~"),
        Rule("mann|männer|herren|damen", sure=r"\b(?:richtige|gute|starke|ganze|meine|vier) ~|\bdie ~ (?:vom|am|aus|in|im|von)\b|~ für\b"),
        Rule("mannschaft|behindert|taub|blind|lahm", sure=NEVER),
        Rule("jung|junge|jungen", sure=r"~e?[sn]? (?:teams?|dynamisch\w*|talente?|und)\b|\bdie ~ (?:vom|am|aus|im)\b"),
    ),
)  # fmt: skip
_LISTS = {"en": ENGLISH, "de": GERMAN}

_PRONOUN = re.compile(r"(?<![\w-])(?:he|him|his|himself|she|her|hers|herself)(?![\w-])", re.IGNORECASE)  # fmt: skip
_SOMEONE_ELSE = re.compile(
    r"\b(?:patient|child|mother|father|parent|pupil|student|resident|client|customer|caller|witness|"
    r"claimant|guest|visitor|passenger|tenant|applicant|owner|woman|man|girl|boy|baby|infant|cow|calf|ewe|lamb|sow|"
    r"mare|foal|bull|hen|dog|cat|bitch|heifer)s?\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(
    r"(?<![\w'’])(?:I|my|me|mine|myself|ich|mein|meine|meinen|mir)(?![\w'’])"
)
_NO_PERSON = re.compile(
    r"\b(?:Types?|Part|Annex|Class|Phase|Title|Level|Stage|Category|Schedule|Grade|Section|Volume|"
    r"Chapter|Book|Factor) I\b|\bI(?=[-/])|\b(?:the|a|each|every|coal|gold|salt|open) mine\b"
)
"""Roman numerals and pits."""
_SPOKEN = re.compile(r"“[^”]{0,300}”|„[^“”]{0,300}[“”]|«[^»]{0,300}»|\"[^\"]{0,300}\"")


def excluding_words(text: str, language: str) -> Found:
    """Words that shut someone out, or that speak as "I", as written and in order."""
    known = _LISTS.get(language)
    if known is None:
        return Found()
    found = known.find(text)
    sure, doubtful = [*found.sure], [*found.doubtful]
    if language == "en":
        for match in _PRONOUN.finditer(text):
            is_own = match.group().lower().endswith("self")
            is_other = not is_own and _SOMEONE_ELSE.search(text, 0, match.start()) is not None
            (doubtful if is_other else sure).append(match.group())
    own_words = _SPOKEN.sub(" ", _NO_PERSON.sub(" ", text))
    sure += _FIRST_PERSON.findall(own_words)
    doubtful += _FIRST_PERSON.findall(" ".join(_SPOKEN.findall(text)))
    return Found(tuple(sure), tuple(doubtful))
