"""Print what a company's website tells about it, as JSON."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from generation.core.company import CompanyBrief
from generation.stages.website.brief import research_site


class Command(BaseCommand):
    help = "Fetch a company's website and print its brief: pages, and facts with their quotes."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("url", metavar="URL", help="such as https://www.example.com")

    def handle(self, *args: Any, **options: Any) -> None:
        brief = research_site(
            options["url"], allow_test_host=getattr(settings, "RESEARCH_TEST_HOST", "")
        )
        self.stdout.write(json.dumps(as_json(brief), ensure_ascii=False, indent=2))
        if brief.error_code:
            sys.exit(1)


def as_json(brief: CompanyBrief) -> dict[str, Any]:
    """The brief in the command's published form."""
    if brief.error_code:
        return {"error": {"code": brief.error_code, "message": brief.error_message}}
    return {
        "url": brief.url,
        "name": brief.name,
        "pages": [
            {
                "url": page.url,
                "title": page.title,
                "language": page.language,
                "status": page.status,
                "chars": len(page.text),
            }
            for page in brief.pages
        ],
        "facts": [
            {
                "statement": fact.statement,
                "quote": fact.quote,
                "url": fact.url,
                "origin": fact.origin,
            }
            for fact in brief.facts
        ],
    }
