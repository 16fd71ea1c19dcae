"""A published sheet comes through the guarded door, from Google's hosts alone."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.exceptions import ValidationError

from generation.core.office import CSV, XLSX
from guides.source.pasted_file import pasted_file
from guides.source.published import export_address, fetch_published

ID = "2PACX-1vQx0123456789abcdefghij"
SHEET = f"https://docs.google.com/spreadsheets/d/e/{ID}"
TABLE = b"Competency,Junior,Senior\r\nDelivery,Learns,Leads\r\n"


@pytest.mark.parametrize(
    ("typed", "address", "kind"),
    [
        (f"{SHEET}/pubhtml", f"{SHEET}/pub?output=xlsx", XLSX),
        (f"{SHEET}/pub?output=xlsx", f"{SHEET}/pub?output=xlsx", XLSX),
        (
            f"{SHEET}/pub?gid=7&single=true&output=csv",
            f"{SHEET}/pub?output=csv&gid=7&single=true",
            CSV,
        ),
        (
            f"docs.google.com/spreadsheets/d/{ID}/edit#gid=0",
            f"https://docs.google.com/spreadsheets/d/{ID}/export?format=xlsx",
            XLSX,
        ),
    ],
)
def test_addresses_that_people_copy_lead_to_the_file(typed, address, kind):
    assert export_address(typed) == (address, kind)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "https://docs.google.com/document/d/e/" + ID,
        "https://docs.google.com.example.com/spreadsheets/d/e/" + ID + "/pub",
        "https://docs.google.com@127.0.0.1/spreadsheets/d/e/" + ID + "/pub",
        "file:///spreadsheets/d/e/" + ID + "/pub",
        "http://127.0.0.1/spreadsheets/d/e/" + ID + "/pub?output=csv",
        "https://docs.google.com:8080/spreadsheets/d/e/" + ID + "/pub",
        SHEET + "/../../../../x/pub",
    ],
)
def test_other_addresses_are_refused_unseen(typed):
    with pytest.raises(ValidationError) as refused:
        fetch_published(typed)
    assert refused.value.code == "invalid_url"


class Google(BaseHTTPRequestHandler):
    """A sheet, a sign-in page, a way elsewhere, and a body without end."""

    def do_GET(self):
        if "signin" in self.path:
            self._send(302, {"Location": "https://accounts.example.com/signin"})
        elif "gone" in self.path:
            self._send(404, {})
        elif "page" in self.path:
            self._send(200, {"Content-Type": "text/html"}, b"<html></html>")
        elif "large" in self.path:
            self._send(200, {"Content-Type": "text/csv", "Content-Length": str(10**9)})
        elif "moved" not in self.path and "export" in self.path:
            self._send(307, {"Location": f"/spreadsheets/d/e/{ID}/moved"})
        else:
            self._send(200, {"Content-Type": "text/csv; charset=utf-8"}, TABLE)

    def _send(self, status, headers, body=b""):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def host():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Google)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()


def test_published_sheet_becomes_a_file(host):
    file = fetch_published(
        f"http://{host}/spreadsheets/d/{ID}/export?format=csv", allow_test_host=host
    )
    assert (file.name, file.read()) == ("Published sheet.csv", TABLE)


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("signin", "website_unreachable", "asks for a sign-in"),
        ("page", "website_unreachable", "gives a web page"),
        ("gone", "website_unreachable", "There is no published sheet"),
        ("large", "too_large", "more than 20 MB"),
    ],
)
def test_what_is_no_published_sheet_is_said(host, name, code, words):
    address = f"http://{host}/spreadsheets/d/e/{name}-{ID}/pub?output=csv"
    with pytest.raises(ValidationError) as refused:
        fetch_published(address, allow_test_host=host)
    assert (refused.value.code, words in refused.value.messages[0]) == (code, True)


def test_pasted_table_becomes_a_file():
    file = pasted_file("Competency\tJunior\nDelivery\tLearns\n")
    assert (file.name, file.read()) == (
        "Pasted table.tsv",
        b"Competency\tJunior\nDelivery\tLearns\n",
    )
    for text, code in (("", "empty_file"), ("Hello there", "unsupported_type")):
        with pytest.raises(ValidationError) as refused:
            pasted_file(text)
        assert refused.value.code == code
