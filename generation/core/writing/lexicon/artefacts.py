# ruff: noqa: E501, SIM905 - word lists and patterns read better whole

"""The lexicon: things that people make, change or decide at work, and allowed proper words."""

from __future__ import annotations

import re

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
