"""A row's request copied, its answer pasted, read and shown: by managers, losing nothing."""

from __future__ import annotations

import json
import re

import pytest
from django.urls import reverse

from guides.chat.rows import PartState, progress_of
from guides.enums import Engine, GenerationStatus, GuideStatus, PromptName
from guides.models import CellGeneration, GuideCell
from tests.factories import (
    DEFINITION,
    CellGenerationFactory,
    CompanyFactFactory,
    LevelingGuideFactory,
    example,
    make_matrix,
)

pytestmark = pytest.mark.django_db

READ_FIRST = "Pasted from a chat: read it before it is shown."


@pytest.fixture
def guide():
    guide = LevelingGuideFactory(status=GuideStatus.COMPLETE)
    make_matrix(guide, 3, 2)
    for cell in guide.cells.all():
        CellGenerationFactory(cell=cell)
    return guide


@pytest.fixture
def signed_in(client, guide):
    client.force_login(guide.owner)
    return client


def text(level: int, number: int) -> str:
    """Texts that share no wording: the checks flag those that read alike."""
    things = (
        "Splits the booking page into tasks on the board, until a colleague takes one over.",
        "Draws the order of the harbour tickets with both testers, which lets them start early.",
        "Plans a release of the price list in the team meeting, without a second round later.",
        "Reviews the import of customs papers as small steps, so that support sees what is left.",
        "Agrees with the depot on who moves which rack, and the old racks are gone by evening.",
        "Writes down the parts of the invoice change, and no part waits for another one any more.",
        "Sorts the open questions of the tariff study into tickets, until each has an owner.",
        "Maps the handover of the night rota on one page, which lets a newcomer run it alone.",
        "Cuts the search filter into two deliveries, and the first one is used before the second.",
    )
    return things[level * 3 + number]


def answer(levels=(0, 1, 2), **changes) -> str:
    cells = [
        {
            "cell": level + 1,
            "level": f"L{level + 1} Title {level + 1}",
            "reason": "",
            "examples": [
                example(
                    number + 1, headline=f"Plans part {'abc'[number]}", text=text(level, number)
                )
                | {"evidence": "The task board of the part"}
                for number in range(3)
            ],
            **changes,
        }
        for level in levels
    ]
    return f"Here it is:\n```json\n{json.dumps({'cells': cells})}\n```"


def row_url(guide, number: int = 0) -> str:
    return reverse("guide_chat_row", args=[guide.pk, guide.competencies.all()[number].pk])


def paste(client, guide, words: str | None = None, number: int = 0):
    words = answer() if words is None else words
    return client.post(row_url(guide, number), {"do": "paste", "answer": words})


def ticks(client, guide, number: int = 0) -> list[str]:
    html = client.get(row_url(guide, number)).content.decode()
    return re.findall(r'name="use" value="([^"]+)" checked', html)


def show(client, guide, use, number: int = 0, **data):
    return client.post(row_url(guide, number), {"do": "show", "use": use, "read": "on"} | data)


def of_chat(guide):
    return CellGeneration.objects.filter(guide=guide, prompt_version="row-v1")


# Copying ------------------------------------------------------------------------------------------


def test_row_page_holds_the_whole_request(signed_in, guide):
    fact = CompanyFactFactory(company=guide.company)
    html = signed_in.get(row_url(guide)).content.decode()
    area = re.search(r'<textarea[^>]*id="request"[^>]*>(.*?)</textarea>', html, re.S)
    assert area is not None
    assert DEFINITION in area[1]
    assert fact.statement in area[1]
    assert "Cell 3: L3 Title 3" in area[1]


def test_request_is_escaped(signed_in, guide):
    GuideCell.objects.filter(guide=guide).update(definition_text="</textarea><script>alert(1)")
    html = signed_in.get(row_url(guide)).content.decode()
    assert "<script>alert" not in html


def test_list_names_the_next_row_first(signed_in, guide):
    page = reverse("guide_chat", args=[guide.pk])
    assert "Next: Competency 1" in signed_in.get(page).content.decode()
    paste(signed_in, guide, number=1)
    html = signed_in.get(page).content.decode()
    assert "Next: Competency 2" in html
    assert "3 of 3 cells pasted, 3 to read" in html


def test_list_needs_the_same_queries_for_any_guide(signed_in, guide, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        signed_in.get(reverse("guide_chat", args=[guide.pk]))


@pytest.mark.parametrize("status", [GuideStatus.QUEUED, GuideStatus.FAILED_PARSE])
def test_guide_without_a_matrix_has_no_rows_to_ask_for(client, status):
    guide = LevelingGuideFactory(status=status)
    make_matrix(guide, 2, 1)
    client.force_login(guide.owner)
    page = client.get(reverse("guide_chat", args=[guide.pk]))
    assert "once the matrix is confirmed" in page.content.decode()
    assert paste(client, guide).url == reverse("guide_chat", args=[guide.pk])
    assert not of_chat(guide).exists()


# Pasting ------------------------------------------------------------------------------------------


def test_pasted_answer_waits_to_be_read(signed_in, guide):
    before = list(CellGeneration.objects.shown().filter(guide=guide).values_list("pk", flat=True))
    response = paste(signed_in, guide)
    assert response.url == f"{row_url(guide)}#read"
    rows = list(of_chat(guide))
    assert [row.status for row in rows] == [GenerationStatus.NEEDS_REVIEW] * 3
    assert {(row.engine, row.prompt_name, row.reason, row.is_shown) for row in rows} == {
        (Engine.MANUAL, PromptName.GENERATE_EXAMPLES, READ_FIRST, False)
    }
    assert {item["origin"] for row in rows for item in row.content_json} == {"chat"}
    assert (
        list(CellGeneration.objects.shown().filter(guide=guide).values_list("pk", flat=True))
        == before
    )
    assert len(ticks(signed_in, guide)) == 9


def test_same_answer_twice_is_kept_once(signed_in, guide):
    paste(signed_in, guide)
    paste(signed_in, guide)
    assert of_chat(guide).count() == 3


def test_other_answer_is_a_further_revision(signed_in, guide):
    paste(signed_in, guide)
    paste(signed_in, guide, answer(levels=(0,)).replace("Plans part a", "Draws part a"))
    first = guide.cells.first()
    assert list(of_chat(guide).filter(cell=first).values_list("revision", flat=True)) == [2, 1]
    assert "Draws part a" in signed_in.get(row_url(guide)).content.decode()


def test_answer_in_two_parts_makes_a_row(signed_in, guide):
    paste(signed_in, guide, answer(levels=(0, 1)))
    html = signed_in.get(row_url(guide)).content.decode()
    assert "L3 is missing: the answer has nothing there." in html
    assert "Only for what is still missing: L3." in html
    assert "Cell 3: L3 Title 3" in html
    assert "Cell 1: L1" not in html
    paste(signed_in, guide, answer(levels=(2,)))
    assert len(ticks(signed_in, guide)) == 9
    assert "missing" not in signed_in.get(row_url(guide)).content.decode()


def test_cell_without_examples_is_settled_with_its_reason(signed_in, guide):
    paste(signed_in, guide, answer(levels=(0,), examples=[], reason="It <b>asks</b> for nothing."))
    row = of_chat(guide).get()
    assert (row.status, row.reason) == (GenerationStatus.ABSTAINED, "It <b>asks</b> for nothing.")
    html = signed_in.get(row_url(guide)).content.decode()
    assert "It &lt;b&gt;asks&lt;/b&gt; for nothing." in html


def test_pasted_markup_stays_text(signed_in, guide):
    paste(signed_in, guide, answer().replace("Plans part a", "<img src=x onerror=alert(1)>"))
    html = signed_in.get(row_url(guide)).content.decode()
    assert "<img" not in html
    assert "&lt;img src=x" in html


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "Paste the chat&#x27;s answer here first."),
        ("I cannot help with that.", "There is no JSON in this text."),
        ("x" * 70_000, "more than 64 KB"),
        ('{"cells": [{"cell": 1,', "stops before its first level is complete"),
        (
            answer().replace("Breaks a project into tasks", "Herds a flock of sheep home"),
            "None of the words that this answer quotes",
        ),
        (answer(examples=[]), "No level has examples in this answer"),
    ],
)
def test_unusable_answer_says_why_and_stays_in_its_field(signed_in, guide, words, said):
    response = paste(signed_in, guide, words)
    html = response.content.decode()
    assert response.status_code == 422
    assert said in html
    assert not of_chat(guide).exists()
    if words:
        assert words[:20].replace('"', "&quot;") in html


def test_answer_for_another_row_is_named(signed_in, guide):
    other = guide.competencies.all()[1]
    other.cells.update(definition_text="Closes each incident with a written review.")
    words = answer().replace("Breaks a project into tasks", "Closes each incident with")
    response = paste(signed_in, guide, words)
    assert "This is the answer for “Competency 2”" in response.content.decode()


# Reading ------------------------------------------------------------------------------------------


def test_read_examples_are_shown_with_who_read_them(signed_in, guide):
    paste(signed_in, guide)
    response = show(signed_in, guide, ticks(signed_in, guide))
    assert response.url == row_url(guide, 1)
    rows = list(of_chat(guide))
    assert {(row.status, row.is_shown, row.checked_by, row.reason) for row in rows} == {
        (GenerationStatus.READY, True, guide.owner, "")
    }
    assert all(row.checked_at for row in rows)
    assert CellGeneration.objects.shown().filter(guide=guide).count() == 6
    assert CellGeneration.objects.filter(guide=guide).count() == 9
    html = signed_in.get(row_url(guide)).content.decode()
    assert "From a chat, checked by" in html


def test_unticked_examples_are_left_out_and_kept_as_pasted(signed_in, guide):
    paste(signed_in, guide, answer(levels=(0,)))
    show(signed_in, guide, ticks(signed_in, guide)[:1])
    pasted, shown = of_chat(guide).order_by("revision")
    assert (pasted.status, len(pasted.content_json)) == (GenerationStatus.NEEDS_REVIEW, 3)
    assert (shown.status, shown.is_shown, len(shown.content_json)) == ("ready", True, 1)
    assert shown.reason == "1 example was chosen of what was pasted."
    assert progress_of(guide).rows[0].parts[0].state == PartState.SHOWN


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"read": ""}, "Tick that you have read them"),
        ({"use": []}, "Tick at least one example."),
        ({"use": ["nothing:0"]}, "Some of these examples changed meanwhile."),
    ],
)
def test_reading_needs_ticks_and_a_word(signed_in, guide, data, said):
    paste(signed_in, guide)
    response = show(signed_in, guide, data.pop("use", ticks(signed_in, guide)), **data)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not of_chat(guide).filter(is_shown=True).exists()


def test_shown_twice_changes_nothing(signed_in, guide):
    paste(signed_in, guide)
    use = ticks(signed_in, guide)
    show(signed_in, guide, use[:4])
    count = of_chat(guide).count()
    assert show(signed_in, guide, use[:4]).status_code in {302, 422}
    assert of_chat(guide).count() == count
    assert of_chat(guide).filter(is_shown=True).count() == 2


def test_word_in_doubt_is_a_note_and_the_example_stays_ticked(signed_in, guide):
    paste(signed_in, guide, answer().replace("without a second round", "before a good supper"))
    html = signed_in.get(row_url(guide)).content.decode()
    assert "Example 3 says “good”: see whether it is praise or a thing." in html
    assert len(ticks(signed_in, guide)) == 9


def test_example_with_an_altered_quote_is_named_and_not_offered(signed_in, guide):
    words = answer().replace("Breaks a project into tasks", "Breaks one project into tasks", 1)
    paste(signed_in, guide, words)
    html = signed_in.get(row_url(guide)).content.decode()
    assert len(ticks(signed_in, guide)) == 8
    assert "Cannot be used:" in html
    assert "Breaks one project into tasks" in html
    first = of_chat(guide).filter(cell=guide.cells.first()).get()
    assert show(signed_in, guide, [f"{first.pk}:0"]).status_code == 422


def test_cell_with_nothing_to_use_is_named_and_asked_again(signed_in, guide):
    words = answer(levels=(0,)).replace("Breaks a project into tasks", "Breaks the project apart")
    kept = paste(signed_in, guide, f"{words}\n{answer(levels=(1, 2))}")
    assert kept.status_code == 302
    html = signed_in.get(row_url(guide)).content.decode()
    assert html.count("Cannot be used:") == 3
    assert "Only for what is still missing: L1." in html
    show(signed_in, guide, ticks(signed_in, guide))
    html = signed_in.get(row_url(guide)).content.decode()
    assert html.count("Cannot be used:") == 3
    assert "Show the ticked examples" not in html
    assert (
        "Next: Competency 1"
        in signed_in.get(reverse("guide_chat", args=[guide.pk])).content.decode()
    )


def test_definition_corrected_meanwhile_refuses_its_old_words(signed_in, guide):
    paste(signed_in, guide)
    use = ticks(signed_in, guide)
    guide.cells.filter(pk=guide.cells.first().pk).update(definition_text="Plants the whole bed.")
    assert len(ticks(signed_in, guide)) == 6
    assert show(signed_in, guide, use).status_code == 422


def test_row_that_is_pasted_and_one_that_is_not_go_on_in_turn(signed_in, guide):
    paste(signed_in, guide)
    show(signed_in, guide, ticks(signed_in, guide))
    paste(signed_in, guide, number=1)
    done = show(signed_in, guide, ticks(signed_in, guide, 1), number=1)
    assert done.url == reverse("guide_chat", args=[guide.pk])
    assert "All rows are done" in signed_in.get(done.url).content.decode()


def test_guide_with_failed_cells_is_complete_once_they_are_pasted(client):
    guide = LevelingGuideFactory(status=GuideStatus.FAILED_GENERATION)
    for cell in make_matrix(guide, 3, 1):
        CellGenerationFactory(cell=cell, status=GenerationStatus.FAILED)
    client.force_login(guide.owner)
    paste(client, guide)
    show(client, guide, ticks(client, guide))
    guide.refresh_from_db()
    assert guide.status == GuideStatus.COMPLETE


# Who may ------------------------------------------------------------------------------------------


def test_member_and_other_workspace_see_nothing(client, guide, member, stranger):
    for person in (member, stranger):
        client.force_login(person)
        assert client.get(reverse("guide_chat", args=[guide.pk])).status_code == 404
        assert client.get(row_url(guide)).status_code == 404
        assert paste(client, guide).status_code == 404
    assert not of_chat(guide).exists()


def test_row_of_another_guide_is_not_found(signed_in, guide):
    other = LevelingGuideFactory(workspace=guide.workspace)
    make_matrix(other, 2, 1)
    row = other.competencies.get()
    url = reverse("guide_chat_row", args=[guide.pk, row.pk])
    assert signed_in.get(url).status_code == 404


def test_generation_of_another_row_cannot_be_shown_here(signed_in, guide):
    paste(signed_in, guide, number=1)
    use = ticks(signed_in, guide, 1)
    paste(signed_in, guide)
    assert show(signed_in, guide, use).status_code == 422
