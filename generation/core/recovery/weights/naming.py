"""What the words of a name weigh: whether it is a level's, a competency's or something else's.

All signals and likelihoods run from 0 (no sign) to 1 (no doubt).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LevelNameWeights:
    """How much words, numbers and shortness say about names of levels and competencies."""

    most_words: int = 12
    """A level or competency with more words than this is a sentence."""

    # One name by itself: what it looks like, and the signal that a level's name gives by it.
    code_alone: float = 0.7
    """"L3": a code may also be that of a goal or a room."""
    number_alone: float = 0.4
    """"3": numbers number everything."""
    code_beside: float = 0.75
    """"L3 Wizard": a code before a title is rarely anything but a level's."""
    number_beside: float = 0.3
    """"3 Wizard": may be a numbered heading."""
    usual_words: int = 7
    """Names of levels have no more words than this."""
    long_share: float = 0.6
    """What a longer one keeps of its signal."""
    noun_at_edge: float = 0.85
    """"Career level": a noun of levels begins or ends the name, without a number."""
    noun_words: int = 4
    """In a longer name the noun is a word among others."""
    noun_in_phrase: float = 0.3
    """"Level of trust in the team"."""
    graded: float = 0.9
    """"Highly proficient": nothing but words that grade."""
    seniority: float = 0.9
    """"Senior", alone or with a role."""
    seniority_on_topic: float = 0.6
    """"Lead communication": beside a competency's word it may be a verb or a topic."""
    role_at_end: float = 0.6
    """"Engineer", "Designer 2"."""
    role_inside: float = 0.4
    """"Engineer in the field"."""
    counted: float = 0.6
    """"Wizard II"."""
    graded_inside: float = 0.35
    """"Working with others" begins with a word that grades, too."""
    unknown_phrase: float = 0.1
    """Several words that say nothing of heights: "Trusted guide"."""
    unknown_word: float = 0.15
    """One word names a level a little more often than several do."""
    unspaced_hint: float = 0.9
    """A word of height in a script without spaces."""
    unspaced_letters: int = 12
    """A longer text in such a script is a phrase."""
    unspaced_phrase: float = 0.5
    """A word of height within a phrase."""
    unspaced_role: float = 0.6
    """A role in a script without spaces."""

    # Several names together.
    lone_share: float = 0.8
    """What a single name keeps of its signal: nothing beside it confirms it."""
    series: float = 0.97
    """"L1", "L2", "L3": one stem with numbers that rise or fall."""
    bare_series: float = 0.85
    """"1", "2", "3": they may number rows as well."""
    shared_role: float = 0.9
    """All names share a role or a noun of levels."""
    shared_beside_bare: float = 0.6
    """All names share another word, and one of them is that word alone."""
    shared_word: float = 0.4
    """All names share another word."""
    shared_other_words: int = 4
    """With more words beside the shared one, the names are phrases."""
    mute_share: float = 0.9
    """What names keep where one of them gives no sign at all."""
    doubtless: float = 0.9
    """From this likelihood on, a name without a sign is believed."""
    monotone_share: float = 0.5
    """The least share of different numbers in a series; a level may come in two tracks."""

    # Shortness: 1 up to a mean number of words, then falling to 0.
    shortness_most: float = 1.6
    """What shortness begins at, so that names of up to six words lose nothing."""
    shortness_words: float = 10.0
    """Words by which it falls by 1."""
    signs_per_word: float = 3.0
    """Chinese, Japanese and Korean signs that count as one word."""

    # Competencies.
    competency_unknown: float = 0.35
    """Any short name may be a competency's."""
    competency_word: float = 0.9
    """"Communication" and other words of the list."""
    competency_unspaced: float = 0.8
    """The same within a script without spaces, where a sign may belong to another word."""
    competency_suffix: float = 0.7
    """"-tion", "-keit": a noun for a quality."""
    suffix_word_letters: int = 5
    """Shorter words end so by chance ("city", "thing")."""
    competency_joined: float = 0.55
    """"Planning and tools": competencies are joined, levels hardly ever."""
    level_cost: float = 0.6
    """What the signal of a level takes from that of a competency."""
    series_share: float = 0.1
    """What names that count keep of their likelihood to be competencies."""
    axis_span: float = 1.5
    """The difference of both likelihoods on two axes that leaves no doubt which holds levels."""

    # The height that a name states, 0 (learning) to 10 (leads the company).
    unstated_height: float = 3.0
    """A role without a word of seniority: "Engineer" stands between junior and senior."""
    grade_height: float = 2.0
    """Heights for one step of a scale of skill, whose five words span the ten heights."""
    number_height: float = 20.0
    """How many steps of a number make one height: "Senior 2" stays below "Lead"."""


@dataclass(frozen=True, slots=True)
class ScaleWeights:
    """When names are the steps of a grade scale, and how sure that makes them levels."""

    whole: float = 0.97
    """"Fail", "Pass", "Credit": every name is a grade, and they rise or fall."""
    disordered: float = 0.8
    """Every name is a grade, in an order of their own."""
    some: float = 0.85
    """Most names are grades in order: the others are a school's own words."""
    least_known: float = 0.6
    """The least share of names that are grades."""
    least_strong: float = 0.4
    """The least share of grades that no risk or price has."""
    weak: float = 0.45
    """"Low", "medium", "high": anything may have these."""
    coded: float = 0.95
    """"HD", "DI", "CR", "PA"."""
    bands: float = 0.95
    """"70-100%", "60-69%": bands of marks that rise or fall."""
    letters: float = 0.95
    """"A", "B+", "F": letters with signs, or down to the last."""
    bare_letters: float = 0.8
    """"A", "B", "C": they may number rows or options as well."""
    sentences: float = 0.92
    """"You aim for a good", "You aim for a very good"."""
    least_letters: int = 3
    """Names that a scale of letters, short forms or sentences has."""
    least_shared: int = 2
    """Words that all sentences share."""
    most_beside: int = 3
    """Other words beside the grade in a name whose siblings share none."""
    most_ending: int = 4
    """Letters that bend an adjective."""
    most_contrary: float = 0.2
    """Share of the pairs that may go against the others: words differ from school to school."""


@dataclass(frozen=True, slots=True)
class GuideSignWeights:
    """Whether a table is a guide, or a timetable, price list or plan."""

    likely: float = 0.6
    """From this likelihood on, the names are those of levels where title or header say so too."""
    certain: float = 0.85
    """From this likelihood on, the names of the levels speak for themselves."""
    steps_alone: float = 0.8
    """No likelihood is higher for steps without a role: courses and offers have them as well."""
    half_sure: float = 0.8
    """What the confidence keeps where one sign tells of a guide, and others do not."""
    sums_share: float = 0.15
    """The share of texts with a sum of money from which on it is an offer."""
    figures_share: float = 0.5
    """The share of texts that are figures or single words from which on they define nothing."""
    figure_words: int = 1
    """Words of three letters that a text needs at least to be more than a figure."""
    unsure: float = 0.45
    """What the confidence keeps where nothing tells that the table is a guide."""
    unlikely: float = 0.1
    """What it keeps where the names are those of days, phases or sums."""
    other_share: float = 0.6
    """The share of such names from which on the table is about them."""
    register_share: float = 0.5
    """The same for names of a register's columns: a guide has a competency called "Decisions"."""
    header_pt: float = 40.0
    """How far above the definitions their header and its corner stand."""
    louder: float = 1.05
    """Times the usual size from which on a line above them is a heading."""


@dataclass(frozen=True, slots=True)
class FieldValueWeights:
    """When one and the same word is an entry of a form, on one page."""

    least: int = 6
    """Times that it stands there."""
    least_in_column: int = 2
    """Times that it stands in a column."""
    least_columns: int = 3
    """Columns that it stands in: a list that names a level in each row has one."""
    in_columns: float = 0.9
    """Share of the times that it stands in such a column."""
    apart_em: float = 1.0
    """White space on both sides of it; words of a text stand closer."""
    most_crowded: float = 0.25
    """Share of the times that a long line of the column beside may come close to it."""


@dataclass(frozen=True, slots=True)
class DefinitionWeights:
    """Whether texts are definitions, which are told anew for every level."""

    least_kept: float = 0.3
    """What these signs leave at least, each of them and all together."""
    repeats_free: float = 0.06
    """Share of texts that stand in several places by chance, or by an author's hand."""
    repeats_most: float = 0.25
    """From this share on, the texts are entries and no definitions."""
    field_words: float = 6.5
    """Words of a name, a date or another entry of a field; longer texts tell something."""
    uneven_free: float = 0.65
    """How much shorter the shortest level is told than the longest, as a share."""
    uneven_most: float = 0.8
    """From here on a column holds names beside another one of sentences."""
    short_row: float = 0.34
    """Times the longest row's words; a row told in fewer is a short one."""
    short_rows_free: float = 0.3
    """Share of short rows: a guide may count years, or name titles."""
    short_rows_most: float = 0.7
    """From here on the rows are fields of an entry."""
    foreign_free: float = 0.03
    """How much more alike texts of different rows may be than texts of one."""
    foreign_most: float = 0.12
    """From here on the texts come from one stock and tell nothing of their row."""
    brief_words: float = 5.5
    """Words below which texts need to have something in common along a row."""
    brief_along: float = 0.12
    """How much that is, as the share of their longer words."""
    phrase_words: float = 2.5
    """With fewer words most texts are names, not definitions."""
    phrase_kept: float = 0.8
    """Kept where they are."""
    brief_kept: float = 0.5
    """Kept where they have not."""
    clear_along: float = 0.2
    """From this likeness along the rows on, they grow from level to level."""
    clear_times: float = 2.5
    """Times the likeness of other texts that it must be."""
    common_share: float = 0.5
    """Share of the texts with a word that says nothing of any of them."""
