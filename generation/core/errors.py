"""What can go wrong in the core, each with the code that a person is told (spec, section 6)."""

from typing import Literal

PdfCode = Literal[
    "not_a_pdf",
    "unsupported_type",
    "empty_file",
    "too_large",
    "no_pages",
    "too_many_pages",
    "encrypted",
    "damaged",
    "no_text",
    "too_complex",
]
GenerationCode = Literal["llm_unavailable", "llm_quota", "llm_refused", "llm_bad_output"]


class CoreError(Exception):
    """An expected failure: `code` is stable, `message` is a sentence fit for a manager."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class BadPdf(CoreError):
    """The file cannot be read as a PDF with text. `detail` names the cause for the log."""

    def __init__(self, code: PdfCode, message: str, *, detail: str = "") -> None:
        super().__init__(code, message)
        self.detail = detail


class NoMatrix(CoreError):
    """The text was read, but holds no levels × competencies."""

    def __init__(self, message: str) -> None:
        super().__init__("no_matrix", message)


class GenerationError(CoreError):
    """Examples could not be written. `permanent` means that the same request fails again.

    `retry_after_s`, where the provider named one, is how long to leave it alone.
    """

    def __init__(
        self,
        code: GenerationCode,
        message: str,
        *,
        permanent: bool,
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(code, message)
        self.permanent = permanent
        self.retry_after_s = retry_after_s
