# ruff: noqa: E501, SIM905 - word lists and patterns read better whole

"""Which families a competency's name or a phrase speaks of, and which suit a role."""

from __future__ import annotations

import re
from functools import lru_cache

from generation.core.writing.scenarios.frames import Frame, stem
from levelingai.grounding.fold import words_of

_WORDS = {
    "execution": "execution execute deliver delivery output productivity results implementation done",
    "planning": "planning organise organisation organising plan time prioritisation estimation project",
    "quality": "quality testing craftsmanship accuracy standard detail calidad qualité qualità",
    "ownership": "ownership autonomy accountability responsibility independence independent initiative "
    "attitude self dependability responsabilidad responsabilité autonomie autonomía",
    "problem_solving": "problem solving decision analytical thinking judgment judgement critical "
    "complexity ambiguity problema problemas problème problèmes",
    "communication": "communication communicate writing presentation speaking clarity listening "
    "verbal comunicación comunicazione comunicação communicatie kommunikation komunikacja",
    "collaboration": "collaboration teamwork team partnership cooperation cross-functional peers "
    "colaboración équipe equipo samarbete samenwerking",
    "feedback": "feedback",
    "influence": "influence stakeholder relationship negotiation persuasion network reach influencia",
    "leadership": "leadership lead management supervision direction inspire motivate liderazgo "
    "liderança leiderschap ledarskap",
    "mentoring": "mentoring mentor coaching coach teaching others people talent sharing",
    "learning": "learning curiosity growth development personal innovation knowledge aprendizaje "
    "apprentissage",
    "hiring": "hiring recruiting recruitment interview acquisition",
    "culture": "culture values inclusion diversity belonging integrity ethics behaviour citizenship "
    "community cultura",
    "craft": "technical technology engineering coding code programming craft skills expertise software "
    "frontend backend language algorithms técnica technique",
    "architecture": "architecture system systems scalability",
    "reliability": "operations reliability sre production incident monitoring infrastructure "
    "deployment on-call observability",
    "security": "security risk compliance safety privacy governance audit seguridad sécurité",
    "data": "data analytics metrics measurement insight statistics experimentation evidence datos "
    "données dati",
    "process": "process agile lean methodology improvement efficiency workflow tooling practices "
    "procesos processus",
    "product": "product user discovery roadmap lifecycle outcomes producto produit",
    "customer": "customer client user service experience centricity focus cliente clientes clients",
    "design": "design ux ui visual interaction usability accessibility prototyping diseño",
    "finance": "finance budget cost money financial accounting finanzas",
    "strategy": "strategy strategic business impact vision commercial market value acumen estrategia "
    "stratégie negocio",
    "sales": "sales selling pipeline deal account revenue prospect ventas ventes",
    "marketing": "marketing brand campaign content seo channel",
    "care": "care nursing patient clinical medication ward handover hygiene family soins",
}
FAMILY_STEMS = {
    family: frozenset(stem(word) for word in words.split()) for family, words in _WORDS.items()
}

RELATED_FAMILIES = {
    "execution": ("planning", "ownership", "process"),
    "planning": ("execution", "strategy", "ownership"),
    "quality": ("craft", "process", "problem_solving"),
    "ownership": ("execution", "problem_solving", "planning"),
    "problem_solving": ("data", "quality", "ownership"),
    "communication": ("influence", "feedback", "collaboration"),
    "collaboration": ("communication", "feedback", "influence", "culture"),
    "feedback": ("communication", "mentoring", "learning"),
    "influence": ("communication", "leadership", "strategy"),
    "leadership": ("mentoring", "influence", "strategy", "culture"),
    "mentoring": ("leadership", "feedback", "learning", "hiring", "collaboration"),
    "learning": ("mentoring", "craft", "feedback"),
    "hiring": ("mentoring", "culture", "leadership"),
    "culture": ("collaboration", "leadership", "feedback"),
    "craft": ("architecture", "quality", "learning", "problem_solving"),
    "architecture": ("craft", "reliability", "problem_solving"),
    "reliability": ("craft", "process", "security", "architecture"),
    "security": ("reliability", "quality", "process"),
    "data": ("problem_solving", "craft", "quality"),
    "process": ("execution", "quality", "planning"),
    "product": ("customer", "strategy", "data", "design"),
    "customer": ("communication", "product", "influence"),
    "design": ("product", "customer", "craft"),
    "finance": ("strategy", "planning", "data"),
    "strategy": ("influence", "planning", "product", "finance"),
    "sales": ("customer", "influence", "strategy"),
    "marketing": ("data", "customer", "strategy"),
    "care": ("quality", "security", "communication", "collaboration"),
}
"""Where to look when a family has nothing left for a row or a column."""

OWN_FAMILY = {
    "care": "care",
    "it_operations": "reliability",
    "data": "data",
    "design": "design",
    "product": "product",
    "marketing": "marketing",
    "sales": "sales",
    "support": "customer",
    "finance": "finance",
    "people": "hiring",
    "operations": "process",
    "engineering": "craft",
}
"""The family of a role's own trade: its situations fit where the words of a cell say little."""

OWN_TRADE = "own:"
"""Begins the family of situations that only one role knows."""

SPECIAL_FAMILIES = frozenset(
    "hiring craft architecture reliability security data product customer design finance sales "
    "marketing care".split()
)

TECHNICAL_ROLES = frozenset({"engineering", "it_operations", "data", "product", "design"})
_AT_HOME = {
    "craft": TECHNICAL_ROLES | {"general"},
    "architecture": {"engineering", "it_operations", "data"},
    "reliability": {"engineering", "it_operations"},
    "security": {
        "engineering",
        "it_operations",
        "data",
        "operations",
        "care",
        "general",
        "finance",
    },
    "product": {"product", "design", "engineering", "data"},
    "design": {"design", "product"},
    "sales": {"sales"},
    "marketing": {"marketing"},
    "care": {"care"},
    "customer": {"sales", "support", "product", "design", "marketing", "operations", "general"},
    "finance": {"finance", "operations", "general", "sales", "people"},
}
"""Roles in which a family is at home; families not listed are at home everywhere."""

_TECHNICAL_WORDS = re.compile(
    r"\b(?:code|commit|suite|sprints?|deploy\w*|rollback|refactor\w*|api|servers?|load test|developers?|"
    r"engineers?|backlog|debug\w*|prototypes?|clickable|software|component|screen reader|release[sd]?|"
    r"scan|runbook|accounts nobody|configuration|test system|migration|interface|attacker|encrypt\w*|on-call|"
    r"dashboard|table|tables|query|export|retrospective|stand-up|alerts?|architecture|script|build|builds)\b",
    re.IGNORECASE,
)
_NOT_IN_CARE = re.compile(
    r"\b(?:estimate|minutes|planner|quarterly|energy|budget|headline|mailings|corridor|channel|upkeep|"
    r"customers?|buyers?|sales|market|competitors?|product|ticket|roadmap|executives|invoice|licence|"
    r"contract|demo|usage|launch|director|supplier|segment|ship|ships|slides|figures|reader|cheaper)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def families_of(text: str) -> tuple[str, ...]:
    """Families that the words of a competency's name speak of, the best match first."""
    stems = {stem(word) for word in words_of(text.lower())}
    hits = {family: len(stems & known) for family, known in FAMILY_STEMS.items()}
    named = [family for family, count in hits.items() if count]
    return tuple(sorted(named, key=lambda family: -hits[family]))


@lru_cache(maxsize=8192)
def suits(frame: Frame, role: str) -> float:
    """0 where the frame would sound out of place in the role, 1 where it is at home, else between."""
    if frame.family.startswith(OWN_TRADE):
        return 1.0 if frame.family == OWN_TRADE + role else 0.0
    whole = f"{frame.headline} {frame.text} {frame.evidence}"
    if role == "care" and (_NOT_IN_CARE.search(whole) or _TECHNICAL_WORDS.search(whole)):
        return 0.0
    if role not in TECHNICAL_ROLES and _TECHNICAL_WORDS.search(whole):
        return 0.0 if role != "general" else 0.3
    home = _AT_HOME.get(frame.family)
    return 1.0 if home is None or role in home else 0.3
