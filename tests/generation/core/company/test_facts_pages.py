"""What a reader sees of a page is read, and nothing else."""

import pytest

from generation.core.company.site_links import choose_pages, is_same_site, registrable_domain
from generation.core.company.web_page import Link, read_page

pytestmark = pytest.mark.core

SEEN = "We build berth planning software for small container ports in the north."
ALSO = "Every forecast shows the error of the last one beside the next."
UNSEEN = "We build something that no reader of this page can ever see on it."
URL = "https://acme.example/"


def read(body, *, head="", **options):
    html = f"<html lang='en'><head>{head}</head><body>{body}</body></html>"
    return read_page(html.encode(), url=URL, **options)


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>{}</p>",
        "<p style='display: none'>{}</p>",
        "<p style='visibility:hidden'>{}</p>",
        "<p style='opacity:0'>{}</p>",
        "<p style='opacity: 0.0;'>{}</p>",
        "<p style='font-size:0px'>{}</p>",
        "<p style='font-size:1px;'>{}</p>",
        "<p style='position:absolute;left:-9999px'>{}</p>",
        "<p style='text-indent:-1000em'>{}</p>",
        "<p style='color:white;background:white'>{}</p>",
        "<p style='color:transparent'>{}</p>",
        "<p style='height:0;overflow:hidden'>{}</p>",
        "<p style='clip:rect(0,0,0,0)'>{}</p>",
        "<div aria-hidden='true'><p>{}</p></div>",
        "<div class='sr-only'><p>{}</p></div>",
        "<div class='concealed'><p>{}</p></div>",
        "<div class='faded'><p>{}</p></div>",
        "<div id='buried'><p>{}</p></div>",
        "<!-- {} -->",
        "<template><p>{}</p></template>",
        "<noscript><p>{}</p></noscript>",
        "<script>{}</script>",
        "<textarea>{}</textarea>",
        "<svg><text>{}</text></svg>",
        "<img alt='{}'>",
        "<nav><p>{}</p></nav>",
        "<footer><p>{}</p></footer>",
        "<div role='dialog'><p>{}</p></div>",
        "<div class='hidden'><p>{}</p></div>",
        "<div class='sidebar'><p>{}</p></div>",
        "<div class='main-nav'><p>{}</p></div>",
        "<div class='cookie-notice'><p>{}</p></div>",
        "<section id='team-members'><p>{}</p></section>",
        "<div itemscope itemtype='https://schema.org/Person'><p>{}</p></div>",
    ],
)
def test_text_that_is_not_seen_is_not_read(hidden):
    style = "<style>.concealed{display:none}.faded{opacity:0}#buried{height:0}</style>"
    page = read(f"<p>{SEEN}</p><p>{ALSO}</p>{hidden.format(UNSEEN)}", head=style)
    assert page.paragraphs == (SEEN, ALSO)


@pytest.mark.parametrize(
    "shown",
    [
        "<div style='opacity:0;transform:translateY(20px)'><p>{}</p></div>",
        "<div style='opacity:0' data-w-id='1'><p>{}</p></div>",
        "<div class='wide'><p>{}</p></div>",
        "<div class='paper'><p>{}</p></div>",
        "<div class='overflow-hidden'><p>{}</p></div>",
        "<div class='hidden md:block'><p>{}</p></div>",
        "<div class='hero-banner'><p>{}</p></div>",
        "<div class='has-sidebar'><p>{}</p></div>",
        "<div class='page-menu'><p>{}</p></div>",
        "<form id='aspnetForm'><div><p>{}</p></div></form>",
        "<header class='hero'><p>{}</p></header>",
        "<ul><li>{}</li></ul>",
        "<table><tr><td>{}</td></tr></table>",
        "<p>We build <b>berth planning</b> software for small <i>container</i> ports in the north.</p>",
    ],
)
def test_text_that_is_seen_is_read(shown):
    style = """<style>@media (max-width: 600px) {.wide{display:none}}
    @media print{.paper{display:none}.other{color:red}}</style>"""
    assert read(shown.format(SEEN), head=style).paragraphs == (SEEN,)


def test_page_of_small_blocks_is_read_whole():
    body = "".join(f"<div><div>Part {n}</div><div>Text of part {n}.</div></div>" for n in range(12))
    assert len(read(body).paragraphs) == 24


def test_thin_page_falls_back_on_its_description():
    head = f'<meta name="description" content="{SEEN}">'
    assert read("<div id=root></div>", head=head).paragraphs == (SEEN,)
    assert SEEN not in read(f"<p>{'Much text on the page. ' * 20}</p>", head=head).paragraphs


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252"])
def test_text_is_decoded_as_declared(charset):
    html = f"<meta charset={charset}><p>Häfen planen, größer.</p>"
    assert read_page(html.encode(charset), url=URL).paragraphs == ("Häfen planen, größer.",)
    plain = "<p>Häfen planen, größer.</p>".encode(charset)
    assert read_page(plain, url=URL, charset=charset).paragraphs == ("Häfen planen, größer.",)


@pytest.mark.parametrize("charset", ["rot13", "punycode", "zlib", "no-such", "utf-7"])
def test_odd_charset_is_ignored(charset):
    assert read_page(b"<p>Ports in the north.</p>", url=URL, charset=charset).paragraphs == (
        "Ports in the north.",
    )


@pytest.mark.parametrize(
    "body",
    [b"", b"\x00\xff\xfe", b"<", b"<html", b"<p" + b" a=1" * 300_000, b"<div>" * 50_000, b"{}"],
)
def test_bad_markup_never_raises(body):
    read_page(body, url=URL)


def test_meta_refresh_is_seen_and_one_for_scripts_off_is_not():
    tag = '<meta http-equiv="Refresh" content="0; URL=/about">'
    assert read("", head=tag).refresh == "https://acme.example/about"
    assert read("", head=f"<noscript>{tag}</noscript>").refresh == ""
    assert read("", head='<meta http-equiv="refresh" content="300;url=/x">').refresh == ""


def choose(*paths, language="en", home=URL):
    links = [Link(path if "//" in path else f"https://acme.example{path}", "") for path in paths]
    found = choose_pages(links, home=home, language=language)
    return [candidate.url.removeprefix("https://acme.example") for candidate in found]


def test_pages_are_chosen_one_of_each_kind_first():
    paths = ["/blog", "/jobs", "/products/one", "/products", "/about", "/clients", "/engineering"]
    assert choose(*paths) == [
        "/about",
        "/products",
        "/clients",
        "/jobs",
        "/engineering",
        "/blog",
        "/products/one",
    ]
    assert choose(*reversed(paths)) == choose(*paths)


@pytest.mark.parametrize(
    "path",
    [
        "/login",
        "/privacy",
        "/about/team",
        "/team/jane-miller",
        "/about.pdf",
        "/product.png",
        "/legal/about",
        "https://elsewhere.example/about",
        "https://acme.example.evil.example/about",
        "https://acme.example:8443/about",
        "ftp://acme.example/about",
        "mailto:jobs@acme.example",
        "javascript:about()",
        "/",
        "/something",
    ],
)
def test_page_that_tells_nothing_is_not_chosen(path):
    assert choose(path) == []


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/ueber-uns", "about"),
        ("/unternehmen/leitbild/", "about"),
        ("/qui-sommes-nous", "about"),
        ("/nuestros/servicios", "product"),
        ("/%C3%BCber-uns", "about"),
        ("/kunden.html", "customers"),
        ("/karriere", "careers"),
        ("https://careers.acme.example/", "careers"),
        ("https://engineering.acme.example/", "engineering"),
    ],
)
def test_page_is_known_in_other_languages_and_on_other_hosts(path, kind):
    link = Link(path if "//" in path else f"https://acme.example{path}", "")
    (candidate,) = choose_pages([link], home="https://acme.example/", language="en")
    assert candidate.kind == kind


def test_language_of_the_home_page_is_preferred():
    assert choose("/de/about", "/en/about", language="de")[0] == "/de/about"
    assert choose("/de/about", "/en/about", home="https://acme.example/en/")[0] == "/en/about"


def test_site_is_its_registrable_domain():
    assert registrable_domain("shop.acme.co.uk") == "acme.co.uk"
    assert is_same_site("https://shop.acme.co.uk/x", "https://www.acme.co.uk/")
    assert not is_same_site("https://other.co.uk/", "https://acme.co.uk/")
    assert not is_same_site("https://one.github.io/", "https://two.github.io/")
