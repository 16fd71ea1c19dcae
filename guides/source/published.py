"""A published Google Sheet as a file: from its address, through the guarded door, to bytes.

Only sheets of docs.google.com are fetched, only from Google's hosts, in a limited child.
"""

from __future__ import annotations

import logging
import re
import time
from urllib.parse import parse_qs, urlencode, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from generation.core.office import CSV, XLSX, Kind
from levelingai.sandbox.run import MEGABYTE, ChildFailed, ChildLimits, ChildRefused, run_child

HANDLER = "levelingai.sandbox.download_child:download"
HOST = "docs.google.com"
HOSTS = ("google.com", "googleusercontent.com")
"""Where a sheet's address may lead: Google hands exports out from a host of its own for each."""
EXAMPLE = "https://docs.google.com/spreadsheets/d/e/…/pub?output=xlsx"
FETCH_SECONDS = 16.0
"""The network's share of the child's wall clock."""
NAME = "Published sheet"
_TYPES = {
    CSV: ("text/csv", "text/tab-separated-values", "text/plain"),
    XLSX: (XLSX.mime_type, "application/octet-stream", "application/vnd.ms-excel"),
}
_PUBLISHED = re.compile(r"^/spreadsheets/d/e/([A-Za-z0-9_-]{20,200})/(?:pub|pubhtml)$")
_SHARED = re.compile(r"^/spreadsheets/(?:u/\d+/)?d/([A-Za-z0-9_-]{20,200})(?:/[a-z]*)?$")
_SHEET = re.compile(r"(?:^|[&#?])gid=(\d{1,20})")
_MESSAGES = {
    "elsewhere": "Google asks for a sign-in: the sheet is not published. In Google Sheets choose "
    "File, Share, Publish to web, and copy the address from there.",
    "wrong_type": "This address gives a web page, not a sheet. In Google Sheets choose File, "
    "Share, Publish to web, and copy the address from there.",
    "too_slow": "The sheet took too long to answer. Please try again, or download it and upload "
    "the file.",
}
_NOT_THERE = (
    "There is no published sheet at this address. In Google Sheets choose File, Share, Publish to "
    "web, and copy the address from there; or download the sheet and upload the file."
)

logger = logging.getLogger(__name__)


def fetch_published(address: str, *, allow_test_host: str = "") -> ContentFile[bytes]:
    """The published sheet as a file with a name. Raises `ValidationError` with a code.

    It takes seconds. `allow_test_host` is for tests: see `Guard`.
    """
    url, kind = export_address(address, allow_test_host=allow_test_host)
    limit = settings.UPLOAD_MAX_MB
    request = {
        "url": url,
        "hosts": [*HOSTS, *filter(None, [allow_test_host.rpartition(":")[0]])],
        "types": _TYPES[kind],
        "max_bytes": limit * MEGABYTE,
        "allow_test_host": allow_test_host,
        "until": time.time() + FETCH_SECONDS,
    }
    limits = ChildLimits(wall_s=20.0, cpu_s=10, output_mb=limit + 1)
    try:
        reply = run_child(HANDLER, request, limits=limits)
    except (ChildFailed, ChildRefused) as error:
        logger.warning("fetching a published sheet failed: %s", error)
        raise _unreachable("too_slow") from error
    if "failed" in reply.fields:
        failed = reply.fields["failed"]
        logger.info("a published sheet could not be had: %s %s", failed["status"], failed["detail"])
        if failed["status"] == "too_large":
            raise ValidationError(
                f"This sheet has more than {limit} MB, which is the most that is accepted.",
                code="too_large",
            )
        raise _unreachable(failed["status"])
    return ContentFile(reply.data, name=f"{NAME}{kind.ending}")


def export_address(address: str, *, allow_test_host: str = "") -> tuple[str, Kind]:
    """Where the sheet at an address can be downloaded, and as what. Raises `ValidationError`.

    A whole workbook comes as XLSX; one sheet of it as CSV, where the address asks for that.
    """
    address = address.strip()
    parts = urlsplit(address if "://" in address else f"https://{address}")
    if allow_test_host and parts.netloc == allow_test_host:
        origin = f"http://{allow_test_host}"
    elif parts.scheme in ("http", "https") and parts.netloc.lower() == HOST:
        origin = f"https://{HOST}"
    else:
        raise _not_a_sheet()
    published, shared = _PUBLISHED.match(parts.path), _SHARED.match(parts.path)
    if not published and not shared:
        raise _not_a_sheet()
    query = parse_qs(parts.query)
    wanted = (query.get("output") or query.get("format") or ["xlsx"])[0].lower()
    kind = CSV if wanted in ("csv", "tsv") else XLSX
    sheet = _SHEET.search(f"?{parts.query}#{parts.fragment}")
    options = {"output" if published else "format": kind.name}
    if sheet and kind is CSV:
        options |= {"gid": sheet[1], "single": "true"}
    path = (
        f"/spreadsheets/d/e/{published[1]}/pub"
        if published
        else f"/spreadsheets/d/{shared[1] if shared else ''}/export"
    )
    return f"{origin}{path}?{urlencode(options)}", kind


def _not_a_sheet() -> ValidationError:
    return ValidationError(
        f"This is not the address of a published Google Sheet. A good one looks like {EXAMPLE}.",
        code="invalid_url",
    )


def _unreachable(status: str) -> ValidationError:
    return ValidationError(_MESSAGES.get(status, _NOT_THERE), code="website_unreachable")
