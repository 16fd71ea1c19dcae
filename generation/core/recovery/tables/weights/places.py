"""What the judges of place weigh: rows, columns, walls and regions of a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RowWeights:
    """Lines of text across a page, and the texts that white space parts in them."""

    wide: float = 0.8
    """Ems of white space that part two texts; spaces of justified lines stay below."""
    mark_reach: float = 2.5
    """Ems from the mark of a list item to its text: both are one text."""
    same_start: float = 2.5
    """Points; texts of one column begin this close to each other, hung punctuation aside."""
    most_banner_words: int = 12
    """Words; a longer line over several columns is running text and names nothing."""


@dataclass(frozen=True, slots=True)
class RiverWeights:
    """Columns that show by the white space between them."""

    river: float = 0.4
    """Ems; narrower white space is a gap between words."""
    least_texts: int = 3
    """Texts side by side, at least, in a row that shows columns; two are often a mere label."""
    least_rows: int = 3
    """Rows that keep to the columns; fewer stand in line by chance."""
    most_crossing: int = 2
    """Rows one after the other that may cross the rivers and still lie inside a table."""
    anchors_each: int = 4
    """Rows tried for every number of texts: the first ones, header and body."""
    most_anchors: int = 32
    """Rows tried on a page; bounds the work on pages of many short lines."""
    least_starts: int = 3
    """Texts that begin in one place make it a usual start."""
    least_edges: int = 4
    """Edges of a table without walls: three columns have so many."""
    edge_back: float = 1.0
    """Points that an edge stands before the text of its column, where the river is wide."""


@dataclass(frozen=True, slots=True)
class TouchWeights:
    """Columns whose longest lines reach up to each other, and columns that are none."""

    header_lines: int = 3
    """Lines at the top of a table that may name such a column."""
    narrowest: float = 9.0
    """Points; a column is wider than this."""
    edge_back: float = 0.5
    """Points that an edge stands before the text of such a column."""
    aligned: float = 0.9
    """Share of a column's lines that begin at its left edge."""
    least_wide: int = 3
    """Lines, at least, with white space beside them wide enough to part two columns."""
    wide_share: float = 0.2
    """Share of the lines with such white space; a ragged column has more."""
    begins: float = 0.5
    """Share of a true column's texts that follow wide white space."""


@dataclass(frozen=True, slots=True)
class CrossingWeights:
    """Texts that run over several columns."""

    usual_start: float = 1.5
    """Points from a usual start; a word there begins a column, whatever stands before it."""
    edge_start: float = 3.0
    """Points from an edge; a word there begins the column."""


@dataclass(frozen=True, slots=True)
class RegionWeights:
    """Where a table without walls ends, and another one begins."""

    heading_size: float = 1.12
    """Times the usual size; a lone line in larger type is a heading."""
    heading_gap: float = 0.9
    """Ems above a bold line that is a heading rather than a category."""
    mostly_bold: float = 0.5
    """Share; a table with fewer bold words has no bold rows but its header."""
    other_starts: float = 0.85
    """Share of texts that begin where columns do; a header with fewer has other columns."""
    fewer_texts: float = 0.7
    """Share of the columns; a header with fewer texts is that of another table."""
    far_below: float = 1.6
    """Ems below the last row; a lone text farther off is no longer the table's own."""
    same_size: float = 0.5
    """Points; type that differs less is the same."""
    close_above: float = 0.6
    """Ems; a lone text in the same type this close above a row belongs to it."""
    few_texts: float = 0.5
    """Share of the most texts of a row; a row with no more, and apart, is a running header."""
    heading_lines: int = 3
    """Lines of a heading between a table and the next one that repeats its header."""
    heading_apart: float = 0.5
    """Ems of white space above such a heading."""


@dataclass(frozen=True, slots=True)
class KnownWeights:
    """Columns that are known from the page before."""

    edge_half: float = 0.5
    """Points to both sides of an edge that no text may touch."""
    left_slack: float = 3.0
    """Points that a text may stand out on the left of the columns."""
    right_slack: float = 12.0
    """Points that a text may stand out on the right: the last column's width is a guess."""
    whole: float = 0.9
    """Share of the rows found without help that the known columns must take in."""


@dataclass(frozen=True, slots=True)
class BandWeights:
    """Rows of a table by white space and by drawn bands."""

    end_slack: float = 2.0
    """Points; a band's edge this close to an end of the table is that end."""
    beside: float = 0.6
    """Share of the width; a shorter band or rule does not run across the table."""
    inside_row: float = 0.25
    """Ems above and below; a rule within underlines or strikes out its row's words."""
    thinnest_band: float = 4.0
    """Points; a lower fill is a line or a mark."""
    narrowest_band: float = 10.0
    """Points; a narrower fill is a mark."""
    same_edge: float = 2.5
    """Points; edges this close to each other are both sides of one line."""
    header_gap: float = 0.5
    """Ems; bold lines farther apart are not one wrapped header."""
    header_filled: float = 0.6
    """Share of the columns beside the first that a header names."""
    most_bold: float = 0.3
    """Share of bold words below a header; with more, bold does not tell the header."""
    longest_name: int = 50
    """Letters of a name."""
    widest_pitch: float = 1.8
    """Ems from line to line; lines of one text are not farther apart."""
    usual_pitch: float = 1.3
    """Ems from line to line where the table does not tell."""
    low_steps: float = 0.3
    """Share of the steps between lines below the usual one; larger ones part texts."""
    aligned: float = 0.7
    """Share of the names above which white space runs across the table, where rows are top."""
    least_strip: float = 0.6
    """Points of white space beyond that between lines, at least, that part two rows."""
    strip_share: float = 0.1
    """Ems of such white space."""
    with_categories: int = 3
    """Columns; a table with fewer has no column of categories before that of names."""
    more_names: float = 1.5
    """Times the categories; a second column with more texts names the rows."""
    level_starts: float = 0.7
    """Share of the other columns' texts that begin beside a name."""
    stray_starts: float = 0.1
    """Share of the texts that begin beside none."""
    short: float = 0.35
    """Share of the usual letters of a column; names stay below."""
    least_cased: int = 12
    """Beginnings of lines with upper and lower case, to tell that every line is a row."""
    capitals: float = 0.95
    """Share of capitals among them: a text that goes on begins with small letters."""
    same_size: float = 0.6
    """Points; a name goes on only in type that differs less."""
    wraps: float = 1.12
    """Times the usual step; a wrapped line of a name is not farther off."""
    wrap_slack: float = 0.3
    """Points on top of it."""


@dataclass(frozen=True, slots=True)
class WallWeights:
    """Tables whose cells are drawn."""

    near: float = 3.0
    """Points; lines that end this close to each other meet."""
    near_type: float = 0.35
    """Ems; lines closer than this make one edge, also where the type is very small."""
    cluster: float = 2.0
    """Times `near`; lines that make one edge lie no farther apart in all."""
    wall_reach: float = 2.0
    """Times `near`; a line this close to an edge is its wall."""
    wall: float = 0.55
    """Share of the border of two fields along which a line must run to part them."""
    least_lines: int = 4
    """Lines that meet; fewer enclose no cell."""
    most_fields: int = 4000
    """Fields of a grid; a drawing has more, and takes long."""
    outer_area: float = 1.2
    """Times the area; a table around another one is larger than this."""
    narrowest_fill: float = 10.0
    """Points; a narrower fill is a mark."""
    lowest_fill: float = 5.0
    """Points; a lower fill is a line."""
    page_share: float = 0.95
    """Share of the page's height; a higher fill is its background."""
    narrowest_empty: float = 15.0
    """Points; a fill without text must be wider to be a cell."""
    lowest_empty: float = 6.0
    """Points; a fill without text must be higher to be a cell."""
    lines_high: float = 2.6
    """Ems; a fill higher than this is no highlighted line."""
    most_cut: float = 0.1
    """Share of its words that a fill may cut: a long word sticks out of its column."""
    flows: float = 0.4
    """Ems from a fill; a word nearer on the same line goes on inside, so words are highlighted."""
    least_area: float = 50.0
    """Square points; a smaller fill does not colour a cell."""
    cell_share: float = 0.5
    """Share of the cell's height; a lower fill does not colour it."""
    first_letter: float = 0.25
    """Ems from the start of a word; its line began in the cell that holds this place."""
    same_line: float = 0.3
    """Ems; words on one line lie no farther apart in height."""
    space_back: float = 0.1
    """Ems that the next word of a line may reach back."""
    space: float = 0.45
    """Ems to the next word of a line at most."""


@dataclass(frozen=True, slots=True)
class CellWeights:
    """Cells as they are, whatever found them."""

    mostly: float = 0.5
    """Share of the letters above which a cell is bold, of the words above which it is turned."""
    thinnest: float = 6.0
    """Points; a narrower column is too thin for text."""


@dataclass(frozen=True, slots=True)
class SpacedWeights:
    """Fields of tables without walls."""

    below_turned: float = 0.5
    """Points below turned names at which the header ends."""
    turned_gap: float = 4.0
    """Ems from turned names down to the table they name."""
    thinnest_band: float = 4.0
    """Points; a lower fill colours no row."""
    whole_row: float = 0.6
    """Share of the columns; a text over more from the first on takes the whole row."""


@dataclass(frozen=True, slots=True)
class TileWeights:
    """Pages of a printed sheet."""

    same_place: float = 1.5
    """Points; drawn lines on two pages of one sheet lie no farther apart."""
    same_line: float = 1.0
    """Points; lines of text in one row stand no farther apart."""
    between_texts: float = 0.35
    """Ems of white space between two texts of a column; lines of one stand closer."""
    most_pages: int = 100
    """Pages of one sheet; bounds the ways in which they may lie."""
    least_fit: float = 0.7
    """Share of places that pages beside and below each other must have in common."""
    least_pair: float = 0.25
    """Share of places that any two neighbours must have in common: less is another sheet."""
    named: float = 0.15
    """For a first line that names levels on page after page, times the likelihood."""
    header_lines: int = 4
    """Lines at the top among which the names of levels stand."""
    title_lines: int = 8
    """Lines at the top of the first page that further pages may repeat."""
    repeated_names: int = 3
    """Names that a page repeats from the first one, at least: fewer agree by chance."""
    margin: float = 0.12
    """Share of the page's height in which a sheet's name stands in a header or footer."""
    margin_gap: float = 1.0
    """Ems of white space that part such a name from the sheet."""
    cut_reach: float = 0.8
    """Ems from the page's edge within which a word that it cuts ends."""
    shorter: float = 0.3
    """What is taken for rows that end higher up on one page, times the part that it lacks."""
    same_names: float = 0.5
    """Share of the lines that begin with the same name at the same height on both pages."""
    narrower: float = 1.0
    """The same for text that reaches less far to the right on one page."""
    repeated_kept: float = 0.5
    """Kept where pages repeat each other's header side by side, or names one below the other."""
    paired_kept: float = 0.85
    """Factor for names and texts in two columns that white space alone parts: a person looks."""
    overhang: float = 3.0
    """Points that a text cut at its column's edge may reach over it."""
    drawn_holds: float = 0.7
    """Share of the text found without walls that drawn cells must hold to be the table."""
    gap: float = 24.0
    """Points between undrawn columns of two pages: any column stays one of its own."""
    row_gap: float = 12.0
    """Points between undrawn rows of two pages: a sheet's rows are never cut."""


@dataclass(frozen=True, slots=True)
class MarkWeights:
    """Columns of a form beside those of definitions."""

    least_columns: int = 3
    """Columns of a table that may hold such a one beside names and definitions."""
    most_letters: int = 5
    """Letters of a score or a tick."""
    narrow: float = 0.6
    """Times the usual width; a column of a name of its own is narrower if it is for marks."""
    level: float = 0.9
    """Signal from which the name above an empty column is that of a level without texts."""
