"""Do these words stand there? The one answer for examples, facts, corrections and answers.

Both texts are levelled before they are compared. These count for nothing: Unicode forms (NFKC),
case, white space and line ends, the kinds of quotation mark, apostrophe, hyphen and dash, bullets,
characters that show nothing, a hyphen between letters, and so a word that a line end broke. These
count: every word and number, their order, the punctuation between them. A quote begins and ends
with whole words where its script writes spaces between them.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import lru_cache

from levelingai.grounding.fold import is_unspaced_letter

CACHED_TEXTS = 256
"""Levelled texts that are remembered; the longest takes about 300 kB."""
CACHED_CHARACTERS = 8192

_DASHES = frozenset("—―")
"""They part words, with or without white space around them."""
_EN_DASHES = frozenset("–‒")
_HYPHENS = frozenset("-‐‑−⁃")
_QUOTES = frozenset("'\"`´‘’‚‛′″‵‶ʼʹ“”„‟«»‹›「」『』〝〞〟")
_BULLETS = frozenset("•▪▫◦‣●○■□◆◇∙")
_BULLETS_OR_SIGNS = frozenset("·*")
"""A bullet, unless it stands inside a word: "col·lecció", "2*3"."""
_SOFT_HYPHEN = "\u00ad"
_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
_LINE_ENDS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_EDGES = " .,;:!?()[]{}<>|/'。、…"
"""What a quote may begin or end with where the text does not."""
_NUMBER_SIGNS = frozenset(".,:/⁄'")
"""Between two digits they belong to the number."""
_WORD_SIGNS = frozenset("&@")
"""Between two letters they belong to the word: "R&D"."""
_CHINESE_NUMERALS = frozenset("〇一二三四五六七八九十百千万萬亿億两兩")
_NEGATION = re.compile(r"'t\b")
_CONJUNCTION = re.compile(r"(?:und|oder|bzw|bis|and|or|et|ou|och)\b")
"""After "pre-" they begin a word of their own: "pre- and post-release"."""

# One letter for the kind of each levelled character, so that the rules below are short:
# a letter, u letter of a script without spaces, m mark upon a letter, d digit, s white space,
# n line end, h hyphen, e en dash, q quotation mark, y soft hyphen, b bullet or sign, t comma or
# full stop, c what white space may stand before, o what it may stand after, p anything else.
_RULES = re.compile(
    r"(?P<kept>(?<=[amdu])[qb](?=[amdu]))"
    r"|(?P<joined>(?<=[am])(?:h[sn]*|e)(?=a))"
    r"|(?P<hyphen>(?<=[amdu])[he](?=[amdu])|[he](?=d))"
    r"|(?P<gap>(?:[snqb]|[he](?!d)){2,}|[nqb]|[he](?!d)|(?<![amdtc])s|s(?![amdo]))"
)
_AT_LINE_END = re.compile(r"ys*n")


@dataclass(frozen=True, slots=True)
class Span:
    """Where words stand: from `start` up to `end`, in characters of the text as it is stored."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words themselves, as the text writes them."""
        return text[self.start : self.end]


def find(quote: str, text: str) -> Span | None:
    """The first place where the words of `quote` stand in `text`; None where they do not.

    Punctuation at either end of the quote counts for nothing; a quote without a word or number
    stands nowhere. A word is whole where its script writes spaces: "part" is not found in
    "apart", "well-known", "can't" and "2.5" are one word each, "l'équipe" is two.
    """
    wanted = _level(quote).characters.strip(_EDGES)
    if not any(char.isalnum() for char in wanted):
        return None
    levelled = _level(text)
    start = levelled.characters.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        if levelled.is_edge(start) and levelled.is_edge(end):
            return Span(levelled.places[start], levelled.places[end - 1] + 1)
        start = levelled.characters.find(wanted, start + 1)
    return None


@dataclass(frozen=True, slots=True)
class _Levelled:
    """A text as it is compared; each character with its kind and its place in the original.

    Quotation marks around words are gone, gaps are one space, hyphens stand next to digits alone.
    `soft` are the places where a dash between letters went, which parts words all the same.
    """

    characters: str
    kinds: str
    places: array[int]
    soft: frozenset[int]

    def is_edge(self, at: int) -> bool:
        """Whether a quote may begin or end between the characters `at - 1` and `at`."""
        if at in (0, len(self.kinds)) or at in self.soft:
            return True
        before, after = self.kinds[at - 1], self.kinds[at]
        if after == "m":
            return False
        if "u" in (before, after):
            return not _CHINESE_NUMERALS.issuperset(self.characters[at - 1 : at + 1])
        if before in "amd" and after in "amd":
            return False
        return not (self._is_hyphenated(at) or self._has_sign_inside(at) or self._is_negation(at))

    def _is_hyphenated(self, at: int) -> bool:
        """A hyphen that is left stands next to a digit: "B2-Niveau", "10-20", "-5"."""
        return self.kinds[at - 1] == "h" or (self.kinds[at] == "h" and self.kinds[at - 1] in "amd")

    def _has_sign_inside(self, at: int) -> bool:
        """Whether the sign before or after this place stands inside a number or a word."""
        for sign in (at - 1, at):
            around = self.kinds[max(0, sign - 1) : sign + 2 : 2]
            if self.characters[sign] in _NUMBER_SIGNS and around == "dd":
                return True
            if self.characters[sign] in _WORD_SIGNS and len(around.strip("sctop")) == len("aa"):
                return True
        return False

    def _is_negation(self, at: int) -> bool:
        """Between "can" and "'t"."""
        return bool(_NEGATION.match(self.characters, at))


@lru_cache(maxsize=CACHED_TEXTS)
def _level(text: str) -> _Levelled:
    """`text` as it is compared: about 20 ms for the longest definitions, then remembered."""
    characters, kinds, places = _level_characters(text)
    made = _Levelling(characters, kinds, places)
    at = 0
    for match in _RULES.finditer(kinds):
        made.keep(at, match.start())
        made.apply(match)
        at = match.end()
    made.keep(at, len(kinds))
    return made.done()


def _level_characters(text: str) -> tuple[str, str, array[int]]:
    """Compatible forms and case levelled, character by character: with kinds and places."""
    levelled = {char: _level_character(char) for char in set(text)}
    characters = "".join([levelled[char][0] for char in text])
    kinds = "".join([levelled[char][1] for char in text])
    if all(len(kind) == 1 for _, kind in levelled.values()):
        places = array("I", range(len(text)))
    else:
        places = array("I", [at for at, char in enumerate(text) for _ in levelled[char][1]])
    return _without_soft_hyphens(_with_sorted_marks(characters, kinds), kinds, places)


def _without_soft_hyphens(
    characters: str, kinds: str, places: array[int]
) -> tuple[str, str, array[int]]:
    """A soft hyphen at a line end is a hyphen; elsewhere it shows nothing."""
    if "y" not in kinds:
        return characters, kinds, places
    kept = [at for at, kind in enumerate(kinds) if kind != "y" or _AT_LINE_END.match(kinds, at)]
    return (
        "".join([characters[at] for at in kept]).replace(_SOFT_HYPHEN, "-"),
        "".join([kinds[at] for at in kept]).replace("y", "h"),
        array("I", [places[at] for at in kept]),
    )


def _with_sorted_marks(characters: str, kinds: str) -> str:
    """Several marks upon one letter count the same in any order, as Unicode has it."""
    parts, at = [], 0
    for run in re.finditer("mm+", kinds):
        marks = unicodedata.normalize("NFKD", characters[run.start() : run.end()])
        parts += [characters[at : run.start()], marks]
        at = run.end()
    return "".join((*parts, characters[at:]))


class _Levelling:
    """Puts a levelled text together from the characters that its rules keep and replace."""

    def __init__(self, characters: str, kinds: str, places: array[int]) -> None:
        self._from = (characters, kinds, places)
        self._characters: list[str] = []
        self._kinds: list[str] = []
        self._places = array("I")
        self._soft: set[int] = set()

    def keep(self, start: int, end: int) -> None:
        characters, kinds, places = self._from
        self._characters.append(characters[start:end])
        self._kinds.append(kinds[start:end])
        self._places += places[start:end]

    def apply(self, match: re.Match[str]) -> None:
        characters, kinds, _ = self._from
        start, end = match.span()
        if match.lastgroup == "kept":
            self.keep(start, end)
        elif match.lastgroup == "hyphen":
            self._put("-", "h", start)
        elif match.lastgroup == "gap" and _parts_words(kinds, start, end):
            self._put(" ", "s", start)
        elif match.lastgroup == "joined":
            self._join(match.group(), start, is_word=bool(_CONJUNCTION.match(characters, end)))

    def done(self) -> _Levelled:
        characters, kinds = "".join(self._characters), "".join(self._kinds)
        return _Levelled(characters, kinds, self._places, frozenset(self._soft))

    def _put(self, character: str, kind: str, start: int) -> None:
        self._characters.append(character)
        self._kinds.append(kind)
        self._places.append(self._from[2][start])

    def _join(self, hyphen: str, start: int, *, is_word: bool) -> None:
        """Letters on both sides of a hyphen or dash become one word, but for "pre- and"."""
        if is_word and hyphen not in ("h", "e"):
            self._put(" ", "s", start)
        elif hyphen == "e" or (hyphen != "h" and "n" not in hyphen):
            self._soft.add(len(self._places))


def _parts_words(kinds: str, start: int, end: int) -> bool:
    """Whether a gap counts: not at the ends, around brackets, nor in scripts without spaces.

    Quotation marks alone part nothing; of what stands before a stop, French puts a space there.
    """
    if start == 0 or end == len(kinds) or kinds[start:end].strip("q") == "":
        return False
    before, after = kinds[start - 1], kinds[end]
    is_stop = after == "c" or (after == "t" and kinds[end + 1 : end + 2] not in set("amdu"))
    return not (is_stop or before == "o" or "u" in (before, after))


@lru_cache(maxsize=CACHED_CHARACTERS)
def _level_character(char: str) -> tuple[str, str]:
    """The characters that one stands for, and the kind of each."""
    if char in _QUOTES:
        return "'", "q"
    if char == _SOFT_HYPHEN:
        return char, "y"
    if _shows_nothing(char):
        return "", ""
    if _kind(char) in "sn":
        return " ", _kind(char)
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    # A few letters fold into one with an apostrophe; a no-break hyphen folds into a hyphen.
    characters = "".join("'" if part in _QUOTES else part for part in folded)
    return characters, "".join(map(_kind, folded))


def _shows_nothing(char: str) -> bool:
    return unicodedata.category(char) in ("Cf", "Cs") or bool(_INVISIBLE.match(char))


_KINDS = {
    **dict.fromkeys(_LINE_ENDS, "n"),
    **dict.fromkeys(_HYPHENS, "h"),
    **dict.fromkeys(_EN_DASHES, "e"),
    **dict.fromkeys(_QUOTES, "q"),
    **dict.fromkeys(_DASHES | _BULLETS, "s"),
    **dict.fromkeys(_BULLETS_OR_SIGNS, "b"),
    **dict.fromkeys(",.", "t"),
    **dict.fromkeys(";:!?)]}", "c"),
    **dict.fromkeys("([{", "o"),
    "_": "a",
}
_KINDS_OF_CATEGORY = {"L": "a", "M": "m", "N": "d", "Z": "s"}


def _kind(char: str) -> str:
    """The letter of the kind; letters and numbers of any script, control characters part words."""
    category = unicodedata.category(char)
    if char in _KINDS:
        return _KINDS[char]
    if category.startswith("L") and is_unspaced_letter(char):
        return "u"
    if category in ("Cc", "Co", "Cn"):
        return "s"
    return _KINDS_OF_CATEGORY.get(category[0], "p")
