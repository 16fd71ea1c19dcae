import logging
import re
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone

from guides.differences import word_differences
from guides.enums import GuideStatus
from guides.models import GuideEdition, ShareLink
from guides.publishing.changes import changes_since
from guides.publishing.services import (
    PublishRefused,
    create_link,
    draft_content,
    hash_token,
    latest_edition,
    publish,
    revoke_link,
    withdraw,
)
from guides.review import corrections
from levelingai.logging import without_secrets
from tests.guides.making import cell_at, make_guide, make_person, write_examples

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_earlier_misses():
    caches["shared"].clear()


@pytest.fixture
def guide():
    guide = make_guide()
    for cell in guide.cells.all():
        write_examples(cell)
    return guide


@pytest.fixture
def manager(client, guide):
    client.force_login(guide.owner)
    return client


def make_link(guide, **fields):
    defaults = {"label": "Team", "days": 30, "sign_in_required": False}
    return create_link(guide, guide.owner, **{**defaults, **fields})


def edit(guide, text="New words entirely."):
    cell = cell_at(guide, "craft", "l1")
    corrections.edit_definition(
        guide, guide.owner, competency=cell.competency, level=cell.level, text=text
    )


def words_of(page):
    """Text without its marks: words of a definition that examples illustrate are marked."""
    return re.sub(r"<[^>]+>", "", page)


# Editions


def test_publish_makes_an_edition_that_later_edits_do_not_touch(guide):
    edition = publish(guide, guide.owner)
    edit(guide)
    edition.refresh_from_db()
    texts = [cell["definition"] for cell in edition.content_json["cells"]]
    assert "Craft at L1." in texts
    assert "New words entirely." not in texts
    assert edition.number == 1


def test_publish_again_counts_on_and_refuses_an_unchanged_guide(guide):
    publish(guide, guide.owner)
    with pytest.raises(PublishRefused, match="Nothing has changed"):
        publish(guide, guide.owner)
    edit(guide)
    assert publish(guide, guide.owner).number == 2
    assert latest_edition(guide).number == 2


@pytest.mark.parametrize(
    "status", [GuideStatus.MATRIX_PARSED, GuideStatus.GENERATING_EXAMPLES, GuideStatus.QUEUED]
)
def test_an_unfinished_guide_is_not_published(status):
    guide = make_guide(status=status)
    with pytest.raises(PublishRefused):
        publish(guide, guide.owner)
    assert not GuideEdition.objects.exists()


def test_readers_never_get_examples_that_wait_for_a_look():
    guide = make_guide(levels=("L1",), competencies=("Craft",))
    write_examples(cell_at(guide, "craft", "l1"), status="needs_review", is_shown=False)
    edition = publish(guide, guide.owner)
    assert [cell["examples"] for cell in edition.content_json["cells"]] == [[]]


def test_withdraw_takes_back_every_edition(guide):
    publish(guide, guide.owner)
    edit(guide)
    publish(guide, guide.owner)
    assert withdraw(guide) == 2
    assert latest_edition(guide) is None


def test_numbers_go_on_after_withdrawing(guide):
    publish(guide, guide.owner)
    withdraw(guide)
    assert publish(guide, guide.owner).number == 2


def test_changes_since_name_each_difference(guide):
    edition = publish(guide, guide.owner)
    edit(guide, "Craft at L1, always.")
    corrections.rename_part(
        guide, guide.owner, guide.levels.get(key="l2"), code="L2", title="Engineer"
    )
    corrections.remove_part(guide, guide.owner, guide.levels.get(key="l3"))
    corrections.add_competency(guide, guide.owner, name="Growth")

    changes = changes_since(edition, draft_content(guide))

    assert [(change.what, change.where) for change in changes] == [
        ("Level removed", "L3 Title L3"),
        ("Level changed", "L2 Engineer"),
        ("Competency added", "Growth"),
        ("Definition changed", "Craft, L1 Title L1"),
        ("Definition removed", "Delivery, L3 Title L3"),
        ("Definition removed", "Craft, L3 Title L3"),
    ]
    assert [(p.kind, p.text) for p in changes[3].pieces] == [
        ("same", "Craft at L1"),
        ("added", ", always"),
        ("same", "."),
    ]


def test_changes_are_none_right_after_publishing(guide):
    edition = publish(guide, guide.owner)
    assert changes_since(edition, draft_content(guide)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", "All new."),
        ("All gone.", ""),
        ("Same.", "Same."),
        ("Owns a feature with help.", "Owns features, end to end, without help."),
        ("• One\n• Two", "• Two\n• Three"),
        ("シニアエンジニア", "エンジニア"),
        ("word " * 3000, "word " * 2999 + "end "),
    ],
)
def test_word_differences_lose_no_character(old, new):
    pieces = word_differences(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new
    assert all(piece.text for piece in pieces)


# The managers' page


def test_publish_and_withdraw_from_the_page(manager, guide):
    manager.post(reverse("guide_publish", args=[guide.pk]))
    assert latest_edition(guide).published_by == guide.owner
    page = manager.get(reverse("guide_share", args=[guide.pk]))
    assert b"Readers see the guide as it stands" in page.content
    manager.post(reverse("guide_withdraw", args=[guide.pk]))
    assert latest_edition(guide) is None


def test_share_page_marks_what_changed(manager, guide):
    publish(guide, guide.owner)
    edit(guide, "Craft at L1, always.")
    page = manager.get(reverse("guide_share", args=[guide.pk])).content.decode()
    assert "1 change since edition 1" in page
    assert "Craft at L1<ins>, always</ins>." in page


def test_new_link_is_told_once_and_only_its_hash_is_kept(manager, guide):
    url = reverse("guide_share", args=[guide.pk])
    assert manager.post(url, {"label": "Design", "days": 7})["Location"] == url
    answer = manager.get(url)
    token = re.search(rb"/s/([\w-]+)/", answer.content)[1].decode()
    link = ShareLink.objects.get()
    assert len(token) >= 43
    assert link.token_hash == hash_token(token)
    assert link.label == "Design"
    assert timedelta(days=6) < link.expires_at - timezone.now() <= timedelta(days=7)
    assert answer["Cache-Control"] == "private, no-store"
    assert token.encode() not in manager.get(url).content


@pytest.mark.parametrize("days", ["0", "-3", "", "99999", "soon"])
def test_link_with_impossible_days_is_refused(manager, guide, days):
    answer = manager.post(reverse("guide_share", args=[guide.pk]), {"days": days})
    assert answer.status_code == 422
    assert not ShareLink.objects.exists()


def test_revoking_a_link_of_another_guide_is_a_404(manager, guide):
    link, _ = make_link(make_guide())
    url = reverse("share_link_revoke", args=[guide.pk, link.pk])
    assert manager.post(url).status_code == 404
    link.refresh_from_db()
    assert link.revoked_at is None


@pytest.mark.parametrize("name", ["guide_share", "guide_publish", "guide_withdraw"])
def test_sharing_is_for_editors_of_the_workspace(client, guide, name):
    url = reverse(name, args=[guide.pk])
    publish(guide, guide.owner)
    for person in (make_person("ole", guide.workspace, "member"), make_person("sam")):
        client.force_login(person)
        assert client.post(url).status_code == 404
    assert latest_edition(guide) is not None


# The shared page


def open_link(client, token, **extra):
    return client.get(reverse("shared_guide", args=[token]), **extra)


def test_shared_guide_shows_the_edition_and_no_way_to_change_it(client, guide):
    publish(guide, guide.owner)
    edit(guide)
    _, token = make_link(guide)
    answer = open_link(client, token)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Craft at L1." in words_of(page)
    assert "New words entirely." not in words_of(page)
    assert "not a checklist" in page
    assert str(guide.pk) not in page
    assert "<form" not in page
    assert "/guides/" not in page
    assert token not in page


def test_shared_guide_sends_the_headers_of_a_secret_page(client, guide):
    publish(guide, guide.owner)
    _, token = make_link(guide)
    for answer in (open_link(client, token), open_link(client, "unknown")):
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["Cache-Control"] == "private, no-store"


def test_every_link_that_does_not_work_gets_the_same_answer(client, guide):
    publish(guide, guide.owner)
    revoked, revoked_token = make_link(guide)
    revoke_link(revoked)
    expired, expired_token = make_link(guide)
    ShareLink.objects.filter(pk=expired.pk).update(expires_at=timezone.now())
    unpublished = make_guide()
    _, unpublished_token = make_link(unpublished)
    answers = [
        open_link(client, token)
        for token in ("x" * 43, revoked_token, expired_token, unpublished_token)
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_withdrawing_closes_links_until_the_next_edition(client, guide):
    publish(guide, guide.owner)
    _, token = make_link(guide)
    withdraw(guide)
    assert open_link(client, token).status_code == 404
    publish(guide, guide.owner)
    assert open_link(client, token).status_code == 200


def test_use_of_a_link_is_noted_once_a_minute(client, guide):
    publish(guide, guide.owner)
    link, token = make_link(guide)
    open_link(client, token)
    link.refresh_from_db()
    first = link.last_used_at
    open_link(client, token)
    link.refresh_from_db()
    assert first is not None
    assert link.last_used_at == first


def test_link_for_signed_in_people_needs_the_workspace(client, guide):
    publish(guide, guide.owner)
    _, token = make_link(guide, sign_in_required=True)
    assert open_link(client, token)["Location"].startswith(reverse("login"))
    client.force_login(make_person("sam"))
    assert open_link(client, token).status_code == 404
    client.force_login(make_person("ole", guide.workspace, "member"))
    assert open_link(client, token).status_code == 200


def test_guessing_is_slowed_down_for_one_address_alone(client, guide):
    publish(guide, guide.owner)
    _, token = make_link(guide)
    for number in range(20):
        assert open_link(client, f"guess-{number}").status_code == 404
    assert open_link(client, "guess-20").status_code == 429
    assert open_link(client, token).status_code == 429
    assert open_link(client, token, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_no_log_line_holds_the_token(client, guide, caplog):
    _, token = make_link(guide)
    with caplog.at_level(logging.DEBUG):
        open_link(client, token)
    assert caplog.records
    assert token not in without_secrets(caplog.text)


def test_member_sees_the_edition_and_never_the_draft(client, guide):
    publish(guide, guide.owner)
    edit(guide)
    client.force_login(make_person("ole", guide.workspace, "member"))
    page = client.get(guide.get_absolute_url()).content.decode()
    assert "Craft at L1." in words_of(page)
    assert "New words entirely." not in words_of(page)
