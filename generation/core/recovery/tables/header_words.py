"""Words of headers that tell what stands below them, in many languages."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


COMPETENCY_NOUNS = _set(
    """
    competency competencies competence competences skill skills area areas dimension dimensions
    attribute attributes capability capabilities criterion criteria pillar theme topic trait
    behaviour behaviours behavior behaviors expectation expectations responsibility factor aspect
    kompetenz kompetenzen kompetenzfeld fähigkeit fähigkeiten bereich thema kriterium merkmal
    compétence compétences domaine critère critères aptitude axe
    competencia competencias habilidad área criterio dimensión competenza competenze
    competência competências competentie competenties vaardigheid kompetens färdighet område
    kompetence kompetanse osaaminen taito kompetencja umiejętność obszar
    компетенция навык область مهارة المهارة الكفاءة المجال כישור מיומנות תחום
    能力 スキル コンピテンシー 評価項目 项目 維度 维度 역량 항목
    """
)
"""Nouns that stand in a corner above the names of competencies."""
EXPLAINING = _set(
    """
    description descriptions definition definitions summary overview explanation meaning details
    notes comment comments purpose rationale why what beschreibung definition erläuterung
    bedeutung descripción définition descrizione descrição omschrijving beskrivning beskrivelse
    kuvaus opis описание תיאור الوصف 説明 定義 说明 描述 설명
    """
)
"""Headers of columns that explain a competency."""
