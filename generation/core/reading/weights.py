"""What reading weighs evidence with: one set a judge, each figure with its unit and its reason.

*Ems* are sizes of the type at hand, *points* 1/72 inch, *pixels* those of a picture at `scan.DPI`,
*grey levels* 0 (black) to 255. Limits on what a file may ask for are no evidence and stand where
they are kept.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WordWeights:
    """Glyphs to words."""

    gap: float = 0.14
    """Ems of white space between words, at least, where the line has no space characters."""
    gap_beside_spaces: float = 0.22
    """The same where the line writes its spaces."""
    overlap: float = 0.6
    """Ems that a glyph may reach back over the one before it: italics, kerning."""
    baseline: float = 0.25
    """Ems by which baselines of one word may differ: ordinals, chemical formulas."""
    steep: int = 30
    """Degrees from which on a slanted text counts as turned."""
    run_gap: float = 1.5
    """Ems; glyphs farther apart belong to different texts, whatever the order of drawing."""
    least_gaps: int = 3
    """Gaps between letters, at least, to tell letters that are spaced out."""
    tight: float = 0.04
    """Ems in the median; letters with smaller gaps are not spaced out."""
    spaced_out: float = 1.6
    """Times the usual gap of spaced-out letters: wider ones part words."""
    spaced_out_more: float = 0.05
    """Ems on top of it, for gaps that vary."""
    other_size: float = 0.1
    """Share of its size by which type may differ and still look the same."""
    twin: float = 0.2
    """Ems; the same text drawn again this near is one that looks bold."""
    mostly_rtl: float = 0.5
    """Share of a line's pieces above which the line is read from right to left."""
    accent: float = 0.5
    """Share of the narrower glyph's width from which an accent stands over its letter."""


@dataclass(frozen=True, slots=True)
class HiddenWeights:
    """Text that a page holds but does not show."""

    faint: float = 0.08
    """Of 1 in every part of the colour; a text that differs less from its ground is not read."""
    tiny: float = 4.0
    """Points below which text beside normal text counts as tiny."""
    minute: float = 2.0
    """Points below which a little normal text on the page is enough to call it tiny."""
    tiny_share: float = 0.5
    """Times the normal size; larger text is a footnote rather than tiny."""
    normal_share: float = 0.2
    """Share of normal glyphs from which on a page is not simply printed small."""
    few_normal: int = 30
    """Normal glyphs that are enough beside minute ones."""
    scan_cover: float = 0.6
    """Share of the page that pictures cover on a scan."""
    few_visible: float = 0.1
    """Times the unseen glyphs: a scanner's stamp or page number, not a text."""
    covered: float = 0.25
    """Ems above and below a glyph's middle that a cover must hide: then it is not read."""


@dataclass(frozen=True, slots=True)
class ShapeWeights:
    """Painted areas to rules and fills."""

    rule_width: float = 3.0
    """Points; a rectangle up to this thickness, and much longer, is a line."""
    rule_ratio: float = 3.0
    """Times its thickness that a line is long."""
    same_colour: float = 0.03
    """Of 1 in every part; colours that differ less look the same."""
    whole_page: float = 0.9
    """Share of the page; a larger fill is its background."""
    join_along: float = 1.5
    """Points between pieces of one line."""
    join_across: float = 0.75
    """Points by which pieces of one line may lie apart in height."""
    looked_at: tuple[float, ...] = (0.5, 0.1, 0.9)
    """Shares of an area's width and height: its middle and near two corners."""


@dataclass(frozen=True, slots=True)
class OutlineWeights:
    """Paths as rectangles, lines and frames."""

    rectangle: float = 0.9
    """Share of its box that a path fills to count as one, perhaps with rounded corners."""
    thickest_frame: float = 6.0
    """Points; a thicker frame is an area with a hole."""
    shortest_line: float = 1.0
    """Points; a shorter stretch is no line."""
    shortest_beside_curves: float = 4.0
    """The same in a curved path: the steps of a round corner are no lines."""
    straight: float = 0.5
    """Points that a horizontal or vertical line may lean."""


@dataclass(frozen=True, slots=True)
class BulletWeights:
    """Small shapes that are bullets."""

    least_side: float = 1.0
    """Points; smaller is a dot of a pattern."""
    most_side: float = 9.0
    """Points; larger is a picture."""
    longest_ratio: float = 2.2
    """Of the longer to the shorter side; a disc may be half cut off by its column."""
    longest_rectangle: float = 1.35
    """The same of a rectangle, which nothing cuts."""
    largest: float = 0.75
    """Ems of the text beside it; a higher shape is an icon."""
    farthest: float = 3.0
    """Ems from the bullet to its text."""
    close: float = 0.5
    """Ems; a text this close on the left makes a shape part of a line."""
    touch: float = 0.5
    """Points that a bullet and its text may overlap."""
    highest: float = 0.2
    """Share of the text's height from its top, where a bullet's middle may lie at the highest."""
    lowest: float = 0.85
    """The same at the lowest."""


@dataclass(frozen=True, slots=True)
class FaceWeights:
    """Fonts."""

    usual_descent: float = -0.22
    """Ems below the baseline (negative), where a font does not tell."""
    least_descent: float = -0.4
    """Ems; fonts that tell more measure whole accents, not letters."""
    most_descent: float = -0.1
    """Ems; fonts that tell less leave it out."""
    drawn_height: float = 0.75
    """Share of the height that a drawn (Type 3) font states, which counts its tallest glyph."""
    bold: int = 600
    """Weight, 100 to 900, from which a face is bold (600 is semi-bold)."""
    standing_shift: float = 0.5
    """Ems that a glyph of vertical text stands left of its line, where a font does not tell."""


@dataclass(frozen=True, slots=True)
class PaintWeights:
    """Painting."""

    faintest: float = 0.08
    """Opacity below which nobody reads a text or sees a line."""
    solid: float = 0.9
    """Opacity above which a fill hides what is below it."""
    thinnest_stroke: float = 0.1
    """Points; a line of width 0 is drawn as thin as the device can."""
    clip_slack: float = 0.25
    """Share of a glyph's height by which its middle may lie outside the clip."""


@dataclass(frozen=True, slots=True)
class NeedWeights:
    """Pages that only OCR can read."""

    few_characters: int = 100
    """Characters; a page of pictures with less text is a scan with a stamp or page number on it."""
    picture_share: float = 0.4
    """Share of such a page that pictures cover."""
    unmapped_share: float = 0.3
    """Share of characters without a Unicode value from which a text layer is of no use."""
    many_shapes: int = 150
    """Filled shapes; so many on a page without text are letters drawn as outlines."""


@dataclass(frozen=True, slots=True)
class UprightWeights:
    """Pages whose text runs sideways."""

    most: float = 0.6
    """Share of its characters from which on the direction of the text is the page's own."""


@dataclass(frozen=True, slots=True)
class ScanWeights:
    """What a picture of a page shows besides its words."""

    most_skew: float = 10.0
    """Degrees; a page that lies more askew was not meant to be read."""
    least_dots: int = 500
    """Pixels of ink, at least, to tell a tilt."""
    paper_percentile: float = 80.0
    """Percentile of the grey levels that is the paper's: most of a page is empty."""
    ink_percentile: float = 0.5
    """Percentile of the grey levels that is the ink's."""
    ink_level: float = 0.5
    """Way from the ink to the paper up to which a pixel counts as ink."""
    ink_contrast: int = 40
    """Grey levels from the paper; ink differs by more."""
    least_ink: int = 60
    """Pixels of ink; a page with fewer is blank."""
    rule_reach: tuple[int, ...] = (3, 7)
    """Pixels from a line to the ground on both sides: for thin lines and for thick ones."""
    rule_thickest: int = 14
    """Pixels; what is thicker is no line."""
    rule_contrast: int = 14
    """Grey levels by which a line stands out."""
    rule_length: int = 68
    """Pixels; below this (a third of an inch and more) strokes of letters look like rules."""
    rule_share: float = 0.85
    """Share of a line's pixels that stand out."""
    rule_uneven: float = 10.0
    """Percentage of a line that may be fainter than the rest."""
    rule_evenness: float = 0.45
    """Share of the line's usual contrast that all the rest reaches; letters do not."""
    join_rows: int = 2
    """Pixels between rows of one line."""
    join_columns: int = 9
    """Pixels between pieces of one line."""
    fill_contrast: int = 7
    """Grey levels by which a shade differs from the paper."""
    fill_share: float = 0.75
    """Share of its box that a shaded rectangle fills; a picture fills less."""
    fill_most: float = 0.9
    """Share of the page; a larger shade is the paper's own."""
    fill_long: int = 8
    """Blocks of the longer side of a shade, at least."""
    fill_short: int = 4
    """Blocks of the shorter side."""
    fill_percentile: float = 80.0
    """Percentile of a block that is its ground, below the ink of its text."""
    neighbours: int = 6
    """Of the nine blocks of a neighbourhood that must be shaded: lone blocks and thin lines go."""
    dark: int = 110
    """Grey level below which a shade is dark, and the text on it light."""


@dataclass(frozen=True, slots=True)
class OcrWeights:
    """Pages read by OCR."""

    least_confidence: float = 0.2
    """Of 1; a word read less surely is noise."""
    least_skew: float = 0.05
    """Degrees; straightening less blurs more than it mends."""
    good_confidence: float = 0.75
    """Of 1 in the mean; a page that is read upside down or sideways stays far below this."""
    sideways: float = 0.5
    """Share of words that are wider than high; a page with fewer lies sideways."""
    short_word: int = 4
    """Letters; a shorter word may be higher than wide on an upright page."""
    worth_power: int = 2
    """Of the confidence in a word's worth: a few sure words outweigh many doubtful ones."""
    missed_ink: float = 0.08
    """Share of ink outside all words from which on the page is read once more in another mode."""
    line_parts: int = 3
    """Parts of an em; words of one line differ in height by one of them at most."""
    no_space: float = 0.5
    """Ems; neighbours closer than this have no space between them in scripts that write none."""
    x_height: float = 0.52
    """Ems of small letters in common text faces."""
    cap_height: float = 0.72
    """Ems of capitals."""
    descent: float = 0.21
    """Ems below the baseline."""
    sure_orientation: float = 8.0
    """tesseract's measure; right answers come with 10 to 20, wrong ones with less than 5."""


WORDS = WordWeights()
HIDDEN = HiddenWeights()
SHAPES = ShapeWeights()
OUTLINES = OutlineWeights()
BULLETS = BulletWeights()
FACES = FaceWeights()
PAINT = PaintWeights()
NEED = NeedWeights()
UPRIGHT = UprightWeights()
SCAN = ScanWeights()
OCR = OcrWeights()
