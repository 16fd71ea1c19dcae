"""Every way in which a request can fail, and what each means to retries, breaker and people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from levelingai.llm.breaker import Kind
from levelingai.llm.types import CallCode, CallFailed, Reason


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a reason means.

    `is_retried`: the same call asks again at once, as often as the settings allow.
    `permanent`: the same request would fail again later. `breaker`: what it says of the provider.
    """

    code: CallCode
    message: str
    is_retried: bool = False
    permanent: bool = False
    breaker: Kind | None = None


_OPERATOR = "Whoever runs this installation needs to look at its settings."

MEANINGS: Mapping[Reason, Meaning] = {
    "connection": Meaning(
        "llm_unavailable",
        "The language model could not be reached. Try again in a few minutes.",
        is_retried=True,
        breaker="down",
    ),
    "timeout": Meaning(
        "llm_unavailable",
        "The language model did not answer in time. Try again in a few minutes.",
        is_retried=True,
        breaker="down",
    ),
    "server_error": Meaning(
        "llm_unavailable",
        "The language model's service reported a fault of its own. Try again in a few minutes.",
        is_retried=True,
        breaker="down",
    ),
    "web_page": Meaning(
        "llm_unavailable",
        "The address of the language model answered with a web page instead of the model. "
        f"If trying again does not help, the address may be wrong. {_OPERATOR}",
        is_retried=True,
        breaker="down",
    ),
    "rate_limited": Meaning(
        "llm_unavailable",
        "The language model takes no more requests at the moment. Try again in a few minutes.",
    ),
    "queue": Meaning(
        "llm_unavailable",
        "The language model takes fewer requests than are waiting. The rest follows when it has "
        "room again.",
    ),
    "stopped": Meaning(
        "llm_unavailable",
        "The language model has not been answering, so it is left alone for a while.",
    ),
    "quota": Meaning(
        "llm_quota",
        "The budget of the account for the language model is used up. Writing can go on once it "
        "has been raised.",
        breaker="exhausted",
    ),
    "key_refused": Meaning(
        "llm_unavailable",
        f"The language model's service refused the key it was given. {_OPERATOR}",
        permanent=True,
        breaker="misconfigured",
    ),
    "address_refused": Meaning(
        "llm_unavailable",
        "The address of the language model does not belong to the open internet, and other "
        "addresses are not asked. Trying again will not help; another address will.",
        permanent=True,
        breaker="misconfigured",
    ),
    "unknown_model": Meaning(
        "llm_unavailable",
        "The language model that is set up is not known at its address. " + _OPERATOR,
        permanent=True,
        breaker="misconfigured",
    ),
    "bad_request": Meaning(
        "llm_unavailable",
        "The language model's service did not accept the request. Trying again will not help. "
        + _OPERATOR,
        permanent=True,
    ),
    "too_long": Meaning(
        "llm_unavailable",
        "This guide is too long for the language model that is set up. Trying again will not "
        "help; a model that reads longer texts will.",
        permanent=True,
    ),
    "refused": Meaning(
        "llm_refused",
        "The language model declined to answer. Trying again is unlikely to help; other words "
        "in the definition may.",
        permanent=True,
    ),
    "filtered": Meaning(
        "llm_refused",
        "The safety filter of the language model's service stopped the answer. Trying again is "
        "unlikely to help; other words in the definition may.",
        permanent=True,
    ),
    "truncated": Meaning(
        "llm_bad_output",
        "The language model's answer broke off before its end. Trying again may help.",
    ),
    "empty": Meaning(
        "llm_bad_output",
        "The language model's answer was empty. Trying again may help.",
    ),
    "unreadable": Meaning(
        "llm_bad_output",
        "The language model's answer could not be read. Trying again may help.",
        is_retried=True,
    ),
    "too_large": Meaning(
        "llm_bad_output",
        "The language model's answer was far too long to be right. Trying again may help.",
    ),
}

MOST_SAID = 2000
"""Characters that are kept of what a server says."""
_NO_STATUS = 600

_QUOTA_CODES = frozenset({"insufficient_quota", "billing_hard_limit_reached", "quota_exceeded"})
_FILTER_WORDS = ("content_filter", "content_policy", "content management policy", "responsible ai")
_LENGTH_WORDS = (
    "context_length",
    "context length",
    "context window",
    "context size",
    "context_size",
    "maximum context",
    "max_model_len",
    "n_ctx",
    "prompt is too long",
    "prompt too long",
    "too many tokens",
    "input tokens exceed",
    "input token count",
    "max_new_tokens` must be",
    "string_above_max_length",
)


@dataclass(frozen=True, slots=True)
class Complaint:
    """A refusal of a server: what its body says, for sorting only, never for people."""

    status: int
    code: str = ""
    type: str = ""
    param: str = ""
    message: str = ""

    @property
    def text(self) -> str:
        return f"{self.param} {self.code} {self.type} {self.message}".lower()

    @property
    def is_about_parameters(self) -> bool:
        """Whether asking in another way may help."""
        return self.status in _NOT_UNDERSTOOD and self.reason == "bad_request"

    @property
    def reason(self) -> Reason:
        if self.status == HTTPStatus.PAYMENT_REQUIRED or (
            self.status == HTTPStatus.TOO_MANY_REQUESTS and self._is_quota
        ):
            return "quota"
        if self.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            return "too_long"
        if self.status in _NOT_UNDERSTOOD:
            return self._bad_request
        if self.status >= HTTPStatus.INTERNAL_SERVER_ERROR and self._is_too_long:
            return "too_long"  # as some local servers put it
        return _reason_of(self.status)

    @property
    def _is_quota(self) -> bool:
        return self.code in _QUOTA_CODES or self.type in _QUOTA_CODES

    @property
    def _bad_request(self) -> Reason:
        if any(word in self.text for word in _FILTER_WORDS):
            return "filtered"
        if self._is_too_long:
            return "too_long"
        return "unknown_model" if self.code == "model_not_found" else "bad_request"

    @property
    def _is_too_long(self) -> bool:
        return any(word in self.text for word in _LENGTH_WORDS)


def complaint_from(error: object, status: int) -> Complaint:
    """What is said by `error`, the object inside an error body or the text in its place."""
    if not isinstance(error, Mapping):
        return Complaint(status=status, message=str(error)[:MOST_SAID])
    message = str(error.get("message") or dict(error))
    if "n_ctx" in error and "n_ctx" not in message:
        message = f"{message[:MOST_SAID]} (n_ctx: {error['n_ctx']})"  # a local server's limit
    return Complaint(
        status=status,
        code=str(error.get("code") or "")[:MOST_SAID],
        type=str(error.get("type") or "")[:MOST_SAID],
        param=str(error.get("param") or "")[:MOST_SAID],
        message=message[: MOST_SAID + 40],
    )


def complaint_in(data: Mapping[str, Any]) -> Complaint | None:
    """The complaint in a body or an event that has status 200 and is no answer all the same."""
    error = data.get("error")
    if not error and data.get("object") == "error":
        error = data
    if not error:
        return None
    code = error.get("code") if isinstance(error, Mapping) else None
    is_status = isinstance(code, int) and HTTPStatus.BAD_REQUEST <= code < _NO_STATUS
    status = code if is_status and isinstance(code, int) else HTTPStatus.INTERNAL_SERVER_ERROR
    return complaint_from(error, int(status))


_NOT_UNDERSTOOD = (HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY)
_BY_STATUS: Mapping[int, Reason] = {
    HTTPStatus.UNAUTHORIZED: "key_refused",
    HTTPStatus.FORBIDDEN: "key_refused",
    HTTPStatus.NOT_FOUND: "unknown_model",
    HTTPStatus.REQUEST_TIMEOUT: "server_error",
    HTTPStatus.CONFLICT: "server_error",
    HTTPStatus.TOO_EARLY: "server_error",
    HTTPStatus.TOO_MANY_REQUESTS: "rate_limited",
}


def _reason_of(status: int) -> Reason:
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return "server_error"
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        return "web_page"
    return _BY_STATUS.get(status, "bad_request")


def failure(reason: Reason, *, retry_after_s: float | None = None) -> CallFailed:
    """The error for a reason, with the sentence that a person is told."""
    meaning = MEANINGS[reason]
    return CallFailed(
        meaning.code,
        meaning.message,
        reason=reason,
        permanent=meaning.permanent,
        retry_after_s=retry_after_s,
    )
