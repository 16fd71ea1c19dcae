"""What the look of a page weighs: lines, boxes, columns, headers and wrapped text.

Units stand at the end of the names: `_pt` points, `_em` sizes of the type at hand, `_share` parts
of a whole from 0 to 1. The figures were set on the guides of the corpus and hold for printed
pages in general: most follow from how programs set type (line height 1.2 to 1.5, spaces of a
quarter to a third of an em, list marks within two ems of their text).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LineWeights:
    """When words share a line, what marks a list item, and how a line looks."""

    baseline_share: float = 0.5
    """Two words stand on one line when this share of the lower one's height is common to both."""
    size_step_pt: float = 0.5
    """Type sizes are told apart in steps of this: programs scale type by less than it."""
    unknown_size_pt: float = 10.0
    """The size of text where there is none to measure: that of most office documents."""
    bold_share: float = 0.96
    """From this share of bold letters on, a line is bold: a bold name before text is not."""
    italic_share: float = 0.9
    """The same for italics, whose spaces and signs are more often left upright."""
    capitals_letters: int = 3
    """A line in capitals has a word of more letters than this: "QA", "L3" and "SRE II" are always
    written so."""
    colour_steps: int = 4
    """Shades of each colour that count as different; a screen shows finer ones alike."""
    letter_mark_gap_em: float = 0.35
    """An "o" before a wider gap is a list mark that a font lacked; before a space, a word."""
    drawn_mark_reach_em: float = 2.2
    """A drawn list mark stands no further than this from its text."""
    drawn_mark_least_pt: float = 1.0
    """Smaller fills are dots of a pattern or parts of a line."""
    drawn_mark_most_pt: float = 8.0
    """Larger fills are icons or areas."""
    drawn_mark_narrowest: float = 0.6
    """Width over height of the slimmest mark; slimmer fills are strokes."""
    drawn_mark_widest: float = 1.7
    """Width over height of the widest mark, such as a short dash."""

    # The rank of a heading: larger type above bolder, above capitals, above coloured.
    rank_size: float = 2.0
    """Of each point of size: one point more outweighs bold and capitals together."""
    rank_capitals: float = 0.6
    """Of capitals, in points of rank: less than bold (1), more than a colour."""
    rank_colour: float = 0.3
    """Of any colour but black."""
    rank_italic: float = 0.2
    """What italics take away: they mark a remark more often than a heading."""
    rank_label: float = 100.0
    """What a label beside text takes away: it stands below every heading on a line of its own."""
    rank_run_in: float = 200.0
    """What a name at the beginning of a paragraph takes away: it stands below labels."""
    rank_plain: float = 300.0
    """What a name in plain type takes away: it stands below all others."""


@dataclass(frozen=True, slots=True)
class TextWeights:
    """Where a wrapped line goes on and where a paragraph begins."""

    hyphenated_ends: int = 3
    """Line ends with a hyphen, from which on a document may be hyphenated throughout."""
    hyphenated_share: float = 0.04
    """The share of lines with such ends above which it is: text without has one in a hundred."""
    paragraph_step: float = 1.35
    """Times the usual distance of lines above which a new paragraph begins."""
    paragraph_step_em: float = 1.2
    """The least distance of lines that may part paragraphs: tight lines stand one em apart."""
    centred_pt: float = 2.0
    """How far the middle of a centred line may lie beside that of its column."""
    centred_indent_pt: float = 4.0
    """A line further in than this on its left is centred; nearer, it only fills its column."""
    spare_room_em: float = 0.7
    """Room beside the next word above which a line ended on purpose: a space and some slack."""
    broken_word_room_em: float = 0.6
    """Room beside a word that fills its column: less than a wide letter takes."""


@dataclass(frozen=True, slots=True)
class FurnitureWeights:
    """What makes a line at the edge of a page a header, a footer or a page number."""

    margin_share: float = 0.12
    """Headers and footers stand in this part of the page's height, at its top and bottom."""
    loud: float = 1.2
    """Type this many times larger than the text is a title; it must recur on nearly all pages."""
    tolerance_pt: float = 4.0
    """How far the same header may move between pages."""
    same_size_pt: float = 0.3
    """Less difference in size is none: the same words inside a page are a heading."""
    least_pages: int = 2
    """What stands on fewer pages recurs nowhere."""
    loud_pages: int = 3
    """A title that recurs on fewer pages belongs to the text."""
    loud_share: float = 0.8
    """The share of pages that a title must recur on to be a header."""
    rows_below: int = 6
    """Rows below a table's header that show where its columns begin."""
    close_em: float = 0.5
    """White space below a lone name of a column; below a running header there is more."""
    apart_em: float = 0.8
    """White space that parts the names in such a header."""
    quiet_share: float = 0.5
    """The share of pages for a line in usual type; left and right pages may have their own."""


@dataclass(frozen=True, slots=True)
class BoxWeights:
    """Which fills and frames hold text as cards do."""

    least_width_pt: float = 50.0
    """A narrower box holds no more than a number or an icon."""
    least_height_pt: float = 24.0
    """A lower box holds no more than a name."""
    title_height_pt: float = 12.0
    """A lower fill is a line or a stripe, not even the coloured title of a card."""
    title_most_pt: float = 70.0
    """The coloured title of a card is no higher than this."""
    title_share: float = 0.5
    """Nor higher than this part of the card below it; two cards may touch as well."""
    page_share: float = 0.8
    """A box of more than this part of the page is its background."""
    corner_pt: float = 9.0
    """Rounded corners keep the sides of a frame this far from meeting."""
    side_share: float = 0.9
    """The part of a side, without its corners, that upright lines must cover."""
    seam_pt: float = 4.0
    """Boxes nearer than this touch."""


@dataclass(frozen=True, slots=True)
class FlowWeights:
    """Where white space parts columns, and where labels stand beside text."""

    rtl_share: float = 0.5
    """From this share of right-to-left letters on, a page is read from the right."""
    word_gap_em: float = 0.9
    """White space within a line from which on more than a space was meant."""
    gutter_pt: float = 8.0
    """The least white space between two columns."""
    gutter_em: float = 0.9
    """The same in ems, for large type."""
    edge_pt: float = 0.5
    """A column begins this much before its text, so that rounding cuts no word."""
    start_pt: float = 4.0
    """Lines of one column begin within this of each other: italics and signs stand out a bit."""
    least_rows: int = 2
    """Rows on each side of white space that parts columns, where nothing is drawn between."""
    least_rows_together: int = 5
    """Rows on both sides together; fewer are an accident of two lines."""
    least_starts: int = 2
    """Rows that must begin where the right column begins; one, where a line is drawn."""
    title_gap_em: float = 0.9
    """White space below which a title above one side still belongs to its column."""
    common_share: float = 0.5
    """The part of the lower side's height on which both sides must stand beside each other."""
    marks_share: float = 0.6
    """From this share of rows with list marks or numbers on, the left side is no column."""
    mark_words: int = 2
    """Rows of list marks hold no more words than this."""
    river_em: float = 1.4
    """White space this wide is no river of spaces between words."""
    river_reach_em: float = 3.5
    """Words that begin within this of a river tell whether a column begins there."""
    river_raster_pt: float = 3.0
    """Words that begin within this of each other are aligned."""
    river_places: int = 2
    """Places at which lines of a column begin: its edge and the indent of its lists."""
    river_rows: int = 6
    """Rows from which on their alignment can be told from chance."""
    river_aligned_share: float = 0.7
    """The share of rows that begin at those places where a column begins."""
    known_pt: float = 2.0
    """How far text with labels beside it may begin from where it does on other pages."""
    drawn_pt: float = 1.0
    """How far a line that parts two sides may reach into either."""

    # Labels: a narrow column of names, each read with the text at its side.
    label_words: int = 10
    """A label with more words is text."""
    label_usual_words: int = 6
    """Nor have most labels more words than this."""
    label_groups: int = 2
    """Labels that tell a column of them; one, where a line is drawn or another page has them."""
    label_weight: float = 0.5
    """Labels hold at most this part of the letters of the text at their side."""
    bold_label_weight: float = 2.0
    """The same for labels that alone are bold: short texts may stand beside long names."""
    label_width_share: float = 0.75
    """Labels take at most this part of the width of the text at their side."""
    label_wrap_em: float = 0.75
    """White space between two rows below which they are one label."""
    label_size_pt: float = 0.5
    """A label in type this much larger than the others is a heading between them."""
    separator_pt: float = 2.0
    """How far a line that parts two labels may reach into either."""
    separator_width_em: float = 3.0
    """A filled area narrower than this is a mark, and its edge parts nothing."""
    separator_beyond_pt: float = 1.0
    """A filled area that parts text reaches this far beyond the white space."""
    hang_em: float = 0.45
    """A label within this of the top of a row stands beside that row."""
    hang_share: float = 0.6
    """From this share of such labels on, labels stand at the top of their texts."""
    beside_em: float = 0.5
    """A row within this of a label's top begins the label's text."""
    above_pt: float = 0.1
    """A band begins this much above its first row, so that rounding leaves the row inside."""
    first_gap_em: float = 1.2
    """White space above the first label from which on the text before it is another one's."""
    paragraph_gap: float = 0.5
    """White space, in heights of a row, below which rows run on as one paragraph."""
    mark_reach_em: float = 3.0
    """A list mark or number is held to text that begins within this of it."""
