"""Every address by every role. A new address without a row here fails."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.urls import URLPattern, get_resolver, reverse

from guides.publishing import export_views as views_export
from guides.publishing.services import create_link
from tests.factories import (
    CompanyFactFactory,
    PromptExperimentFactory,
    UserFactory,
    make_complete_guide,
    publish,
)
from tests.guides.versions.making import BEFORE, next_version

pytestmark = pytest.mark.django_db

ROLES = ("visitor", "stranger", "member", "manager", "owner", "staff")
TO_SIGN_IN = 302
FOR_ALL = {"logout", "shared_compare"}
"""Redirects that do not lead to the sign-in."""


@dataclass(frozen=True)
class Row:
    """What each of ROLES gets. `stranger` is a manager of another workspace, `staff` has none."""

    codes: tuple[int, ...]
    args: tuple[str, ...] = ()
    method: str = "get"


OPEN = Row((200,) * 6)
SIGNED_IN = Row((302, 200, 200, 200, 200, 200))
EDITORS = (302, 404, 404, 200, 200, 404)
POST_BY_EDITORS = (302, 404, 404, 302, 302, 404)
OWNERS = (302, 403, 403, 403, 200, 302)
READERS = (302, 404, 200, 200, 200, 404)


def of_guide(codes=EDITORS, method="get", *more) -> Row:
    return Row(codes, ("guide", *more), method)


ROWS = {
    "healthz": OPEN,
    "readyz": OPEN,
    "home": OPEN,
    "login": Row((200, 302, 302, 302, 302, 302)),
    "logout": Row((302,) * 6, method="post"),
    "password_change": SIGNED_IN,
    "password_reset": OPEN,
    "password_reset_done": OPEN,
    "password_reset_confirm": Row((200,) * 6, ("uid", "token")),
    "password_reset_complete": OPEN,
    "switch_workspace": Row((302, 404, 404, 404, 404, 404), method="post"),
    # The workspace's model: its owners' alone
    "model": Row(OWNERS),
    "model_trial": Row((302, 403, 403, 403, 302, 302)),  # to the page where no script asked
    "model_try": Row((302, 403, 403, 403, 422, 302), method="post"),
    "model_stop": Row((302, 403, 403, 403, 302, 302), method="post"),
    "model_use": Row((302, 403, 403, 403, 302, 302), method="post"),
    "model_disconnect": Row((302, 403, 403, 403, 302, 302), method="post"),
    "guide_new": Row((302, 200, 403, 200, 200, 302)),
    "guide_sample": Row((302, 302, 403, 302, 302, 302), method="post"),
    "guide_detail": of_guide(READERS),
    "guide_status": of_guide(),
    "guide_pdf": of_guide(READERS),
    "guide_cell": of_guide(EDITORS, "get", "cell"),
    "guide_retry": of_guide(POST_BY_EDITORS, "post"),
    "guide_replace": of_guide(),
    "guide_parse_again": of_guide(POST_BY_EDITORS, "post"),
    "guide_confirm": of_guide(POST_BY_EDITORS, "post"),
    "guide_stop_writing": of_guide(POST_BY_EDITORS, "post"),
    "guide_cancel": of_guide(POST_BY_EDITORS, "post"),
    "guide_delete": of_guide(),
    "guide_regenerate": of_guide(POST_BY_EDITORS, "post"),
    "guide_write_others": of_guide(POST_BY_EDITORS, "post"),
    "guide_retry_failed": of_guide(POST_BY_EDITORS, "post"),
    "row_regenerate": of_guide(POST_BY_EDITORS, "post", "competency"),
    "level_regenerate": of_guide(POST_BY_EDITORS, "post", "level"),
    "cell_regenerate": of_guide(POST_BY_EDITORS, "post", "cell"),
    "cell_start": of_guide(POST_BY_EDITORS, "post", "cell"),
    "cell_edit": of_guide(EDITORS, "get", "cell"),
    "generation_show": of_guide(POST_BY_EDITORS, "post", "generation"),
    # A chat that one has already
    "guide_chat": of_guide(),
    "guide_chat_row": of_guide(EDITORS, "get", "competency"),
    # Review and corrections
    "guide_review": of_guide(),
    "guide_correct": of_guide((302, 404, 404, 400, 400, 404), "post"),
    "guide_review_confirm": of_guide(POST_BY_EDITORS, "post"),
    "guide_page_image": of_guide((302, 404, 404, 404, 404, 404), "get", "number"),
    "guide_choose": of_guide(POST_BY_EDITORS, "post"),
    "guide_write_changed": of_guide(POST_BY_EDITORS, "post"),
    # A new version of a guide
    "guide_version_new": of_guide(),
    "guide_version": of_guide(EDITORS, "get", "version"),
    "guide_version_accept": of_guide((302, 404, 404, 400, 400, 404), "post", "version"),
    "guide_version_discard": of_guide(POST_BY_EDITORS, "post", "version"),
    # Publishing and sharing
    "guide_publish": of_guide(POST_BY_EDITORS, "post"),
    "guide_withdraw": of_guide(POST_BY_EDITORS, "post"),
    "guide_share": of_guide(),
    "share_link_revoke": of_guide(POST_BY_EDITORS, "post", "link"),
    "shared_guide": Row((200,) * 6, ("share_token",)),
    "example_thumb": of_guide(
        (302, 404, 302, 302, 302, 404),
        "post",
        "edition",
        "competency_key",
        "level_key",
        "index",
    ),
    # Comparing and taking away
    "guide_compare": of_guide((302, 404, 302, 302, 302, 404)),  # to a choice of levels
    "shared_compare": Row((302,) * 6, ("share_token",)),
    "guide_exports": of_guide(READERS),
    "guide_export": of_guide(READERS, "get", "ending"),
    "shared_export": Row((200,) * 6, ("share_token", "ending")),
    "guide_pdf_export": of_guide(READERS),
    "shared_pdf_export": Row((200,) * 6, ("share_token",)),
    # The company's facts
    "company_detail": Row(EDITORS, ("company",)),
    "company_reading": Row(POST_BY_EDITORS, ("company",)),
    "company_fact_add": Row((302, 404, 404, 422, 422, 404), ("company",), "post"),
    "company_facts_approve": Row(POST_BY_EDITORS, ("company",), "post"),
    "company_fact_decide": Row((302, 404, 404, 404, 404, 404), ("company", "fact"), "post"),
    "company_fact_reword": Row(POST_BY_EDITORS, ("company", "fact"), "post"),
    "company_refresh": Row(POST_BY_EDITORS, ("company",), "post"),
    # Prompt experiments of the active workspace
    "experiments": Row((302, 200, 403, 200, 200, 302)),
    "experiment": Row(EDITORS, ("experiment",)),
    "experiment_stop": Row(POST_BY_EDITORS, ("experiment",), "post"),
    "fact_regenerate": of_guide(POST_BY_EDITORS, "post", "fact"),
    "guide_regenerate_with_facts": of_guide(POST_BY_EDITORS, "post"),
}


def all_names() -> list[str]:
    """Names of every address of ours; the admin's are Django's own and staff alone may open it."""

    def walk(patterns):
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                yield pattern.name
            elif getattr(pattern, "app_name", None) != "admin":
                yield from walk(pattern.url_patterns)

    return list(walk(get_resolver().url_patterns))


def test_every_address_has_a_row():
    assert sorted(set(all_names()) - set(ROWS)) == []
    assert sorted(set(ROWS) - set(all_names())) == []


@pytest.fixture
def people(owner, manager, member, stranger):
    return {
        "visitor": None,
        "stranger": stranger,
        "member": member,
        "manager": manager,
        "owner": owner,
        "staff": UserFactory(username="root", is_staff=True),
    }


@pytest.fixture
def known(workspace, manager) -> dict:
    guide = make_complete_guide(2, 1, workspace=workspace, owner=manager)
    publish(guide)
    cell = guide.cells.select_related("level", "competency").first()
    link, token = create_link(guide, manager, label="", days=None, sign_in_required=False)
    return {
        "guide": guide.pk,
        "cell": cell.pk,
        "competency": cell.competency_id,
        "level": cell.level_id,
        "generation": cell.generations.get().pk,
        "number": 1,
        "edition": 1,
        "competency_key": cell.competency.key,
        "level_key": cell.level.key,
        "index": 0,
        "company": guide.company_id,
        "fact": CompanyFactFactory(company=guide.company).pk,
        "experiment": PromptExperimentFactory(workspace=workspace).pk,
        "link": link.pk,
        "version": next_version(guide, BEFORE).pk,
        "share_token": token,
        "ending": "csv",
        "uid": "MQ",
        "token": "set-password",
    }


@pytest.fixture(autouse=True)
def quick_printing(monkeypatch):
    """Printing takes seconds, and its own tests have it."""
    monkeypatch.setattr(views_export, "print_in_request", lambda html: b"%PDF-")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", ROWS)
def test_address_answers_each_role_as_written(client, people, known, name, role):
    row = ROWS[name]
    if people[role] is not None:
        client.force_login(people[role])
    url = reverse(name, args=[known[arg] for arg in row.args])
    response = getattr(client, row.method)(url)
    assert response.status_code == row.codes[ROLES.index(role)]
    if role == "visitor" and response.status_code == TO_SIGN_IN and name not in FOR_ALL:
        assert response.url.startswith(reverse("login"))


@pytest.mark.parametrize(("role", "code"), [("visitor", 302), ("owner", 302), ("staff", 200)])
def test_admin_is_for_staff(client, people, role, code):
    if people[role] is not None:
        client.force_login(people[role])
    assert client.get(reverse("admin:index")).status_code == code
