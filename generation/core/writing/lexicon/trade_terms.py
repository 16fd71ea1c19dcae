# ruff: noqa: E501, SIM905 - word lists and patterns read better whole

"""Terms of trades that look like names or numbers of a company and are neither.

Products, companies, authorities and places are left out on purpose: to name one is a claim.
"""

from __future__ import annotations

import re
from functools import lru_cache

from levelingai.grounding.fold import CACHED_TEXTS

ABBREVIATIONS = frozenset(
    # money and law
    "vat p&l ebit ebitda ifrs gaap fifo lifo capex opex wacc npv irr arr mrr iban aml kyc gmv aov cogs r&d m&a t&cs nda tva ttc iva irpf btw "
    "pin gst "
    # health
    "icu itu er a&e ecg ekg eeg mri ct iv im prn cpr aed bmi gcs bp gp cd dnr sbar copd uti mrsa hiv nicu picu irm uci ppe epi avc "
    # laboratories, food and medicines
    "dna rna pcr qpcr elisa hplc gc lc-ms nmr ph gmp glp gdp haccp appcc capa oos sds msds qc qp coshh "
    # technology
    "cad cam cnc plc hvac rcd mcb led lcd pcb fmea bom ram hdd ssd wi-fi wifi lan wan ip sim rfid nfc gps qr os tcp crud orm mtbf fat sat uat "
    "etl bi gui loto npsh pid i/o ac dc "
    # transport, goods and trade
    "sku wms tms eta etd fefo moq po pos rma ean upc atc notam metar taf vfr ifr adr bol pod "
    # people, teaching and offices
    "hr iep sen senco cpd pe ict stem esl cv dei fte pto lms mooc ngo rh rrhh cms crm rfp rfq rfi cat tm tms am pm cc asap qbr mql sql ltv cac ctr cpc cpa utm ugc abm "
    # Roman numerals of types, classes and phases
    "ii iii iv vi vii viii ix".split()
)
"""Short forms, in lower case, that say nothing about a company when written in capitals."""

CALENDAR = frozenset(
    "mon tue tues wed thu thur thurs fri jan feb apr jun jul aug sept oct nov dec christmas easter ramadan".split()
)

LANGUAGES = frozenset(
    "english german french spanish italian portuguese dutch polish czech turkish arabic chinese japanese korean russian "
    "ukrainian greek latin swedish danish norwegian finnish hungarian romanian hebrew hindi urdu".split()
)
_PLACE_OF = re.compile(
    r"\s+(?:\w+ )?(?:offices?|branch(?:es)?|markets?|customers?|clients?|teams?|sites?|plants?|subsidiar\w+|compan\w+|partners?|"
    r"government|depots?|stores?|stations?|hospitals?|schools?|suppliers?|factor\w+|units?|arm|business|firms?|banks?|agenc\w+|authorit\w+|ministr\w+)\b"
)

SET_TERMS = re.compile(
    r"(?<![\w-])(?:"
    r"Petri dish(?:es)?|Bunsen burners?|Gantt charts?|Gram stain\w*|Venn diagrams?|Likert scales?|Allen keys?|Monte Carlo (?:simulations?|runs?)|"
    r"Pareto (?:charts?|diagrams?|analys[ei]s)|Ishikawa diagrams?|Apgar scores?|Glasgow Coma Scale|Doppler (?:ultrasound|probe)|Roman numerals?|"
    r"Erlenmeyer flasks?|Pasteur pipettes?|Faraday cages?|Internet of Things|Plan [AB]|"
    r"(?:paper size )?A[3-6]|B12|CO2|H2O|N2|[23]D|2FA|MP3|"
    r"(?:12|twelve)-lead(?: ECG| EKG)?|(?:four|4)-eyes?|(?:six|6)-monthly|on all fours|nine to five|five whys|"
    r"Vier-Augen-Prinzip\w*|Sechs-Augen-Prinzip\w*|(?:außer|in) Acht|"
    r"by a third (?:party|person|reader|reviewer|colleague|pair|translator|nurse|lawyer|doctor|engineer|expert|firm|shift|team|bidder|supplier|check|test|sample|witness)"
    r")(?![\w-])"
)
"""Terms with a name or a number in them that belongs to everybody."""

JOB_WORDS = frozenset(
    "head director manager officer nurse lead leader board chair president secretary treasurer captain supervisor coordinator "
    "consultant registrar matron inspector auditor analyst engineer technician developer designer assistant associate senior "
    "junior deputy vice chief staff principal teacher lecturer professor counsel solicitor clerk first sous chef "
    "sales finance marketing operations logistics procurement purchasing legal compliance safety production maintenance "
    "payroll accounts engineering customer human resources".split()
)
"""Words of titles and departments that some write with a capital."""


_LETTERED = (
    r"\b(?i:vitamin|type|plan|hepatitis|appendix|annex|grade|class|option|version|group|variant)s? "
)
"""Before the letter of a type, a grade or a vitamin."""
_HYPHENED_LETTER = re.compile(r"[A-Z]-[a-z]+")


def without_set_terms(text: str) -> str:
    """The text with its set terms as one plain word each."""
    return SET_TERMS.sub("term", text)


@lru_cache(maxsize=CACHED_TEXTS)
def is_trade_term(name: str, text: str) -> bool:
    """Whether a word with a capital is a short form of a trade, a lettered thing or a language.

    Remembered, because a text may repeat its names.
    """
    bare = name.removesuffix("'s").removesuffix("’s")
    word = bare.lower()
    if bare.removesuffix("s").isupper() and {word, word.removesuffix("s")} & ABBREVIATIONS:
        return True
    if word in LANGUAGES:
        return all(
            _PLACE_OF.match(text, match.end()) is None
            for match in re.finditer(rf"\b{re.escape(bare)}\b", text)
        )
    if len(bare) == 1:
        return re.search(rf"{_LETTERED}{re.escape(bare)}\b", text) is not None
    return word in CALENDAR or _HYPHENED_LETTER.fullmatch(bare) is not None
