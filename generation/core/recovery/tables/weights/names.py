"""What the judges of names weigh: headers, labels, parts of a table, guides."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NameWeights:
    """Names in cells, and the rows that hold nothing else."""

    most_letters: int = 90
    """Letters; a name in a header is shorter, a definition or an explanation longer."""
    most_letters_ever: int = 200
    """Letters; with one longer text a row is no header."""
    sentence: int = 25
    """Letters; a name may end with a full stop as well, a sentence is longer."""
    sentence_share: float = 0.34
    """Share of sentences in a header."""
    banner: float = 0.6
    """Share of the columns that a banner covers."""
    banner_columns: int = 3
    """Columns; a cell over both columns of a smaller table is an entry like any other."""
    with_explanation: int = 40
    """Letters; a shorter cell holds a name alone."""
    other_size: float = 0.8
    """Points; type that differs by more has another role."""
    first_paragraph: int = 60
    """Letters; a first paragraph up to this length may name what follows, which is longer."""


@dataclass(frozen=True, slots=True)
class HeaderWeights:
    """Which rows are headers."""

    most_rows: int = 3
    """Rows of a header; more would be definitions."""
    most_title_rows: int = 3
    """Rows of a title above it."""
    rows_below: int = 3
    """Rows below a header that it is compared with."""
    filled: float = 0.6
    """Share of the columns that a second row of names fills."""
    shorter: float = 0.5
    """Times the usual length of the texts below; a second row of names is shorter."""
    likely_levels: float = 0.5
    """Likelihood from which names are levels' without being bold."""
    bold: float = 0.5
    """Sign of a header: bold above text that is not all bold."""
    filled_colour: float = 0.4
    """Sign of a header: a colour that no cell below has."""
    levels: float = 0.6
    """Sign of a header, times the likelihood that it names levels."""
    long: float = 0.4
    """Sign against a header: texts nearly as long as those below."""
    nearly: float = 0.6
    """Times the length of the texts below; longer ones count as nearly as long."""


@dataclass(frozen=True, slots=True)
class RoleWeights:
    """Which columns hold names, and which axis the levels; fits are sums without a unit."""

    most_labels: int = 3
    """Columns of names: category, competency and explanation."""
    least_scale: int = 3
    """Levels of a scale that is sure enough to end any number of such columns."""
    sure_scale: float = 0.9
    """Likelihood from which names are such a scale."""
    no_level: float = 0.5
    """Signal below which the column before it names no level of its own."""
    long_text: int = 45
    """Characters in the median; a column with longer texts holds sentences."""
    competencies: float = 0.35
    """For names on the other axis that look like competencies, times the likelihood."""
    sentences: float = 0.6
    """Against names that end as sentences do, times their share."""
    unlabelled: float = 1.1
    """Against a table without names for its rows."""
    unlabelled_long: float = 0.3
    """The same where the first column holds sentences under a header of its own."""
    alternating: float = 0.6
    """Against label columns where every row is named by a banner above it."""
    told: float = 0.65
    """For a column of explanations whose header says so."""
    explains: float = 0.35
    """Against each column of explanations among the labels."""
    long_names: float = 0.5
    """Against a first column of sentences."""
    explains_first: float = 0.5
    """Against explanations before the names."""
    groups: float = 0.1
    """Against a further column of names that are groups of the next one's."""
    no_groups: float = 0.4
    """Against a further column of names that are none."""
    grouped_names: float = 0.5
    """Against names that stand for several rows."""
    short: float = 0.4
    """Times the usual length; a shorter first column of definitions is one of names left out."""
    names_left_out: float = 0.45
    """Against a last label column of groups where names may follow."""
    distinct: float = 0.75
    """Share of the rows; a column with fewer different texts holds groups."""
    corner: float = 0.3
    """For the axis that the corner names, on the scale of likelihoods."""


@dataclass(frozen=True, slots=True)
class JoinWeights:
    """Parts of one table on several pages."""

    edge: float = 4.0
    """Points; columns of two parts are the same where their edges differ by less."""
    edge_spaced: float = 0.4
    """Share of the narrowest column, where edges show by white space alone."""
    misread: float = 0.72
    """Likeness from which headers read by OCR are the same."""
    same_names: float = 0.8
    """Share of the columns whose names agree in a repeated header."""
    new_header: float = 0.55
    """Signs from which a first row is a header of its own."""
    new_level: float = 0.6
    """From this likelihood on, names on both sides of a page's edge are two levels of a list."""
    headless: float = 0.3
    """Signs below which a first row is none, so that it may continue a table of any page."""
    nameless: float = 0.3
    """Share of rows without a name from which they are rows of their own, not cut ones."""
    row_height: float = 0.1
    """Share of its height by which a row on another page may differ."""
    repeated_names: float = 0.5
    """Share of first texts that name the table's rows: then it repeats them."""
    likelihood_loss: float = 0.25
    """Likelihood of levels that the names of both parts may lose."""
    unlikely: float = 0.3
    """Likelihood below which the names of both parts are no levels anyway."""


@dataclass(frozen=True, slots=True)
class SheetWeights:
    """A table as levels and competencies."""

    most_lone: float = 0.5
    """Share of the rows with a label alone; where there are more, they are no categories."""
    nameless: float = 0.5
    """Share of the rows with text below no name, from which a column lacks its header."""
    most_banner_words: int = 12
    """Words; a full-width row with more explains and names nothing."""
    other_size: float = 0.7
    """Points; a label that differs by more looks other than the one below."""
    longest_name: int = 120
    """Letters; a further text in a level's header that is longer explains it."""


@dataclass(frozen=True, slots=True)
class FormWeights:
    """Columns and rows that are to be filled in."""

    sure_levels: float = 0.6
    """Likelihood from which names are levels', so that other columns beside them are none."""
    brief_words: int = 4
    """Words of a field's text; a longer one is a sentence."""
    few_long: float = 0.25
    """Share of the texts below a form's word that may be sentences."""
    longest_reference: int = 10
    """Letters and digits of a code that points to a standard."""


@dataclass(frozen=True, slots=True)
class ListWeights:
    """Tables that list one definition a row."""

    least_columns: int = 3
    """Columns: a competency, a level and a definition."""
    least_rows: int = 5
    """Rows with the header: two competencies at two levels."""
    most_key_letters: int = 60
    """Letters of a name that rows repeat."""
    distinct: float = 0.8
    """Share of the rows; a column of definitions holds more different texts."""
    least_letters: int = 12
    """Letters of a definition in the median; names are not longer than they need."""
    least_filled: float = 0.6
    """Share of the crossings of both names that have a row of their own."""
    least_repeats: float = 1.4
    """Rows that each name stands in on average."""


@dataclass(frozen=True, slots=True)
class StackWeights:
    """Tables of one competency each."""

    least_rows: int = 3
    """Rows of a table that names a level in each; with two, a list of anything may look so."""
    least_signs: float = 0.45
    """Likelihood from which names in the header or above the tables are those of levels."""
    least_tables: int = 3
    """Tables of names and texts under headings; two may share names by chance."""
    shared_names: float = 0.7
    """Share of the names below one heading that return below others."""
    least_names: float = 0.6
    """Likelihood from which the names in a first column are levels."""
    as_long: float = 0.4
    """Times the usual letters of a column; a first column of definitions has more."""


@dataclass(frozen=True, slots=True)
class GuideWeights:
    """Which tables make one guide, and which are none."""

    same_names: float = 0.9
    """Share of the levels or competencies that agree in parts of one guide."""
    competency: float = 0.5
    """Signal from which a heading names a competency rather than a guide."""
    as_loud: float = 0.5
    """Points below the title's size; a heading as large as this begins another guide."""
    most_category_words: int = 8
    """Words of a heading that is a category."""
    least_cells: int = 4
    """Definitions of a guide: two competencies at two levels."""
    least_filled: float = 0.3
    """Share of the crossings that hold a definition."""
    prose: float = 0.5
    """Share of a guide's cells that are written in words."""
    prose_letters: int = 10
    """Letters of a cell in words, of two words at least."""
    prose_letters_unspaced: int = 6
    """The same in scripts that write no spaces, in which a letter says more."""
    head_start: float = 0.3
    """Likelihood given to all sheets, so that one without levels' names may still be the guide."""
    least_share: float = 0.15
    """Share of the largest sheet's text that another guide holds."""
    least_likelihood: float = 0.45
    """Likelihood of levels in another guide."""
    least_share_turned: float = 0.5
    """Share of the text of another guide whose levels lie on the other axis."""


@dataclass(frozen=True, slots=True)
class HeadingWeights:
    """What stands above a table."""

    most_words: int = 16
    """Words of a heading."""
    louder: float = 1.08
    """Times the usual size; a heading's type is larger, or bold."""
    same_size: float = 0.3
    """Points; a heading goes on only in type that differs less."""
    line_gap: float = 0.6
    """Ems between the lines of one heading."""
    apart: float = 3.0
    """Ems of white space that part two texts, of which neither is a heading."""


@dataclass(frozen=True, slots=True)
class AttemptWeights:
    """How sure an attempt on tables is of itself."""

    clear: float = 0.6
    """Sureness from which headings look like those of levels; below, a reader should look."""
    best: float = 0.98
    """Confidence of a table that leaves nothing to wish."""
    found: float = 0.8
    """Share of it for the table alone."""
    named: float = 0.2
    """Share of it for names of levels."""
    named_gain: float = 2.0
    """Times the sureness: half a likelihood is as good as certainty."""
    broken_loss: float = 2.0
    """Times the share of broken cells: with half of them the rows are wrong."""
    broken_least: float = 0.1
    """Factor that is left where all cells are broken."""
    nameless_kept: float = 0.6
    """Factor that a column without a header leaves: the names may stand over others' columns."""
    parts_kept: float = 0.7
    """Factor that guides leave which look like parts of one: a person knows whether they are."""
    wide_step: float = 2.6
    """Times the usual step between lines; a wider one is a gap between rows."""
    rtl: float = 0.5
    """Share of letters read from right to left above which the page's columns are."""
