"""`manage.py research_company URL` prints a brief, or an error, as JSON; no database."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from generation.management.commands import research_company
from tests.site import harbourline as made
from tests.site.server import Site

pytestmark = pytest.mark.core


def run(url):
    out = StringIO()
    try:
        call_command("research_company", url, stdout=out)
    except SystemExit as ended:
        return json.loads(out.getvalue()), ended.code
    return json.loads(out.getvalue()), 0


def test_command_prints_the_brief(settings, monkeypatch):
    def quick(url, **options):
        return website_research(url, **options, delay_s=0.01)

    website_research = research_company.research_site
    monkeypatch.setattr(research_company, "research_site", quick)
    with Site(made.harbourline()) as site:
        settings.RESEARCH_TEST_HOST = site.host
        printed, code = run(site.url)
    assert code == 0
    assert (printed["url"], printed["name"]) == (site.url, "Harbourline")
    assert set(printed["pages"][0]) == {"url", "title", "language", "status", "chars"}
    assert printed["pages"][0]["chars"] > 100
    assert {fact["quote"] for fact in printed["facts"]} >= {made.CUSTOMERS, made.MISSION}
    assert set(printed["facts"][0]) == {"statement", "quote", "url", "origin"}


def test_command_prints_the_error_and_fails():
    printed, code = run("http://127.0.0.1/")
    assert code == 1
    assert printed["error"]["code"] == "invalid_url"
    assert set(printed["error"]) == {"code", "message"}
