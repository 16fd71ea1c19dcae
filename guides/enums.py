"""Statuses, error codes and what may follow what. Imports nothing of the product."""

from django.db import models


class GuideStatus(models.TextChoices):
    QUEUED = "QUEUED", "Waiting to be read"
    EXTRACTING_TEXT = "EXTRACTING_TEXT", "Reading the PDF"
    TEXT_EXTRACTED = "TEXT_EXTRACTED", "Text read"
    PARSING_MATRIX = "PARSING_MATRIX", "Recovering the matrix"
    MATRIX_PARSED = "MATRIX_PARSED", "Matrix recovered"
    GENERATING_EXAMPLES = "GENERATING_EXAMPLES", "Writing examples"
    COMPLETE = "COMPLETE", "Complete"
    FAILED_BAD_PDF = "FAILED_BAD_PDF", "The PDF could not be read"
    FAILED_PARSE = "FAILED_PARSE", "No matrix was found"
    FAILED_GENERATION = "FAILED_GENERATION", "Some examples are missing"


_S = GuideStatus

ALLOWED_FROM: dict[GuideStatus, frozenset[GuideStatus]] = {
    _S.QUEUED: frozenset({_S.FAILED_BAD_PDF}),
    _S.EXTRACTING_TEXT: frozenset({_S.QUEUED, _S.EXTRACTING_TEXT}),
    _S.TEXT_EXTRACTED: frozenset(
        {
            _S.EXTRACTING_TEXT,
            _S.TEXT_EXTRACTED,
            _S.MATRIX_PARSED,
            _S.COMPLETE,
            _S.FAILED_PARSE,
            _S.FAILED_GENERATION,
        }
    ),
    _S.PARSING_MATRIX: frozenset({_S.TEXT_EXTRACTED, _S.PARSING_MATRIX}),
    _S.MATRIX_PARSED: frozenset({_S.PARSING_MATRIX, _S.FAILED_PARSE}),
    _S.GENERATING_EXAMPLES: frozenset(
        {_S.MATRIX_PARSED, _S.GENERATING_EXAMPLES, _S.COMPLETE, _S.FAILED_GENERATION}
    ),
    _S.COMPLETE: frozenset({_S.GENERATING_EXAMPLES, _S.FAILED_GENERATION}),
    _S.FAILED_BAD_PDF: frozenset({_S.QUEUED, _S.EXTRACTING_TEXT}),
    _S.FAILED_PARSE: frozenset({_S.TEXT_EXTRACTED, _S.PARSING_MATRIX, _S.MATRIX_PARSED}),
    _S.FAILED_GENERATION: frozenset({_S.GENERATING_EXAMPLES, _S.FAILED_GENERATION}),
}
"""For each status, the statuses from which a guide may move to it.

A status that its own stage may re-enter (a worker died, another took over) lists itself.
FAILED_PARSE → MATRIX_PARSED is the matrix entered by hand.
"""

RUNNING = frozenset(
    {
        _S.QUEUED,
        _S.EXTRACTING_TEXT,
        _S.TEXT_EXTRACTED,
        _S.PARSING_MATRIX,
        _S.GENERATING_EXAMPLES,
    }
)
"""Work is under way or queued. MATRIX_PARSED runs on too unless a review is required."""

FAILED = frozenset({_S.FAILED_BAD_PDF, _S.FAILED_PARSE, _S.FAILED_GENERATION})

CANCELLED_TO: dict[GuideStatus, GuideStatus] = {
    _S.QUEUED: _S.FAILED_BAD_PDF,
    _S.EXTRACTING_TEXT: _S.FAILED_BAD_PDF,
    _S.TEXT_EXTRACTED: _S.FAILED_PARSE,
    _S.PARSING_MATRIX: _S.FAILED_PARSE,
    _S.MATRIX_PARSED: _S.FAILED_PARSE,
    _S.GENERATING_EXAMPLES: _S.FAILED_GENERATION,
}
"""Where a cancelled guide ends, with the code `cancelled`: the failed state of its stage."""


class ErrorCode(models.TextChoices):
    INVALID_URL = "invalid_url", "Website address not usable"
    NOT_A_PDF = "not_a_pdf", "Not a PDF"
    UNSUPPORTED_TYPE = "unsupported_type", "Type of file not taken"
    EMPTY_FILE = "empty_file", "Empty file"
    TOO_LARGE = "too_large", "File too large"
    NO_PAGES = "no_pages", "No pages"
    TOO_MANY_PAGES = "too_many_pages", "Too many pages"
    ENCRYPTED = "encrypted", "Protected by a password"
    DAMAGED = "damaged", "Damaged file"
    NO_TEXT = "no_text", "No readable text"
    TOO_COMPLEX = "too_complex", "Too complex to read"
    NO_MATRIX = "no_matrix", "No matrix found"
    LLM_UNAVAILABLE = "llm_unavailable", "Model unavailable"
    LLM_QUOTA = "llm_quota", "Model quota used up"
    LLM_REFUSED = "llm_refused", "Model refused"
    LLM_BAD_OUTPUT = "llm_bad_output", "Unusable answer from the model"
    WEBSITE_UNREACHABLE = "website_unreachable", "Website not reachable"
    WEBSITE_BLOCKED = "website_blocked", "Website may not be read"
    WORKER_LOST = "worker_lost", "Work was interrupted"
    CANCELLED = "cancelled", "Cancelled"


class ArtifactType(models.TextChoices):
    DOCUMENT = "document", "Document (words, lines and fills)"
    TEXT = "text", "Plain text"
    MATRIX = "matrix", "Recovered matrix"
    COMPANY_BRIEF = "company_brief", "Company brief"
    EXPORT = "export", "Printed PDF (the name of its file)"


class PageStatus(models.TextChoices):
    READ = "read", "Read"
    UNCHANGED = "unchanged", "Unchanged since the last visit"
    EMPTY = "empty", "No text without running scripts"
    DISALLOWED = "disallowed", "Closed to automatic visitors"
    ELSEWHERE = "elsewhere", "Leads to another website"
    REFUSED = "refused", "Not on the public internet"
    BLOCKED = "blocked", "Refused by the website"
    UNREACHABLE = "unreachable", "Not reachable"
    TOO_LARGE = "too_large", "Too large"
    WRONG_TYPE = "wrong_type", "Not a web page"
    TOO_SLOW = "too_slow", "Too slow"


class FactStatus(models.TextChoices):
    PENDING = "pending", "Waiting for approval"
    APPROVED = "approved", "Approved"
    STRUCK = "struck", "Struck"


class FactOrigin(models.TextChoices):
    SITE = "site", "Website"
    MODEL = "model", "Website, found by the model"
    MANUAL = "manual", "By hand"


class FeedbackValue(models.TextChoices):
    UP = "up", "Helpful"
    DOWN = "down", "Not helpful"


class GenerationStatus(models.TextChoices):
    WAITING = "waiting", "Waiting its turn"
    WRITING = "writing", "Writing examples"
    READY = "ready", "Ready"
    STARTERS = "starters", "Not written yet"
    NEEDS_REVIEW = "needs_review", "Check before sharing"
    ABSTAINED = "abstained", "No examples"
    FAILED = "failed", "Failed"


_G = GenerationStatus

PENDING = (_G.WAITING, _G.WRITING)
WRITTEN = (_G.READY, _G.NEEDS_REVIEW)
"""These hold examples; only these may be shown."""
SETTLED = (_G.READY, _G.STARTERS, _G.NEEDS_REVIEW, _G.ABSTAINED)
"""A cell with one of these needs nothing more for its guide to be complete."""


class Engine(models.TextChoices):
    OPENAI = "openai", "Language model"
    OFFLINE = "offline", "Built-in writer"
    MANUAL = "manual", "By hand"


class PromptName(models.TextChoices):
    GENERATE_EXAMPLES = "generate_examples", "Generate examples"
    OFFLINE = "offline", "Built-in writer"
    MANUAL = "manual", "By hand"


class Arm(models.TextChoices):
    """Of an experiment: which of its two writers a row was drawn for."""

    USUAL = "usual", "As usual"
    OTHER = "other", "The other writer"


class ParseStatus(models.TextChoices):
    OK = "ok", "Found a matrix"
    NOTHING = "nothing", "Does not apply"
    FAILED = "failed", "Failed"


class WrittenStatus(models.TextChoices):
    QUEUED = "queued", "Waiting its turn"
    READING = "reading", "Gathering sources"
    WRITING = "writing", "Writing"
    READY = "ready", "Ready"
    NEEDS_REVIEW = "needs_review", "Nothing could be shown from the sources"
    FAILED = "failed", "Not written"
    CANCELLED = "cancelled", "Cancelled"


_W = WrittenStatus

OPEN_WRITTEN = (_W.QUEUED, _W.READING, _W.WRITING)
"""A text that is still to come."""

WRITTEN_FROM: dict[WrittenStatus, frozenset[WrittenStatus]] = {
    _W.QUEUED: frozenset({_W.NEEDS_REVIEW, _W.FAILED, _W.CANCELLED}),
    _W.READING: frozenset({_W.QUEUED, _W.READING, _W.WRITING}),
    _W.WRITING: frozenset({_W.READING}),
    _W.READY: frozenset({_W.READING, _W.WRITING}),
    _W.NEEDS_REVIEW: frozenset({_W.READING, _W.WRITING}),
    _W.FAILED: frozenset(OPEN_WRITTEN),
    _W.CANCELLED: frozenset(OPEN_WRITTEN),
}
"""For each status of a written text, the statuses from which it may move there.

READING follows itself and WRITING where a worker died and another took its job over.
"""
