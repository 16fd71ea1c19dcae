"""Every known way to make the fetcher visit what is not public, refused."""

import socket
import threading
import time
from dataclasses import dataclass, field

import httpcore2  # noqa: TID251 - stands in for the network
import pytest

from levelingai.sandbox import dial
from levelingai.sandbox.dial import Guard, Refused
from levelingai.sandbox.fetch import FetchFailed, Http
from tests.site.server import Response, Site

pytestmark = pytest.mark.core

PUBLIC = "93.184.216.34"
PUBLIC_V6 = "2606:2800:220:1::1"


@dataclass
class Names:
    """A resolver whose answers change from one lookup to the next; the last one stays."""

    answers: list[list[str]]
    asked: list[str] = field(default_factory=list)

    def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        return self.answers[min(len(self.asked), len(self.answers)) - 1]


@dataclass
class Dialler(httpcore2.NetworkBackend):
    """Notes which address would be dialled and connects to a site on loopback instead."""

    site: Site
    dialled: list[tuple[str, int]] = field(default_factory=list)

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        self.dialled.append((host, port))
        ours, own_port = self.site.host.split(":")
        return httpcore2.SyncBackend().connect_tcp(ours, int(own_port), timeout)


@pytest.fixture
def site():
    with Site({"/": Response("<p>Inside.</p>")}) as running:
        yield running


def visit(url, *, site, names=None, test_host=""):
    """The answer for `url` and what was dialled for it."""
    dialler = Dialler(site)
    guard = Guard(allow_test_host=test_host, lookup=names or Names([[PUBLIC]]))
    with Http(guard, deadline=time.monotonic() + 30, delay_s=0, dialler=dialler) as http:
        try:
            return http.get(url), dialler.dialled
        except FetchFailed as failure:
            return failure, dialler.dialled


def assert_refused(url, **options):
    outcome, dialled = visit(url, **options)
    assert isinstance(outcome, FetchFailed), outcome
    assert (outcome.status, dialled) == ("refused", [])


def test_public_name_is_dialled_at_its_address(site):
    answer, dialled = visit("http://site.example/", site=site)
    assert answer.body == b"<p>Inside.</p>"
    assert dialled == [(PUBLIC, 80)]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://017700000001/",
        "http://0177.0.0.1/",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://127.1/",
        "http://0/",
        "http://0.0.0.0/",
        "http://１２７.0.0.1/",
        "http://127。0。0。1/",
        "http://[::1]/",
        "http://[::]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[::ffff:93.184.216.34]/",
        "http://[::127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[fec0::1]/",
        "http://[fe80::1]/",
        "http://[fe80::1%25eth0]/",
        "http://[ff02::1]/",
        "http://[fd00:ec2::254]/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://192.0.0.192/",
        "http://224.0.0.1/",
        "http://100.100.100.200/",
        "http://localhost/",
        "http://metadata/",
        "http://metadata.google.internal/",
        "http://site.example:22/",
        "http://site.example:8080/",
        "https://site.example:6379/",
        "http://user@site.example/",
        "http://user:secret@site.example/",
        "http://site.example@127.0.0.1/",
        "file:///etc/passwd",
        "ftp://site.example/",
        "gopher://site.example/",
        "data:text/html,hello",
        "unix:///var/run/docker.sock",
        "//site.example/",
        "/etc/passwd",
        "http:///path",
        "http://site.example/" + "a" * 2000,
        "",
    ],
)
def test_address_that_is_not_public_is_refused_before_any_lookup(url, site):
    names = Names([[PUBLIC]])
    assert_refused(url, site=site, names=names)
    assert names.asked == []


@pytest.mark.parametrize(
    "answer",
    [
        ["127.0.0.1"],
        ["::1"],
        ["::ffff:127.0.0.1"],
        ["64:ff9b::7f00:1"],
        ["fe80::1%2"],
        ["169.254.169.254"],
        ["10.0.0.1"],
        ["224.0.0.5"],
        [PUBLIC, "10.0.0.1"],
        ["10.0.0.1", PUBLIC],
        [PUBLIC_V6, "fd00::1"],
        [PUBLIC, PUBLIC_V6, "192.0.0.1"],
        ["not an address"],
    ],
)
def test_name_with_any_address_that_is_not_public_is_refused(answer, site):
    assert_refused("http://site.example/", site=site, names=Names([answer]))


def test_name_is_looked_up_once_so_that_a_second_answer_cannot_lead_inside(site):
    site.table["/close"] = Response("<p>1</p>", headers={"Connection": "close"})
    names = Names([[PUBLIC], ["127.0.0.1"]])
    dialler = Dialler(site)
    guard = Guard(lookup=names)
    with Http(guard, deadline=time.monotonic() + 30, delay_s=0, dialler=dialler) as http:
        for _ in range(3):
            http.get("http://site.example/close")
    assert names.asked == ["site.example"]
    assert dialler.dialled == [(PUBLIC, 80)] * 3


def test_name_without_address_is_unreachable(site):
    outcome, dialled = visit("http://site.example/", site=site, names=Names([[]]))
    assert (outcome.status, dialled) == ("unreachable", [])


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/iam/",
        "http://127.0.0.1/",
        "http://[::ffff:169.254.169.254]/",
        "http://2852039166/",
        "//169.254.169.254/",
        "http://site.example:9200/",
        "https://site.example:8443/",
        "http://user@site.example/",
        "file:///etc/passwd",
        "ftp://site.example/x",
        "javascript:alert(1)",
        "http://inside.example/",
    ],
)
def test_redirect_to_what_is_not_public_is_refused(target, site):
    site.table["/"] = Response(status=302, headers={"Location": target})

    def names(host: str, port: int) -> list[str]:
        return ["10.0.0.7"] if host == "inside.example" else [PUBLIC]

    outcome, dialled = visit("http://site.example/", site=site, names=names)
    assert (outcome.status, dialled) == ("refused", [(PUBLIC, 80)])


def test_test_host_is_one_loopback_host_and_port(site):
    with Site({"/": Response("<p>Another.</p>")}) as other:
        answer, _ = visit(f"{site.url}/", site=site, test_host=site.host)
        assert answer.http_status == 200
        assert_refused(f"{other.url}/", site=site, test_host=site.host)
        assert_refused(
            f"http://localhost:{site.host.split(':')[1]}/", site=site, test_host=site.host
        )
        assert_refused("http://127.0.0.1/", site=site, test_host=site.host)


@pytest.mark.parametrize("host", ["10.0.0.1:80", "example.com:80", "127.0.0.1", "127.0.0.1:x"])
def test_test_host_elsewhere_is_refused(host):
    with pytest.raises(ValueError, match=r"."):
        Guard(allow_test_host=host)


def test_guard_refuses_a_port_even_when_asked_past_the_check():
    with pytest.raises(Refused):
        Guard(lookup=Names([[PUBLIC]])).addresses("site.example", 22)


def test_environment_names_no_proxy(site, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    answer, dialled = visit("http://site.example/", site=site)
    assert (answer.http_status, dialled) == (200, [(PUBLIC, 80)])


def test_second_address_is_tried_when_the_first_does_not_answer(site):
    class Flaky(Dialler):
        def connect_tcp(self, host, port, *args, **kwargs):
            if host == PUBLIC_V6:
                self.dialled.append((host, port))
                raise httpcore2.ConnectError("no route")
            return super().connect_tcp(host, port, *args, **kwargs)

    dialler = Flaky(site)
    guard = Guard(lookup=Names([[PUBLIC_V6, PUBLIC]]))
    with Http(guard, deadline=time.monotonic() + 30, delay_s=0, dialler=dialler) as http:
        assert http.get("http://site.example/").http_status == 200
    assert dialler.dialled == [(PUBLIC_V6, 80), (PUBLIC, 80)]


def test_lookup_gives_up_on_a_name_server_that_does_not_answer(monkeypatch):
    is_over = threading.Event()
    monkeypatch.setattr(dial, "LOOKUP_TIMEOUT_S", 0.05)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: is_over.wait(60) and [])
    try:
        assert dial.look_up("site.example", 80) == []
    finally:
        is_over.set()
