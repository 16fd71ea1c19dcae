"""Which pages of a website tell most about the company: chosen by address and link words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

from generation.core.company.web_page import Link

KINDS = ("about", "product", "customers", "careers", "engineering", "blog")
"""In the order in which pages are wanted; the home page comes before them all."""

_KIND_WORDS: dict[str, str] = {
    "about": """about about-us aboutus company who-we-are our-story story mission our-mission values
        our-values principles purpose vision ueber-uns über-uns uber-uns unternehmen wir-über-uns
        wer-wir-sind leitbild firma a-propos à-propos qui-sommes-nous entreprise notre-histoire
        notre-mission sobre sobre-nosotros quienes-somos quiénes-somos empresa nosotros quem-somos
        sobre-nós chi-siamo azienda over-ons over wie-zijn-wij om-oss om-os tietoa-meistä o-nas
        o-firmie rolunk hakkimizda 会社概要 企業情報 关于我们 회사소개""",
    "product": """product products platform solution solutions service services features
        what-we-do how-it-works our-work technology-platform produkt produkte plattform lösung
        lösungen loesungen leistungen angebot dienstleistungen was-wir-tun so-funktioniert-es
        produit produits plateforme fonctionnalites offre ce-que-nous-faisons producto productos
        plataforma soluciones servicios que-hacemos produto produtos serviços servicos solucoes
        prodotto prodotti soluzioni servizi piattaforma producten diensten oplossingen tjänster
        produkter ydelser tjenester palvelut tuotteet produkty uslugi usługi 製品 サービス 产品""",
    "customers": """customers customer clients case-studies case-study cases customer-stories
        success-stories references industries who-we-serve kunden referenzen kundenstimmen
        fallstudien branchen projekte erfolgsgeschichten nos-clients references-clients temoignages
        clientes casos-de-exito casos-de-éxito casos clienti casi-studio referenze klanten
        klantverhalen kunder kundcase referenser klienci realizacje asiakkaat 導入事例 客户""",
    "careers": """careers career jobs work-with-us join-us join life-at-us culture working-here
        our-culture life karriere stellen stellenangebote arbeiten-bei-uns jobs-karriere kultur
        carrieres carrières recrutement emplois nous-rejoindre empleo trabaja-con-nosotros
        carreiras vagas trabalhe-conosco lavora-con-noi carriere werken-bij vacatures jobba-hos-oss
        karriär kariera praca työpaikat 採用 採用情報 招聘""",
    "engineering": """engineering technology tech how-we-work developers research handbook
        engineering-culture technologie technik entwicklung wie-wir-arbeiten forschung ingenierie
        ingeniería ingenieria tecnologia tecnología ricerca techniek teknik teknologi technologia
        開発 技术""",
    "blog": """blog news stories newsroom journal magazine insights aktuelles magazin neuigkeiten
        actualites actualités noticias novedades notizie nieuws nyheter aktualnosci ブログ ニュース
        新闻""",
}
_WORD_KINDS = {word: kind for kind, text in _KIND_WORDS.items() for word in text.split()}

_AVOIDED_TEXT = """
    login signin sign-in signup sign-up register account cart checkout warenkorb anmelden privacy
    privacy-policy datenschutz datenschutzerklärung confidentialite privacidad terms agb imprint
    impressum legal mentions-legales aviso-legal cookie cookies cookie-policy disclaimer contact
    contact-us kontakt contacto contatti support help faq status search suche tag tags category
    author authors team our-team the-team people leadership management leitung equipe équipe equipo
    founders board investors investor-relations press presse download downloads demo book-a-demo
    pricing preise tarifs precios unsubscribe feed rss wp-admin wp-login api security.txt
"""
_AVOIDED = frozenset(_AVOIDED_TEXT.split())
_FILE = re.compile(r"\.(?!html?$|php$|aspx?$|jsp$)[a-z][a-z0-9]{1,4}$", re.IGNORECASE)
_LANGUAGE = re.compile(
    r"^(ar|bg|cs|da|de|el|en|es|et|fi|fr|he|hr|hu|id|it|ja|ko|lt|lv|nl|no|nb|pl|pt|ro|ru|sk|sl|sr"
    r"|sv|th|tr|uk|vi|zh)(?:[-_][a-z]{2})?$",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"[\s_/+]+")
MAX_URL = 300
SEGMENT_SCORE = 4
WORDS_SCORE = 3
OTHER_LANGUAGE_PENALTY = 3
OTHER_HOST_PENALTY = 1
SECOND_HELPINGS = ("product", "customers", "about", "engineering")
"""Kinds of which a second page is still worth a visit, where others are missing."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A page worth a visit, and what it promises to tell."""

    url: str
    kind: str
    score: int


def registrable_domain(host: str) -> str:
    """The part of `host` that one owner registered, such as `example.co.uk`.

    Of a host without a known public suffix the last two labels; an address in numbers stays whole.
    """
    found = _suffixes()(host)
    if found.ipv4 or found.ipv6:
        return host
    return found.top_domain_under_public_suffix or ".".join(host.split(".")[-2:])


@cache
def _suffixes() -> Any:
    """The public suffix list that comes with the package: nothing is fetched or cached."""
    import tldextract

    return tldextract.TLDExtract(
        suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True
    )


def is_same_site(url: str, home: str) -> bool:
    ours, theirs = urlsplit(home), urlsplit(url)
    if theirs.scheme not in ("http", "https") or not theirs.hostname or not ours.hostname:
        return False
    if theirs.netloc == ours.netloc:
        return True
    if theirs.port != ours.port:
        return False
    return registrable_domain(theirs.hostname) == registrable_domain(ours.hostname)


def tidy_url(url: str) -> str:
    """`url` without fragment and query, so that one page is known by one address."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.lower(), parts.path or "/", "", ""))


def choose_pages(
    links: Iterable[Link], *, home: str, language: str = "", seen: Sequence[str] = ()
) -> list[Candidate]:
    """The pages to visit after the home page, best first, one of each kind before any second.

    The order depends on the links alone, never on their order of appearance.
    """
    skipped = {_identity(url) for url in (home, *seen)}
    best = _best_candidates(links, home, language)
    left = [candidate for identity, candidate in best.items() if identity not in skipped]
    ranked = sorted(left, key=lambda item: (-item.score, len(item.url), item.url))
    first = [page for kind in KINDS for page in _of_kind(ranked, kind)[:1]]
    second = [page for kind in SECOND_HELPINGS for page in _of_kind(ranked, kind)[1:2]]
    return first + second


def _of_kind(candidates: list[Candidate], kind: str) -> list[Candidate]:
    return [candidate for candidate in candidates if candidate.kind == kind]


def _best_candidates(links: Iterable[Link], home: str, language: str) -> dict[str, Candidate]:
    """Of the links to each page the one that promises most."""
    best: dict[str, Candidate] = {}
    for link in links:
        candidate = _candidate(link, home, language)
        if candidate is None:
            continue
        known = best.get(_identity(candidate.url))
        if known is None or candidate.score > known.score:
            best[_identity(candidate.url)] = candidate
    return best


def _identity(url: str) -> str:
    parts = urlsplit(url)
    path = re.sub(r"/(index\.\w+)?$", "", unquote(parts.path))
    return f"{parts.netloc.removeprefix('www.')}{path}".casefold()


def _candidate(link: Link, home: str, language: str) -> Candidate | None:
    url = _own_url(link.url, home)
    segments = [segment for segment in unquote(urlsplit(url).path).casefold().split("/") if segment]
    if not url or (segments and _FILE.search(segments[-1])):
        return None
    names = [re.sub(r"\.\w+$", "", _SEPARATORS.sub("-", segment)) for segment in segments]
    host_label = (urlsplit(url).hostname or "").split(".")[0]
    if _AVOIDED & {*names, host_label}:
        return None
    kind, score = _kind_and_score(names, link.words, host_label)
    if not kind:
        return None
    return Candidate(url=url, kind=kind, score=score - _distance(url, names, home, language))


def _distance(url: str, names: list[str], home: str, language: str) -> int:
    """Points off for depth, another language and another host than the home page's."""
    points = max(0, len(names) - 1)
    if names and _LANGUAGE.match(names[0]) and not _is_ours(names[0], home, language):
        points += OTHER_LANGUAGE_PENALTY
    if urlsplit(url).netloc != urlsplit(home).netloc:
        points += OTHER_HOST_PENALTY
    return points


def _own_url(url: str, home: str) -> str:
    """`url` without query and fragment; empty when it belongs to another site or is no address."""
    try:
        own = tidy_url(url) if is_same_site(url, home) else ""
    except ValueError:
        return ""
    return own if len(own) <= MAX_URL else ""


def _kind_and_score(names: list[str], words: str, host_label: str) -> tuple[str, int]:
    """The kind by the deepest telling part of the address, or else by the link's words."""
    said = _WORD_KINDS.get(_SEPARATORS.sub("-", words.casefold().strip(" .!›→»>")), "")
    for name in (*reversed(names), host_label):
        kind = _WORD_KINDS.get(name, "")
        if kind:
            return kind, SEGMENT_SCORE + (WORDS_SCORE if kind == said else 0)
    return said, WORDS_SCORE


def _is_ours(segment: str, home: str, language: str) -> bool:
    """Whether a language part of an address is the one that the home page was read in."""
    at_home = [part for part in urlsplit(home).path.casefold().split("/") if part]
    if at_home and _LANGUAGE.match(at_home[0]):
        return segment == at_home[0]
    return segment[:2] == language[:2]
