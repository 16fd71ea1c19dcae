"""Whether a matrix is one of levels and competencies, or some other table of names and texts.

Timetables, price lists and project plans are tables as well. A guide shows what it is by the
names of its levels, or by the words that it uses about itself; it never counts weekdays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generation.core.reading import Document
from generation.core.recovery.level_names import levels_likelihood
from generation.core.recovery.level_words import NOT_LEVEL_NOUNS, SENIORITY
from generation.core.recovery.matrix import Matrix
from generation.core.recovery.weights import current

_STEMS = (
    "level", "leveling", "levelling", "competenc", "competent", "kompeten", "compéten", "competên",
    "kompetans", "career", "karrier", "carrièr", "carrera", "carriera", "carreira", "kariér",
    "karier", "loopbaan", "urakehit", "laufbahn", "ladder", "framework", "seniority", "proficien",
    "stufe", "niveau", "nivel", "nível", "livell", "nivå", "poziom", "úroveň", "szint", "уровень",
    "уровн", "компетенц", "карьер", "grade", "échelon", "entgeltgruppe", "schaal", "promotion",
    "beförderung", "promoción", "progression", "qualifikation", "capabilit", "skill", "fähigkeit",
    "vaardigh", "umiejętn", "habilidad", "aptitude", "osaamis", "behaviour", "behavior",
    "expectation", "erwartung", "seviye", "yetkin",
)  # fmt: skip
_UNSPACED = (
    "等級", "等级", "職級", "职级", "级别", "グレード", "レベル", "キャリア", "スキル", "能力",
    "胜任", "晋升", "昇格", "評価", "역량", "등급", "레벨", "مستوى", "المستوى", "كفاءة",
    "الكفاءات", "مهارات", "רמה", "רמות", "כישור", "מיומנו", "קריירה", "ระดับ", "स्तर",
)  # fmt: skip
_CALENDAR_WORDS = """
    monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
    lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes
    sábado domingo lunedì martedì mercoledì giovedì venerdì sabato domenica maandag dinsdag
    woensdag donderdag vrijdag zaterdag zondag segunda terça quarta quinta sexta
    poniedziałek wtorek środa czwartek piątek sobota niedziela måndag tisdag onsdag torsdag fredag
    lördag söndag january february march april may june july august september october november
    december januar februar märz mai juni juli oktober dezember janvier février mars avril juin
    juillet août septembre octobre novembre décembre enero febrero marzo mayo junio julio agosto
    septiembre octubre noviembre diciembre
    月曜 火曜 水曜 木曜 金曜 月曜日 火曜日 水曜日 木曜日 金曜日 星期一 星期二 星期三 星期四 星期五
"""
_CALENDAR = frozenset(_CALENDAR_WORDS.split())
_SUM = re.compile(r"^[\s\d.,'%]*[€$£¥₹%][\s\d.,'%]*$|^\d[\d.,' ]*\s?(?:€|eur|usd|gbp|chf)$", re.I)
_YEAR = re.compile(r"^(?:fy\s?)?(?:19|20)\d\d(?:\s?[-/–]\s?\d{2,4})?$", re.IGNORECASE)


def guide_share(matrices: Sequence[Matrix], document: Document) -> float:
    """What the confidence keeps, 0 to 1, after a look at what the matrices are about."""
    if any(_is_other(names) for matrix in matrices for names in _axes(matrix)):
        return current().guide_signs.unlikely
    if all(_names_levels(matrix) for matrix in matrices) or _speaks_of_levels(document):
        return 1.0
    return current().guide_signs.unsure


def _axes(matrix: Matrix) -> tuple[list[str], list[str]]:
    levels = [level.name for level in matrix.levels]
    return levels, [row.name for row in matrix.competencies]


def _is_other(names: Sequence[str]) -> bool:
    """Whether most names are days, months, years, sums or numbered phases."""
    others = sum(map(_counts_something_else, names))
    return others >= current().guide_signs.other_share * len(names)


def _counts_something_else(name: str) -> bool:
    words = re.findall(r"[^\W\d_]+", name.casefold())
    if _YEAR.match(name) or _SUM.match(name) or (words and words[0] in _CALENDAR):
        return True
    return len(words) == 1 and words[0] in NOT_LEVEL_NOUNS and bool(re.search(r"\d", name))


def _names_levels(matrix: Matrix) -> bool:
    """Whether the names are those of levels; bare numbers may number anything."""
    names = _axes(matrix)[0]
    is_bare = all(re.fullmatch(r"[\d.]{1,4}[a-z]?", name.casefold()) for name in names)
    if is_bare or _is_flat(names):
        return False
    return levels_likelihood(names) >= current().guide_signs.likely


def _is_flat(names: Sequence[str]) -> bool:
    """Whether all names state one and the same height, as those of colleagues do."""
    words = [re.findall(r"\w+", name.casefold()) for name in names]
    heights = {max((SENIORITY[w] for w in own if w in SENIORITY), default=None) for own in words}
    is_counted = any(re.search(r"\d|\b[ivx]+$", name.casefold()) for name in names)
    return len(heights) == 1 and None not in heights and not is_counted


def _speaks_of_levels(document: Document) -> bool:
    for page in document.pages:
        for word in page.words:
            text = word.text.casefold().strip("()[]:,.;\"'“”„/&")
            if text.startswith(_STEMS) or any(part in text for part in _UNSPACED):
                return True
    return False
