"""The words by which a sentence about a company is known: what it tells, what disqualifies it.

`COMPANY` stands for the company's name, which the caller puts in its place. The lists speak the
larger languages of Europe; a sentence in another one earns nothing and is left out.
"""

from __future__ import annotations

import re

from generation.core.company.company_brief import Topic

SELF = re.compile(
    r"\b(?:we|our|ours|us|wir|unser\w*|uns|nous|notre|nos|nosotros|nuestr[oa]s?|noi|nostr[aeio]|wij"
    r"|onze|ons|nossa?s?|nossos?|desarrollamos|ofrecemos|creamos|fabricamos|sviluppiamo|offriamo"
    r"|realizziamo|produciamo|desenvolvemos|oferecemos|vi|vår[at]?)\b",
    re.IGNORECASE,
)
STRONG: dict[Topic, re.Pattern[str]] = {
    "makes": re.compile(
        r"\b(?:we|COMPANY)\s+(?:\w+ly\s+|also\s+)?(?:build|make|develop|design|create|produce"
        r"|manufacture|provide|offer|deliver|sell|run|operate|publish|host|supply|install|repair"
        r"|grow|print|maintain|plan|teach|care for|treat|transport|insure|lend)(?:e?s)?\b"
        r"|\bCOMPANY\s+(?:\w+ly\s+)?(?!(?:was|has|does|goes|this)\b)[a-z]{2,}(?<!s)s\s"
        r"|(?-i:^[A-ZÀ-Þ][\w.&-]+)\s+(?:builds|makes|develops|designs|produces|manufactures|provides"
        r"|offers|operates|supplies)\b"
        r"|\bCOMPANY\s+(?:is|are|ist|est|es|è)\s+(?:an?|the|eine?|une?|un[ao]?|das|die|der)\b"
        r"|\bour\s+(?:main\s+)?(?:products?|platform|software|app|service|tools?)\s+\w+"
        r"|\b(?:wir|COMPANY)\s+(?:entwickel|bau|stell|biet|produzier|betreib|liefer|plan|pfleg"
        r"|betreu|versorg|vertreib|fertig|herstell|konstruier)\w*"
        r"|\b(?:nous|COMPANY)\s+(?:développ|concev|conçoi|fabriqu|propos|fourni|édit|produi)\w*"
        r"|\b(?:desarroll|fabric|ofrec|diseñ)(?:amos|emos|a|e)\b"
        r"|\b(?:svilupp|offr|realizz|progett|produc)(?:iamo|a|e)\b"
        r"|\b(?:wij|we|COMPANY)\s+(?:ontwikkel|bouw|maak|mak|lever|bied)\w*"
        r"|\b(?:desenvolv|oferec|produz|fabric)(?:emos|amos|imos|e|a)\b",
        re.IGNORECASE,
    ),
    "serves": re.compile(
        r"\b(?:our|of our)\s+(?:customers?|clients?|users?|patients?|members?|partners?|readers?)\b"
        r"|\b(?:is|are)?\s*used by\b|\b(?:we|COMPANY)\s+(?:serves?|helps?|supports?|works? with)\b"
        r"|\b(?:customers?|clients?|users|teams|companies|hospitals|clinics|schools|banks|retailers"
        r"|manufacturers|developers|merchants|businesses|organi[sz]ations|operators|planners"
        r"|terminals|farms|families|cities|shops|publishers|universities|patients|members|students"
        r"|drivers|readers|guests)\s+(?:\w+\s+){0,5}"
        r"(?:use|uses|rely|relies|run|plan|manage|work|trust|depend|track|order|book|pay|see|find"
        r"|share|check|open|send|move|compare)\b"
        r"|\bunsere[nr]?\s+(?:\w+\s)?(?:Kund|Patient|Bewohner|Mandant|Nutzer|Mitglied|Partner)\w*"
        r"|\bwir\s+(?:helfen|unterstützen|beraten|begleiten|arbeiten für)\b"
        r"|\bnos\s+(?:clients|utilisateurs|patients)\b|\bnous\s+(?:aidons|accompagnons)\b"
        r"|\bnuestros\s+clientes\b|\bayudamos\b|\bi nostri clienti\b|\baiutiamo\b"
        r"|\bonze\s+klanten\b|\bwij\s+helpen\b|\bnossos\s+clientes\b|\bajudamos\b",
        re.IGNORECASE,
    ),
    "works": re.compile(
        r"^(?:every|each|once a) (?:day|week|month|quarter|morning|\w+day)\b"
        r"|\b(?:our|each|every|all)\s+(?:\w+\s)?(?:teams?|engineers?|designers?|developers?|nurses?"
        r"|colleagues|employees|people|staff|changes?|releases?|features?|projects?)\b"
        r"|\bwe\s+(?:\w+ly\s+)?(?:work|ship|deploy|release|review|write|test|measure|decide|meet"
        r"|hire|train|pair|share|document|rotate|discuss|start|fix|plan|learn|use)\b"
        r"|\b(?:unsere|jedes|jede|alle)\s+(?:\w+\s)?(?:Teams?|Entwickler\w*|Mitarbeit\w*|Kolleg\w*"
        r"|Fachkräfte|Pflegekräfte)\b"
        r"|\bwir\s+(?:arbeiten|prüfen|entscheiden|testen|schulen|planen|besprechen|dokumentieren)\b"
        r"|\bnos\s+(?:équipes|ingénieurs)\b|\bnous\s+travaillons\b|\bnuestros\s+equipos?\b"
        r"|\btrabajamos\b|\blavoriamo\b|\bonze\s+teams?\b|\bwij\s+werken\b|\btrabalhamos\b",
        re.IGNORECASE,
    ),
    "values": re.compile(
        r"\b(?:we|COMPANY)\s+(?:\w+ly\s+)?(?:value|believe|care|prefer|trust|put|choose|expect"
        r"|stand|aim|want)s?\b"
        r"|\bour\s+(?:\w+\s)?(?:values?|mission|principles?|purpose|promise|goal|aim|vision)\b"
        r"|\bmatters?\s+(?:most\s+)?to\s+us\b"
        r"|\bunser\w*\s+(?:\w+\s)?(?:Werte?|Mission|Leitbild|Grundsätze?|Ziel|Anspruch|Vision)\b"
        r"|\bwir\s+(?:glauben|vertrauen|schätzen|legen|stehen|wollen|setzen)\b"
        r"|\bon a mission to\b|\b(?:ist|sind)\s+uns\s+(?:\w+\s)?wichtig\b"
        r"|\buns\s+(?:ist|sind)\s+(?:\w+\s){0,4}wichtig\b"
        r"|\bnotre\s+mission\b|\bnos\s+valeurs\b|\bnous\s+croyons\b|\bnuestra\s+misión\b"
        r"|\bcreemos\b|\bla nostra missione\b|\bcrediamo\b|\bonze\s+missie\b|\bwij\s+geloven\b"
        r"|\bnossa\s+missão\b|\bacreditamos\b",
        re.IGNORECASE,
    ),
}
WEAK: dict[Topic, re.Pattern[str]] = {
    "makes": re.compile(
        r"\b(?:software|platform|product|service|app|tool|system|machine|device|library|network"
        r"|marketplace|Produkt|Dienst|Plattform|Anlage|logiciel|producto|prodott[oi])\w*\b",
        re.IGNORECASE,
    ),
    "serves": re.compile(
        r"\b(?:customers?|clients?|patients?|users?|Kund\w+|Patient\w+|Bewohner\w*|clientes|clienti"
        r"|klanten|countries|Länder\w*|pays|países)\b|^(?:\w+\s){0,2}\w+(?:ers|ists|nurses|teams)\s|\b(?:for|für|pour|para)\s+(?:\w+\s){0,2}\w+s\b",
        re.IGNORECASE,
    ),
    "works": re.compile(
        r"\b(?:teams?|engineers?|remote|on call|open source|every (?:day|week|month|morning|\w+day)"
        r"|weekly|daily|once a \w+|before (?:it|they|any|a)|reviewed|tested|design documents?"
        r"|wöchentlich\w*|jede[nrs]? (?:Woche|Tag|Monat|\w+tag)|Schicht\w*|chaque \w+|cada \w+|elke"
        r" \w+|ogni \w+)\b",
        re.IGNORECASE,
    ),
    "values": re.compile(
        r"\b(?:honest\w*|transparen\w+|responsib\w+|sustainab\w+|instead of|rather than|respect\w*"
        r"|safety|quality|trust|Verantwortung|Vertrauen|Nachhaltigkeit|Respekt|Sicherheit|Qualität"
        r"|respeto|confianza|confiance|rispetto|fiducia)\b",
        re.IGNORECASE,
    ),
}
PRAISE = re.compile(
    r"\b(?:world[- ](?:class|leading|beating)|leading|leader|market[- ]lead\w+|best-in-\w+"
    r"|best(?!\s+practi[cs]es)|greatest|finest|revolution\w+|cutting[- ]edge|unparalleled"
    r"|state[- ]of[- ]the[- ]art|unrivall?ed|unmatched|amazing|awesome|incredibl\w+|innovative"
    r"|game[- ]chang\w+|next[- ]gen\w*|seamless\w*|effortless\w*|unique|passionate"
    r"|award[- ]winning|premier|number one|no\. ?1|most (?:advanced|trusted|powerful|popular)"
    r"|exceptional|extraordinary|outstanding|supercharge\w*|unleash\w*|empower\w*|one-stop"
    r"|delight\w*|stunning|ultimate|perfect\w*|synerg\w+|führende[nrs]?|Marktführer\w*"
    r"|Weltmarkt\w*|beste[nrs]?|einzigartig\w*|innovati\w+|erstklassig\w*|revolutionär\w*"
    r"|maßgeschneidert\w*|leidenschaft\w*|herausragend\w*|meilleure?s?|leader mondial"
    r"|innovante?s?|mejor(?:es)?|líder(?:es)?|innovador\w*|miglior[ei]?|toonaangevend\w*"
    r"|melhor(?:es)?)\b",
    re.IGNORECASE,
)
LEGAL = re.compile(
    r"\b(?:cookies?|consent|privacy|gdpr|dsgvo|datenschutz\w*|impressum|imprint|terms (?:of|and)"
    r"|copyright|all rights reserved|alle rechte|tous droits|derechos reservados|liab(?:le|ility)"
    r"|disclaimer|warrant(?:y|ies)|registered (?:office|in)|org\. no|company number"
    r"|vat|hrb|ust-?id\w*"
    r"|handelsregister|amtsgericht|javascript|browser|haftung\w*|rgpd|mentions légales"
    r"|confidentialité|forward-looking|subject to change)\b|©|®",
    re.IGNORECASE,
)
COOKIE_NOTICE = re.compile(
    r"\bcookies?\b.*\b(?:site|website|web|browser|experience|consent|accept\w*|analy\w+|settings"
    r"|preferences|traffic|seite\w*|akzeptier\w*|einstellung\w*|navigation|expérience|navegación"
    r"|esperienza|partners?)\b|\b(?:this|our|the|diese|unsere|ce|este) \w*(?:site|seite|sitio)\w*"
    r" .*\bcookies?\b",
    re.IGNORECASE,
)
NEWS = re.compile(
    r"\b(?:announce[sd]?|announcing|press release|webinar|conference|funding|series [a-e]\b|raised"
    r"|acquired|yesterday|today|tomorrow|upcoming|this (?:week|month|year)"
    r"|minutes? read|posted|published on|pressemitteilung|gestern|heute|vacanc\w+"
    r"|position is|salary|we are hiring|we're hiring|open positions?|wir suchen)\b",
    re.IGNORECASE,
)
LEANS_ON_BEFORE = re.compile(
    r"^[\W_]*(?:this|these|those|that|it|its|it's|it’s|they|their|them|there|here|but|and|so|or"
    r"|because|which|who|whose|then|also|however|instead|still|yet|otherwise|therefore|thus|such"
    r"|what|why|how|whether|not|no|yes|both|another|dies\w*|das|dabei|dazu|es|aber|und|damit"
    r"|dadurch|hier|sie|oder|denn|deshalb|daher|ob|cela|ce|cette|ces|il|elle|ils|elles|et|mais"
    r"|donc|esto|este|esta|estos|y|pero|questo|questa|e|ma|dit|deze|dat|en|maar|isto|mas)\b"
    r"|^\w+\s+(?:\w+\s+)?(?:this|these|them)\b",
    re.IGNORECASE,
)
"""Beginnings that point at a sentence before, without which they say too little."""

ODD = re.compile(r"[<>{}\[\]|\\_@#*=~^→←↑↓✓✔•…]|https?:|www\.|\.\.\.")
SYMBOL = re.compile("[\u2600-\u27bf\U0001f000-\U0001faff]")
STATEMENT_END = re.compile(r"[.。][\"'”’»)\]]?$")
YOU = re.compile(
    r"\b(?:you|your|yours|du|dein\w*|Sie|Ihr\w*|vous|votre|vos|tú|tu|tus|usted|su|jij|jouw|uw)\b"
)
NUMBER = re.compile(r"\d")
