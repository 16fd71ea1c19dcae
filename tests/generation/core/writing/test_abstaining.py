"""Cells without an example on purpose, and many that only look like them."""

from __future__ import annotations

import pytest

from generation.core.writing.abstaining import ASKS_FOR_NOTHING, FALLS_SHORT, reason_to_abstain

pytestmark = pytest.mark.core

NOTHING = """N/A|n/a|n.a.|—|…|✓|Not applicable.|As above.|same as L3|Same as IC 4|See previous level
see the level below|TBD|None|(none)|• N/A|N/A — see previous level|Same as Senior Engineer|ditto
Nicht zutreffend|Siehe oben|s. o.|Wie L2|Siehe vorherige Stufe|Sans objet|Voir niveau précédent
Idem L2|No aplica|Igual que el nivel anterior|Não se aplica|Igual ao nível anterior|Come sopra
Vedi livello precedente|N.v.t.|Zie vorig niveau|Nie dotyczy|jw.|Patrz poprzedni poziom
Не применимо|См. предыдущий уровень|不适用|同上|与L3相同|該当なし|L3と同じ|前のレベルと同じ"""
FAILING_LEVELS = """Unsatisfactory|1 – Below Expectations|Needs Improvement|Poor (1)|Fail (<40%)
Does not meet expectations|Ungenügend|Note 5: mangelhaft|Unter den Erwartungen|Insuffisant
Insuficiente|Abaixo do esperado|Insufficiente|Je hebt helaas een onvoldoende|Niedostateczny
Неудовлетворительно|不合格|待改进|要改善"""
SOUND_LEVELS = """Meets expectations|Developing|Junior|Failure Analysis Engineer|PASS (40-44%)|Gut
Satisfactory|Befriedigend|Ausreichend|Voldoende|Suficiente|合格|Improvement Lead|Learning|Basic
Удовлетворительно|Dostateczny|及格|Novice|Poor Law Historian"""
FAILING = """Fails to deliver on time.|Does not meet deadlines and commitments.|Ne respecte pas les délais.
Lacks basic knowledge of the tools.|Struggles to prioritise own work.|You struggle to finish tasks.
Rarely shares information with the team|Unable to work to the agreed standard
A poor attempt to describe planning, with several errors.|Shows no interest in feedback
Erfüllt die Anforderungen nicht.|Ist nicht in der Lage, Aufgaben zu planen.|Não cumpre os prazos.
No cumple los plazos acordados.|Non rispetta le scadenze.|Voldoet niet aan de eisen.
Heeft moeite met plannen.|Nie spełnia wymagań.|Не выполняет задачи в срок.|无法按时完成任务。|期限を守れない。"""
ASKING = """Asks for help when unable to proceed|Needs guidance to plan their work|Rarely needs guidance
Does not yet lead projects|Reduces failures in production|Never fails to meet a deadline
Does not need supervision|Doesn't shy away from hard conversations|Fails fast and learns from it
Same as L3, and leads the team|As above, plus mentors two juniors|Rarely misses a deadline
None of the data leaves the system unencrypted|Not applicable laws are flagged to legal
Struggles at first but delivers with support|Unable to work alone; asks a colleague for review
Lacks experience, learns from reviews|Poor performance is addressed early|Rarely asks for help
Unable to solve it alone, escalates to the lead|Same quality for all customers|Go|C|Level 2 support
Does not only write code but tests it|Identifies unsatisfactory suppliers|Minimal supervision needed
No surprises: tells the team early|Little to no guidance required|Does not accept poor quality
Shows no evidence of bias in hiring decisions|Lacks nothing in the basics of the tool
Benötigt Anleitung bei neuen Aufgaben|Fragt nach, wenn etwas nicht klar ist
Wie ein Lotse führt sie neue Kollegen ein|Lässt Fehler nicht auf sich beruhen
Erfüllt nicht nur Vorgaben, sondern verbessert sie|Keine Änderung geht ohne Test live
Ne travaille pas encore seul sur des projets|Plus rien n'est livré sans test
Demande de l'aide quand il ne parvient pas à avancer|No espera a que le pidan ayuda
No solo cumple los plazos, los mejora|Reduce la falta de stock en tienda|Não depende de supervisão
Evita erros e falta de material|Non ha paura di chiedere aiuto|Vraagt hulp als iets niet lukt
Nie boi się pytać|Prosi o pomoc, gdy nie potrafi rozwiązać problemu|Редко нуждается в помощи
Не боится задавать вопросы|无法独立解决时主动求助|很少需要指导|难以解决的问题能及时上报
一人で解決できない場合は相談する|ミスを見逃さない|期限を守れないときは早めに連絡する"""


def _each(texts: str) -> list[str]:
    return [text for line in texts.splitlines() for text in line.split("|")]


@pytest.mark.parametrize("definition", _each(NOTHING))
def test_definition_that_asks_for_nothing_is_recognised(definition: str) -> None:
    assert reason_to_abstain(definition, "L4", "Delivery") is ASKS_FOR_NOTHING


@pytest.mark.parametrize("level", _each(FAILING_LEVELS))
def test_level_that_is_a_failing_is_recognised(level: str) -> None:
    assert reason_to_abstain("Completes some of the tasks.", level, "Delivery") is FALLS_SHORT


@pytest.mark.parametrize("level", _each(SOUND_LEVELS))
def test_level_with_a_similar_name_is_no_failing(level: str) -> None:
    assert reason_to_abstain("Completes some of the tasks.", level, "Delivery") is None


@pytest.mark.parametrize("definition", _each(FAILING))
def test_definition_that_is_a_failing_is_recognised(definition: str) -> None:
    assert reason_to_abstain(definition, "Level 1", "Delivery") is FALLS_SHORT


@pytest.mark.parametrize("definition", _each(ASKING))
def test_definition_that_asks_for_something_is_not_refused(definition: str) -> None:
    assert reason_to_abstain(definition, "Level 1", "Delivery") is None


def test_every_item_of_a_failing_has_to_be_one() -> None:
    items = "• Fails to plan\n• Misses deadlines repeatedly"
    assert reason_to_abstain(items, "1", "Planning") is FALLS_SHORT
    assert reason_to_abstain(f"{items}\n• Writes tests", "1", "Planning") is None


def test_definition_that_repeats_its_one_word_asks_for_nothing() -> None:
    assert reason_to_abstain("Communication.", "1", "Communication") is ASKS_FOR_NOTHING
    assert reason_to_abstain("Writes tests", "1", "Writes tests") is None


def test_reasons_differ_and_read_as_sentences() -> None:
    assert ASKS_FOR_NOTHING.code != FALLS_SHORT.code
    assert ASKS_FOR_NOTHING.sentence.endswith(".")
    assert FALLS_SHORT.sentence.endswith(".")
