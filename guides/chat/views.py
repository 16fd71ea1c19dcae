"""A guide's rows in a chat: which are asked, and one row's request, answer and reading."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import signed_in
from guides.access import editable_guide
from guides.chat.forms import AnswerForm, ReadForm
from guides.chat.presenters import names_of, pasted_cell, row_lines
from guides.chat.rows import ChatProgress, ChatRow, progress_of
from guides.chat.services import briefs_of, judge, keep_pasted, request_for, show_read
from guides.models import Competency, LevelingGuide

TO_READ = "#read"


@require_safe
@signed_in
def guide_chat(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All rows with how far they are; the next one first."""
    guide = editable_guide(request, pk)
    progress = progress_of(guide) if _is_open(guide) else ChatProgress(())
    context = {
        "guide": guide,
        "is_open": _is_open(guide),
        "progress": progress,
        "lines": row_lines(progress.rows),
    }
    return render(request, "guides/chat/guide_chat.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def guide_chat_row(request: HttpRequest, pk: UUID, competency_pk: UUID) -> HttpResponse:
    """One row: copy its request, paste the answer, read what came."""
    guide = editable_guide(request, pk)
    competency = get_object_or_404(Competency, guide=guide, pk=competency_pk)
    if not _is_open(guide):
        return redirect("guide_chat", pk)
    progress = progress_of(guide)
    row = progress.row(competency)
    if row is None:
        raise Http404
    if request.method != "POST":
        return _page(request, guide, progress, row)
    if request.POST.get("do") == "show":
        return _show(request, guide, progress, row)
    return _paste(request, guide, progress, row)


def _is_open(guide: LevelingGuide) -> bool:
    """Examples are written once the matrix stands."""
    return guide.has_matrix and not guide.is_waiting_for_review


def _address(guide: LevelingGuide, row: ChatRow) -> str:
    return reverse("guide_chat_row", args=[guide.pk, row.competency.pk])


def _paste(
    request: HttpRequest, guide: LevelingGuide, progress: ChatProgress, row: ChatRow
) -> HttpResponse:
    briefs = briefs_of(guide, row.parts)
    form = AnswerForm(request.POST, briefs=briefs)
    if not form.is_valid():
        return _page(request, guide, progress, row, answer_form=form)
    keep_pasted(guide, request.user, row.parts, briefs, form.answers)
    _tell_missing(request, row, form)
    return redirect(_address(guide, row) + TO_READ)


def _tell_missing(request: HttpRequest, row: ChatRow, form: AnswerForm) -> None:
    """Name the cells that nothing came for, unless something had come before."""
    missing: dict[str, list[Any]] = {}
    for part, answer in zip(row.parts, form.answers, strict=True):
        if answer.is_missing and part in row.open:
            missing.setdefault(answer.problem, []).append(part.cell.level)
    for problem, levels in missing.items():
        verb = "is" if len(levels) == 1 else "are"
        messages.warning(
            request,
            f"{names_of(levels)} {verb} missing: {problem}. The request below now asks for what "
            "is missing alone.",
        )


def _show(
    request: HttpRequest, guide: LevelingGuide, progress: ChatProgress, row: ChatRow
) -> HttpResponse:
    form = ReadForm(request.POST, judged=judge(guide, row.parts))
    if not form.is_valid():
        if not row.to_read:
            messages.info(request, "Nothing waits to be read here: it is shown already.")
            return redirect(_address(guide, row))
        return _page(request, guide, progress, row, read_form=form)
    count = show_read(guide, request.user, row.parts, form.chosen())
    words = "1 cell shows" if count == 1 else f"{count} cells show"
    messages.success(request, f"{row.competency.name}: {words} the examples that you read.")
    after = progress_of(guide)
    here = after.row(row.competency)
    if here is not None and not here.is_done:
        return redirect(_address(guide, here))
    ahead = after.after(row)
    return redirect(_address(guide, ahead) if ahead else reverse("guide_chat", args=[guide.pk]))


def _page(  # noqa: PLR0913 - a row with its two forms
    request: HttpRequest,
    guide: LevelingGuide,
    progress: ChatProgress,
    row: ChatRow,
    *,
    answer_form: AnswerForm | None = None,
    read_form: ReadForm | None = None,
) -> HttpResponse:
    """The page; with one of its forms as it was refused."""
    judged = judge(guide, row.parts)
    read_form = read_form or ReadForm(judged=judged)
    facts = {fact.ref: fact for fact in guide.company.facts.select_related("page")}
    asked = row.open or row.parts
    context = {
        "guide": guide,
        "progress": progress,
        "row": row,
        "ahead": progress.after(row),
        "request_text": request_for(guide, row),
        "asked": names_of([part.cell.level for part in asked]),
        "is_part_asked": len(asked) < len(row.parts),
        "cells": [pasted_cell(one, facts, read_form.ticked) for one in judged],
        "answer_form": answer_form or AnswerForm(),
        "read_form": read_form,
        "level_count": guide.levels.count(),
    }
    is_wrong = answer_form is not None or read_form.is_bound
    status = 422 if is_wrong else 200
    return render(request, "guides/chat/guide_chat_row.html", context, status=status)
