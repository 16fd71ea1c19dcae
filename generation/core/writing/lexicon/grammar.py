# ruff: noqa: E501, SIM905 - word lists and patterns read better whole

"""Small closed word classes of English, enough to find a verb's object with certainty."""

from __future__ import annotations

DETERMINERS = frozenset(
    "a an the their our your its own any all both these those this that every each more new-found".split()
) - {"new-found"}
LEAD_INS = frozenset(
    "you can able to is are be comfortable starting beginning starts begins confident capable of also "
    "then may will should must you'll often they expected in at and or where sometimes occasionally not-only "
    "prepared willing happy help helps".split()
) - {"not-only", "in", "at", "of", "help", "helps"}
STOP_WORDS = frozenset(
    "a an the and or but if then than to of in on at by for from with without within into onto over under "
    "about above below between among through during before after across around against towards toward "
    "upon via per as is are was were be been being am do does did has have had can could will would shall "
    "should may might must not no nor so that this these those it its their they them he she his her him "
    "you your we our us i me my who whom whose which what when where why how there here also only just "
    "very more most less least much such own same other another any all both each every few several "
    "some many using used based while whilst because until unless whether although though however rather "
    "up out off down again further once too etc e g ie eg vs needed required necessary given rarely always "
    "never ever able like including beyond outside inside along alongside throughout plus minus instead "
    "due despite regarding concerning respectively well".split()
)
GENERIC_NOUNS = frozenset(
    "work works others people thing things impact impacts way ways ability abilities value values area "
    "areas aspect aspects level levels range variety number numbers lot lots part parts role roles sense "
    "understanding awareness responsibility responsibilities ownership initiative initiatives attitude success "
    "excellence influence best basis bases means order place time times day days step steps example "
    "examples case cases kind kinds type types end ends need needs others them it team teams company "
    "organisation organization business world environment context situation situations circumstances "
    "knowledge skill skills experience expertise life person persons members opportunities opportunity "
    "activities activity aspects topics topic something anything everything effort efforts result results "
    "outcomes outcome point points terms effect use care action actions interest interests action sure "
    "progress good better difference contribution contributions help advantage account issue concern "
    "concerns question ones one half individuals self view views high low new ambiguity complexity "
    "behaviours behaviors strengths mindset passion energy pace speed".split()
)
UNSEEN_NOUNS = frozenset(
    "reason reasons findings visibility innovation change spokesperson trust relationship relationships silos consensus alignment culture cohesion credibility morale "
    "communication collaboration motivation engagement rapport self-awareness confidence empathy "
    "themselves attention willingness commitment integrity satisfaction duties styles balance".split()
)
"""Nouns that no one makes, shows or hands over: no sentence may start from them."""
COMMON_ARTEFACTS = frozenset(
    "code documentation plans documents processes tests features tools guides reports software "
    "estimates changes notes designs solutions systems specifications requirements stories updates".split()
)
"""Things that every role makes: a sentence must say for what."""
TALK_NOUNS = frozenset(
    "conversation conversations meeting meetings discussion discussions ceremonies workshop workshops "
    "session sessions interviews talks retrospective retrospectives retros stand-ups ceremony "
    "presentations presentation briefings demos round rounds".split()
)
"""Nouns for people talking to each other: someone hosts them."""
PROBLEM_NOUNS = frozenset(
    "issue issues problem problems risk risks gap gaps blocker blockers bug bugs inefficiency "
    "inefficiencies error errors dependency dependencies cause causes fault faults conflict conflicts "
    "defect defects incident incidents bottleneck bottlenecks mistake mistakes complaint complaints "
    "failure failures hazard hazards vulnerability vulnerabilities requests request enquiries "
    "inconsistencies deviations obstacles challenges debt outages crises emergencies".split()
)
"""Nouns that someone resolves, finds or prevents."""
PEOPLE_NOUNS = frozenset(
    "others engineers developers designers colleagues peers teammates juniors seniors managers leaders nurses "
    "analysts members starters joiners newcomers interns trainees apprentices students mentees reports "
    "candidates employees specialists marketers researchers learners associates staff users customers "
    "clients stakeholders patients relatives families teams partners".split()
)
AMBIGUOUS_VERBS = frozenset(
    "design test plan research report review model record map support code document draft train coach "
    "guide host schedule process measure practice scope track budget forecast audit check release launch "
    "monitor prototype outline interview lead trace question challenge influence advocate run use scale "
    "shape update estimate set help own demo close fix spot address handle place state value deliver".split()
)
_MASS = frozenset(
    "documentation feedback research code data progress strategy planning training onboarding development "
    "design delivery quality performance security testing monitoring infrastructure architecture technology "
    "communication collaboration information advice guidance equipment software hardware content "
    "prioritisation prioritization roadmapping budgeting reporting recruitment hiring mentoring coaching "
    "networking debugging troubleshooting automation observability scalability resilience reliability "
    "availability compliance governance accessibility usability consensus alignment trust morale "
    "documentation maintenance analysis estimation refactoring deployment encryption authentication "
    "authorisation authorization concurrency synchronization pricing marketing engineering accounting "
    "medication hygiene safety handover discharge debt spending revenue demand supply capacity".split()
)
_COUNT = frozenset(
    "vision roadmap backlog product process system service plan project design document report budget "
    "model test review meeting workshop session presentation proposal policy procedure standard guideline "
    "checklist template dashboard metric framework programme program interface component module feature "
    "prototype survey interview analysis incident problem issue risk decision solution requirement contract "
    "campaign brand message story article page tool script pipeline environment network database query "
    "algorithm structure protocol server cluster platform architecture approach goal objective target "
    "deadline schedule estimate forecast audit agenda strategy culture relationship conversation "
    "experiment hypothesis assumption mvp task".split()
)
_NOUN_ENDINGS = "tion sion ment ity ance ence ship ness logy sis ism ture graphy acy".split()
_NOT_NOUNS = frozenset(
    "this its his has does is was us less across always focus-less various previous serious conscious "
    "continuous ambiguous rigorous generous autonomous cautious obvious numerous communicates makes takes "
    "helps gives works sometimes perhaps besides towards uses plus thus towards ensures provides".split()
) - {"focus-less"}


PLAIN_TOPICS = frozenset(
    "product products project projects system systems process processes solution solutions "
    "issues problem problems plans tools features tasks goals ideas changes methods documents "
    "approach approaches culture visibility addition benefits code data design team meetings "
    "updates resources conversations dimensions gaps bugs structure programme decisions".split()
)
"""Single words that say too little to be the subject of a talk or a page."""
NO_VERBS = frozenset(
    "a an the this that these those my our your their its her his some any no in on at for with "
    "by of and or but very new one der die das ein eine einen im bei mit für und".split()
)
"""Words of English and German that a headline which starts with a verb cannot start with."""
IDLE_WORDS = frozenset(
    "more less please make them examples example about with from this that heavy focused based "
    "less should would like want could use give show something the and for not without avoid "
    "fewer".split()
)
"""Words of a manager's note that ask for nothing by themselves."""


SHORTEST_PLURAL = 4
"""Letters of "bugs": shorter words in "s" are "as", "its", "was"."""


def is_noun(word: str, *, mass_only: bool = False) -> bool:
    """Whether the word is a noun beyond reasonable doubt. `mass_only`: one that needs no article."""
    if word in _NOT_NOUNS:
        return False
    if word in _MASS:
        return True
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "ous")):
        return len(word) >= SHORTEST_PLURAL
    if mass_only:
        return False
    return word in _COUNT or word.endswith(tuple(_NOUN_ENDINGS))
