"""Forms of the review page: raw input to clean values. No writes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from guides.models import Competency, Level, LevelingGuide
from guides.review.corrections.structure import MAX_COMPETENCIES, MAX_LEVELS
from guides.review.pasted import MAX_DEFINITION, empty_matrix, read_pasted


class GuideForm(forms.Form):
    """A form about one guide: its choices are that guide's levels and competencies."""

    def __init__(self, *args: Any, guide: LevelingGuide, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, queryset in (("level", guide.levels), ("competency", guide.competencies)):
            for field_name in (name, f"to_{name}", f"into_{name}"):
                field = self.fields.get(field_name)
                if isinstance(field, forms.ModelChoiceField):
                    field.queryset = queryset.all()


def _level(**kwargs: Any) -> forms.ModelChoiceField[Any]:
    return forms.ModelChoiceField(Level.objects.none(), to_field_name="key", **kwargs)


def _competency(**kwargs: Any) -> forms.ModelChoiceField[Any]:
    return forms.ModelChoiceField(Competency.objects.none(), to_field_name="key", **kwargs)


class PlaceForm(GuideForm):
    """A cell, or a place where one could be."""

    competency = _competency()
    level = _level()


class DefinitionForm(PlaceForm):
    text = forms.CharField(
        max_length=MAX_DEFINITION,
        strip=False,
        error_messages={"required": "Write the definition, or clear the cell instead."},
    )
    seen = forms.CharField(required=False, max_length=16, empty_value=None)

    def clean_seen(self) -> str | None:
        """A form without the field (another client) makes no claim of what it saw."""
        return self.cleaned_data["seen"] or "" if "seen" in self.data else None


class MoveDefinitionForm(PlaceForm):
    to_competency = _competency()
    to_level = _level()


class PartForm(GuideForm):
    """Either a level or a competency."""

    level = _level(required=False)
    competency = _competency(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["part"] = cleaned.get("level") or cleaned.get("competency")
        if cleaned["part"] is None:
            raise ValidationError("Choose a level or a competency first.")
        return cleaned


class NamesForm(PartForm):
    """The words of a level (code, title) or a competency (name, category)."""

    code = forms.CharField(required=False, max_length=40)
    title = forms.CharField(required=False, max_length=200)
    name = forms.CharField(required=False, max_length=300)
    category = forms.CharField(required=False, max_length=200)
    description = forms.CharField(required=False, max_length=2000)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["names"] = _names(cleaned, is_level=isinstance(cleaned["part"], Level))
        return cleaned


class SplitForm(NamesForm):
    """The name of the second part, and whether the definitions hold for both."""

    copy = forms.BooleanField(required=False)


class MergeForm(PartForm):
    into_level = _level(required=False)
    into_competency = _competency(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["into"] = cleaned.get("into_level") or cleaned.get("into_competency")
        if cleaned["into"] is None:
            raise ValidationError("Choose which one to merge with.")
        return cleaned


class AddLevelForm(GuideForm):
    code = forms.CharField(required=False, max_length=40)
    title = forms.CharField(required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["names"] = _names(cleaned, is_level=True)
        return cleaned


class AddCompetencyForm(GuideForm):
    name = forms.CharField(required=False, max_length=300)
    category = forms.CharField(required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["names"] = _names(cleaned, is_level=False)
        return cleaned


class RightForm(GuideForm):
    """A doubtful place that is right as it stands, by its mark, and what is chosen on the page."""

    mark = forms.RegexField(r"[0-9a-f]{16}\Z")
    level = _level(required=False)
    competency = _competency(required=False)


class GridForm(GuideForm):
    """An empty matrix of a chosen size."""

    levels = forms.IntegerField(min_value=1, max_value=MAX_LEVELS)
    competencies = forms.IntegerField(min_value=1, max_value=MAX_COMPETENCIES)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            cleaned["typed"] = empty_matrix(cleaned["levels"], cleaned["competencies"])
        return cleaned


class PasteForm(GuideForm):
    table = forms.CharField(max_length=500_000, strip=False)
    has_categories = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "table" in cleaned:
            try:
                cleaned["typed"] = read_pasted(
                    cleaned["table"], has_categories=cleaned["has_categories"]
                )
            except ValueError as error:
                self.add_error("table", str(error))
        return cleaned


def _names(cleaned: dict[str, Any], *, is_level: bool) -> dict[str, str]:
    """The fields that belong to a level or a competency; at least a name is needed."""
    if is_level:
        names = {name: cleaned.get(name, "") for name in ("code", "title")}
        if not any(names.values()):
            raise ValidationError("Give the level a code or a title.")
    else:
        names = {name: cleaned.get(name, "") for name in ("name", "category")}
        if not names["name"]:
            raise ValidationError("Give the competency a name.")
    if "description" in cleaned:
        names["description"] = cleaned["description"]
    return names
