"""What headings and their order weigh: outlines, sections, slides and cards.

Units stand at the end of the names: `_pt` points, `_em` sizes of the type at hand, `_share` parts
of a whole from 0 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OutlineWeights:
    """When a line is a heading, and where a heading goes on."""

    heading_words: int = 14
    """A heading with more words is a sentence."""
    run_in_words: int = 8
    """A name at the beginning of a paragraph has no more words than this."""
    plain_words: int = 8
    """Nor has a name in plain type on a line of its own."""
    plain_body_pt: float = 0.5
    """Plain type up to this much larger than bold type may be the text that is less than it."""
    plain_body_share: float = 0.15
    """The share of the bold letters from which on the plain ones are the text."""
    larger_pt: float = 0.4
    """A line in type larger by more than this is a heading."""
    smaller_pt: float = 0.9
    """A line in type smaller by more than this is a note, unless it is bold."""
    running_words: int = 3
    """A line with more words that begins in small letters goes on from another."""
    running_lines: int = 2
    """Lines that run on, from which on a style may be that of text."""
    running_share: float = 0.25
    """The share of such lines in a style from which on it is."""
    wrap_gap_em: float = 0.55
    """White space between two lines of one heading."""
    label_gap_em: float = 0.75
    """The same for labels, which stand in narrow columns with their text's line height."""
    paragraph_gap_em: float = 0.7
    """White space between two lines of one paragraph."""
    outdent_pt: float = 3.0
    """A line that begins this much before the one above is no line of the same paragraph."""
    ran_on_em: float = 0.3
    """Room beside the next word below which a line was full: a space."""
    short_letters: int = 3
    """A heading of so few letters shows no capitals of its own ("3", "L3")."""
    plain_name_share: float = 0.6
    """A longer name before a colon counts when it returns this often beside the shorter one."""

    # Headings that name both a level and a competency: "Level 2: Communication".
    compound_pairs: int = 4
    """Pairs below which the sign between two parts may be chance: two levels by two rows."""
    compound_share: float = 0.8
    """The share of a style's headings that must hold the sign."""
    compound_crossed: float = 1.5
    """Pairs for each name of the longer side: names must return beside several others."""
    compound_filled_share: float = 0.5
    """The share of all crossings of both sides that must be there."""


@dataclass(frozen=True, slots=True)
class SectionWeights:
    """Which headings make a grid, and where a second guide begins."""

    shared_share: float = 1 / 3
    """This part of the names below a heading must also stand below another one."""
    names_levels: float = 0.6
    """From this likelihood on, the outer headings are levels, and one left out is missed."""
    level_signal: float = 0.6
    """From this signal on, a heading is taken for a level's."""
    names_competencies: float = 0.6
    """From this likelihood on, headings above are categories, not guides."""
    raster_pt: float = 6.0
    """Headings that begin within this of each other stand in one row or column."""


@dataclass(frozen=True, slots=True)
class HeadingWeights:
    """How sure the structure of headings makes a matrix."""

    most_styles: int = 9
    """Heading styles that are tried; a guide needs two."""
    most: float = 0.98
    """The confidence where nothing speaks against the headings."""
    coverage: tuple[tuple[float, float], ...] = (
        (0.0, 0.2),
        (0.15, 0.5),
        (0.35, 0.8),
        (0.6, 0.95),
        (0.8, 1.0),
    )
    """Share of the document's text in the grid → what the confidence keeps; lines between."""
    clarity: tuple[tuple[float, float], ...] = ((0.0, 0.6), (0.15, 0.75), (0.3, 0.9), (0.55, 1.0))
    """How clearly the names show which ones are the levels → what it keeps."""
    unclear: float = 0.3
    """Below this clarity the reader is told."""
    run_in: float = 0.97
    """Kept for names at the beginning of paragraphs, each side: bold words may be emphasis."""
    plain: float = 0.8
    """Kept for names in plain type, each side: only their return shows them."""
    one_style: float = 0.92
    """Kept where levels and competencies look alike."""
    two_outers: float = 0.85
    """Kept with two outer headings: the least that returning names can show."""
    two_names: float = 0.9
    """Kept with two names below them."""
    repeats_cost: float = 0.7
    """Taken where every name stands twice below one heading."""
    gaps_power: float = 1.2
    """How missing crossings count: a few hardly, many more than their share."""
    disordered: float = 0.8
    """Kept where no two names follow each other in the order of the whole."""


@dataclass(frozen=True, slots=True)
class SlideWeights:
    """When pages are slides."""

    least_pages: int = 3
    """Fewer pages hold no level on each, as slides do."""
    wide: float = 1.15
    """Width over height from which on a page is as wide as a slide."""
    wide_share: float = 0.7
    """The share of such pages in a presentation."""
    titled_share: float = 0.8
    """The part of the pages on which the first line must stand alone."""
    title_wrap_em: float = 2.8
    """How far below the title's first line its second may begin."""
    body_size_pt: float = 10.0
    """The size that the text of every slide is brought to."""
    heading_most_pt: float = 50.0
    """Other headings stay below this size, which is below that of titles."""


@dataclass(frozen=True, slots=True)
class CardWeights:
    """When boxes are cards."""

    least_cards: int = 2
    """Boxes with text in the whole document: one for each level."""
