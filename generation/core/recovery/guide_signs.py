"""Whether a matrix is one of levels and competencies, or some other table of names and texts.

Timetables, price lists and project plans are tables as well. A guide shows what it is by the
names of its levels, or by the words that it uses about itself; it never counts weekdays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generation.core.reading import Document
from generation.core.recovery.definition_signs import DefinitionSigns, definitions_share
from generation.core.recovery.grade_scales import scale_likelihood
from generation.core.recovery.guide_words import (
    CALENDAR,
    OFFER_STEMS,
    PRODUCT_NOUNS,
    REGISTER_NOUNS,
    STEMS,
    UNSPACED_STEMS,
)
from generation.core.recovery.level_heights import is_bare_series
from generation.core.recovery.level_names import levels_likelihood, name_key
from generation.core.recovery.level_words import NOT_LEVEL_NOUNS, PROFICIENCY, ROLE_NOUNS, SENIORITY
from generation.core.recovery.lines import usual_size
from generation.core.recovery.matrix import Matrix
from generation.core.recovery.name_parts import words_of
from generation.core.recovery.weights import current

_SUM = re.compile(r"^[\s\d.,'%]*[€$£¥₹%][\s\d.,'%]*$|^\d[\d.,' ]*\s?(?:€|eur|usd|gbp|chf)$", re.I)
MONEY = re.compile(
    r"[€$£¥₹]\s?\d|\d\s?(?:€|\$|£|¥|₹|(?:eur|euro|usd|gbp|chf|zł|kr)\b)", re.IGNORECASE
)
_YEAR = re.compile(
    r"^(?:q[1-4]\s*)?(?:(?:fy|since|seit|from|von|depuis|desde|sinds|dal)\s?)?(?:\d{1,2}[./])?(?:19|20)\d\d"
    r"(?:\s?(?:[-/–]|to|bis|until|à|a|al|tot|till|do)\s?(?:(?:\d{1,2}[./])?\d{2,4}|\w+))?$|^q[1-4]$|^[hs][12]\s?\d{4}$",
    re.IGNORECASE,
)


def guide_share(matrices: Sequence[Matrix], document: Document) -> float:
    """What the confidence keeps, 0 to 1, after a look at what the matrices are about."""
    if any(_is_something_else(matrix) for matrix in matrices):
        return current().guide_signs.unlikely
    named = min((_naming(matrix) for matrix in matrices), default=0.0)
    share = definitions_share(matrices, are_named=named >= current().guide_signs.certain)
    return _said_share(matrices, document, named) * share


def _said_share(matrices: Sequence[Matrix], document: Document, named: float) -> float:
    """The same by what names and headings say; `named`: how likely the names are levels'."""
    weights = current().guide_signs
    is_said = all(_speaks_of_levels(matrix, document) for matrix in matrices)
    if named < weights.certain and any(_is_an_offer(matrix, document) for matrix in matrices):
        return weights.half_sure if named >= weights.likely else weights.unsure
    if named >= weights.certain or (named >= weights.likely and is_said):
        return 1.0
    # Offers and products grow from column to column as well: that alone tells no guide.
    is_grown = all(DefinitionSigns(matrix).grows for matrix in matrices)
    return weights.half_sure if named >= weights.likely or is_said or is_grown else weights.unsure


def _axes(matrix: Matrix) -> tuple[list[str], list[str]]:
    levels = [level.name for level in matrix.levels]
    return levels, [row.name for row in matrix.competencies]


def _is_something_else(matrix: Matrix) -> bool:
    """Whether an axis counts days or sums, or names the columns of a register.

    An essay has a question and a method as well: what grows on a scale is no register.
    """
    levels, competencies = _axes(matrix)
    if _is_counted(levels) or _is_counted(competencies) or _are_among(levels, REGISTER_NOUNS):
        return True
    if _holds_figures(matrix) or any(MONEY.search(name) for name in levels):
        return True
    if _are_never_levels(levels) or _are_among(competencies, PRODUCT_NOUNS):
        return True
    return _are_among(competencies, REGISTER_NOUNS) and not (
        _names_levels(matrix) and DefinitionSigns(matrix).grows
    )


def _are_never_levels(names: Sequence[str]) -> bool:
    """Whether all names begin with one noun that counts other things: "Supplier A", …"""
    firsts = {next(iter(re.findall(r"[^\W\d_]+", name.casefold())), "") for name in names}
    return len(firsts) == 1 and firsts <= NOT_LEVEL_NOUNS


def _is_counted(names: Sequence[str]) -> bool:
    """Whether most names are days, months, years, sums or numbered phases."""
    others = sum(map(_counts_something_else, names))
    return others >= current().guide_signs.other_share * len(names)


def _are_among(names: Sequence[str], nouns: frozenset[str]) -> bool:
    """Whether many names are among those of a register's columns, or a product's features."""
    found = sum(name_key(name) in nouns for name in names)
    return found >= current().guide_signs.register_share * len(names)


def _counts_something_else(name: str) -> bool:
    words = re.findall(r"[^\W\d_]+", name.casefold())
    if _YEAR.match(name) or _SUM.match(name) or (words and words[0] in CALENDAR):
        return True
    return len(words) == 1 and words[0] in NOT_LEVEL_NOUNS and bool(re.search(r"\d", name))


def _names_levels(matrix: Matrix) -> bool:
    """Whether the names are those of levels."""
    return _naming(matrix) >= current().guide_signs.likely


def _naming(matrix: Matrix) -> float:
    """How likely the names are those of levels; bare numbers may number anything.

    Steps that courses and offers have as well ("Beginner", "Basic") are never certain.
    """
    names = _axes(matrix)[0]
    is_bare = is_bare_series(names) or all(
        re.fullmatch(r"[\d.]{1,4}[a-z]?|[a-z]|[a-z]{1,5}[-.]?0\d+", name.casefold())
        for name in names
    )
    if is_bare or _is_flat(names):
        return 0.0
    likelihood = levels_likelihood(names)
    heights = ROLE_NOUNS | (SENIORITY.keys() - PROFICIENCY.keys())
    is_certain = any(not heights.isdisjoint(words_of(name)) for name in names)
    # Nobody offers a course or a product that is "insufficient": those are steps of a rubric.
    is_graded = scale_likelihood(names) >= current().guide_signs.certain and not all(
        set(words_of(name)) <= PROFICIENCY.keys() for name in names
    )
    return (
        likelihood
        if is_certain or is_graded
        else min(likelihood, current().guide_signs.steps_alone)
    )


def _holds_figures(matrix: Matrix) -> bool:
    """Whether the texts are sums or figures more than words."""
    weights = current().guide_signs
    texts = [cell.definition for cell in matrix.cells]
    sums = sum(bool(MONEY.search(text)) for text in texts)
    figures = sum(len(re.findall(r"[^\W\d_]{3,}", text)) < weights.figure_words for text in texts)
    count = max(1, len(texts))
    return sums >= weights.sums_share * count or figures >= weights.figures_share * count


def _is_flat(names: Sequence[str]) -> bool:
    """Whether all names state one and the same height, as those of colleagues do."""
    words = [re.findall(r"\w+", name.casefold()) for name in names]
    heights = {max((SENIORITY[w] for w in own if w in SENIORITY), default=None) for own in words}
    is_counted = any(re.search(r"\d|\b[ivx]+$", name.casefold()) for name in names)
    return len(heights) == 1 and None not in heights and not is_counted


def _speaks_of_levels(matrix: Matrix, document: Document) -> bool:
    """Whether title, headings, header or axis names use a word that guides use about themselves."""
    levels, competencies = _axes(matrix)
    texts = [matrix.title, document.title, *levels, *competencies, *_headings(matrix, document)]
    return any(_has_sign(word) for text in texts for word in text.split())


def _is_an_offer(matrix: Matrix, document: Document) -> bool:
    """Whether the title or a heading names courses, prices or something to be bought."""
    texts = [matrix.title, document.title, *_headings(matrix, document)]
    words = (word.casefold().strip("()[]:,.;\"'“”„/&") for text in texts for word in text.split())
    return any(word.startswith(OFFER_STEMS) for word in words)


def _has_sign(word: str) -> bool:
    text = word.casefold().strip("()[]:,.;\"'“”„/&")
    return text.startswith(STEMS) or any(part in text for part in UNSPACED_STEMS)


def _headings(matrix: Matrix, document: Document) -> list[str]:
    """The words of loud lines above the definitions, and of the header right above them."""
    tops: dict[int, float] = {}
    for source in (source for cell in matrix.cells for source in cell.sources):
        tops[source.page] = min(source.box.top, tops.get(source.page, source.box.top))
    first = min(tops, default=0)
    usual = usual_size(word for page in document.pages for word in page.words)
    reach = current().guide_signs.header_pt
    return [
        word.text
        for page in document.pages
        if page.number in tops or page.number < first
        for word in page.words
        if (
            (word.bold or word.size > current().guide_signs.louder * usual)
            and word.box.top < tops.get(page.number, page.height)
        )
        or (
            page.number in tops and tops[page.number] - reach <= word.box.y_mid <= tops[page.number]
        )
    ]
