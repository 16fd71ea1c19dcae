# ruff: noqa: E501, SIM905 - word lists and patterns read better whole

"""Personal names, addresses and phone numbers: nothing of the kind belongs into an example."""

from __future__ import annotations

import re

_FIRST_NAMES = frozenset(
    "aaron abdul abigail adam adele agnes ahmed aisha alan albert alejandro alex alexander alexandra "
    "alfred ali alice alicia alina allison amanda amelia amir amy ana anastasia andrea andreas andrew "
    "angela anita anja ann anna anne annette anthony anton antonio arjun arthur ashley astrid audrey "
    "barbara beatrice ben benjamin bernard bernd beth bianca birgit bob bogdan brandon brenda brian "
    "bruno carl carla carlos carmen carol caroline catherine cecilia charles charlotte chen chris "
    "christian christina christine christopher claire clara claudia colin conrad cynthia daniel daniela "
    "dave david deborah denise dennis diana diego dieter dmitri dominic donald dora doris dorothy "
    "edgar eduardo edward eileen elena eleanor elias elif elisabeth elizabeth ella ellen emil emily emma "
    "enrique eric erika esther eugene eva evelyn fatima felix fernando fiona florian frances francesca "
    "francisco frank franz fred frederick friedrich gabriel gabriela gary george georg gerald gerhard "
    "gina giovanni giulia gloria gordon greta gustav hamza hannah hans harold harry hassan heather heidi "
    "heike heinrich helen helena helga henrik henry hugo ian ibrahim ines ingrid irene isaac isabel "
    "isabella ivan jack jackie jacob jake james jamie jan jane janet jasmine jason javier jean jeff "
    "jennifer jeremy jessica jim joan joanna joe joel johan johanna johannes john jonas jonathan jordan "
    "jorge jose josef joseph joshua juan judith judy julia julian julie jürgen justin kai karen karin "
    "karl kate katharina katherine kathleen katja keith kelly kenneth kevin khalid kim klaus kristina "
    "kumar kurt kyle lars laura lauren laurence lea lena leo leon leonard leonie liam lidia lilly linda "
    "lisa liz lorenzo louis louise luca lucas lucia lucy luis lukas lydia madeleine magdalena manfred "
    "manuel marco marcus margaret maria marie marina mario marion markus marlene marta martha martin "
    "martina mary mateo mathias matthew matthias maureen max maximilian maya megan mehmet mei melanie "
    "melissa michael michaela michelle miguel mike miriam mohamed mohammed monica monika morgan nadia "
    "nadine nancy natalia natalie nathan nicholas nick nicolas nicole nikolai nina noah nora norbert "
    "olaf oliver olivia omar oscar oskar otto pablo pamela patricia patrick paul paula pauline pedro "
    "peter petra philip philipp phoebe pierre priya rachel rafael rahul raj ralf ralph ramon rebecca "
    "regina renate ricardo richard rita robert roberto robin roger roland ronald rosa rosemary rudolf "
    "ruth ryan sabine sally sam samantha samir samuel sandra sara sarah sasha sean sebastian sergio "
    "shannon sharon sheila silvia simon simone sofia sofie sonja sophia sophie stefan stefanie stella "
    "stephanie stephen steve steven sue susan susanne suzanne sven sylvia tanja tara tatiana ted teresa "
    "terry thea theo theresa thomas tim timothy tina tobias todd tom tommy tony tracy ulrich ursula "
    "uwe valentina valerie vanessa vera veronica victor victoria viktor vincent viola virginia vivian "
    "vladimir walter wayne wendy werner wilhelm william wolfgang xavier yasmin yolanda yuki yusuf yvonne zoe".split()
)
_TITLED = re.compile(
    r"\b(?:(?:Mr|Mrs|Ms|Mx|Dr|Prof)\b\.?\s+[^\W\d_]{2,}"
    r"|(?:Miss|Herrn?|Frau|Monsieur|Madame|Señora?)\b\s+(?![a-zà-ÿ])[^\W\d_]{2,})",
    re.UNICODE,
)
_EMAIL = re.compile(
    r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.|\s?\(dot\)\s?)\w+", re.IGNORECASE
)
_PHONE = re.compile(r"(?<![\w/])(?:\+|00)?\(?\d[\d\s()./-]{6,}\d(?!\w)")
_ADDRESS = re.compile(
    r"\b(?:https?://|www\.)\S+|(?<!\w)@\w{2,}|(?<!\w)\w+\.(?:com|org|net|io|de)\b", re.IGNORECASE
)
_NO_PERSON = re.compile(r"\bMax\.(?=\s)|\b(?:[Aa]m|[Zz]um|[Vv]om|dem) Kai\b")
"""Short for maximum, and a German quay."""
_NAME_WORD = re.compile(r"(?<![\w.-])[^\W\d_]+(?:['’]s)?(?![\w-])")


def personal_data(text: str) -> list[str]:
    """E-mail addresses, phone numbers, web addresses, titled names and first names in the text."""
    found: list[str] = []
    for pattern in (_EMAIL, _PHONE, _ADDRESS, _TITLED):
        found += [match.group().strip() for match in pattern.finditer(text)]
    for match in _NAME_WORD.finditer(_NO_PERSON.sub(" ", text)):
        name = re.sub(r"['’]s$", "", match.group())
        if name.lower() in _FIRST_NAMES and name[:1].isupper():
            found.append(name)
    return found
