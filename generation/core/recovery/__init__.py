"""From a `Document` to the guide's matrix: levels × competencies × definitions, word for word.

This is the room's front.
"""

from generation.core.recovery.competing import with_attempt
from generation.core.recovery.matrix import (
    Attempt,
    Doubt,
    Matrix,
    MatrixCell,
    MatrixCompetency,
    MatrixLevel,
    Recovery,
    Source,
)
from generation.core.recovery.matrix_doubts import NOT_A_GUIDE, doubts_in, is_a_guide
from generation.core.recovery.numbered import VERSION as NUMBERED_VERSION
from generation.core.recovery.numbered import numbered_lines
from generation.core.recovery.recover import recover_matrix
from generation.core.recovery.stored_matrix import (
    matrix_from_stored,
    matrix_to_stored,
    sources_to_stored,
)
from generation.core.recovery.strategies import quoted

__all__ = [
    "NOT_A_GUIDE",
    "NUMBERED_VERSION",
    "Attempt",
    "Doubt",
    "Matrix",
    "MatrixCell",
    "MatrixCompetency",
    "MatrixLevel",
    "Recovery",
    "Source",
    "doubts_in",
    "is_a_guide",
    "matrix_from_stored",
    "matrix_to_stored",
    "numbered_lines",
    "quoted",
    "recover_matrix",
    "sources_to_stored",
    "with_attempt",
]
