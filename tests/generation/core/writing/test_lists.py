"""What the word lists are sure of, and what they leave to a person: refused, flagged or plain."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generation.core.company import CompanyContext
from generation.core.recovery.matrix import Matrix, MatrixCell, MatrixCompetency, MatrixLevel
from generation.core.writing.cell_brief import CellBrief
from generation.core.writing.checks import Check, check_examples, kept, verdict, why_left_out
from generation.core.writing.examples import Example
from generation.core.writing.lexicon import inclusion, vague
from generation.core.writing.lexicon.word_rules import NEVER, WORD

pytestmark = pytest.mark.core

REFUSED, FLAGGED, PLAIN = "refused", "flagged", "plain"
DEFINITION = "Does the work of the trade with care."


def outcome(found) -> str:
    return REFUSED if found.sure else FLAGGED if found.doubtful else PLAIN


def brief(definition: str = DEFINITION, *, role: str = "", level: int = 1) -> CellBrief:
    titles = ("Level one", "Level two", "Level three", "Level four", "Level five")
    return CellBrief(
        role_title=role,
        matrix=Matrix(
            levels=tuple(MatrixLevel(title=title) for title in titles),
            competencies=(MatrixCompetency("Row"),),
            cells=(MatrixCell(level, 0, definition),),
        ),
        level=level,
        competency=0,
        company=CompanyContext(name="Brightwater"),
    )


def checked(text: str, criterion: str, of: CellBrief | None = None, **fields: str) -> Check:
    made = Example(
        **({"headline": "Does it", "evidence": "the note", "illustrates": DEFINITION} | fields),
        text=text,
        origin="manual",
    )
    checks = check_examples((made,), of or brief())
    return next(check for check in checks if check.criterion == criterion)


def outcome_of(check: Check) -> str:
    return REFUSED if check.passed is False else FLAGGED if check.flagged else PLAIN


ENGLISH_WORDS = (
    # praise | left to a person | a thing
    ("gives good support to guests", "stitches the good eye last", "acts in good faith"),
    ("makes better decisions", "feels better by noon", "sells it best before Friday"),
    ("writes a strong delivery plan", "explains the strong sedative", "stores strong acids"),
    ("writes a comprehensive overview", None, "compares comprehensive insurance"),
    ("does robust work", None, "tests robust packaging"),
    ("gives outstanding service", "collects outstanding invoices", None),
    ("leads a dynamic team", "writes the dynamic load down", None),
    ("makes a significant contribution", "notes the significant digits", None),
    ("acts significantly faster", None, "differs statistically significantly"),
    ("informs relevant stakeholders", "asks the relevant authority", None),
    ("runs multiple projects", "counts multiple fractures", "prints a multiple choice test"),
    ("handles many tasks", "serves many", "asks how many"),
    ("does many other things", "writes the three things down", None),
    ("knows all aspects", "lists two aspects of it", None),
    ("gives effective feedback", "reads the effective visibility", "notes the effective date"),
    ("gives timely advice", None, "files a timely objection"),
    ("works with passion", None, "cuts the passion fruit"),
    ("actively helps", None, "treats an actively bleeding wound"),
    ("a highly visible act", None, "locks up highly flammable liquids"),
    ("constantly helps", None, "stirs the broth constantly"),
    ("reviews the file thoroughly", "rinses the beaker thoroughly", None),
    ("usually helps the team", "stands where the queue usually forms", None),
    ("drives change", "cuts the drive", "replaces the hard drive"),
    ("drives the adoption of forms", "drives at dawn", "drives the van to the dock"),
    ("they leverage the form", "limits leverage", "explains the leverage ratio"),
    ("utilises resources", "utilises the hoist", None),
    ("fosters trust", None, "visits the foster parents"),
    ("champions diversity", "asks the champion", None),
    ("to ensure quality", "counts twice to ensure none is left", None),
    ("makes a real impact", "notes the impact of the hail", "runs an impact test"),
    ("does a lot of work", None, "tests a lot of 200 vials"),
    ("has a range of tasks", None, "measures the range of motion: a range of motion"),
    ("has a variety of tasks", None, "plants a variety of wheat"),
    ("helps the ward as needed", "gives the drug as needed", None),
    ("to the next level", "asks on the next level of the car park", None),
    (None, None, "answers the frequently asked questions"),
    ("proactively helps", None, None),
)  # fmt: skip
GERMAN_WORDS = (
    ("pflegt gute Zusammenarbeit", "ruft mit einer guten Nachricht an", None),
    ("kann besser kommunizieren", "sitzt besser", None),
    ("hat es stark verbessert", "trocknet die stark blutende Wunde", None),
    ("arbeitet aktiv", "schaltet das Konto aktiv", None),
    ("verbessert es nachhaltig", None, "kauft nachhaltig angebautes Holz"),
    ("verbessert es kontinuierlich", None, "misst den Druck kontinuierlich"),
    ("erledigt verschiedene Aufgaben", None, "prüft drei verschiedene Proben"),
    ("wählt geeignete Maßnahmen", "prüft, ob es geeignet ist", None),
    ("ist qualitativ hochwertig", "bestimmt es qualitativ", None),
    ("hilft den anderen bei Bedarf", "gibt das Mittel bei Bedarf", None),
    ("arbeitet proaktiv", None, None),
)  # fmt: skip
ENGLISH_PEOPLE = (
    ("finishes it over the weekend", "swaps a shift at the weekend", None),
    ("works overtime", "asks about overtime", "checks the overtime sheet"),
    ("stays on after hours", "staffs the after-hours clinic", None),
    ("hires a young team", "feeds the young cattle", None),
    ("asks the girls in the shop", "trains the girls under twelve", None),
    ("asks a guy", None, "ties the guy rope"),
    ("a lame excuse", "treats a lame cow", None),
    ("is a spreadsheet wizard", "asks the wizard", "opens the setup wizard"),
    ("a retarded idea", None, "sees retarded growth"),
    ("finds blind spots in our strategy", "covers the blind spot of the mirror", None),
    ("wants a native speaker", None, "has a native speaker proofread the leaflet"),
    (None, "keeps the trial blinded", None),
    ("He signs the chart", "asks the patient for her own words", None),
    ("writes the file himself with the client", None, None),
    ("I sign my letters", "puts “where is my parcel?” on the page", "enters the mine, a Type I risk"),
)  # fmt: skip
GERMAN_PEOPLE = (
    ("arbeitet das ganze Wochenende", "tauscht den Dienst am Wochenende", None),
    ("macht Überstunden", "trägt Überstunden ein", None),
    ("schiebt Nachtschichten", "plant Nachtschichten", None),
    ("ruft die Schwester", None, "ruft die Schwester des Patienten"),
    ("fragt die Herren vom Bau", "misst einen Mann mit Fieber", None),
    (None, "führt die lahme Kuh, die lahm geht", None),
    ("sucht junge Talente", "pflanzt junge Bäume", None),
    ("fragt die Jungs", None, None),
)  # fmt: skip
LISTS = (
    (vague.vague_words, "en", vague.ENGLISH, ENGLISH_WORDS),
    (vague.vague_words, "de", vague.GERMAN, GERMAN_WORDS),
    (inclusion.excluding_words, "en", inclusion.ENGLISH, ENGLISH_PEOPLE),
    (inclusion.excluding_words, "de", inclusion.GERMAN, GERMAN_PEOPLE),
)
PHRASES = [
    pytest.param(find, language, phrase, wanted, id=f"{wanted}: {phrase}")
    for find, language, _, rows in LISTS
    for row in rows
    for phrase, wanted in zip(row, (REFUSED, FLAGGED, PLAIN), strict=True)
    if phrase
]


@pytest.mark.parametrize(("find", "language", "phrase", "wanted"), PHRASES)
def test_word_is_refused_flagged_or_plain_by_what_stands_beside_it(find, language, phrase, wanted):
    assert outcome(find(phrase, language)) == wanted


@pytest.mark.parametrize("of", LISTS, ids=lambda of: f"{of[0].__name__}-{of[1]}")
def test_every_rule_has_a_phrase_that_it_refuses_and_one_that_it_lets_pass(of):
    _, _, known, rows = of
    phrases = [phrase for row in rows for phrase in row if phrase]
    for rule in known.rules:
        spans = [
            (phrase, match.span())
            for phrase in phrases
            for match in known.pattern.finditer(phrase)
            if match.group().lower() in rule.words.split("|")
        ]
        plain = [one for one in spans if rule.is_plain(*one)]
        others = [one for one in spans if one not in plain]
        assert bool(plain) is (rule.plain is not None), rule.words
        if rule.plain != WORD:
            assert any(rule.is_sure(*one) for one in others) is (rule.sure != NEVER), rule.words
            in_doubt = any(not rule.is_sure(*one) for one in others)
            assert in_doubt is (rule.sure is not None), rule.words


R1 = (
    (REFUSED, "Shows ownership of the chart and signs it.", "shows a quality"),
    (REFUSED, "Has a plan for the ward and its beds.", "has a thing"),
    (REFUSED, "Knows the chart and signs it.", "a state of mind"),
    (FLAGGED, "Shows the apprentice how to streak a plate.", "shows someone"),
    (FLAGGED, "Seeks a permit from the county for the shed.", "seeks a thing"),
    (FLAGGED, "Has the sample retested by the other laboratory.", "has it done"),
    (PLAIN, "Streaks the plate beside the apprentice.", "an act"),
    (FLAGGED, "Schätzt den Aufwand für das Dach mit dem Gesellen.", "schätzt is to estimate"),
    (REFUSED, "Zeigt Verantwortung für das Dach und den Gesellen.", "zeigt a quality"),
    (REFUSED, "Kennt das Dach und den Aufwand für den Gesellen.", "kennt"),
)
R2 = (
    (REFUSED, "Talks with people, smiles and helps them feel happy.", "acts and moods alone"),
    (FLAGGED, "Walks to the barn early and talks with the vet.", "two words may be things"),
    (PLAIN, "Turns the loaves in the oven before the crust browns, and airs the dough.", "a trade"),
    (PLAIN, "Writes a checklist with people.", "a listed thing"),
    (REFUSED, "Spricht mit den Kollegen über die Stimmung und zeigt Interesse.", "moods alone"),
    (FLAGGED, "Spricht mit den Kollegen über den Zaun und die Stimmung.", "one noun"),
    (PLAIN, "Trennt die Kuh vom Kalb und räumt den Stall für das Heu.", "nouns of a trade"),
)
R3 = (
    (REFUSED, "Rolls the form out across the company.", 0, "says how far it reaches"),
    (FLAGGED, "Parks the van that the company rents.", 0, "the company is a thing here"),
    (REFUSED, "Closes a simple ticket.", 4, "says how small it is"),
    (FLAGGED, "Reads the tickets with the board.", 4, "tickets are what it is about"),
    (PLAIN, "Parks the van at the dock.", 0, "no scope"),
)
R4 = (
    (REFUSED, "Writes a list of the bolts and stores it on the shelf.", "acts alone"),
    (REFUSED, "Writes a list of the bolts, and sorts it by size.", "another act"),
    (REFUSED, "Writes a list of the bolts. Stores it on the shelf.", "a second sentence of acts"),
    (FLAGGED, "Draws the bolts for the fitter, guests of the yard among them.", "another clause"),
    (PLAIN, "Oils the bolts of the gate. Rust has no chance there.", "a second subject"),
    (REFUSED, "Schreibt eine Liste der Schrauben und legt die Liste ins Regal.", "acts alone, German"),
    (PLAIN, "Ölt die Schrauben am Tor. Der Rost kommt nicht durch.", "a second subject, German"),
)  # fmt: skip
R8 = (
    # Sure: numbers and names that no source holds.
    (REFUSED, "Cuts costs by 30 % with the new form.", "a figure"),
    (REFUSED, "Calls twelve customers about the form.", "a number word"),
    (REFUSED, "Sales doubled with the new form.", "a factor"),
    (REFUSED, "Signs the doubled sales off with the form.", "a doubled amount"),
    (REFUSED, "Brings the queue down by half with the form.", "by half"),
    (REFUSED, "Cuts the queue by a third with the form.", "by a third"),
    (REFUSED, "Fills the form three times faster.", "a factor of three"),
    (REFUSED, "Runs a forty-person shift with the form.", "a hyphen that counts people"),
    (REFUSED, "Runs a twenty-five minute drill with the form.", "a number of two words"),
    (REFUSED, "Sends the form to Acme.", "a company"),
    (REFUSED, "Fills the form in Jira.", "a product"),
    (REFUSED, "Sends the form with SAP.", "a product in capitals"),
    (REFUSED, "Signs with T-Mobile for the form.", "a company with a letter"),
    (REFUSED, "Takes the form to the French office.", "a language as a place"),
    (REFUSED, "Takes the form to the Head of Falcon.", "a title and a name"),
    (REFUSED, "Fills the form with Sarah.", "a first name"),
    (REFUSED, "Asks Mr Miller for the form.", "a titled name"),
    (REFUSED, "Sends the form to a@b.example today.", "an address"),
    (REFUSED, "Posts the form on X.", "a lettered product"),
    (REFUSED, "Bespricht das Formular mit Frau Holle vor dem Dienst.", "a titled name, German"),
    # In doubt: it may count or name something.
    (FLAGGED, "Pipettes the plate with no doubled well.", "a doubled thing"),
    (FLAGGED, "Waits until the dough has doubled.", "dough doubles by itself"),
    (FLAGGED, "Uses a form that doubles as a label.", "doubles as"),
    (FLAGGED, "Checks the form three times a day.", "three times"),
    (FLAGGED, "Runs the four-hour drill with the form.", "a hyphen that only names"),
    (FLAGGED, "Postpones the audit by one quarter.", "a quarter of a year"),
    (FLAGGED, "Takes the form to the Head of Sales.", "a job with capitals"),
    (FLAGGED, "Lässt das Mehl vor dem Kneten sieben und sortiert den Sack aus.", "sieben is to sift"),
    # Neither.
    (PLAIN, "Enters the VAT and the P&L with the RCD and the SOPs.", "short forms of trades"),
    (PLAIN, "Asks for the form on Monday, in March and in Sept.", "weekdays and months"),
    (PLAIN, "Fills a Petri dish, a Gantt chart and an A4 sheet.", "set terms"),
    (PLAIN, "Reads the twelve-lead ECG under the four-eyes rule.", "set terms with numbers"),
    (PLAIN, "Reads the French translation of the X-ray report.", "a language and an X-ray"),
    (PLAIN, "Gives vitamin C to the one in a second team, one-to-one.", "letters, one and ordinals"),
    (PLAIN, "Has the form read by a third person on a half-day.", "an ordinal"),
    (PLAIN, "Prüft die Zahlung nach dem Vier-Augen-Prinzip mit dem Kollegen.", "a set term, German"),
    (PLAIN, "Hilft am Kai einer Frau mit Fieber und schreibt es auf.", "no person is named, German"),
)  # fmt: skip
SENTENCES = [
    *(pytest.param("R1", text, 1, wanted, id=f"R1 {wanted}: {why}") for wanted, text, why in R1),
    *(pytest.param("R2", text, 1, wanted, id=f"R2 {wanted}: {why}") for wanted, text, why in R2),
    *(pytest.param("R3", text, at, wanted, id=f"R3 {wanted}: {why}") for wanted, text, at, why in R3),
    *(pytest.param("R4", text, 1, wanted, id=f"R4 {wanted}: {why}") for wanted, text, why in R4),
    *(pytest.param("R8", text, 1, wanted, id=f"R8 {wanted}: {why}") for wanted, text, why in R8),
]  # fmt: skip


@pytest.mark.parametrize(("criterion", "text", "level", "wanted"), SENTENCES)
def test_criterion_decides_only_where_it_is_sure(criterion, text, level, wanted):
    if text.split()[0].endswith("t") and criterion != "R3":
        own = brief("Arbeitet mit Sorgfalt und hält die Vorschriften seines Handwerks ein.")
        fields = {"headline": "Notiert es", "evidence": "die Notiz"}
        assert outcome_of(checked(text, criterion, own, **fields)) == wanted
    else:
        assert outcome_of(checked(text, criterion, brief(level=level))) == wanted


def test_flag_names_the_example_and_what_to_see():
    check = checked("Locks the strong sedative away.", "R5")
    assert (check.passed, check.failed, check.reason) == (True, (), "")
    assert check.flags == "Example 1 says “strong”: see whether it is praise or a thing."


def test_known_number_may_be_written_as_a_word():
    own = brief("Keeps 12 stations running with care.")
    assert checked("Calls twelve stations about the form.", "R8", own).passed is True
    assert checked("Calls eleven stations about the form.", "R8", own).passed is False


def test_word_of_the_guide_itself_leaves_nobody_out_for_sure():
    text = "Asks the foreman for the form."
    assert outcome_of(checked(text, "R10")) == REFUSED
    assert outcome_of(checked(text, "R10", brief(role="Foreman"))) == FLAGGED


def test_headline_in_title_case_names_nothing_that_the_text_writes_small():
    text = "Draws the rota anew with the ward, so that each shift is covered."
    assert outcome_of(checked(text, "R8", headline="Draws The Rota Anew")) == PLAIN
    assert outcome_of(checked(text, "R8", headline="Draws The Falcon Rota")) == REFUSED


def test_flag_neither_fails_nor_leaves_out():
    good = Example(
        "Locks the strong sedative away",
        "Locks the strong sedative into the cabinet and signs the register, so that the night "
        "shift counts the same number.",
        "the register",
        DEFINITION,
        origin="manual",
    )
    checks = check_examples((good,), brief())
    assert [check.criterion for check in checks if check.flagged] == ["R5"]
    assert kept((good,), checks) == (0,)
    assert verdict((good,), checks) == "ready"
    assert why_left_out((good,), checks) == ""


def test_check_may_fail_one_example_and_flag_another():
    one = Example("Locks it away", "Locks the strong sedative away.", "the key", DEFINITION)
    check = check_examples((one, replace(one, text="Writes a strong plan.")), brief())[4]
    assert (check.criterion, check.failed, check.flagged) == ("R5", (1,), (0,))
    assert "Example 1" not in check.reason
    assert Check.from_json(check.to_json()) == check


def test_checks_stored_before_there_were_flags_can_be_read():
    old = {"criterion": "R5", "passed": True, "reason": "", "failed": [], "undecided": []}
    assert Check.from_json(old) == Check("R5", True)
