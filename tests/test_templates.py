"""Rules that every template and script keeps: nothing inline, nothing trusted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.core

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SOURCES = [
    path
    for folder in ("accounts", "generation", "guides", "levelingai")
    for path in sorted((ROOT / folder).rglob("*.py"))
]
PRINTED = {"export_pdf.html"}
"""Turned into a PDF by its own child, never sent to a browser."""

FORBIDDEN = {
    "a trusted text": re.compile(r"\|\s*safe\b|autoescape off"),
    "an inline style": re.compile(r"<style|\sstyle="),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)"),
    "an inline handler": re.compile(r"\son[a-z]+=|hx-on"),
    "a script in an address": re.compile(r"javascript:"),
    "a foreign address": re.compile(r"(?:src|href|action)=\"(?:https?:)?//"),
}


NAMED = re.compile(r"\"((?:guides|accounts)/[\w/]+\.html)\"")


def test_templates_of_guides_are_those_that_something_names():
    """A page or fragment that was moved or dropped is neither asked for nor left behind."""
    folder = ROOT / "templates"
    named = {name for path in [*TEMPLATES, *SOURCES] for name in NAMED.findall(path.read_text())}
    known = {str(path.relative_to(folder)) for path in TEMPLATES if path.parent != folder}
    assert sorted(named - known) == []
    assert sorted(name for name in known - named if name.startswith("guides/")) == []


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_has(what):
    found = [
        path.name
        for path in TEMPLATES
        if path.name not in PRINTED and FORBIDDEN[what].search(path.read_text())
    ]
    assert found == []


def test_every_form_that_changes_something_carries_the_token():
    missing = []
    for path in TEMPLATES:
        for form in re.findall(r"<form\b.*?</form>", path.read_text(), re.DOTALL):
            if 'method="post"' in form and "{% csrf_token %}" not in form:
                missing.append(path.name)
    assert missing == []


def test_no_source_trusts_a_text():
    trusted = re.compile(r"\bmark_safe\b|\bSafeString\(")
    assert [path.name for path in SOURCES if trusted.search(path.read_text())] == []


def test_scripts_build_no_markup_from_text():
    unsafe = re.compile(r"innerHTML|outerHTML\s*=|insertAdjacentHTML|\beval\(|new Function")
    scripts = sorted((ROOT / "static").glob("*.js"))
    assert [path.name for path in scripts if unsafe.search(path.read_text())] == []
