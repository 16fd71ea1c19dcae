"""The vocabulary of background work and of generations."""

from django.db import models


class Stage(models.TextChoices):
    EXTRACT = "extract", "Read the PDF"
    PARSE = "parse", "Recover the matrix"
    RESEARCH = "research", "Research the company"
    GENERATE = "generate", "Write examples"
    EXPORT = "export", "Export"


class RunStatus(models.TextChoices):
    QUEUED = "queued", "Queued"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


class GenerationStatus(models.TextChoices):
    WAITING = "waiting", "Waiting its turn"
    WRITING = "writing", "Writing examples"
    READY = "ready", "Ready"
    NEEDS_REVIEW = "needs_review", "Check before sharing"
    FAILED = "failed", "Not written yet"


PENDING = (GenerationStatus.WAITING, GenerationStatus.WRITING)
WRITTEN = (GenerationStatus.READY, GenerationStatus.NEEDS_REVIEW)


class Engine(models.TextChoices):
    OPENAI = "openai", "Language model"
    OFFLINE = "offline", "Built-in writer"
    MANUAL = "manual", "By hand"


class PromptName(models.TextChoices):
    GENERATE_EXAMPLES = "generate_examples", "Generate examples"
    OFFLINE = "offline", "Built-in writer"
    MANUAL = "manual", "By hand"


class ParseStatus(models.TextChoices):
    OK = "ok", "Found a matrix"
    NOTHING = "nothing", "Does not apply"
    FAILED = "failed", "Failed"


class CallOutcome(models.TextChoices):
    OK = "ok", "Answered"
    FAILED = "failed", "Failed"
