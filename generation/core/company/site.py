"""What reads the pages of a website: for the limited child that visits it."""

from generation.core.company.company_name import company_name
from generation.core.company.people import names_person
from generation.core.company.site_facts import find_facts, readable_text, without_frame
from generation.core.company.site_links import Candidate, choose_pages, is_same_site, tidy_url
from generation.core.company.web_page import Link, WebPage, read_page

__all__ = [
    "Candidate",
    "Link",
    "WebPage",
    "choose_pages",
    "company_name",
    "find_facts",
    "is_same_site",
    "names_person",
    "read_page",
    "readable_text",
    "tidy_url",
    "without_frame",
]
