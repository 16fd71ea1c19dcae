"""What a visit leaves of earlier facts: those whose words still stand on their page."""

from __future__ import annotations

import pytest

from generation.core.company import CompanyBrief, FetchedPage, FoundFact
from generation.stages.research_results import add_facts, store_visit
from guides.models import Company
from tests.factories import CompanyFactory

pytestmark = pytest.mark.django_db
ABOUT = "https://halden.example/about"
QUOTE = "We don’t ship anything – ever – without a second reader’s “yes”."


def visit(company: Company, *sentences: str) -> None:
    page = FetchedPage(url=ABOUT, title="About", text="\n".join(sentences))
    store_visit(company, CompanyBrief(company.website_url, pages=(page,)))


@pytest.fixture
def company(workspace) -> Company:
    company = CompanyFactory(workspace=workspace)
    visit(company, QUOTE)
    add_facts(company, [FoundFact(QUOTE, QUOTE, ABOUT, "works")])
    return company


@pytest.mark.parametrize(
    "again",
    [
        QUOTE,
        """We don't ship anything - ever - without a second reader's "yes".""",
        "We don’t ship any\u00adthing\u00a0– ever – without a second reader’s «yes».",
    ],
)
def test_fact_stays_while_its_words_stand_on_the_page(company, again):
    visit(company, "Another line.", again)
    assert company.facts.count() == 1


@pytest.mark.parametrize(
    "again", ["Something else.", QUOTE.replace("second", "third"), QUOTE.replace("don’t ", "")]
)
def test_fact_goes_with_the_words_of_its_page(company, again):
    visit(company, again)
    assert company.facts.count() == 0
