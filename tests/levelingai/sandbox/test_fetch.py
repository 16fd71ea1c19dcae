"""One page over the wire: type, size, encoding, time and redirects have limits."""

import gzip
import time
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest

from levelingai.sandbox.dial import Guard
from levelingai.sandbox.fetch import MAX_BYTES, USER_AGENT, XML_TYPES, FetchFailed, Http
from tests.site.server import Response, Site

pytestmark = pytest.mark.core


def get(site, path="/", *, request_seconds=2.0, **options):
    guard = Guard(allow_test_host=site.host)
    deadline = time.monotonic() + 10
    with Http(guard, deadline=deadline, delay_s=0, request_seconds=request_seconds) as http:
        return http.get(f"{site.url}{path}", **options)


def failure(table, path="/", **options):
    with Site(table) as site, pytest.raises(FetchFailed) as caught:
        get(site, path, **options)
    return caught.value


def test_request_is_honest_and_asks_for_no_encoding():
    with Site({"/": Response("<p>Hi.</p>")}) as site:
        answer = get(site)
    sent = site.requests[0].headers
    assert answer.body == b"<p>Hi.</p>"
    assert answer.content_type == "text/html"
    assert sent["User-Agent"] == USER_AGENT
    assert "LevelingAI" in USER_AGENT
    assert sent["Accept-Encoding"] == "identity"
    assert "Cookie" not in sent


def test_cookies_are_not_kept():
    with Site({"/": Response("<p>Hi.</p>", headers={"Set-Cookie": "a=b"})}) as site:
        guard = Guard(allow_test_host=site.host)
        with Http(guard, deadline=time.monotonic() + 30, delay_s=0) as http:
            http.get(f"{site.url}/")
            http.get(f"{site.url}/")
    assert "Cookie" not in site.requests[1].headers


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate", "zstd", "gzip, gzip"])
def test_encoded_body_is_refused_unread(encoding):
    bomb = gzip.compress(b"0" * 20_000_000)
    failed = failure({"/": Response(bomb, headers={"Content-Encoding": encoding})})
    assert (failed.status, failed.detail) == ("wrong_type", "content encoding")


@pytest.mark.parametrize(
    "kind", ["application/pdf", "image/png", "application/json", "application/xml", ""]
)
def test_other_types_are_refused(kind):
    assert failure({"/": Response("x", content_type=kind)}).status == "wrong_type"


def test_xml_is_read_only_where_it_is_asked_for():
    with Site({"/": Response("<urlset/>", content_type="application/xml")}) as site:
        assert get(site, types=XML_TYPES).body == b"<urlset/>"
    assert failure({"/": Response("<p>x</p>")}, types=XML_TYPES).status == "wrong_type"


def test_page_that_announces_too_much_is_refused():
    headers = {"Content-Length": str(MAX_BYTES + 1)}
    assert failure({"/": Response("x", headers=headers)}).status == "too_large"


def test_page_that_grows_too_large_is_refused():
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    body = chunk * (MAX_BYTES // 0x10000 + 1) + b"0\r\n\r\n"
    headers = {"Transfer-Encoding": "chunked"}
    assert failure({"/": Response(body, headers=headers)}).status == "too_large"


def test_page_of_the_largest_size_is_read():
    with Site({"/": Response(b"x" * MAX_BYTES)}) as site:
        assert len(get(site).body) == MAX_BYTES


def test_one_byte_a_second_ends_with_the_request():
    drips = Response("x" * 1000, trickle_s=0.2)  # each byte in time, all of them in 200 s
    failed = failure({"/": drips}, request_seconds=0.7)
    assert failed.status == "too_slow"


def test_server_that_never_answers_ends_with_the_request():
    failed = failure({"/": Response("x", delay_s=5)}, request_seconds=0.4)
    assert failed.status == "too_slow"


def test_five_redirects_are_followed_and_a_sixth_is_not():
    hops = {f"/{n}": Response(status=302, headers={"Location": f"/{n + 1}"}) for n in range(1, 7)}
    with Site({**hops, "/7": Response("<p>There.</p>")}) as site:
        assert get(site, "/2").url == f"{site.url}/7"
        with pytest.raises(FetchFailed) as caught:
            get(site, "/1")
    assert (caught.value.status, caught.value.detail) == ("unreachable", "too many redirects")


def test_redirect_loop_ends():
    failed = failure({"/": Response(status=301, headers={"Location": "/"})})
    assert failed.detail == "too many redirects"


@pytest.mark.parametrize(
    ("http_status", "status"),
    [
        (401, "blocked"),
        (403, "blocked"),
        (429, "blocked"),
        (451, "blocked"),
        (404, "unreachable"),
        (500, "unreachable"),
        (503, "unreachable"),
    ],
)
def test_answer_that_is_no_page_has_its_status(http_status, status):
    failed = failure({"/": Response("x", status=http_status)})
    assert (failed.status, failed.http_status) == (status, http_status)


def test_host_is_left_alone_for_the_delay_between_requests(monkeypatch):
    slept = []
    monkeypatch.setattr(time, "sleep", slept.append)
    with Site({"/": Response("<p>Hi.</p>")}) as site:
        guard = Guard(allow_test_host=site.host)
        with Http(guard, deadline=time.monotonic() + 3600, delay_s=1000) as http:
            for _ in range(3):
                http.get(f"{site.url}/")
    first, second, third = slept
    assert (first, round(second, -2), round(third, -2)) == (0, 1000, 2000)


def test_visit_ends_at_its_deadline():
    with Site({"/": Response("<p>Hi.</p>")}) as site:
        guard = Guard(allow_test_host=site.host)
        with Http(guard, deadline=time.monotonic() + 60, delay_s=120) as http:
            http.get(f"{site.url}/")
            with pytest.raises(FetchFailed) as caught:
                http.get(f"{site.url}/")
    assert caught.value.status == "too_slow"


def test_conditions_are_sent_and_an_unchanged_page_has_no_body():
    def answer(request):
        is_known = request.headers.get("If-None-Match") == '"v1"'
        return Response("" if is_known else "<p>Hi.</p>", status=304 if is_known else 200)

    with Site({"/": answer}) as site:
        again = get(site, headers=lambda url: {"If-None-Match": '"v1"'})
    assert (again.http_status, again.body) == (304, b"")


@pytest.fixture(scope="module")
def own_certificate(tmp_path_factory):
    """A certificate for 127.0.0.1 that nobody but its owner signed."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "own.pem"
    path.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path


def test_certificate_that_nobody_signed_is_refused(own_certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(own_certificate))
    table = {"/": Response("<p>Hi.</p>")}
    with Site(table, certificate=own_certificate) as site, pytest.raises(FetchFailed) as caught:
        get(site)
    assert caught.value.status == "unreachable"
    assert "certificate" in caught.value.detail.lower()
    assert not caught.value.can_try_http
    assert site.requests == []
