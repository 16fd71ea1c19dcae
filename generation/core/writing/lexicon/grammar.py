# ruff: noqa: E501, SIM905 - word lists and patterns read better whole

"""Closed classes of English words that say little by themselves."""

from __future__ import annotations

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


NO_VERBS = frozenset(
    "a an the this that these those my our your their its her his some any no in on at for with "
    "by of and or but very new one der die das ein eine einen im bei mit für und".split()
)
"""Words of English and German that a headline which starts with a verb cannot start with."""
