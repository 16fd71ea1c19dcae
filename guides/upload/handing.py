"""One file that a person hands in, and what comes of it: the same alone and among several."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import PurePath
from typing import Any

from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict

from accounts.models import Membership
from guides.enums import ArtifactType
from guides.models import LevelingGuide, private_storage
from guides.upload import services
from guides.upload.forms import GuideUploadForm
from guides.upload.words import NOT_STORED, too_many
from guides.validators import clean_filename, clean_line
from levelingai.middleware import client_address

logger = logging.getLogger(__name__)

MAX_ROLE = 160
GONE = "The guide that was made from this file is gone. Choose the file again."


@dataclass(frozen=True, slots=True)
class Handed:
    """What came of one file: a guide, or guides that it is already, or what is wrong with it."""

    form: GuideUploadForm
    filename: str = ""
    guide: LevelingGuide | None = None
    known: Sequence[LevelingGuide] = ()
    status: int = HTTPStatus.OK

    @property
    def errors(self) -> list[str]:
        return [str(error) for errors in self.form.errors.values() for error in errors]


def hand_in(request: HttpRequest, membership: Membership, form: GuideUploadForm) -> Handed:
    """Make a guide of a bound form, unless it made one before or its file is a guide already."""
    filename = _name_of(form)
    if not form.is_valid():
        return Handed(form, filename, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    clean = form.cleaned_data
    earlier = services.made_by(request.user, clean["token"])
    if earlier is not None:
        return Handed(form, filename, guide=earlier)
    same = services.guides_of_file(request.user, membership.workspace, clean["digest"])
    if same and not clean["same_file"]:
        return Handed(form, filename, known=same, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if not clean["pdf"] and not same:
        return _refused(form, filename, "pdf", GONE, HTTPStatus.UNPROCESSABLE_ENTITY)
    return _make(request, membership, form, same)


def form_of_file(data: QueryDict, file: UploadedFile) -> GuideUploadForm:
    """The form of one file among several. Where no role is typed, the file's name says it."""
    data = data.copy()
    if not data.get("role_title", "").strip():
        data["role_title"] = role_from(file.name or "")
    return GuideUploadForm(data, {"pdf": file})


def role_from(filename: str) -> str:
    """What a file is called, as the title of a role: "data-analyst_v2.pdf" is "Data analyst v2"."""
    stem = PurePath(clean_filename(filename)).stem
    role = clean_line(stem.replace("_", " ").replace("-", " "))[:MAX_ROLE]
    return role[:1].upper() + role[1:]


def _make(
    request: HttpRequest,
    membership: Membership,
    form: GuideUploadForm,
    same: Sequence[LevelingGuide],
) -> Handed:
    """The guide, or why none is made now: the limit of a person, or no room."""
    filename = _name_of(form)
    minutes = services.minutes_until_next_upload(request.user)
    if minutes:
        words = too_many(minutes)
        return _refused(form, filename, None, words, HTTPStatus.TOO_MANY_REQUESTS)
    try:
        new = _new_guide(request, membership, form.cleaned_data, same)
        return Handed(form, filename, guide=services.create_guide(new))
    except OSError:
        logger.exception("An upload could not be stored")
        return _refused(form, filename, "pdf", NOT_STORED, HTTPStatus.SERVICE_UNAVAILABLE)


def _name_of(form: GuideUploadForm) -> str:
    file = form.files.get("pdf")
    return clean_filename(file.name or "") if file else ""


def _refused(
    form: GuideUploadForm, filename: str, field: str | None, words: str, status: int
) -> Handed:
    form.add_error(field, words)
    return Handed(form, filename, status=status)


def _new_guide(
    request: HttpRequest,
    membership: Membership,
    clean: dict[str, Any],
    same: Sequence[LevelingGuide],
) -> services.NewGuide:
    read_as = _read_one(same)
    return services.NewGuide(
        workspace=membership.workspace,
        owner=request.user,
        website_url=clean["website_url"],
        role_title=clean["role_title"],
        pdf=clean["pdf"] or _stored_file(read_as or same[0]),
        company_name=clean["company_name"],
        context=clean["context"],
        token=clean["token"],
        address=client_address(request),
        read_as=read_as,
    )


def _read_one(same: Sequence[LevelingGuide]) -> LevelingGuide | None:
    """The one of these guides, all of one file, whose reading is there to be taken over."""
    read = (guide for guide in same if guide.artifacts.filter(type=ArtifactType.DOCUMENT).exists())
    return next(read, None)


def _stored_file(guide: LevelingGuide) -> File[bytes]:
    return File(private_storage().open(guide.pdf.name or ""), name=guide.original_filename)
