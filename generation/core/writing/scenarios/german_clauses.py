# ruff: noqa: E501 - sentences stand whole on a line, to be read and searched

"""German situations that begin with a clause of the definition or speak of its subject.

`{clause}` is "Gestaltet das Übergabeformat"; `{topic}` is a noun of the definition, set in quotation
marks after "Stichwort" or "Thema", so that no case has to be guessed.
"""

from __future__ import annotations

from generation.core.writing.scenarios.frames import BANDS, Frame

_CLAUSE_ROWS = (
    ("s", "Hält einen Fall nachvollziehbar fest", "{clause}: hält bei {work} einen Fall mit Uhrzeit und Ergebnis fest, und eine Kollegin oder ein Kollege kann danach ohne Rückfrage weitermachen.", "Der Eintrag mit Uhrzeit"),
    ("s", "Geht Punkt für Punkt vor", "{clause}: geht bei {work} die Checkliste Punkt für Punkt durch, hakt ab, was erledigt ist, und gibt den letzten offenen Punkt noch am selben Tag weiter.", "Die abgehakte Checkliste"),
    ("s", "Lässt einmal gegenlesen", "{clause}: lässt eine Notiz zu {work} einmal gegenlesen, ändert die unklare Stelle, und die nächste Durchsicht endet ohne Anmerkung.", "Die Notiz mit der geänderten Stelle"),
    ("s", "Fragt vor dem ersten Schritt nach", "{clause}: stellt vor dem ersten Schritt bei {work} eine gezielte Frage, schreibt die Antwort in die Anleitung, und der Rest gelingt ohne Hilfe.", "Die Frage mit der Antwort"),
    ("s", "Vergleicht mit dem letzten Mal", "{clause}: liest vorher den letzten Eintrag zu {work}, vergleicht das Ergebnis damit und trägt den Unterschied ein, sodass er in der nächsten Besprechung vorliegt.", "Die beiden Einträge"),
    ("t", "Gibt dem Team ein Beispiel", "{clause}: schreibt zu {work} ein Beispiel auf eine Seite, bespricht es mit dem Team, und die nächsten Fälle werden danach erledigt.", "Die Seite mit dem Beispiel"),
    ("t", "Hält Absprache und Frist fest", "{clause}: hält zu {work} fest, wer was bis wann macht, geht die Liste jede Woche mit dem Team durch, und kein Punkt bleibt über die Frist hinaus offen.", "Die Liste mit den Fristen"),
    ("t", "Wertet den letzten Fall aus", "{clause}: wertet mit dem Team den letzten Fall bei {work} aus, ändert einen Schritt der Anleitung, und derselbe Fehler kommt nicht mehr vor.", "Die geänderte Anleitung"),
    ("t", "Teilt Aufgaben sichtbar auf", "{clause}: verteilt die Aufgaben zu {work}, hängt die Liste aus, und das Team sieht jederzeit, wer gerade zuständig ist, sodass nichts doppelt geschieht.", "Die ausgehängte Liste"),
    ("t", "Holt zuerst die Sicht der anderen ein", "{clause}: bittet alle im Team vorher um einen Satz zu {work}, liest die Antworten vor, und die Entscheidung wird danach von allen getragen.", "Die Sätze und die Entscheidung"),
    ("w", "Trägt es in mehrere Teams", "{clause}: beginnt bei {work} mit einer Probe, schreibt das Ergebnis auf eine Seite, und mehrere Teams übernehmen danach die berichtigte Fassung.", "Die Auswertung der Probe"),
    ("w", "Holt die Beteiligten an einen Tisch", "{clause}: holt zu {work} Leute aus mehreren Teams an einen Tisch, hält die Absprachen auf einer Seite fest, und alle arbeiten danach mit dieser Seite.", "Die Seite mit den Absprachen"),
    ("w", "Benennt je Team eine Ansprechperson", "{clause}: benennt zu {work} in mehreren Teams je eine Ansprechperson, trifft sie jeden Monat mit einer kurzen Liste, und offene Fragen sind bis zum nächsten Treffen geklärt.", "Die Liste der Ansprechpersonen"),
    ("w", "Legt der Leitung zwei Wege vor", "{clause}: legt der Leitung zu {work} eine Seite mit zwei Wegen und ihren Kosten vor, hört mehrere Teams dazu, und die Entscheidung fällt am selben Tag.", "Die Seite mit der Entscheidung"),
    ("w", "Prüft nach einem Quartal die Wirkung", "{clause}: vergleicht zu {work} nach einem Quartal die Zahlen aus mehreren Teams, ändert den schwächsten Punkt, und die nächste Auswertung bestätigt den Schritt.", "Die beiden Auswertungen"),
)  # fmt: skip
_TOPIC_ROWS = (
    ("s", "Findet die Angabe ohne Suchen", "Schreibt zum Stichwort „{topic}“ auf eine Karte, was im Alltag gebraucht wird, lässt sie prüfen, und die nächste neue Person findet die Angabe ohne Rückfrage.", "Die geprüfte Karte"),
    ("s", "Geht die Anleitung einmal ab", "Geht die Schritte zum Stichwort „{topic}“ einmal in Ruhe ab, notiert eine unklare Stelle und lässt sie klären, sodass im nächsten Fall niemand suchen muss.", "Die Notiz mit der Antwort"),
    ("t", "Übt mit dem Team einen Fall", "Übt mit dem Team einen Fall zum Thema „{topic}“, schreibt die Stolperstellen auf, und die Anleitung enthält sie danach mit einer Lösung.", "Die ergänzte Anleitung"),
    ("t", "Klärt offene Fragen des Teams", "Sammelt die Fragen des Teams zum Thema „{topic}“, beantwortet sie auf einer Seite mit Beispielen, und dieselben Fragen kommen nicht mehr.", "Die Seite mit den Antworten"),
    ("w", "Gibt mehreren Teams eine Anleitung", "Vergleicht, wie mehrere Teams mit dem Thema „{topic}“ umgehen, schreibt eine gemeinsame Anleitung, und alle arbeiten nach einem Quartal danach.", "Die gemeinsame Anleitung"),
    ("w", "Legt die Entscheidung mit Zahlen vor", "Stellt zum Thema „{topic}“ Zahlen aus mehreren Teams auf eine Seite, nennt Kosten und Nutzen, und die Entscheidung darüber wird danach nicht mehr vertagt.", "Die Seite mit den Zahlen"),
)  # fmt: skip


def _frames(family: str, rows: tuple[tuple[str, str, str, str], ...]) -> tuple[Frame, ...]:
    return tuple(
        Frame(family, frozenset(), *BANDS[band], headline, text, evidence)
        for band, headline, text, evidence in rows
    )


GERMAN_CLAUSE_FRAMES = _frames("german:clause", _CLAUSE_ROWS)
GERMAN_TOPIC_FRAMES = _frames("german:topic", _TOPIC_ROWS)
