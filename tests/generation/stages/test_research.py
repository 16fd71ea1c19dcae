"""A visit to a made website, in the real child: only true quotes come back."""

import socket
import time
from pathlib import Path

import httpcore2  # noqa: TID251 - stands in for the network
import pytest

from generation.stages.website import brief as website
from generation.stages.website.brief import research_site as research
from generation.stages.website.visit import Visit
from levelingai.sandbox.dial import Guard
from levelingai.sandbox.fetch import Http
from tests.site import harbourline as made
from tests.site.server import Response, Site

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.core


def visit(site, **options):
    return research(site.url, allow_test_host=site.host, delay_s=0.01, **options)


def visit_table(table, **options):
    with Site(table) as site:
        return visit(site, **options)


def visit_here(site, **options):
    """The same visit in this process, with shorter patience."""
    deadline = time.monotonic() + 10
    with Http(Guard(allow_test_host=site.host), deadline=deadline, delay_s=0, **options) as http:
        return Visit(http).brief(site.url)


@pytest.fixture(scope="module")
def harbourline():
    """The brief of the made site and the addresses that were asked for."""
    with Site(made.harbourline()) as site:
        return visit(site), [request.path for request in site.requests], site.url


def kept_text(brief):
    texts = [page.text + page.title for page in brief.pages]
    return "\n".join([*texts, *(fact.statement + fact.quote for fact in brief.facts)])


def test_brief_has_the_true_sentences_of_the_site(harbourline):
    brief, _, _ = harbourline
    assert (brief.name, brief.error_code) == ("Harbourline", "")
    quotes = {fact.quote for fact in brief.facts}
    assert quotes - made.QUOTES <= {made.PARAPHRASED}
    assert made.QUOTES - quotes <= {made.MAKES}
    assert len(quotes) == len(made.QUOTES)


def test_every_quote_stands_on_its_page(harbourline):
    brief, _, _ = harbourline
    texts = {page.url: page.text for page in brief.pages}
    assert all(fact.quote in texts[fact.url] for fact in brief.facts)
    assert {fact.origin for fact in brief.facts} == {"site"}


def test_six_telling_pages_are_read(harbourline):
    brief, paths, url = harbourline
    read = ["/", "/about", "/product", "/customers", "/careers", "/engineering"]
    assert [page.url for page in brief.pages] == [f"{url}{path}" for path in read]
    assert {page.status for page in brief.pages} == {"read"}
    assert {page.language for page in brief.pages} == {"en"}
    assert paths == ["/robots.txt", "/", "/about-us", *read[1:]]


def test_hidden_and_open_instructions_change_nothing(harbourline):
    brief, _, _ = harbourline
    assert made.INJECTED not in kept_text(brief)
    assert made.INJECTED in made.HOME
    assert made.INJECTED in made.ABOUT


def test_person_cookies_navigation_and_contact_are_not_kept(harbourline):
    brief, _, _ = harbourline
    text = kept_text(brief)
    for unwanted in (
        made.PERSON,
        "Delft",
        "planning practice",
        "cookie",
        "Log in",
        "rights",
        "@",
        "+44",
    ):
        assert unwanted not in text


def test_german_page_is_read_as_german():
    table = {"/": Response(made.GERMAN_PAGE), "/robots.txt": Response(status=404)}
    brief = visit_table(table)
    assert [(page.language, page.status) for page in brief.pages[:1]] == [("de", "read")]
    assert made.GERMAN in {fact.quote for fact in brief.facts}


def test_bad_pages_are_named_and_the_others_still_read():
    links = "".join(
        f'<a href="{path}">{words}</a>'
        for path, words in (
            ("/archive", "About us"),
            ("/slow", "Product"),
            ("/file", "Customers"),
            ("/gone", "Careers"),
            ("/engineering", "Engineering"),
        )
    )
    table = {
        **made.harbourline(),
        "/": Response(f"<html><body><p>{made.MAKES}</p>{links}</body></html>"),
        "/file": Response(b"%PDF-1.7", content_type="application/pdf"),
    }
    with Site(table) as site:
        brief = visit_here(site, request_seconds=0.6)
    statuses = {page.url.removeprefix(site.url): page.status for page in brief.pages}
    assert statuses == {
        "/": "read",
        "/archive": "too_large",
        "/slow": "too_slow",
        "/file": "wrong_type",
        "/gone": "unreachable",
        "/engineering": "read",
    }
    assert {made.MAKES, made.WORKS} <= {fact.quote for fact in brief.facts}


def test_sitemap_named_by_robots_adds_pages():
    with Site(made.harbourline()) as site:
        site.table["/"] = Response(f"<html><body><p>{made.MAKES}</p></body></html>")
        site.table |= made.sitemap(site.url, "/careers", "/login", "/private/about", "/customers")
        site.table["/private/about"] = Response(made.ABOUT)
        brief = visit(site)
    statuses = {page.url.removeprefix(site.url): page.status for page in brief.pages}
    assert statuses == {
        "/": "read",
        "/private/about": "disallowed",
        "/customers": "read",
        "/careers": "read",
    }
    assert "/private/about" not in site.paths


@pytest.mark.parametrize(
    "xml",
    [
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset><url><loc>&a;</loc></url></urlset>',
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><urlset><loc>&b;</loc></urlset>',
        "<urlset><loc>http://169.254.169.254/about</loc></urlset>",
        "<urlset><url>",
        "no xml",
    ],
)
def test_odd_sitemap_is_ignored(xml):
    with Site({"/": Response(f"<p>{made.MAKES}</p>")}) as site:
        site.table |= made.sitemap(site.url)
        site.table["/sitemap.xml"] = Response(xml, content_type="text/xml")
        brief = visit(site)
    assert [page.status for page in brief.pages] == ["read"]
    assert "/sitemap.xml" in site.paths


def test_page_that_robots_closes_is_never_asked_for():
    robots = "User-agent: LevelingAI\nDisallow: /\n"
    with Site(
        {"/robots.txt": Response(robots, content_type="text/plain"), "/": Response("x")}
    ) as site:
        brief = visit(site)
    assert (brief.error_code, site.paths) == ("website_blocked", ["/robots.txt"])


def test_robots_that_cannot_be_had_close_the_site():
    with Site({"/robots.txt": Response(status=500), "/": Response(made.HOME)}) as site:
        brief = visit(site)
    assert (brief.error_code, site.paths) == ("website_unreachable", ["/robots.txt"])


def test_longer_delay_of_robots_is_kept():
    robots = "User-agent: *\nCrawl-delay: 1\n"
    with Site(made.harbourline()) as site:
        site.table["/robots.txt"] = Response(robots, content_type="text/plain")
        started = time.monotonic()
        visit(site, max_pages=1)
        waited = time.monotonic() - started
    # A busy site notes requests late; the visit as a whole cannot be shorter than its waits.
    assert waited >= len(site.requests) - 1 > 0


@pytest.mark.parametrize("status", [401, 403, 429, 451])
def test_refusing_site_is_blocked(status):
    brief = visit_table({"/": Response("Go away.", status=status)})
    assert (brief.error_code, brief.facts) == ("website_blocked", ())
    assert brief.error_message.endswith("Examples are written without company context.")


@pytest.mark.parametrize(
    "home",
    [
        Response(""),
        Response("<html><body><div id='root'></div><script>start()</script></body></html>"),
        Response(status=404),
        Response("x", status=500),
        Response(b"%PDF-1.7", content_type="application/pdf"),
        Response(made.HUGE),
        Response(status=302, headers={"Location": "/"}),
        Response('<meta http-equiv="refresh" content="0;url=/other">'),
    ],
)
def test_site_without_a_page_is_unreachable(home):
    other = Response('<meta http-equiv="refresh" content="0;url=/">')
    brief = visit_table({"/": home, "/other": other})
    assert (brief.error_code, brief.facts) == ("website_unreachable", ())
    assert brief.error_message.endswith("Examples are written without company context.")


def test_closed_port_is_unreachable():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    brief = research(f"http://{host}", allow_test_host=host, delay_s=0)
    assert brief.error_code == "website_unreachable"


def test_site_that_leads_to_a_private_address_is_blocked():
    moved = Response(status=302, headers={"Location": "http://169.254.169.254/latest/"})
    brief = visit_table({"/": moved})
    assert brief.error_code == "website_blocked"
    assert "not part of the public internet" in brief.error_message


@pytest.mark.parametrize(
    "url", ["", "nonsense", "http://127.0.0.1:8000", "http://localhost", "file:///etc"]
)
def test_address_that_is_no_website_is_invalid_without_a_child(url, monkeypatch):
    monkeypatch.setattr(website, "run_child", lambda *args, **kwargs: pytest.fail("started"))
    brief = research(url)
    assert brief.error_code == "invalid_url"
    assert "https://www.example.com" in brief.error_message


def test_unchanged_pages_come_back_without_text():
    def tagged(response):
        def answer(request):
            if request.headers.get("If-None-Match") == '"v1"':
                return Response(status=304)
            return Response(response.body, headers={"ETag": '"v1"'})

        return answer

    table = {
        "/": tagged(Response(made.HOME)),
        "/product": tagged(Response(made.PRODUCT_PAGE)),
        "/careers": Response(made.CAREERS_PAGE),
    }
    with Site(table) as site:
        first = visit(site, max_pages=3)
        known = {page.url: (page.etag, page.last_modified) for page in first.pages if page.etag}
        assert len(known) == 2
        again = visit(site, max_pages=3, known=known)
    statuses = {page.url.removeprefix(site.url): page.status for page in again.pages}
    assert (statuses["/"], statuses["/product"], statuses["/careers"]) == (
        "read",
        "unchanged",
        "read",
    )
    assert {fact.quote for fact in again.facts} == {made.MAKES, made.PRODUCT, made.CAREERS}
    assert [page.text for page in again.pages if page.status == "unchanged"] == [""]
    assert again.error_code == ""


def test_child_that_hangs_is_ended_and_the_site_called_slow(monkeypatch):
    from levelingai.sandbox.run import ChildFailed

    def slow(*args, **kwargs):
        raise ChildFailed("too_slow", "no answer", website.LIMITS)

    monkeypatch.setattr(website, "run_child", slow)
    brief = research("https://www.example.com")
    assert brief.error_code == "website_unreachable"
    assert "too long" in brief.error_message


def test_child_is_limited():
    assert website.LIMITS.wall_s == 20
    assert website.LIMITS.wall_s - website.VISIT_SECONDS >= 5
    assert website.LIMITS.memory_mb <= 1024


def test_worker_imports_nothing_that_reads_pages():
    import subprocess
    import sys

    code = "import sys, generation.stages.website.brief; print([m for m in ('httpx2','lxml','trafilatura','tldextract','protego') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=20,
        cwd=ROOT,
        check=True,
    )
    assert done.stdout.strip() == "[]"


class Dialler(httpcore2.NetworkBackend):
    """Connects names to a site on loopback; nothing answers for https."""

    def __init__(self, site):
        self.site = site

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        if port == 443:
            raise httpcore2.ConnectError("connection refused")
        ours, own_port = self.site.host.split(":")
        return httpcore2.SyncBackend().connect_tcp(ours, int(own_port), timeout)


def visit_name(site, origin):
    guard = Guard(lookup=lambda host, port: ["93.184.216.34"])
    deadline = time.monotonic() + 10
    with Http(guard, deadline=deadline, delay_s=0, dialler=Dialler(site)) as http:
        return Visit(http).brief(origin)


def test_site_without_https_is_read_over_http():
    with Site(made.harbourline()) as site:
        brief = visit_name(site, "https://www.harbourline.example")
    assert brief.pages[0].url == "http://www.harbourline.example/"
    assert len(brief.facts) == len(made.QUOTES)


def test_page_that_leads_to_another_site_is_not_followed():
    with Site(made.harbourline()) as site:
        moved = Response(status=301, headers={"Location": "http://elsewhere.example/product"})
        site.table["/product"] = moved
        brief = visit_name(site, "http://www.harbourline.example")
    statuses = {page.kind: page.status for page in brief.pages}
    assert (statuses["product"], statuses["careers"]) == ("elsewhere", "read")
    assert site.paths.count("/product") == 1


def test_visit_ends_when_the_site_asks_for_fewer_requests():
    with Site(made.harbourline()) as site:
        site.table["/product"] = Response(status=429)
        brief = visit(site)
    assert site.paths[-1] == "/product"
    assert brief.error_code == ""
    assert brief.pages[-1].status == "blocked"
