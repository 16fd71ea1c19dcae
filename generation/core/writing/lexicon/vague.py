# ruff: noqa: E501, SIM905 - word lists and patterns read better whole

"""Words that no one can observe or that fit any text: an example with one of them says too little.

Many of them also name things: a strong acid, a hard drive, an impact test. Such a word is refused
only beside what it praises, or where no thing has that name.
"""

from __future__ import annotations

from generation.core.writing.lexicon.word_rules import Found, Rule, WordList

_PRAISED = (
    r"(?:communications?|relationships?|rapport|collaboration|cooperation|teamwork|quality|jobs?|work|results?|outcomes?|"
    r"performance|understanding|judge?ment|attitude|knowledge|skills?|decisions?|ideas?|support|service|experience|"
    r"examples?|standards?|leaders?|leadership|listener|culture|teams?|player|plans?|planning|contributions?|impact|"
    r"impression|success|progress|value|solutions?|practices?|ways?|fit|partners?|partnerships?|networks?|presence|focus|"
    r"commitment|ownership|foundations?|documentation|reports?|presentations?|designs?|code|advice|feedback|habits?|"
    r"atmosphere|mood|environment|organi[sz]ation|motivation|influence|insights?|input|information|overviews?|reviews?|"
    r"analys[ei]s|training|strateg(?:y|ies)|approach(?:es)?|frameworks?|process(?:es)?|systems?|guidance|guides?|"
    r"explanations?|handovers?|summar(?:y|ies)|interest|effort|delivery|products?|features?|questions|discovery|engineering|"
    r"interactions?|command|hierarchy|attention|grasp|sense|background|advocates?|cooperation|time management)\b"
)
_PRAISE = (
    r"~ (?:and [\w-]+ )?(?:(?!of |in |for |with |to |the |an? |and |on |at )[\w-]+ )?" + _PRAISED
)
_GENERAL = (
    r"~ (?:(?!of |in |for |with |to |the |an? |and )[\w-]+ )?(?:stakeholders|people|persons|parties|colleagues|departments|teams|"
    r"information|documents?|documentation|data|measures|steps|actions?|tools?|methods?|solutions?|resources|topics|areas|channels|"
    r"process(?:es)?|knowledge|skills?|support|time|manner|way|ways|levels?|training|feedback|communication|technolog(?:y|ies)|"
    r"standards|practices)\b"
)
_MANY = (
    r"~ (?:(?:different|other|new|complex|important|parallel|small|large) )*(?:projects|stakeholders|tasks|areas|ways|things|initiatives|channels|factors|"
    r"aspects|topics|perspectives|sources|occasions|people|persons|departments|functions|systems|options|challenges|problems|issues|activities|"
    r"responsibilities|disciplines|opportunities|improvements|benefits)\b"
)
_DRIVEN = (
    r"(?:change|innovation|results|growth|adoption|improvements?|initiatives?|engagement|success|performance|alignment|projects?|"
    r"strateg\w+|transformation|outcomes?|value|quality|excellence|cultur\w+|discussions?|decisions?|efforts?|efficienc\w+|process(?:es)?|"
    r"agenda|forward|ownership|completion|follow-up|adherence|compliance|conversations?|awareness|readiness|progress|delivery|development|business|topics?|sales|revenue|collaboration|impact|execution|accountability)\b"
)
_VEHICLES = (
    r"(?:van|car|cars|truck|trucks|lorry|tractor|bus|train|forklift|ambulance|tram|taxi|machine|combine|cattle|cows|herd|"
    r"sheep|screws?|nails?|piles?|vehicles?|motor|shaft|wheels?|pump|patients?)\b"
)
ENGLISH = WordList(
    always=[
        *(
            "effectively efficiently proactively successfully seamlessly holistically strategically meaningfully "
            "extremely truly greatly vastly appropriately substantially regularly frequently consistently "
            "efficient proactive various numerous diverse excellent world-class best-in-class "
            "cutting-edge innovative holistic meaningful impactful seamless "
            "high-quality high-performing high-impact top-notch state-of-the-art results-driven "
            "data-driven synergy synergies synergistic passionate passionately mindset "
            "excellence leverages leveraging empower empowers empowered fostered spearhead spearheads "
            "streamline streamlines ensures ensuring maximise maximises maximize maximizes "
            "etc motivated value-add best-practice best-practices"
        ).split(),
        "as appropriate", "where appropriate", "and so on", "and more", "best practice", "best practices",
        "in a timely manner", "on a regular basis", "a number of", "going forward", "key stakeholders", "big picture",
        "go above and beyond", "goes above and beyond", "adds value", "add value", "makes a difference",
        "make a difference", "moves the needle", "thought leadership",
    ],
    rules=(
        Rule(
            "good|great",
            sure=_PRAISE,
            plain=r"~ faith\b|~ (?:(?:manufacturing|laboratory|clinical|agricultural|distribution) practice|friday|britain|dane|toe|circle)\b",
        ),
        Rule(
            "better|best",
            sure=_PRAISE + r"|~ (?:possible|together|way)\b|\btheir ~",
            plain=r"~ before\b|~ than last\b|~ (?:sellers?|estimate|bid)\b",
        ),
        Rule(
            "strong",
            sure=_PRAISE,
            plain=r"~ (?:acids?|bases?|alkalis?|solutions? of|passwords?|solvents?|winds?|current|light|tea|coffee|flour|magnets?)\b",
        ),
        Rule(
            "robust|comprehensive",
            plain=r"~ (?:insurance|income|schools?|packag\w+|breeds?|plants?|regression|standard errors?|boots|crates?|box(?:es)?|bags?)\b",
        ),
        Rule("valuable|outstanding|exceptional", sure=_PRAISE + r"|~ (?:members?|colleagues?|performers?|people)\b"),
        Rule("dynamic|collaborative", sure=_PRAISE),
        Rule("significant|substantial", sure=_PRAISE + r"|~ (?:improvements?|changes?|reductions?|increases?|savings|effects?|role|part)\b"),
        Rule("significantly", plain=r"\bstatistically ~"),
        Rule("appropriate|relevant|suitable|adequate|sufficient|optimal", sure=_GENERAL),
        Rule("multiple", sure=_MANY, plain=r"~ (?:teams|choice|sclerosis|births?)\b"),
        Rule("many", sure=_MANY, plain=r"\b(?:how|as|too|so|twice as) ~"),
        Rule("things|stuff", sure=r"\b(?:many|other|these|such|important|different|new|lots of|and|various) ~"),
        Rule("aspects", sure=r"\b(?:all|many|other|different|key|important|various|several|relevant) ~"),
        Rule(
            "effective",
            sure=_PRAISE + r"|\b(?:is|are|be|more|most|very|highly|as|and) ~|~ (?:and [\w-]+|methods?)",
            plain=r"~ (?:dates?|doses?|interest|tax|rates?|from|until|immediately|temperature|area|height|length|stroke|power|range)\b",
        ),
        Rule("timely", plain=r"~ (?:fil\w+|notices?|appeals?|objections?|submi\w+)\b"),
        Rule("passion", plain=r"~ (?:fruits?|play|week|flowers?)\b"),
        Rule("actively", plain=r"~ (?:bleeding|growing|infected|flowing)\b"),
        Rule(
            "highly",
            plain=r"~ (?:flammable|infectious|contagious|toxic|concentrated|corrosive|explosive|radioactive|reactive|diluted|viscous)\b",
        ),
        Rule(
            "constantly|continuously",
            plain=r"~ (?:stirr|mix|measur|monitor|cool|heat|record|ventilat|runn)\w*|\b(?:stir|mix|run|measure|record|cool|flow)\w* (?:\w+ ){0,3}~",
        ),
        Rule(
            "thoroughly|properly|deeply|adequately|sufficiently",
            sure=r"~ (?:review|analys|understand|prepar|plan|document|check|test|research|evaluat)\w*"
            r"|\b(?:reviews|analyses|understands|prepares|plans|documents|checks|tests|researches|communicates|works|listens|engages) (?:[\w-]+ ){0,5}~",
        ),
        Rule("generally|typically|usually", sure=r"~ (?:helps|supports|works|does|handles|communicates)\b"),
        Rule(
            "drive|drives|driving",
            sure=rf"~ (?:[\w-]+ ){{0,4}}?{_DRIVEN}",
            plain=r"\b(?:hard|disk|flash|usb|tape|thumb|network|shared|wheel|belt|chain|gear|blood|test) ~|"
            r"~ (?:belts?|shafts?|rods?|wheels?|trains?|gears?|chains?|licen[cs]es?|tests?|units?|motors?)\b|"
            rf"~ (?:(?:a|the|an|it|them|each|every) )?(?:[\w-]+ )?{_VEHICLES}",
        ),
        Rule(
            "leverage|leveraged",
            sure=r"\b(?:to|can|and|will|they|you|may) ~|~ (?:the|an?|its|their|existing)\b",
            plain=r"~ (?:ratios?|limits?|covenants?|buyouts?|loans?|finance|funds?|leases?)\b|\b(?:financial|operating|net) ~",
        ),
        Rule("utilise|utilises|utilize|utilizes", sure=_GENERAL),
        Rule(
            "foster|fosters",
            plain=r"~ (?:car\w*|famil\w+|parents?|child\w*|homes?|mothers?|fathers?|placements?|puppies|kittens|lambs?)\b",
        ),
        Rule("champion|champions", sure=r"~ (?:the|an?|their|change|diversity|quality|\w+ion|\w+ment)\b"),
        Rule(
            "ensure",
            sure=r"(?:^|[.;:] |\b(?:they|you|and|will|can) )~|\bto ~ (?:(?:the|an?|that|high|smooth|good|better) )*(?:quality|success|alignment|efficien\w+|excellence|satisfaction|consistency)\b",
        ),
        Rule(
            "impact|impacts",
            sure=r"\b(?:mak|creat|deliver|driv|increas|maximi[sz])\w* (?:(?:an?|the|more|its|their) )?(?:[\w-]+ )?~"
            r"|\b(?:real|big|positive|high|huge|lasting|business|measurable|visible|maximum|clear) ~"
            r"|\b(?:has|have|had|with) (?:an?|the|more) (?:[\w-]+ )?~"
            r"|~ (?:the )?(?:business|teams?|results|customers|company|organi[sz]ation|users|success)\b",
            plain=r"~ (?:tests?|assessments?|analys[ei]s|drivers?|wrench|drill|sound|resistance|strength|loads?)\b",
        ),
        Rule("a lot of", plain=r"~ \d"),
        Rule("a range of", plain=r"~ (?:\d|motion)"),
        Rule("a variety of", plain=r"~ (?:apple|wheat|barley|potato|tomato|grape|rose|rice|maize|pear|plum)\b"),
        Rule("as needed|when necessary|where necessary", sure=r"\b(?:helps?|supports?|assists?|participates?|communicates?) (?:[\w-]+ ){0,5}~"),
        Rule("next level", sure=r"\bto (?:the|a) ~"),
        Rule("frequently asked", plain="~"),
    ),
)  # fmt: skip
_PRAISED_DE = (
    r"(?:\w*zusammenarbeit|\w*kommunikation|\w*ergebniss?e?n?|\w*arbeit|\w*beziehung(?:en)?|\w*qualität|\w*leistung(?:en)?|\w*verständnis|"
    r"\w*kenntnisse?n?|\w*lösung(?:en)?|\w*planung|\w*stimmung|\w*atmosphäre|\w*service|\w*ideen?|\w*unterstützung|\w*beratung|\w*vorbereitung|"
    r"\w*organisation|\w*qualifikation|\w*betreuung|\w*entscheidung(?:en)?|\w*praxis|\w*beispiel|\w*rat|\w*überblick|\w*verhältnis|\w*job)\b"
)
GERMAN = WordList(
    always=[
        *(
            "effektiv effizient proaktiv erfolgreich angemessen konsequent ganzheitlich strategisch bedeutend ständig "
            "regelmäßig generell hervorragend ausgezeichnet diverse zahlreiche vielfältige vielfältigen "
            "innovativ relevante adäquat umfassend hochwertig zielführend zielgerichtet zeitnah "
            "lösungsorientiert usw etc synergien leidenschaft leidenschaftlich mindset stets"
        ).split(),
        "und so weiter", "eine vielzahl", "best practices",
    ],
    rules=(
        Rule("gute|guten|gutes", sure=rf"~ (?:[\w-]+ )?{_PRAISED_DE}"),
        Rule("besser", sure=r"~ (?:kommuniz|zusammen|arbeit|organis|verst)\w*"),
        Rule("stark", sure=r"~ (?:verbesser|engag|vereinfach|motivier|präg|eingebunden|vernetz)\w*"),
        Rule("aktiv", sure=r"~ (?:mit|ein|an|auf|bei|teil|zu|den|die|das)\b|\b(?:arbeitet|wirkt|beteiligt sich|bringt sich|geht) (?:[\w-]+ ){0,3}~"),
        Rule("nachhaltig", plain=r"~ (?:bewirtschaft|angebaut|zertifizier|erzeugt|gefischt)\w*"),
        Rule("kontinuierlich", plain=r"~ (?:gemessen|überwacht|gerührt|gekühlt|aufgezeichnet)\b|\b(?:misst|rührt|läuft|kühlt) (?:[\w-]+ ){0,3}~"),
        Rule("verschiedene|verschiedenen", plain=r"\b(?:zwei|drei|beiden) ~"),
        Rule("geeignet|geeignete", sure=r"~ (?:maßnahmen|methoden|mittel|lösungen|werkzeuge|schritte|form|weise)\b"),
        Rule("häufig|erheblich|grundsätzlich|optimal|dynamisch|qualitativ|relevant", sure=r"~ (?:mit|hochwertig\w*|verbesser\w*|unterstütz\w*|zusammen\w*)"),
        Rule("bei bedarf|in der regel", sure=r"\b(?:hilft|unterstützt) (?:[\w-]+ ){0,4}~"),
    ),
)  # fmt: skip
_LISTS = {"en": ENGLISH, "de": GERMAN}


def vague_words(text: str, language: str) -> Found:
    """The vague words in the text. Only English and German are known."""
    known = _LISTS.get(language)
    return known.find(text) if known else Found()
