"""The language of definitions, examples and pages: short texts, their surroundings, declarations."""

from __future__ import annotations

import pytest

from levelingai.grounding.language import detect_language, language_name

pytestmark = pytest.mark.core


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Writes tests for the parts that change and explains the result to others.", "en"),
        ("Schreibt Tests für die geänderten Teile und erklärt das Ergebnis.", "de"),
        ("Rédige des tests pour les parties modifiées et explique le résultat.", "fr"),
        ("Escribe pruebas para las partes que cambian y explica el resultado.", "es"),
        ("Scrive i test per le parti che cambiano e spiega il risultato.", "it"),
        ("Escreve testes para as partes que mudam e explica o resultado.", "pt"),
        ("Schrijft tests voor de delen die veranderen en legt het resultaat uit.", "nl"),
        ("Skriver tester för delarna som ändras och förklarar resultatet.", "sv"),
        ("Skriver test af de dele, der ændres, og forklarer resultatet.", "da"),
        ("Pisze testy dla zmienionych części i wyjaśnia wynik.", "pl"),
        ("Píše testy pro části, které se mění, a vysvětluje výsledek.", "cs"),
        ("Değişen parçalar için test yazar ve sonucu açıklar.", "tr"),
        ("Пишет тесты для изменённых частей", "ru"),
        ("变更部分编写测试并解释结果", "zh"),
        ("変更部分のテストを書き、結果を説明する", "ja"),
        ("변경된 부분을 테스트하고 결과를 설명한다", "ko"),
        ("يكتب اختبارات للأجزاء المتغيرة", "ar"),
        ("Arbeitet ohne Hilfe.", "de"),
        ("Works without help.", "en"),
        ("Trabaja sin ayuda.", "es"),
        ("Travaille sans aide.", "fr"),
        ("PLANT DIE ARBEIT DES TEAMS", "de"),
        ("用 Python 编写测试", "zh"),
        ("Kubernetes", "en"),
        ("…", "en"),
        ("", "en"),
    ],
)
def test_language_is_told_from_few_words(text, language):
    assert detect_language(text) == language


def test_language_of_a_short_text_is_told_from_the_guide():
    german = "Schreibt die Tests für das Team und die Kunden."
    assert detect_language("Plant Releases", german) == "de"
    assert detect_language("Plant Releases", "Kubernetes") == "en"
    assert detect_language("Plans the releases of the team.", german) == "en"


def test_declared_language_counts_where_the_text_does_not_decide():
    assert detect_language("Acme 2026", declared="") == ""
    assert detect_language("Acme 2026", declared="fr") == "fr"
    assert detect_language("We build software for ports and farms.", declared="fr") == "en"


def test_languages_have_names():
    assert language_name("de") == "German"
    assert language_name("xx") == "another language"
