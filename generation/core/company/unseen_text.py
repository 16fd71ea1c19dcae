"""What a reader of a web page does not see or does not read: taken out before its text is read.

Hidden text is where instructions hide, so it goes by every sign that the markup and the page's own
style sheet give. Page furniture and people's boxes go by their names, unless most of the page is
in them: then the name says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

_DROPPED_TAG_NAMES = """
    script style noscript template svg math canvas iframe object embed audio video button
    select input textarea nav footer aside dialog head figure map menu
"""
_DROPPED_TAGS = frozenset(_DROPPED_TAG_NAMES.split())
_DROPPED_ROLES = frozenset(
    ("navigation", "dialog", "alertdialog", "banner", "contentinfo", "search", "menu", "alert")
)
_OVERLAY = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|ccpa|onetrust|usercentrics|cookiebot|breadcrumbs?"
    r"|newsletter|popup)(?:$|[\s_-])",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"(?:^|\s)(?:(?!has-|no-|with-|without-)[\w-]+[_-])?(?:nav|navbar|navigation|menu|sidebar|footer"
    r"|social|share|sharing|comments?|skip|skip-link|modal)(?:$|\s)",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"(?:^|[\s_-])(?:bio|biography|biographies|author|byline|team-?members?|people|person|staff"
    r"|founders?|leadership|testimonials?|quote-author|speakers?|employees?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDING_CLASSES = frozenset(
    (
        "hidden", "d-none", "invisible", "sr-only", "visually-hidden", "visuallyhidden",
        "screen-reader-text", "screen-reader-only", "offscreen", "is-hidden", "u-hidden",
        "w-condition-invisible",
    )
)  # fmt: skip
_SHOWN_ON_WIDE_SCREENS = re.compile(
    r"^(?:(?:sm|md|lg|xl|2xl):|d-(?:sm|md|lg|xl|xxl)-)(?!hidden|none)"
)
_KEPT_WHATEVER_NAMED = frozenset(("html", "body", "main"))
LARGEST_SHARE = 0.5
"""What calls itself furniture, but holds more of the page's text than this, is kept."""

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


def drop_unseen(tree: Any) -> None:
    """Take out of `tree` what a reader does not see, page furniture and people's boxes."""
    hidden_names = _hidden_by_stylesheet(tree)
    _drop(tree, lambda element: _is_hidden(element, hidden_names) or _is_machinery(element))
    largest = len(tree.text_content()) * LARGEST_SHARE
    _drop(
        tree,
        lambda element: (
            _is_about_people(element)
            or (_is_furniture(element) and len(element.text_content()) <= largest)
        ),
    )


def _drop(tree: Any, is_unwanted: Callable[[Any], bool]) -> None:
    doomed = [
        element
        for element in tree.iter()
        if isinstance(element.tag, str)
        and element.tag not in _KEPT_WHATEVER_NAMED
        and is_unwanted(element)
    ]
    for element in doomed:
        if element.getparent() is not None:
            element.drop_tree()


def _is_machinery(element: Any) -> bool:
    return (
        element.tag in _DROPPED_TAGS
        or element.get("role") in _DROPPED_ROLES
        or bool(_OVERLAY.search(_label(element)))
    )


def _is_about_people(element: Any) -> bool:
    return "schema.org/Person" in (element.get("itemtype") or "") or bool(
        _PERSON.search(_label(element))
    )


def _is_furniture(element: Any) -> bool:
    return element.tag == "form" or bool(_FURNITURE.search(_label(element)))


def _label(element: Any) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


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


def _is_hidden(element: Any, hidden_names: frozenset[str]) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = element.get("style") or ""
    if _is_hiding(style) or (_is_transparent(style) and not _fades_in(element)):
        return True
    return _is_hidden_by_name(element, hidden_names)


def _is_hidden_by_name(element: Any, hidden_names: frozenset[str]) -> bool:
    """Hidden by a class of a known kit, or by a class or id that the page's style sheet hides."""
    classes = (element.get("class") or "").split()
    if not _HIDING_CLASSES.isdisjoint(classes):
        return not any(_SHOWN_ON_WIDE_SCREENS.match(name) for name in classes)
    return bool(hidden_names & {f"#{element.get('id')}", *(f".{name}" for name in classes)})


def _is_transparent(style: str) -> bool:
    """Whether `style` makes text invisible for good: with a movement it is about to appear."""
    return bool(_TRANSPARENT.search(style)) and not _ANIMATED.search(style)


def _fades_in(element: Any) -> bool:
    """Whether a script shows the element once the page is seen, as site builders do."""
    return any(element.get(mark) for mark in _ANIMATION_MARKS)
