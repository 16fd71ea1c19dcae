"""What every request passes: limits on what it may send, and headers of ours."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from csp.utils import build_policy
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.http import parse_header_parameters

MEGABYTE = 1024 * 1024
OTHER_MB = 1
UPLOAD_SLACK_MB = 5
"""A multipart form weighs more than its file; above file limit plus this, nothing is read."""

SECRET_PATHS = ("/s/",)
"""Below these an address is itself the key to its page."""
SECRET_HEADERS = {
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-store",
}
UTF8_NAMES = {"utf-8", "utf8"}

Response = Callable[[HttpRequest], HttpResponse]


class SecretPagesMiddleware:
    """Outermost: no answer below a secret path is indexed, cached or named to others.

    Errors, redirects and refusals hold the same address as the page, so they get the same headers.
    """

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(SECRET_PATHS):
            for name, value in SECRET_HEADERS.items():
                response[name] = value
        return response


class BodyLimitMiddleware:
    """Refuse a body that is too large, or of unknown length, before it is stored.

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
                return _guarded(
                    _plain(HTTPStatus.LENGTH_REQUIRED, "Please send the length of the request.")
                )
            return self.get_response(request)
        if int(length) > _limit(request.path) * MEGABYTE:
            return _guarded(_too_large(request))
        return self.get_response(request)


class CharsetMiddleware:
    """Refuse what is not sent as UTF-8, before anything decodes it.

    The header chooses among all codecs of Python, and some of them fail on any text: a form in
    `idna` or `rot13` would be an error of the server's.
    """

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_utf8(request.META.get("CONTENT_TYPE", "")):
            return _guarded(_plain(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Please send text as UTF-8."))
        return self.get_response(request)


def is_utf8(content_type: str) -> bool:
    """Whether a Content-Type can be parsed and names no other charset than UTF-8."""
    try:
        _, params = parse_header_parameters(content_type)
    except ValueError:
        return False
    return params.get("charset", "utf-8").lower() in UTF8_NAMES


def _is_upload(path: str) -> bool:
    return path.startswith("/guides/") and path.endswith(("/new/", "/replace/"))


def _limit(path: str) -> int:
    return settings.UPLOAD_MAX_MB + UPLOAD_SLACK_MB if _is_upload(path) else OTHER_MB


def _too_large(request: HttpRequest) -> HttpResponse:
    """A page for people, a sentence for a script."""
    is_upload = _is_upload(request.path)
    limit_mb = settings.UPLOAD_MAX_MB if is_upload else OTHER_MB
    if request.headers.get("HX-Request"):
        return _plain(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            f"That is too large. Up to {limit_mb} MB are accepted.",
        )
    page = render_to_string("413.html", {"limit_mb": limit_mb, "is_upload": is_upload})
    return HttpResponse(page, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def _plain(status: int, message: str) -> HttpResponse:
    return HttpResponse(message, status=status, content_type="text/plain; charset=utf-8")


def _guarded(response: HttpResponse) -> HttpResponse:
    """No other middleware sees this answer, so it takes its own headers along."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = build_policy()
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


class PrivatePagesMiddleware:
    """What a signed-in person sees is for their own browser; no cache on the way keeps it.

    A view that says more (`no-store`) keeps its word. Costs no query: a session that nothing has
    read has put nothing on the page.
    """

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.session.accessed and SESSION_KEY in request.session:
            response.setdefault("Cache-Control", "private")
        return response


def client_address(request: HttpRequest) -> str:
    """The visitor's address: the peer, or what the last trusted proxy saw.

    With N trusted proxies the Nth entry from the right of X-Forwarded-For was written by the
    outermost of them; everything left of it is the visitor's own claim.
    """
    peer = str(request.META.get("REMOTE_ADDR", ""))
    trusted: int = settings.TRUSTED_PROXY_COUNT
    claimed = str(request.META.get("HTTP_X_FORWARDED_FOR", ""))
    hops = [hop.strip() for hop in claimed.split(",") if hop]
    return hops[-trusted] if 0 < trusted <= len(hops) else peer
