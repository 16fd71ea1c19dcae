# ruff: noqa: E501, SIM905 - word lists and patterns read better whole

"""The lexicon: things that people make, change or decide at work, and allowed proper words."""

from __future__ import annotations

import re

from generation.core.writing.lexicon.grammar import GENERIC_NOUNS, STOP_WORDS, UNSEEN_NOUNS
from generation.core.writing.lexicon.verbs import VERB_FORMS, WEAK_FORMS
from levelingai.grounding.fold import words_of

_NOUNS = (
    "account assignment agenda agreement alert analysis annotation answer api app application appraisal archive "
    "article assessment audit backlog baseline benchmark bid bill blueprint board booking brief "
    "briefing budget bug build bulletin calculation calendar campaign canvas case catalogue catalog "
    "change changelog chart charter check checklist claim class clause code collection comment "
    "comparison component configuration contract copy course criteria criterion curriculum dashboard "
    "data database dataset decision deck default definition delivery demo design diagram diary "
    "directory discharge document documentation dose draft endpoint entry error escalation estimate "
    "evaluation experiment explanation export extension faq feature feedback field file filter fix "
    "flag flow flowchart folder forecast form formula framework glossary goal guide guideline handbook "
    "handout handover hypothesis incident index induction information instruction interface interview "
    "inventory invoice issue item job journal journey kit label layout ledger lesson letter library "
    "licence license limit list log logo mail manual map material matrix measure memo menu "
    "message metric migration milestone minutes mock-up mockup model module monitor newsletter note "
    "notice objective offer option order outline page paper pair-programming paragraph patch path "
    "patient payment permission persona pipeline plan playbook policy portfolio post poster post-mortem "
    "postmortem practice presentation price principle priority procedure process product profile "
    "programme program project proof proposal protocol prototype purchase query question questionnaire "
    "quote quotation rate recipe recommendation record redesign refactoring reference register "
    "regression release reminder report repository request requirement research response result "
    "retrospective review rework risk roadmap rollback rollout rota roster routine rule runbook "
    "rubric sample schedule schema scorecard scenario screen script section service session setting "
    "sheet shift shortlist showcase sign-up site sketch slide slides slot snapshot software solution "
    "specification spreadsheet sprint standard statement step storyboard story strategy study "
    "style-guide summary supplier survey syllabus system table target task template test "
    "text theme threshold ticket timeline timetable tool topic tracker training transcript "
    "translation treatment trial tutorial update upgrade upload variant vendor version video "
    "vote walkthrough warning website wiki wireframe workflow workshop workspace worksheet cost costs "
    "stock tests refund reply replies complaint tender treatment medication dressing ward "
    "alarm backup bottleneck budget-line campaign-page channel clinic collection column command "
    "commit dependency deployment device discount edge-case environment equipment exercise "
    "feature-flag figure figures finding folder function gap guardrail headline idea "
    "image insight integration interview-guide kick-off landing-page meeting method "
    "notebook offboarding onboarding option order partnership pattern pilot pitch placement "
    "problem question reporting retry scope screening search segment sequence server "
    "setup signal simulation source spike stage storage structure subject tag tariff technique "
    "trade-off work-order vacancy appointment"
).split()
_GERMAN_ENDINGS = (
    "plan pläne plans liste listen bericht berichte berichts protokoll protokolle bogen bögen "
    "leitfaden leitfadens formular formulare vorlage vorlagen checkliste checklisten konzept konzepte konzepts "
    "übersicht übersichten entwurf entwürfe vorschlag vorschläge auswertung auswertungen "
    "dokumentation anleitung anleitungen standard standards tabelle tabellen ticket tickets "
    "kalender schulung schulungen aushang merkblatt merkblätter notiz notizen eintrag einträge "
    "ablauf abläufe ablaufs entscheidung entscheidungen maßnahme maßnahmen antwort antworten test tests "
    "fehler risiko risiken budget angebot angebote vertrag verträge rechnung akte akten kurve "
    "besprechung gespräch gespräche übergabe übergaben verfahren verfahrens prozess prozesse modell "
    "modelle skizze prototyp prototypen analyse analysen umfrage dienstplan unterlage unterlagen "
    "beschreibung beschreibungen vereinbarung vereinbarungen frage fragen regel regeln daten "
    "rückmeldung rückmeldungen dosis medikament medikamente verband material bestellung seite seiten "
    "datei dateien code system systeme grafik kennzahl kennzahlen ziel ziele aufgabe aufgaben "
    "übung übungen lücke lücken blatt blätter heft verordnung verordnungen versprechen beschwerde "
    "beschwerden meldung meldungen tagesordnung text texte medikation pflegeplan zeiten wert werte "
    "zusammenfassung tafel brief schreiben mappe ordner kriterien fallbesprechung wagen karte schritt schritte".split()
)
_ENGLISH = re.compile(
    r"(?<![\w])(?:"
    + "|".join(sorted(map(re.escape, set(_NOUNS)), key=len, reverse=True))
    + r")(?:e?s)?(?![\w])",
    re.IGNORECASE,
)
_ENGLISH_PLURALS = re.compile(
    r"\b(?:analyses|criteria|hypotheses|policies|entries|deliveries|inquiries|enquiries|studies|"
    r"strategies|priorities|queries|summaries|libraries|dependencies|inventories|directories|"
    r"histories|stories|categories|indices|matrices|surveys|diaries|formulae)\b",
    re.IGNORECASE,
)
_GERMAN = re.compile(
    r"\w*(?:" + "|".join(sorted(set(_GERMAN_ENDINGS), key=len, reverse=True)) + r")(?![\w])",
    re.IGNORECASE,
)

_NO_THING = frozenset(
    "gets leaves talk talks talking speak speaks walk walks smile smiles laugh laughs cheer cheers breathe encourage encourages "
    "arrive arrives give gives stay stays come comes go goes look looks act acts be feel feels become becomes enjoy "
    "believe think thinks care cares try tries help helps keep keeps never start starts end ends happen happens "
    "colleague colleagues people person someone everyone anyone nobody everybody anybody others teammate teammates "
    "customer customers client clients manager managers boss friend friends family families guest guests "
    "day days morning mornings evening evenings afternoon afternoons night nights week weeks month months year years "
    "season time moment hour hours today tomorrow start end office house room home desk place meeting "
    "mood anger panic panics fun joy trust respect energy smile mind minds heart attitude life atmosphere spirit "
    "happy unhappy friendly calm open kind hard fast ahead early late safe busy difficult involved left around "
    "elsewhere together away down slow shout shouts stressed tired sad polite positive honest loud quiet "
    "everything whole real free full ready sure warm nice joke jokes word words conversation".split()
)
"""Words of acts, people, times and moods: a text of these alone names no thing."""
_NO_THING_GERMAN = frozenset(
    "team teams kollege kollegen kollegin kolleginnen mensch menschen leute chef chefin kunde kunden kundin tag tage tagen "
    "morgen abend woche wochen monat zeit jahr jahre anfang ende stimmung laune freude vertrauen respekt ruhe "
    "motivation energie zusammenarbeit kommunikation einsatz interesse verständnis verantwortung initiative "
    "unterstützung hilfe atmosphäre umgang haltung offenheit büro raum alltag leben arbeit engagement".split()
)
_GERMAN_NOUN = re.compile(r"(?<=[\w,;] )[A-ZÄÖÜ][\w-]+")

ALLOWED_NAMES = frozenset(
    "i a/b ab ai api apis app b2b b2c ci cd cli cpu crm css csv cto ceo cfo coo db dns erp eu faq faqs "
    "gdpr gpu hr html http https id ids ip it js json kpi kpis llm ml mvp nda nps ok okr okrs os pc "
    "pdf pdfs poc pr prs qa rfc rfcs roi sdk seo sla slas sli slo sms sop sops sql ssh sso tls ui url "
    "urls usb ux vp vpn wip xml yaml monday tuesday wednesday thursday friday saturday sunday mondays "
    "tuesdays wednesdays thursdays fridays january february march april may june july august september "
    "october november december english german montag dienstag mittwoch donnerstag freitag".split()
)
"""Proper words and short forms that say nothing about a company."""


def names_artefact(text: str, language: str) -> bool:
    """Whether the text names a thing made, changed or decided. True for other languages."""
    if language == "en":
        return bool(_ENGLISH.search(text) or _ENGLISH_PLURALS.search(text))
    if language == "de":
        return bool(_GERMAN.search(text))
    return True


_MAY_NAME, _SURELY_NAMES = {"en": 2, "de": 1}, {"en": 6, "de": 3}
"""From how many words that no list knows a text of another trade may, or surely does, name a thing.
Of English words verbs are counted too, of German ones nouns alone."""


def names_unknown_thing(text: str, language: str) -> bool | None:
    """Whether the text names a thing that no list knows: a loaf, a fence. None where it may."""
    if language not in _MAY_NAME:
        return None
    unknown = _unknown_words(text, language)
    if unknown >= _SURELY_NAMES[language]:
        return True
    return None if unknown >= _MAY_NAME[language] else False


def _unknown_words(text: str, language: str) -> int:
    if language == "de":
        nouns = {match.group().lower() for match in _GERMAN_NOUN.finditer(text)}
        return len(nouns - _NO_THING_GERMAN)
    return len({word for word in words_of(text.lower()) if not _names_no_thing(word)})


def _names_no_thing(word: str) -> bool:
    known = (_NO_THING, STOP_WORDS, GENERIC_NOUNS, UNSEEN_NOUNS, VERB_FORMS, WEAK_FORMS)
    return word.endswith("ly") or any(word in words for words in known)
