"""What makes a matrix sure: signs of a right one, agreement, and what a model's reply is worth.

Confidences run from 0 to 1. A "free" share costs nothing, since right matrices have it as well;
a "cost" is taken for each further unit of a share; what is "kept" is left in the worst case.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ConfidenceWeights:
    """How the signs of a matrix change the confidence of the strategy that found it."""

    most: float = 0.99
    """No matrix is surer than this: only the guide's owner knows."""
    least_kept: float = 0.2
    """Odd names, odd definitions and text over text never take more than all but this."""
    lost_free: float = 0.01
    """Share of words in the matrix's area that it may leave out: notes, signs, pages' numbers."""
    lost_cost: float = 2.5
    """Leaving out two fifths of the words leaves nothing of the confidence."""
    empty_kept: float = 0.55
    """Kept where no field is filled."""
    filled_enough: float = 0.5
    """Share of filled fields from which on gaps are the guide's own."""
    odd_names_cost: float = 1.5
    """A third of odd names halves the confidence: axes were cut in the wrong place."""
    odd_cells_free: float = 0.03
    """Share of definitions that may begin or end unlike the others by the author's hand."""
    odd_cells_cost: float = 1.2
    """Less than for names: definitions are written with less care."""
    leaning_kept: float = 0.75
    """Kept where the competencies look more like levels than the levels do."""
    leaning_even: float = 0.4
    """Credit, 0 to 1, where both axes look alike: a strategy had other reasons to choose."""
    leaning_gain: float = 2.0
    """Credit for each unit of leaning: from 0.3 on there is no doubt."""
    sure_levels: float = 0.9
    """From this likelihood on, the names are levels, whatever the other axis looks like."""
    elsewhere_free: float = 0.25
    """Share of competencies that a later page may mention in passing."""
    elsewhere_cost: float = 0.4
    """Low: later pages may only sum up what the matrix holds."""
    defining_share: float = 0.5
    """Share of a usual definition's letters for each name on a page that may define them."""
    readable_base: float = 0.3
    """What unreadable text leaves: its places may be right still."""
    readable_gain: float = 0.8
    """Kept: base and gain × readability, at most 1: OCR that is seven eighths sure is enough."""
    unmapped_cost: float = 5.0
    """Characters without a letter in the file: with a fifth of them nothing is readable."""
    printed_over_free: float = 0.01
    """Share of words that may stand on others: shadows, watermarks."""
    printed_over_cost: float = 6.0
    """High: words on words come from two texts, and no order of them is right."""
    alike: float = 0.97
    """Share of equal cells from which on two strategies found the same matrix."""
    agreed_doubt: float = 0.6
    """The part of the doubt that is left when another strategy found the same matrix."""

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

    least: float = 0.15
    """Below this confidence a matrix is no better than none."""
    share_grace: float = 0.1
    """Share of the fullest attempt's words that another may lack without being held for less."""
    share_power: float = 2.0
    """How holding less counts: half of the words leave a third of the confidence."""
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
