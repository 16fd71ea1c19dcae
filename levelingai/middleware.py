"""What every request passes: a limit on its body, and headers of ours."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

MEGABYTE = 1024 * 1024
UPLOAD_SLACK_MB = 5
"""A multipart form weighs more than its file; above file limit plus this, nothing is read."""

Response = Callable[[HttpRequest], HttpResponse]


class BodyLimitMiddleware:
    """First of all: refuse a body that is too large, or of unknown length, before it is stored.

    Django writes a whole upload to disk before the CSRF check, for anonymous visitors too.
    """

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in {"GET", "HEAD", "OPTIONS"}:
            return self.get_response(request)
        length = request.META.get("CONTENT_LENGTH") or ""
        if not (length.isascii() and length.isdigit()):
            if request.META.get("HTTP_TRANSFER_ENCODING"):
                return _refusal(411, "Please send the length of the request.")
            return self.get_response(request)
        if int(length) > _limit(request.path) * MEGABYTE:
            return _refusal(
                413, f"That is too large. Up to {_limit(request.path)} MB are accepted."
            )
        return self.get_response(request)


def _limit(path: str) -> int:
    is_upload = path.startswith("/guides/") and path.endswith(("/new/", "/replace/"))
    return settings.UPLOAD_MAX_MB + UPLOAD_SLACK_MB if is_upload else 1


def _refusal(status: int, message: str) -> HttpResponse:
    response = HttpResponse(message, status=status, content_type="text/plain; charset=utf-8")
    response["Connection"] = "close"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    return response


class PermissionsPolicyMiddleware:
    """No page of ours uses the device; none may ask for it."""

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        return response


def client_address(request: HttpRequest) -> str:
    """The visitor's address: the peer, or what the last trusted proxy saw.

    With N trusted proxies the Nth entry from the right of X-Forwarded-For was written by the
    outermost of them; everything left of it is the visitor's own claim.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    if not settings.TRUSTED_PROXY_COUNT:
        return peer
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop]
    if len(hops) < settings.TRUSTED_PROXY_COUNT:
        return peer
    return hops[-settings.TRUSTED_PROXY_COUNT]
