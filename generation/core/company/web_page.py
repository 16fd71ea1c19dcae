"""One web page to its readable text, title, language, name and links. Runs in the child only."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any
from urllib.parse import urljoin

import lxml.html
from lxml import etree

from generation.core.company.sentences import one_line, word_count
from generation.core.company.unseen_text import drop_unseen
from levelingai.grounding.language import detect_language

MAX_PARAGRAPH = 4000
MAX_LINKS = 2000
MAX_NAME = 60
MAX_NAME_WORDS = 6
MAX_ATTRIBUTES = 2000
"""In one tag; the parser compares each attribute with all others."""
SHORT_TEXT = 200
"""Below this many characters of text a page's own description is read too."""
REFRESH_LIMIT_S = 10
ARTICLE_SHARE = Fraction(2, 3)
"""Of the text of all blocks: an extracted article with less has lost much of the page."""

_CHARSETS = re.compile(
    r"^(utf[-_]?(8|16(le|be)?)|us-ascii|ascii|latin-?1|iso-?8859-?\d+|windows-\d+|cp\d+|koi8-[ru]"
    r"|shift[-_]?jis|euc-(jp|kr)|gb2312|gbk|gb18030|big5|mac-?roman)$"
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_LONG_TAG = re.compile(rb"<[^<>]{20000,}")
_REFRESH = re.compile(
    r"^\s*(?P<seconds>[\d.]+)\s*[;,]\s*(?:url\s*=)?\s*[\"']?(?P<url>[^\"']+)", re.IGNORECASE
)
_NAMING_TYPES = ("Organization", "Corporation", "WebSite")
_BLOCK_NAMES = """
    p li h1 h2 h3 h4 h5 h6 div section article main header blockquote td th dt dd figcaption
    tr table ul ol dl body html pre br hr address center
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())


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
        return WebPage(url=url, paragraphs=paragraphs, language=detect_language(text, declared=""))
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
    drop_unseen(tree)
    paragraphs = _main_text(tree)
    if sum(map(len, paragraphs)) < SHORT_TEXT and description:
        paragraphs = (*_tidy([description]), *paragraphs)
    language = detect_language(" ".join(paragraphs), declared=declared.lower())
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
    return name if 0 < len(name) <= MAX_NAME and word_count(name) <= MAX_NAME_WORDS else ""


def _organisation(tree: Any) -> str:
    for element in tree.iterfind(".//script"):
        if (element.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            data = json.loads(element.text or "")
        except (ValueError, RecursionError):
            continue
        name = next(filter(None, map(_name_of_node, _nodes_of(data))), "")
        if name:
            return name
    return ""


def _nodes_of(data: Any) -> list[Any]:
    """The things that structured data describes."""
    nodes = data.get("@graph", [data]) if isinstance(data, dict) else data
    return nodes if isinstance(nodes, list) else []


def _name_of_node(node: Any) -> str:
    if not isinstance(node, dict) or node.get("@type") not in _NAMING_TYPES:
        return ""
    return one_line(node["name"]) if isinstance(node.get("name"), str) else ""


def _refresh(tree: Any, base: str) -> str:
    """Where a meta refresh sends the visitor at once; one for visitors without scripts is not."""
    for element in tree.iterfind(".//meta"):
        if (element.get("http-equiv") or "").strip().lower() != "refresh":
            continue
        if any(parent.tag == "noscript" for parent in element.iterancestors()):
            continue
        match = _REFRESH.match(element.get("content") or "")
        try:
            if match and float(match["seconds"]) <= REFRESH_LIMIT_S:
                return urljoin(base, str(match["url"]).strip())
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


def _main_text(tree: Any) -> tuple[str, ...]:
    """trafilatura's main text; on a page of many small blocks it finds little, then all blocks."""
    blocks = _tidy(_block_texts(tree))
    article = _tidy(_article(tree))
    if sum(map(len, article)) >= ARTICLE_SHARE * sum(map(len, blocks)):
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
