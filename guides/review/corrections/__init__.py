"""Corrections: what a manager changes in a recovered matrix.

Every correction locks the guide, raises its version and marks the cells that look different since.
What was read stays beside what is shown, so that a new parse can be matched and an edit undone.
"""

from guides.review.corrections.base import CorrectionRefused
from guides.review.corrections.confirmed import settle_doubt
from guides.review.corrections.definitions import (
    clear_cell,
    edit_definition,
    move_definition,
    restore_definition,
)
from guides.review.corrections.outset import (
    TypedMatrix,
    begin_matrix,
    continue_by_hand,
    discard_matrix,
)
from guides.review.corrections.structure import (
    add_competency,
    add_level,
    merge_parts,
    move_part,
    remove_part,
    rename_part,
    split_part,
    transpose,
)

__all__ = [
    "CorrectionRefused",
    "TypedMatrix",
    "add_competency",
    "add_level",
    "begin_matrix",
    "clear_cell",
    "continue_by_hand",
    "discard_matrix",
    "edit_definition",
    "merge_parts",
    "move_definition",
    "move_part",
    "remove_part",
    "rename_part",
    "restore_definition",
    "settle_doubt",
    "split_part",
    "transpose",
]
