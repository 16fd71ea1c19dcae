"""Sentences about named people. The product keeps none of them, so a doubtful one goes too."""

from __future__ import annotations

import re

from generation.core.company.first_names import FIRST_NAMES
from generation.core.company.sentences import split_sentences, word_count

_CAPITALISED = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’\-]{0,25}?[a-zà-öø-ÿā-ž][\w'’\-]{0,25}"
_PAIR = re.compile(
    rf"\b({_CAPITALISED})((?:\s+[A-Z]\.)?(?:\s+(?:de|da|di|van|von|der|den|la|le))*)\s+({_CAPITALISED})"
)
_FULL_NAME = rf"{_CAPITALISED}(?:\s+(?:[A-Z]\.|de|da|di|van|von|der|den))*\s+{_CAPITALISED}"
_ROLES = (
    r"(?:CEO|CTO|CFO|COO|CMO|CPO|VP|[Cc]o-?[Ff]ounders?|[Ff]ounders?|[Pp]resident|[Cc]hair(?:man|woman|person)?"
    r"|[Mm]anaging [Dd]irector|[Hh]ead of|[Dd]irector|[Cc]hief \w+(?: \w+)? [Oo]fficer"
    r"|Mitgründer(?:in)?|Gründer(?:in)?|Geschäftsführer(?:in)?|Inhaber(?:in)?|Vorstand"
    r"|[Ff]ondat(?:eur|rice)|[Dd]irect(?:eur|rice)|[Ff]undador(?:a)?|[Dd]irector(?:a)?"
    r"|[Ff]ondatore|[Ff]ondatrice|[Oo]prichter)"
)
_PERSON_PATTERNS = (
    re.compile(
        rf"\b(?:Mr|Mrs|Ms|Dr|Prof|Sir|Dame|Herr|Frau|Mme|Mlle|Sr|Sra|Dott|Dr\.-Ing)\.?\s+{_CAPITALISED}"
    ),
    re.compile(
        rf"{_FULL_NAME}\s*[,(–—-]\s*(?:our |the |unser[e]? |notre )?(?:\w+ ){{0,2}}{_ROLES}\b"
    ),
    re.compile(rf"\b{_ROLES}\s*,?\s+{_FULL_NAME}"),
    re.compile(
        rf"\b(?:founded|started|led|run|owned|created) by {_FULL_NAME}"
        rf"|\b(?:gegründet|geleitet|geführt) von {_FULL_NAME}"
        rf"|\b(?:fondée?|dirigée?) par {_FULL_NAME}|\b(?:fundad[ao]|dirigid[ao]) por {_FULL_NAME}"
    ),
    re.compile(
        rf"{_FULL_NAME}\s+(?:said|says|explains|joined|studied|was born|lives|graduated|holds a"
        r"|worked|sagt|erklärt|studierte|lebt|wurde|a rejoint|a étudié|vit à|dice|vive)\b"
    ),
)
_PERSONAL_PRONOUN = re.compile(r"\b(?:he|she|his|her|hers|him|himself|herself)\b", re.IGNORECASE)
_ENGLISH = re.compile(r"\b(?:the|and|of|with|in|at|to|for)\b", re.IGNORECASE)
_FIRST_PERSON = re.compile(
    r"(?:^|[\s\"“„(])(?:I|I'm|I’m|I've|I’ve|my|My|myself|ich|Ich|mein|Mein|meine|je|Je|j'ai|J'ai)\b"
)
_COMPANY = re.compile(
    r"\b(?:we|our|us|wir|unser\w*|uns|nous|notre|nos|nosotros|nuestr\w+|noi|nostr\w+|wij|onze|ons"
    r"|nossa?s?|nosso)\b",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+-]{1,64}\s?(?:@|\[at\]|\(at\))\s?[\w-]{1,63}\.[\w-]", re.IGNORECASE)
_PHONE = re.compile(r"(?:\+|\b00|\(0|\b0)[\d\s()/.\-]{7,}\d|\b\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}\b")
HEADING_WORDS = 6
BIOGRAPHY_PARAGRAPHS = 2
"""So many paragraphs after a heading that is a name are taken for that person's life."""


def names_person(sentence: str, *, company: str = "") -> bool:
    """Whether `sentence` seems to name a person. `company` is a name that does not count."""
    text = sentence.replace(company, "the company") if company else sentence
    if any(pattern.search(text) for pattern in _PERSON_PATTERNS):
        return True
    for match in _PAIR.finditer(text):
        if match.group(1).split("-")[0].casefold() in FIRST_NAMES:
            return True
    return False


def has_contact_details(sentence: str) -> bool:
    return bool(_EMAIL.search(sentence) or _PHONE.search(sentence))


def is_personal(sentence: str, *, company: str = "") -> bool:
    """Whether `sentence` is about one person, named or not, or gives a way to reach one."""
    if names_person(sentence, company=company) or has_contact_details(sentence):
        return True
    if _FIRST_PERSON.search(sentence):
        return True
    return bool(_PERSONAL_PRONOUN.search(sentence) and _ENGLISH.search(sentence))


def without_people(paragraphs: list[str], *, company: str = "") -> list[str]:
    """`paragraphs` without what they say about named people.

    Of a paragraph that names someone only sentences in which the company speaks of itself stay;
    after a heading that is a name, what follows is taken for that person's life.
    """
    kept: list[str] = []
    biography_left = 0
    for paragraph in paragraphs:
        is_heading = word_count(paragraph) <= HEADING_WORDS
        if names_person(paragraph, company=company):
            biography_left = BIOGRAPHY_PARAGRAPHS if is_heading else 0
            kept.extend(_company_sentences(paragraph, company))
            continue
        speaks_of_company = _COMPANY.search(paragraph) or (company and company in paragraph)
        if biography_left and not speaks_of_company:
            biography_left -= 1
            continue
        biography_left = 0
        kept.extend(_joined(_impersonal_sentences(paragraph, company)))
    return kept


def _company_sentences(paragraph: str, company: str) -> list[str]:
    sentences = _impersonal_sentences(paragraph, company)
    return _joined([sentence for sentence in sentences if _COMPANY.search(sentence)])


def _impersonal_sentences(paragraph: str, company: str) -> list[str]:
    sentences = split_sentences(paragraph)
    return [sentence for sentence in sentences if not is_personal(sentence, company=company)]


def _joined(sentences: list[str]) -> list[str]:
    """One paragraph, or none."""
    return [" ".join(sentences)] if sentences else []
