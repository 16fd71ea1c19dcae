# ruff: noqa: E501 - sentences stand whole on a line, to be read and searched

"""German situations and German work. The work stands in the dative ("bei der Übergabe"), so that every
sentence that names it uses a preposition with the dative and the grammar holds for any noun."""

from __future__ import annotations

import re
from functools import lru_cache

from generation.core.writing.scenarios.frames import BANDS, Frame
from generation.core.writing.scenarios.phrases import KEY_LENGTH
from generation.core.writing.scenarios.roles import Role, make_role

_ROWS = (
    # Eigene Aufgaben
    (
        "anleitung plan aufgabe führt durch maßnahme",
        "s",
        "Schreibt den Ablauf vor dem Beginn auf",
        "Schreibt die Schritte bei {work} vor dem Beginn auf, lässt die Liste kurz gegenlesen und arbeitet sie ab, sodass kein Schritt wiederholt werden muss.",
        "Die abgehakte Liste",
    ),
    (
        "frage unklar hilfe nachfragen unsicher",
        "s",
        "Fragt gezielt nach",
        "Bemerkt bei {work} eine Unklarheit, schreibt die Frage mit dem bisher Geprüften auf und klärt sie am selben Tag, sodass die Arbeit weitergehen kann.",
        "Die Frage mit der Antwort",
    ),
    (
        "dokument schreib protokoll eintrag aufzeichnung",
        "s",
        "Dokumentiert, was später gebraucht wird",
        "Trägt bei {work} jede Abweichung mit Uhrzeit und Grund in das Protokoll ein, sodass die nächste Person ohne Rückfrage übernehmen kann.",
        "Der Eintrag im Protokoll",
    ),
    (
        "prüf kontroll fehler sicher vier-augen",
        "s",
        "Prüft vor der Weitergabe",
        "Vergleicht das Ergebnis bei {work} vor der Weitergabe mit der Checkliste, bessert eine Lücke nach, und die Prüfung endet ohne Nacharbeit.",
        "Die ausgefüllte Checkliste",
    ),
    (
        "meld risiko erkenn problem früh warnung",
        "s",
        "Meldet eine Auffälligkeit früh",
        "Bemerkt bei {work} eine Auffälligkeit, gibt noch am selben Tag eine Meldung mit einem Beispiel ab, und die Ursache wird vor dem nächsten Mal behoben.",
        "Die Meldung mit dem Beispiel",
    ),
    (
        "lern neu wissen fortbildung üb",
        "s",
        "Übt an einem echten Fall",
        "Probiert ein neues Verfahren bei {work} an einem alten Fall aus, schreibt die Unterschiede auf und führt den nächsten Fall danach ohne Hilfe durch.",
        "Die Notizen zum alten Fall",
    ),
    (
        "rückmeldung feedback kritik annehm",
        "s",
        "Setzt eine Rückmeldung um",
        "Bittet bei {work} um Rückmeldung zu einem einzelnen Schritt, ändert ihn und führt ihn eine Woche später erneut vor, bis keine Anmerkung mehr kommt.",
        "Die Rückmeldung und der geänderte Schritt",
    ),
    (
        "übergabe berich weitergab schicht information",
        "s",
        "Übergibt ohne lose Enden",
        "Ordnet die offenen Punkte zu {work} vor der Übergabe auf einer kurzen Liste, sodass die nächste Schicht ohne Anruf weiterarbeiten kann.",
        "Die Liste der offenen Punkte",
    ),
    (
        "kund patient angehör freund gespräch",
        "s",
        "Hört erst zu und antwortet dann",
        "Hört bei {work} zuerst die ganze Frage an, fasst sie in eigenen Worten zusammen und nennt die zuständige Person, sodass niemand zweimal fragen muss.",
        "Die Notiz zum Gespräch",
    ),
    (
        "termin zeit plan priorit ordnung",
        "s",
        "Ordnet den Tag nach Fristen",
        "Sortiert am Morgen die offenen Anfragen nach Frist, beginnt mit {work}, sobald die Zeit knapp wird, und gibt das Ergebnis pünktlich ab.",
        "Die Liste mit den Fristen",
    ),
    (
        "team kolleg zusammen unterstütz hilf",
        "s",
        "Bietet Hilfe mit klarer Grenze an",
        "Übernimmt bei {work} einen klar benannten Teil für eine Kollegin oder einen Kollegen, sodass beide Aufgaben am selben Tag fertig werden.",
        "Die beiden erledigten Aufgaben",
    ),
    (
        "verantwort zuverläss selbst eigen",
        "s",
        "Verfolgt eine Anfrage bis zur Bestätigung",
        "Verfolgt eine Anfrage zu {work} auch nach der Weitergabe, fragt nach dem Ergebnis und schließt den Eintrag erst, wenn die Bestätigung da ist, sodass nichts liegen bleibt.",
        "Der Eintrag mit der Bestätigung",
    ),
    (
        "verbesser idee vorschlag ablauf",
        "s",
        "Spart einen Schritt ein",
        "Misst eine Woche lang, wie lange die Schritte bei {work} dauern, schlägt vor, eine doppelte Liste zu streichen, und der Schritt entfällt.",
        "Die Zeiten und die kürzere Liste",
    ),
    (
        "notfall beginn sofort wagen ruf",
        "s",
        "Handelt in der geübten Reihenfolge",
        "Beginnt bei einem Zwischenfall mit dem ersten Schritt der Anleitung, gibt den Notruf weiter und notiert die Zeiten, damit die Nachbesprechung darauf aufbauen kann.",
        "Die notierten Zeiten",
    ),
    (
        "standard regel vorgabe hält richtlinie",
        "s",
        "Gleicht eine Anleitung mit der Praxis ab",
        "Stellt bei {work} fest, dass ein Schritt der Anleitung nicht mehr stimmt, meldet ihn der zuständigen Stelle, und die Seite wird in derselben Woche berichtigt.",
        "Die berichtigte Anleitung",
    ),
    (
        "medikament dosis nebenwirk verabreich",
        "s",
        "Hält bei einer Unklarheit an",
        "Hält die Gabe an, als eine Dosis auf dem Plan unklar ist, ruft in der Praxis an und gibt erst weiter, wenn die Verordnung berichtigt ist, sodass kein Fehler entsteht.",
        "Die berichtigte Verordnung",
    ),
    (
        "teilnehm besprech beitrag",
        "s",
        "Kommt vorbereitet in die Besprechung",
        "Bringt zu {work} zwei aufgeschriebene Punkte in die Besprechung mit, nennt sie an der passenden Stelle, und beide enden mit einer Entscheidung, die nicht mehr offen ist.",
        "Das Protokoll mit den Entscheidungen",
    ),
    (
        "technik werkzeug code system",
        "s",
        "Nutzt das vorhandene Werkzeug",
        "Ersetzt bei {work} eine Umgehung von Hand durch die vorhandene Vorlage, schreibt die Schritte auf, und ein Teammitglied wiederholt sie am selben Tag.",
        "Die Schritte in den Notizen",
    ),
    (
        "patient pflege beobach zustand",
        "s",
        "Schreibt eine Veränderung sofort auf",
        "Notiert eine Veränderung bei der Atmung mit Uhrzeit, informiert die zuständige Fachkraft, und der Plan wird noch in derselben Schicht angepasst.",
        "Der Eintrag mit Uhrzeit",
    ),
    (
        "ruhig konflikt respekt ton",
        "s",
        "Fängt eine Spannung früh ab",
        "Spricht eine Spannung bei {work} im Einzelgespräch an, fragt, was gebraucht wird, und hält die Absprache in einer Notiz fest, sodass sie nicht mehr aufkommt.",
        "Die Notiz mit der Absprache",
    ),
    (
        "selbst plan führt bewert gruppe",
        "s",
        "Plant die eigene Arbeit sichtbar",
        "Legt für den Tag einen Plan zu {work} an, trägt geplante und echte Zeiten ein und passt den Plan am Abend an, sodass der nächste näher an der Wirklichkeit liegt.",
        "Die Pläne einer Woche",
    ),
    (
        "erklär versteh verständlich wort",
        "s",
        "Erklärt den nächsten Schritt",
        "Erklärt zu {work} in einfachen Worten, was als Nächstes geschieht, lässt es kurz wiedergeben und berichtigt ein Missverständnis, sodass später niemand überrascht ist.",
        "Die Notiz zum Gespräch",
    ),
    (
        "neu kolleg zeig einarbeit anleit tätig",
        "s",
        "Führt durch einen Ablauf und tritt zurück",
        "Führt eine neue Person durch den Ablauf bei {work}, lässt sie den letzten Teil selbst machen, und den nächsten Fall erledigt sie danach ohne Hilfe.",
        "Der erste selbst erledigte Fall",
    ),
    (
        "schwerpunkt offen benenn risiken",
        "s",
        "Nennt zuerst, was offen ist",
        "Beginnt das Gespräch zu {work} mit den offenen Punkten und der Frist, trägt die Antwort in die Liste ein, und nichts davon geht bis zum Abend verloren.",
        "Die Liste mit Fristen",
    ),
    # Team
    (
        "plan team ablauf organis",
        "t",
        "Einigt das Team auf eine Reihenfolge",
        "Bringt die offenen Anfragen zu {work} auf eine Liste, vereinbart mit dem Team die Reihenfolge, und Nebenaufträge unterbrechen die Arbeit nicht mehr.",
        "Die Liste mit den Änderungen",
    ),
    (
        "vorlage standard team einheit",
        "t",
        "Macht aus Notizen eine Vorlage",
        "Fasst verstreute Notizen zu {work} in einer Vorlage zusammen, erprobt sie einen Monat mit dem Team, und neue Leute füllen sie ohne Rückfrage aus.",
        "Die Vorlage und einige ausgefüllte Blätter",
    ),
    (
        "nachbesprech fehler ursache fall",
        "t",
        "Bespricht einen Fehler ohne Schuld",
        "Leitet die Nachbesprechung zu einem Fehler bei {work}, hält Ursachen statt Namen fest, und der geänderte Ablauf verhindert, dass er sich wiederholt, sodass das Team ihn nicht mehr sieht.",
        "Das Protokoll mit der erledigten Maßnahme",
    ),
    (
        "einarbeit neu kolleg anleit auszubild begleit",
        "t",
        "Richtet die Einarbeitung neu aus",
        "Baut die Einarbeitung zu {work} um einen echten ersten Fall auf, erprobt den Plan mit der nächsten neuen Person, und das Team übergibt ihr den zweiten Fall ohne Begleitung, sodass alle Zeit gewinnen.",
        "Der Einarbeitungsplan",
    ),
    (
        "schul wissen weiter teilen üb",
        "t",
        "Schult das Team am echten Fall",
        "Bereitet eine kurze Schulung zu {work} mit einem echten Fall vor, und das Team löst den nächsten danach ohne Anruf.",
        "Die Unterlagen und der gelöste Fall",
    ),
    (
        "risiko vorbeug sicher erkenn früh",
        "t",
        "Findet eine Gefahr vor dem Schaden",
        "Sucht mit dem Team bei {work} Schritt für Schritt nach Gefahren, ändert die Reihenfolge an einer Stelle, und die wöchentliche Prüfung meldet dort keinen Zwischenfall mehr.",
        "Die Liste der Gefahren und die Prüfung",
    ),
    (
        "entscheid option klär abwäg",
        "t",
        "Klärt eine Frage schriftlich",
        "Schreibt die Möglichkeiten bei {work} auf eine Seite, sammelt eine Woche lang Einwände, und das Team beginnt ohne weitere Sitzung mit dem gewählten Weg.",
        "Die Seite mit den Einwänden",
    ),
    (
        "übergabe schnittstelle abstimm nahtlos",
        "t",
        "Klärt eine Übergabe mit allen",
        "Zeichnet mit allen, die an {work} beteiligt sind, den Ablauf auf, streicht eine doppelte Prüfung, und das Team bekommt keine halben Unterlagen mehr.",
        "Der Ablauf vorher und nachher",
    ),
    (
        "kennzahl mess daten auswert wirkung",
        "t",
        "Legt fest, was gezählt wird",
        "Vereinbart mit dem Team, wie Erfolg bei {work} gezählt wird, schreibt die Regel neben die Auswertung, und zwei Berichte widersprechen sich nicht mehr.",
        "Die Regel und die Auswertung",
    ),
    (
        "konflikt schwierig gespräch belast ruhig",
        "t",
        "Führt ein schweres Gespräch vorbereitet",
        "Bereitet ein schwieriges Gespräch zu {work} mit Beispielen vor, hört zuerst zu und hält die Absprache schriftlich fest, sodass das Team sich darauf verlassen kann.",
        "Die schriftliche Absprache",
    ),
    (
        "delegier übertrag verantwort vertrau",
        "t",
        "Überträgt mit klaren Grenzen",
        "Überträgt die Leitung bei {work} mit Ziel, Grenzen und einem festen Termin für Fragen, und das Team bekommt das Ergebnis ohne Eingriff von außen.",
        "Die Notiz mit Ziel und Grenzen",
    ),
    (
        "rückmeldung wöchent entwickl ziel",
        "t",
        "Vereinbart einen Lernschritt",
        "Vereinbart mit einer Kollegin oder einem Kollegen einen Lernschritt, sucht dafür eine Aufgabe bei {work}, und das Team sieht nach einem Monat das Ergebnis, damit der nächste folgen kann.",
        "Der Lernplan mit dem Ergebnis",
    ),
    (
        "ausfall vertret wissen allein",
        "t",
        "Richtet eine Vertretung ein",
        "Lässt die Zuständigkeit bei {work} wechseln, legt eine kurze Anleitung dazu, und das Team kommt im Urlaub ohne Anruf aus, sodass niemand unersetzlich ist.",
        "Der Wechselplan und die Anleitung",
    ),
    (
        "verbesser vorschlag prozess idee anpass",
        "t",
        "Erprobt eine Änderung auf Zeit",
        "Schlägt eine Änderung am Ablauf bei {work} vor, vereinbart vorab, woran das Team sie misst, und nach einem Monat wird sie übernommen oder verworfen, sodass kein Streit bleibt.",
        "Die Vereinbarung mit dem Ergebnis",
    ),
    (
        "angehör kund beratung information patient",
        "t",
        "Macht den nächsten Schritt klar",
        "Setzt sich mit den Betroffenen zusammen, erklärt den Plan zu {work} in einfachen Worten, notiert ihre Fragen, und das Team beantwortet sie noch am selben Tag.",
        "Die Liste der Fragen mit Antworten",
    ),
    (
        "prüf stichprob qualität kontroll",
        "t",
        "Zieht jeden Monat Stichproben",
        "Zieht jeden Monat einige Fälle bei {work}, sieht sie mit einer zweiten Person durch, und das Team berichtigt eine Stelle in der Vorlage, die dann nicht mehr auffällt.",
        "Die Notizen zur Stichprobe",
    ),
    (
        "notfall team reanim aufgabe einsatz",
        "t",
        "Ordnet das Team im Notfall",
        "Verteilt im Notfall laut die Aufgaben, hält die Zeiten fest und sammelt danach, was fehlte, sodass die Liste des Wagens noch in derselben Schicht stimmt.",
        "Die Notizen und die neue Liste",
    ),
    (
        "pflege plan verlauf anpass begründ",
        "t",
        "Begründet eine Änderung am Plan",
        "Ändert bei einem schwierigen Verlauf den Plan, schreibt den Grund daneben und bespricht ihn mit dem ärztlichen Dienst, sodass das Team ohne Rückfrage danach arbeitet.",
        "Der Plan mit der Begründung",
    ),
    (
        "moderier sitzung besprech leit",
        "t",
        "Moderiert auf eine Entscheidung hin",
        "Moderiert die Besprechung zu {work} mit einer schriftlichen Tagesordnung, fragt zuerst die Stillen, und das Team geht mit einer Entscheidung hinaus, die danach nicht mehr aufgemacht wird.",
        "Das Protokoll mit der Entscheidung",
    ),
    (
        "technik system fehler behebt entwickl",
        "t",
        "Beseitigt die Ursache statt der Folgen",
        "Ordnet die Fehler bei {work} nach Ursache, beseitigt mit dem Team die häufigste, und sie fehlt in der nächsten Auswertung, sodass Zeit für Neues bleibt.",
        "Die Auswertung vorher und nachher",
    ),
    (
        "medikament wechselwirk alternativ vorschlag",
        "t",
        "Schlägt eine Alternative vor",
        "Erkennt bei der Durchsicht der Pläne eine mögliche Wechselwirkung, schlägt eine Alternative vor, und das Team prüft die Stelle seitdem bei jeder Aufnahme.",
        "Der geänderte Plan",
    ),
    # Mehrere Teams und ganzes Haus
    (
        "standard entwickl einheit abteil richtlinie",
        "w",
        "Führt einen Standard für alle ein",
        "Vergleicht, wie mehrere Teams bei {work} vorgehen, entwirft mit je einer Person daraus einen Standard, und alle stellen bis zum Quartalsende um, sodass die Abläufe zusammenpassen.",
        "Der Standard mit den Terminen",
    ),
    (
        "fallbesprech fehler lücke system",
        "w",
        "Leitet eine Besprechung über Grenzen",
        "Leitet eine Fallbesprechung zu {work} mit mehreren Teams, findet die Lücke im Ablauf, und das geänderte Formular ist im nächsten Monat in Gebrauch, sodass sie geschlossen bleibt.",
        "Das Protokoll und das neue Formular",
    ),
    (
        "schul konzept üb ausbild organis",
        "w",
        "Baut eine Schulung, die andere halten",
        "Macht aus den eigenen Notizen zu {work} eine Schulung mit Übungen, lernt Leute aus mehreren Teams an, und sie halten sie danach ohne Hilfe.",
        "Die Unterlagen und die Liste der Lehrenden",
    ),
    (
        "strateg ziel plan jahr richtung",
        "w",
        "Übersetzt ein Ziel in Maßnahmen",
        "Zerlegt das Jahresziel zu {work} in Maßnahmen für mehrere Teams, bespricht die Zahlen monatlich, und der Plan ändert sich, sobald eine Zahl stehen bleibt, damit niemand am Ziel vorbei arbeitet.",
        "Die Übersicht mit den monatlichen Notizen",
    ),
    (
        "konflikt zwischen verhandl streit",
        "w",
        "Schlichtet zwischen Abteilungen",
        "Hört zu {work} mehrere Teams getrennt an, schreibt das Gemeinsame auf, und eine Sitzung klärt den Rest in einer unterschriebenen Vereinbarung, sodass die Arbeit weitergeht.",
        "Die Vereinbarung",
    ),
    (
        "übergabe zwischen schnittstelle stationen moderier",
        "w",
        "Verbindet zwei Seiten einer Übergabe",
        "Bringt beide Seiten der Übergabe bei {work} an einen Tisch, einigt sie auf ein gemeinsames Blatt, und Rückfragen zwischen mehreren Teams gibt es dazu nicht mehr.",
        "Das gemeinsame Blatt",
    ),
    (
        "risiko notfall üb ausfall vorsorg",
        "w",
        "Probt den schlimmsten Tag",
        "Plant mit mehreren Teams eine Übung zu {work}, misst die Zeit jedes Schritts, und die gefundenen Lücken sind bis zur nächsten Übung geschlossen.",
        "Die Berichte beider Übungen",
    ),
    (
        "wirkung prüf jährlich auswert mess",
        "w",
        "Prüft, ob es gewirkt hat",
        "Vergleicht ein Jahr nach der Einführung bei {work} Versprechen und Ergebnis, legt beides mehreren Teams vor, und der nächste Antrag übernimmt die Lehre daraus, sodass Fehler nicht wiederkehren.",
        "Der Vergleich und der nächste Antrag",
    ),
    (
        "führ nachfolg entwickl person mentor",
        "w",
        "Baut eine Nachfolge auf",
        "Gibt die Leitung bei {work} nach einem Übergabeplan schrittweise an eine künftige Leitung ab, bleibt ein Quartal im Hintergrund, und mehrere Teams wenden sich danach an diese Person, sodass der Wechsel gelingt.",
        "Der Übergabeplan",
    ),
    (
        "entscheid schwierig option leitung",
        "w",
        "Bereitet eine schwere Entscheidung vor",
        "Legt die Möglichkeiten bei {work} mit Kosten und Risiko dar, hört mehrere Teams dazu an, und die Entscheidung wird danach nicht mehr aufgemacht.",
        "Die Vorlage mit den beantworteten Einwänden",
    ),
    (
        "budget kosten wirtschaft mittel",
        "w",
        "Streicht, was niemand braucht",
        "Listet auf, was mehrere Teams bei {work} zahlen, streicht mit den Leitungen das Ungenutzte, und der nächste Vertrag fällt kleiner aus, sodass Mittel frei werden.",
        "Die Tabelle und der neue Vertrag",
    ),
    (
        "kommunik information bericht offen",
        "w",
        "Gibt allen dieselbe Auskunft",
        "Schreibt den Grund für die Änderung bei {work} in einem kurzen Text auf, erprobt ihn an Leuten aus mehreren Teams, und alle benutzen danach dieselben Worte, sodass Gerüchte ausbleiben.",
        "Der Text und die Aushänge",
    ),
    (
        "qualität kennzahl bericht sicht",
        "w",
        "Macht Qualität vergleichbar",
        "Veröffentlicht eine Seite mit den Zahlen mehrerer Teams zu {work}, erklärt die Zählweise, und mehrere Leitungen ändern daraufhin ihre Regel.",
        "Die Seite und die geänderten Regeln",
    ),
    (
        "prozess ablauf verein durchgäng",
        "w",
        "Verkürzt einen Ablauf von Anfang bis Ende",
        "Verfolgt einen Fall bei {work} durch mehrere Teams, streicht das Warten dazwischen, und das Ergebnis liegt Tage früher vor, sodass Nachfragen entfallen.",
        "Der Fallverlauf vorher und nachher",
    ),
    (
        "netzwerk extern austausch fach verband",
        "w",
        "Bringt Wissen von außen mit",
        "Besucht ein anderes Haus, um zu sehen, wie es bei {work} vorgeht, fasst in einem Bericht zusammen, was passt, und mehrere Teams erproben diesen Teil bis zum Quartalsende.",
        "Der Bericht und der Versuch",
    ),
    (
        "angehör patient kund beschwerde vertrau",
        "w",
        "Ändert ein Versprechen nach Beschwerden",
        "Wertet die Beschwerden zu {work} aus mehreren Teams aus, schlägt ein Versprechen vor, das alle halten können, und diese Beschwerden kommen nicht mehr.",
        "Das Versprechen und das Beschwerdebuch",
    ),
    (
        "pflege standard abteil weiter fach",
        "w",
        "Erneuert einen Standard mit der Praxis",
        "Überarbeitet den Standard zu {work} mit Leuten aus mehreren Teams, erprobt ihn auf einer Station, und jede Station schult ihn vor dem Start, sodass alle vom ersten Tag an danach arbeiten.",
        "Der Standard und die Schulungslisten",
    ),
    (
        "anleit begleit lehr auszubild konzept",
        "w",
        "Macht Anleitung zur gemeinsamen Sache",
        "Stimmt mit mehreren Teams ab, was jede Person in der Ausbildung bei {work} üben soll, führt ein gemeinsames Heft ein, und Lücken fallen auf, bevor die Prüfung kommt, sodass sie noch geschlossen werden.",
        "Das gemeinsame Heft",
    ),
    (
        "medikament sicher ablauf lücke leit",
        "w",
        "Schließt eine Lücke im Ablauf",
        "Sammelt Beinahe-Fehler zu {work} aus mehreren Teams, findet die gemeinsame Stelle, und das neue Formular lässt den Fehler nicht mehr zu.",
        "Die Sammlung und das neue Formular",
    ),
    (
        "technik system architektur plattform",
        "w",
        "Löst ein altes Verfahren ab",
        "Plant die Ablösung eines alten Verfahrens bei {work} mit allen, die es nutzen, stellt mehrere Teams nacheinander um, und es wird am vereinbarten Tag abgeschaltet, sodass niemand doppelt arbeitet.",
        "Der Plan mit dem letzten Eintrag",
    ),
    (
        "gespräch angehör schwer ethik begleit",
        "w",
        "Richtet eine Runde für schwere Fälle ein",
        "Richtet eine monatliche Runde zu {work} für Leute aus mehreren Teams ein, gibt die Leitung nach einigen Malen ab, und ihr Leitfaden wird in allen benutzt, sodass Absprachen halten.",
        "Der Leitfaden und die Liste der Termine",
    ),
)


def _german_frames() -> tuple[Frame, ...]:
    return tuple(
        Frame(
            "german",
            frozenset(key[:KEY_LENGTH] for key in keys.split()),
            *BANDS[band],
            headline,
            text,
            evidence,
        )
        for keys, band, headline, text, evidence in _ROWS
    )


GERMAN_FRAMES = _german_frames()

_AT_THE_BEDSIDE = re.compile(
    r"Notruf|Notfall|Schicht|Station\b|Medika|Dosis|Verordnung|Atmung|Patient|ärztlich|Pfleg|Wagen"
)


@lru_cache(maxsize=512)
def suits_german(frame: Frame, role: str) -> bool:
    """Whether the situation can happen in the role: some only happen in care."""
    return role == "care" or not _AT_THE_BEDSIDE.search(
        f"{frame.headline} {frame.text} {frame.evidence}"
    )


_GENERAL = make_role(
    "general",
    r"$^",
    "Vorgang",
    "Kundinnen und Kunden",
    "dem Wochenbericht|der Preisliste|dem Bestellformular|der Kontaktliste|dem Raumplan|der Postmappe",
    "der Monatsauswertung|dem Aufnahmeformular|dem Schulungskalender|der Lieferantenliste|dem Einarbeitungsheft|der Umfrage",
    "der Wochenplanung|der Vertretungsregelung|der Teamablage|der Auftragsliste|dem Freigabeablauf|der Urlaubsplanung",
    "der gemeinsamen Terminplanung|dem Projektplan|der Übergabe zwischen den Abteilungen|dem Buchungssystem|der Lieferantenprüfung",
    "dem Jahresplan|dem Beschwerdeverfahren|der Beschaffungsrichtlinie|dem Umzug in das neue Gebäude|der Jahresveranstaltung",
)
_ROLES = (
    make_role(
        "care",
        r"pflege|klinik|hebamme|ärzt|medizin|therap|rettung|betreu|station",
        "Pflegeplan",
        "Patientinnen und Patienten",
        "der Morgenrunde|dem Verbandswechsel|dem Trinkprotokoll|der Sturzeinschätzung|dem Aufnahmebogen|der Essensbestellung",
        "dem Pflegeplan einer neuen Aufnahme|der Schmerzkurve|der Entlassungsplanung|dem Mobilisationsplan|dem Familiengespräch|der Wunddokumentation",
        "der Schichtübergabe|der Prüfung des Medikamentenschranks|dem Notfallwagen|der Einarbeitung auf der Station|dem Sturzprotokoll|dem Bettenplan",
        "der Verlegung zwischen den Stationen|der Medikamentenbestellung bei der Apotheke|dem gemeinsamen Wundstandard|der Entlassung mit dem Sozialdienst|dem Notfalltraining",
        "dem Hygienestandard|dem Sturzprogramm|dem Schulungskonzept|dem Programm zur Medikamentensicherheit|dem Qualitätsbericht",
    ),
    make_role(
        "engineering",
        r"entwickl|software|informatik|technik|ingenieur|system|daten|it\b|engineer|develop",
        "Änderung",
        "Nutzerinnen und Nutzer",
        "dem Datumsfilter|der Fehlerseite|dem Suchfeld|der Passwortseite|der Rechnungsvorschau|dem Exportknopf",
        "dem Rechnungsexport|der Dateiablage|dem Importlauf|dem Bestellformular|der Suchseite|dem Prüfprotokoll",
        "der Build-Strecke|dem Abrechnungsdienst|der Testsammlung|der Alarmierung|dem Nachtimport|dem Berichtsdienst",
        "dem gemeinsamen Anmeldedienst|dem Datenformat zwischen den Teams|der Datenbankumstellung|der Komponentenbibliothek|der Suchplattform",
        "dem Plattformplan|der Aufbewahrungsregel|der Architektur des Kernprodukts|dem Störungsverfahren|der Ablösung des Altsystems",
    ),
)


@lru_cache(maxsize=1024)
def german_role(role_title: str, guide_title: str) -> Role:
    """The German role family of a guide."""
    for title in (role_title, guide_title):
        for role in _ROLES:
            if re.search(role.pattern, title):
                return role
    return _GENERAL


_CONTRACTIONS = (
    ("bei dem ", "beim "),
    ("Bei dem ", "Beim "),
    ("zu dem ", "zum "),
    ("zu der ", "zur "),
    ("Zu der ", "Zur "),
    ("an dem ", "am "),
)


def contract(text: str) -> str:
    """`bei dem Plan` → `beim Plan`."""
    for long, short in _CONTRACTIONS:
        text = text.replace(long, short)
    return text
