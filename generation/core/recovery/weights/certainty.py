"""What makes a matrix sure: signs of a right one, agreement, and what a model's reply is worth.

Confidences run from 0 to 1. A "free" share costs nothing, since right matrices have it as well.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ConfidenceWeights:
    """How certain a matrix is, in log-odds: trust, less what each doubt costs.

    `python -m benchmarks.calibration fit` prints the block of trust and costs, fitted on guides
    and on documents that are none; until it is pasted here they are beliefs. No cost is below 0,
    so that no doubt ever raises a confidence.
    """

    most: float = 0.99
    """No matrix is surer than this: only the guide's owner knows."""

    # fitted: begin
    trust: float = 5.0
    """What a matrix without any doubt has."""
    layout_cost: float = 6.0
    """Of all that its strategy doubts about the layout."""
    lost_cost: float = 20.0
    """Of words in the matrix's area that it leaves out, each share beyond the free one."""
    empty_cost: float = 3.0
    """Where no field is filled."""
    odd_names_cost: float = 8.0
    """Where all names are odd: axes were cut in the wrong place."""
    odd_cells_cost: float = 6.0
    """Where all definitions begin or end unlike the others."""
    leaning_cost: float = 2.0
    """Where the competencies look more like levels than the levels do."""
    unreadable_cost: float = 4.0
    """Where OCR is sure of nothing."""
    elsewhere_cost: float = 2.0
    """Where all competencies are named on pages that nothing was taken from."""
    printed_over_cost: float = 80.0
    """Where all words stand on others: no order of them is right."""
    less_cost: float = 6.0
    """Where another attempt holds everything and this one next to nothing."""
    meaning_cost: float = 5.0
    """Where nothing tells that the table is a guide."""
    alone_cost: float = 1.0
    """Where no other strategy found the same matrix."""
    # fitted: end

    lost_free: float = 0.01
    """Share of words in the matrix's area that it may leave out: notes, signs, pages' numbers."""
    filled_enough: float = 0.5
    """Share of filled fields from which on gaps are the guide's own."""
    odd_cells_free: float = 0.03
    """Share of definitions that may begin or end unlike the others by the author's hand."""
    leaning_even: float = 0.4
    """Credit, 0 to 1, where both axes look alike: a strategy had other reasons to choose."""
    leaning_gain: float = 2.0
    """Credit for each unit of leaning: from 0.3 on there is no doubt."""
    sure_levels: float = 0.9
    """From this likelihood on, the names are levels, whatever the other axis looks like."""
    elsewhere_free: float = 0.25
    """Share of competencies that a later page may mention in passing."""
    defining_share: float = 0.5
    """Share of a usual definition's letters for each name on a page that may define them."""
    readable_enough: float = 0.875
    """OCR that is this sure is enough."""
    unmapped_cost: float = 5.0
    """Characters without a letter in the file: with a fifth of them nothing is readable."""
    printed_over_free: float = 0.01
    """Share of words that may stand on others: shadows, watermarks."""
    less_free: float = 0.1
    """Share of the fullest attempt's words that another may lack without being held for less."""
    alike: float = 0.97
    """Share of equal cells from which on two strategies found the same matrix."""

    # What looks odd in names and definitions.
    longest_name: int = 90
    """Letters above which a name is a sentence."""
    capitals_share: float = 0.6
    """Where more names begin with a capital, one in small letters was cut."""
    low_style_share: float = 0.9
    """From this share of definitions in small letters on, that is how the guide is written."""
    open_ends_share: float = 0.35
    """From this share of definitions without a full stop on, that is how it is written."""
    long_times: float = 12.0
    """Times the median length of definitions, see below."""
    long_letters: int = 200
    """A definition longer than times × the median and these letters holds its neighbours."""
    hyphen_parts: int = 2
    """Words after a hyphen at a line's end that may be its other half: columns stand between."""


@dataclass(frozen=True, slots=True)
class RankingWeights:
    """How attempts stand beside each other, and what is said about the best one."""

    fuller_doubt: float = 0.05
    """How much less sure an attempt may be that holds all of the best one, and more."""
    least: float = 0.15
    """Below this confidence a matrix is no better than none."""
    confidence_digits: int = 3
    """Digits in which confidences are compared: less is chance."""
    held_digits: int = 1
    """Digits in which the held shares of equally sure attempts are compared."""
    readable: float = 0.95
    """Below this readability the reader is told."""
    leaning: float = 0.2
    """Below this leaning of the levels the reader is told."""
    share: float = 0.95
    """Below this share of the fullest attempt's words the reader is told."""
    few_words: int = 60
    """A document with fewer words holds no guide, and that is what the reader is told."""


@dataclass(frozen=True, slots=True)
class QuotedWeights:
    """What a language model's reply is worth, and how near its quotes must stand."""

    most: float = 0.9
    """A model may mistake columns without anyone noticing: it is never trusted more than this."""
    near_lines: int = 4
    """A quote is searched this many lines before and after those that the model names."""
    found_power: float = 2.0
    """How answers that stand nowhere count: a tenth of them takes a fifth."""
    gaps_cost: float = 0.6
    """Taken where no crossing is filled."""
    shared_kept: float = 0.5
    """Kept where every line was used for several cells: definitions stand once."""
    coverage_base: float = 0.55
    """What a matrix leaves that holds next to nothing of the document: guides have prefaces."""
    coverage_gain: float = 0.75
    """Kept: base and gain × share of the document's text, at most 1 (from three fifths on)."""
    clear_axis: float = 0.2
    """Leaning above which the names show which ones are the levels."""
    unclear: float = 0.85
    """Kept where they show neither."""
    contrary: float = 0.6
    """Kept where they show, by more than the same leaning, the opposite."""
    column_gap_em: float = 1.6
    """White space that parts two columns within a line shown to the model."""
    wall_pt: float = 1.0
    """How far a drawn line that parts two columns may reach into a word."""
    turned_em: float = 0.6
    """How far words of one turned line may stand beside each other's middle."""
