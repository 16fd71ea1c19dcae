"""One web page to its readable text, title, language, name and links. Runs in the child only.

Everything that a visitor does not see goes first: hidden text is where instructions hide.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin

import lxml.html
from lxml import etree

from .language import language_of
from .sentences import one_line, word_count

MAX_PARAGRAPH = 4000
MAX_LINKS = 2000
MAX_NAME = 60
MAX_ATTRIBUTES = 2000
"""In one tag; the parser compares each attribute with all others."""
SHORT_TEXT = 200
"""Below this many characters of text a page's own description is read too."""
REFRESH_LIMIT_S = 10

_CHARSETS = re.compile(
    r"^(utf[-_]?(8|16(le|be)?)|us-ascii|ascii|latin-?1|iso-?8859-?\d+|windows-\d+|cp\d+|koi8-[ru]"
    r"|shift[-_]?jis|euc-(jp|kr)|gb2312|gbk|gb18030|big5|mac-?roman)$"
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_LONG_TAG = re.compile(rb"<[^<>]{20000,}")
_REFRESH = re.compile(r"^\s*([\d.]+)\s*[;,]\s*(?:url\s*=)?\s*[\"']?([^\"']+)", re.IGNORECASE)
_DROPPED_TAG_NAMES = """
    script style noscript template svg math canvas iframe object embed audio video form button
    select input textarea nav footer aside dialog head figure map menu
"""
_DROPPED_TAGS = frozenset(_DROPPED_TAG_NAMES.split())
_DROPPED_ROLES = frozenset(
    ("navigation", "dialog", "alertdialog", "banner", "contentinfo", "search", "menu", "alert")
)
_NOISE = re.compile(
    r"(?:^|[\s_-])(?:cookie|cookies|consent|gdpr|ccpa|onetrust|usercentrics|cookiebot|cmp|banner"
    r"|navbar|navigation|nav|menu|breadcrumbs?|sidebar|footer|popup|modal|newsletter|subscribe"
    r"|signup|social|share|sharing|skip|sr-only|visually-hidden|visuallyhidden|screen-reader"
    r"|screen-reader-text|offscreen|hidden|d-none|invisible|print-only|comments?|related)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"(?:^|[\s_-])(?:bio|biography|biographies|author|byline|team-?members?|people|person|staff"
    r"|founders?|leadership|testimonials?|quote-author|speakers?|employees?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"
    r"|font-size\s*:\s*0*[01]?(?:\.\d+)?(?:px|pt|em|rem|%)?\s*(?:;|$|!)"
    r"|(?:left|top|right|text-indent|margin-left)\s*:\s*-\d{3,}"
    r"|clip\s*:\s*rect\(\s*[01](?:px)?[,\s]|clip-path\s*:\s*inset\(\s*(?:50|100)%"
    r"|(?:^|[;\s{])(?:max-)?(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|$|!)"
    r"|transform\s*:\s*scale\(\s*0",
    re.IGNORECASE,
)
_TRANSPARENT = re.compile(r"opacity\s*:\s*0?(?:\.0+|0)\s*(?:;|$|!)", re.IGNORECASE)
_ANIMATED = re.compile(r"transform|transition|will-change|animation", re.IGNORECASE)
_ANIMATION_MARKS = ("data-w-id", "data-aos", "data-framer-appear-id", "data-animate", "data-scroll")
_OTHER_SCREENS = re.compile(
    r"@media\s*(?:print|(?:only\s+)?(?:screen\s+and\s*)?\(\s*max-width\s*:\s*\d{1,3}(?:\.\d+)?px\s*\))"
    r"\s*\{(?:[^{}]{0,2000}\{[^{}]{0,2000}\}){0,500}[^{}]{0,2000}\}",
    re.IGNORECASE,
)
"""Rules for paper and small screens: what they hide a reader at a desk does see."""
_COLOUR = re.compile(r"(?:^|[;\s])(background(?:-color)?|color)\s*:\s*([^;!]+)", re.IGNORECASE)
_RULE = re.compile(r"([^{}]{1,300})\{([^{}]{0,2000})\}")
_SIMPLE_SELECTOR = re.compile(r"^\s*[a-z0-9]*([.#])([\w-]+)\s*$", re.IGNORECASE)
_BLOCK_NAMES = """
    p li h1 h2 h3 h4 h5 h6 div section article main header blockquote td th dt dd figcaption
    tr table ul ol dl body html pre br hr address center
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_KEPT_WHATEVER_NAMED = frozenset(("html", "body", "main"))


@dataclass(frozen=True, slots=True)
class Link:
    """A link out of the page, absolute, with the words it stands on."""

    url: str
    words: str


@dataclass(frozen=True, slots=True)
class WebPage:
    """What a page shows to a reader. `refresh` is where the page sends its visitors on."""

    url: str
    title: str = ""
    name: str = ""
    language: str = ""
    paragraphs: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    refresh: str = ""


def read_page(body: bytes, *, url: str, content_type: str = "", charset: str = "") -> WebPage:
    """The readable content of a page. Never raises for bad markup: it then holds less."""
    text = _decode(body, charset)
    if content_type == "text/plain":
        paragraphs = _tidy(re.split(r"\n\s*\n", text))
        return WebPage(url=url, paragraphs=paragraphs, language=language_of(text))
    tree = _parse(text)
    if tree is None:
        return WebPage(url=url)
    base = _base(tree, url)
    title = one_line(tree.findtext(".//title") or "")[:200]
    description = _meta(tree, "description", "og:description")
    declared = (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "")[
        :2
    ]
    page = WebPage(
        url=url,
        title=title,
        name=_site_name(tree),
        refresh=_refresh(tree, base),
        links=tuple(_links(tree, base)),
    )
    _drop_unseen(tree)
    paragraphs = _main_text(tree)
    if sum(map(len, paragraphs)) < SHORT_TEXT and description:
        paragraphs = (*_tidy([description]), *paragraphs)
    language = language_of(" ".join(paragraphs), declared=declared.lower())
    return replace(page, paragraphs=paragraphs, language=language)


def _decode(body: bytes, charset: str) -> str:
    marked = _META_CHARSET.search(body[:4096])
    named = marked.group(1).decode("ascii").lower() if marked else ""
    for name in (charset, named, "utf-8", "cp1252"):
        if _CHARSETS.match(name):
            try:
                return body.decode("utf-8-sig" if name in ("utf-8", "utf8") else name)
            except (LookupError, UnicodeError):
                continue
    return body.decode("utf-8", "replace")


def _parse(text: str) -> Any:
    parser = lxml.html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )
    data = text.replace("\x00", "").encode("utf-8", "replace")
    if any(tag.count(b"=") > MAX_ATTRIBUTES for tag in _LONG_TAG.findall(data)):
        return None
    try:
        return lxml.html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _base(tree: Any, url: str) -> str:
    for element in tree.iterfind(".//base"):
        try:
            return urljoin(url, str(element.get("href") or ""))
        except ValueError:
            break
    return url


def _meta(tree: Any, *names: str) -> str:
    for element in tree.iterfind(".//meta"):
        name = (element.get("name") or element.get("property") or "").strip().lower()
        if name in names and element.get("content"):
            return one_line(element.get("content"))
    return ""


def _site_name(tree: Any) -> str:
    """The name that the site gives itself in its metadata, or nothing."""
    name = _meta(tree, "og:site_name", "application-name") or _organisation(tree)
    return name if 0 < len(name) <= MAX_NAME and word_count(name) <= 6 else ""


def _organisation(tree: Any) -> str:
    for element in tree.iterfind(".//script"):
        if (element.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            data = json.loads(element.text or "")
        except (ValueError, RecursionError):
            continue
        nodes = data.get("@graph", [data]) if isinstance(data, dict) else data
        for node in nodes if isinstance(nodes, list) else []:
            is_company = isinstance(node, dict) and node.get("@type") in (
                "Organization",
                "Corporation",
                "WebSite",
            )
            if is_company and isinstance(node.get("name"), str):
                return one_line(node["name"])
    return ""


def _refresh(tree: Any, base: str) -> str:
    """Where a meta refresh sends the visitor at once; one for visitors without scripts is not."""
    for element in tree.iterfind(".//meta"):
        if (element.get("http-equiv") or "").strip().lower() != "refresh":
            continue
        if any(parent.tag == "noscript" for parent in element.iterancestors()):
            continue
        match = _REFRESH.match(element.get("content") or "")
        try:
            if match and float(match.group(1)) <= REFRESH_LIMIT_S:
                return urljoin(base, str(match.group(2)).strip())
        except ValueError:
            continue
    return ""


def _links(tree: Any, base: str) -> Iterator[Link]:
    for count, element in enumerate(tree.iterfind(".//a[@href]")):
        if count >= MAX_LINKS:
            return
        try:
            url = urljoin(base, element.get("href").strip())
        except ValueError:
            continue
        words = one_line(element.text_content())[:100] or one_line(element.get("title") or "")[:100]
        yield Link(url=url.partition("#")[0], words=words)


def _drop_unseen(tree: Any) -> None:
    """Take out of `tree` what a reader does not see, page furniture and people's boxes."""
    hidden_names = _hidden_by_stylesheet(tree)
    doomed = [
        element
        for element in tree.iter()
        if isinstance(element.tag, str) and _is_unwanted(element, hidden_names)
    ]
    for element in doomed:
        if element.getparent() is not None:
            element.drop_tree()


def _hidden_by_stylesheet(tree: Any) -> frozenset[str]:
    """Classes (`.x`) and ids (`#x`) that the page's own style sheet hides."""
    hidden: set[str] = set()
    for style in tree.iterfind(".//style"):
        rules_text = _OTHER_SCREENS.sub("", (style.text or "")[:200_000])
        for selectors, rules in _RULE.findall(rules_text):
            if not (_is_hiding(rules) or _is_transparent(rules)):
                continue
            for selector in selectors.split(","):
                match = _SIMPLE_SELECTOR.match(selector)
                if match:
                    hidden.add("".join(match.groups()))
    return frozenset(hidden)


def _is_hiding(style: str) -> bool:
    if _HIDDEN_STYLE.search(style):
        return True
    colours = {name.lower(): value.strip().lower() for name, value in _COLOUR.findall(style)}
    text_colour = colours.get("color", "")
    background = colours.get("background-color", colours.get("background", ""))
    return text_colour == "transparent" or bool(text_colour and text_colour == background)


def _is_unwanted(element: Any, hidden_names: frozenset[str]) -> bool:
    if element.tag in _KEPT_WHATEVER_NAMED:
        return False
    return (
        element.tag in _DROPPED_TAGS
        or element.get("role") in _DROPPED_ROLES
        or _is_hidden(element, hidden_names)
        or _is_noise(element)
    )


def _is_hidden(element: Any, hidden_names: frozenset[str]) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = element.get("style") or ""
    if _is_hiding(style) or (_is_transparent(style) and not _fades_in(element)):
        return True
    names = {f".{name}" for name in (element.get("class") or "").split()}
    return bool(hidden_names & (names | {f"#{element.get('id')}"}))


def _is_transparent(style: str) -> bool:
    """Whether `style` makes text invisible for good: with a movement it is about to appear."""
    return bool(_TRANSPARENT.search(style)) and not _ANIMATED.search(style)


def _fades_in(element: Any) -> bool:
    """Whether a script shows the element once the page is seen, as site builders do."""
    return any(element.get(mark) for mark in _ANIMATION_MARKS)


def _is_noise(element: Any) -> bool:
    """Whether the element calls itself page furniture or somebody's biography."""
    if "schema.org/Person" in (element.get("itemtype") or ""):
        return True
    label = f"{element.get('class') or ''} {element.get('id') or ''}"
    return bool(_PERSON.search(label) or (element.tag != "article" and _NOISE.search(label)))


def _main_text(tree: Any) -> tuple[str, ...]:
    """trafilatura's main text; on a page of many small blocks it finds little, then all blocks."""
    blocks = _tidy(_block_texts(tree))
    article = _tidy(_article(tree))
    if sum(map(len, article)) * 2 >= sum(map(len, blocks)):
        return article
    return blocks


def _article(tree: Any) -> list[str]:
    from trafilatura import extract

    text = extract(
        tree,
        output_format="txt",
        include_comments=False,
        include_tables=False,
        favor_recall=True,
        deduplicate=False,
    )
    return (text or "").split("\n")


def _block_texts(tree: Any) -> list[str]:
    """The text of the page, block by block, in order."""
    lines: list[str] = []
    parts: list[str] = []

    def flush() -> None:
        lines.append("".join(parts))
        parts.clear()

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if element.tag in _BLOCKS:
            flush()
        if event == "start":
            parts.append(element.text or "")
        else:
            parts.append(element.tail or "")
    flush()
    return lines


def _tidy(lines: list[str]) -> tuple[str, ...]:
    """Lines in one-line form without bullets; repeats and empty ones go."""
    tidied = (one_line(line).lstrip("-•–*|· ")[:MAX_PARAGRAPH] for line in lines)
    return tuple(dict.fromkeys(line for line in tidied if line))
