"""What is written for a cell, by whom, and the checks that everything written has to pass.

This is the room's front. `offline`, the built-in writer, is loaded where it is asked for.
"""

from generation.core.writing.cell_brief import CellBrief
from generation.core.writing.checks import HARD, Check, check_examples, kept, verdict, why_left_out
from generation.core.writing.evaluation import (
    CRITERIA,
    JUDGE_QUESTIONS,
    MAX_SORTED,
    SORTING_BAR,
    Graded,
    Rates,
    SortingScore,
    SortingTest,
    Verdict,
    WrittenCell,
    build_sorting,
    evaluate,
    judge_question,
    read_verdict,
    score_sorting,
)
from generation.core.writing.examples import (
    EXAMPLES_PER_CELL,
    Example,
    Origin,
    parse_examples,
)
from generation.core.writing.prompts import (
    LATEST_PROMPT,
    PROMPTS,
    Messages,
    Prompt,
    get_prompt,
    make_delimiter,
)
from generation.core.writing.relevance import ASKED_OF_A_PERSON, UNDECIDED
from generation.core.writing.rows import (
    MAX_REPLY_BYTES,
    ROW_PROMPT,
    CellAnswer,
    UnusableAnswer,
    beside,
    read_row,
    refused_examples,
    row_request,
)
from generation.core.writing.starters import Starter, starter_for

__all__ = [
    "ASKED_OF_A_PERSON",
    "CRITERIA",
    "EXAMPLES_PER_CELL",
    "HARD",
    "JUDGE_QUESTIONS",
    "LATEST_PROMPT",
    "MAX_REPLY_BYTES",
    "MAX_SORTED",
    "PROMPTS",
    "ROW_PROMPT",
    "SORTING_BAR",
    "UNDECIDED",
    "CellAnswer",
    "CellBrief",
    "Check",
    "Example",
    "Graded",
    "Messages",
    "Origin",
    "Prompt",
    "Rates",
    "SortingScore",
    "SortingTest",
    "Starter",
    "UnusableAnswer",
    "Verdict",
    "WrittenCell",
    "beside",
    "build_sorting",
    "check_examples",
    "evaluate",
    "get_prompt",
    "judge_question",
    "kept",
    "make_delimiter",
    "parse_examples",
    "read_row",
    "read_verdict",
    "refused_examples",
    "row_request",
    "score_sorting",
    "starter_for",
    "verdict",
    "why_left_out",
]
