"""What a name is made of: section numbers, codes, titles, and remarks that it goes on.

Nothing is weighed here; what a name looks like is for `level_names`.
"""

from __future__ import annotations

import re
import unicodedata

from generation.core.recovery.level_words import CONTINUED, LEVEL_NOUNS, LEVEL_NOUNS_UNSPACED
from generation.core.recovery.matrix import MatrixLevel
from generation.core.recovery.name_remarks import OUTCOME_CODE

ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
}
NOUN = "|".join(sorted(map(re.escape, LEVEL_NOUNS), key=len, reverse=True))
"""Any noun that says "level", as a part of patterns."""
_UNSPACED_NOUN = "|".join(map(re.escape, LEVEL_NOUNS_UNSPACED))
_NUMERAL = r"(?:\d{1,2}(?:\.\d)?[a-z]?\+?|[ivx]{1,4}|[a-h])"
_LEVEL_N = (
    rf"(?:(?:{NOUN})\.?[\s#]*(?:n[°º.]\s*)?{_NUMERAL}(?:\s*[-–/]\s*{_NUMERAL})?"
    rf"|(?:{_UNSPACED_NOUN})\s*\d{{1,2}}|第?[\d一二三四五六七八九十]{{1,2}}\s*(?:級|级|급|단계|段階|段))"
    r"(?!\w)"
)
_CODE_N = r"[A-Z]{1,4}[- ]?\d{1,2}(?:\.\d)?[a-z]?\+?"
_CODE = rf"(?:(?-i:{_CODE_N})(?:\s*[-–/]\s*(?-i:[A-Z]{{0,4}})\d{{1,2}})?(?!\w))"
_NAMED = rf"(?:{_LEVEL_N}|{_CODE})"
_LEADS = re.compile(rf"^({_NAMED})\s*(?:[:|/,·•.\-–—]+\s*|\s+|(?=[(\[]))(.+)$", re.IGNORECASE)
_ENDS = re.compile(
    rf"^(.+?)\s*(?:[(\[]\s*({_NAMED})\s*[)\]]|\s[-–—|/·•]\s*({_NAMED})|[:,|]\s*({_NAMED}))$",
    re.IGNORECASE,
)
_WHOLE_CODE = re.compile(rf"^{_CODE}$")
_WHOLE_LEVEL = re.compile(rf"^{_LEVEL_N}$", re.IGNORECASE)
_NUMBER_LEADS = re.compile(r"^(\d{1,2})\s*(?:[:|·•\-–—]\s*|\s+)(\D.*)$")
BARE_NUMBER = re.compile(r"^\d{1,2}(?:\.\d)?[a-z]?$")
_NUMBERING = re.compile(
    r"^(?:(?:\d{1,2}\.)+\d{0,2}|\d{1,2}\)|[a-z]\)|§\s*\d+)\s*(?=\D)", re.IGNORECASE
)
_CONTINUED = re.compile(
    rf"\s*[-–—,:(\[（]*\s*(?:{'|'.join(map(re.escape, CONTINUED))})[.…]*\s*[)\]）]*\s*$",
    re.IGNORECASE,
)
_PART = re.compile(r"\s*[(\[]\s*\d{1,2}\s*(?:/|of|von|de|di|van|av|z)\s*\d{1,2}\s*[)\]]\s*$")
NOT_CODES = re.compile(
    r"^(?:Q[1-4]|H[12]|FY ?\d\d|B2|K8|SOC ?[12]|ISO ?\d+|COVID-?19|MS ?365|W3|"
    rf"{OUTCOME_CODE.pattern.strip('^$')})$"
)
_WORD = re.compile(r"[^\W_]+(?:[-’'׳][^\W_]+)*")


def name_key(text: str) -> str:
    """A name reduced to its letters and digits, to know it again elsewhere in the guide."""
    folded = unicodedata.normalize("NFKC", strip_numbering(strip_continued(text))).casefold()
    return " ".join(re.findall(r"\w+", re.sub(r"(?<=\w)-\s*(?=\w)", "", folded)))


def strip_continued(text: str) -> str:
    """The title without "(continued)" or "(2/3)"."""
    text = _tidy(text)
    for pattern in (_PART, _CONTINUED):
        shorter = pattern.sub("", text)
        # "Suite" or "Continua" alone is a name; only a bracket or dash makes it a remark.
        if shorter and (pattern is _PART or re.match(r"\s*[-–—,:(\[（…]", text[len(shorter) :])):
            text = shorter
    return text


def strip_numbering(text: str) -> str:
    """The heading without its section number ("2.1 Communication", "3. Delivery")."""
    text = _tidy(text)
    return _NUMBERING.sub("", text).strip() or text


def parse_level(text: str, description: str = "") -> MatrixLevel:
    """Split the name of a level into its code and its title, as the guide writes them."""
    text = strip_continued(text).rstrip(":：").strip()
    if is_code(text) or BARE_NUMBER.match(text) or text.casefold() in ROMAN:
        return MatrixLevel(code=text, description=description)
    if _WHOLE_LEVEL.match(text):
        return MatrixLevel(title=text, description=description)
    code, title = _split_code(strip_numbering(text))
    return MatrixLevel(code, title, description)


def words_of(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(unicodedata.normalize("NFKC", text))]


def is_code(text: str) -> bool:
    return bool(_WHOLE_CODE.match(text)) and not NOT_CODES.match(text)


def _split_code(text: str) -> tuple[str, str]:
    """Code and title; the code is empty where the text has none."""
    if match := _LEADS.match(text):
        code, title = match.group(1), _unbracketed(match.group(2))
        if title and not NOT_CODES.match(code):
            return _tidy(code), title
    if match := _ENDS.match(text):
        code = next(group for group in match.groups()[1:] if group)
        if not NOT_CODES.match(code):
            return _tidy(code), match.group(1).rstrip(" -–—:,|/")
    # A bracket after a bare number remarks on the number; it is no title.
    if (match := _NUMBER_LEADS.match(text)) and match.group(2)[0] not in "([":
        return match.group(1), match.group(2).strip()
    return "", text


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _unbracketed(text: str) -> str:
    text = text.strip(" -–—:|/·•")
    if text[:1] in "([" and text[-1:] in ")]" and not re.search(r"[()\[\]]", text[1:-1]):
        text = text[1:-1]
    return text.strip()


def is_numbered_level(level: MatrixLevel) -> bool:
    return any(_WHOLE_LEVEL.match(part) for part in (level.code, level.title) if part)
