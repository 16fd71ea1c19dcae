"""What is pasted, and what a person says of it after reading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from generation.core.writing import (
    CellAnswer,
    CellBrief,
    UnusableAnswer,
    read_row,
)
from guides.chat.services import Judged


class AnswerForm(forms.Form):
    """The chat's answer for a row: `answers` has an entry for each brief once the form is valid."""

    answers: tuple[CellAnswer, ...] = ()
    answer = forms.CharField(
        label="The chat's answer",
        # No maximum length here: a browser would cut what is pasted, without a word.
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
        error_messages={"required": "Paste the chat's answer here first."},
    )

    def __init__(self, *args: Any, briefs: Sequence[CellBrief] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.briefs = briefs

    def clean_answer(self) -> str:
        answer: str = self.cleaned_data["answer"]
        try:
            self.answers = read_row(answer, self.briefs)
        except UnusableAnswer as error:
            raise forms.ValidationError(str(error), code=error.code) from error
        if all(one.is_missing for one in self.answers):
            problems = dict.fromkeys(one.problem for one in self.answers)
            raise forms.ValidationError(
                f"No level has examples in this answer: {'; '.join(problems)}.", code="no_examples"
            )
        return answer


class ReadForm(forms.Form):
    """Which of the pasted examples to use, and that they were read."""

    use = forms.MultipleChoiceField(
        label="Examples to use",
        error_messages={
            "required": "Tick at least one example.",
            "invalid_choice": "Some of these examples changed meanwhile. Look at them again.",
        },
    )
    read = forms.BooleanField(
        label="I have read these examples",
        error_messages={"required": "Tick that you have read them: readers will rely on it."},
    )

    def __init__(self, *args: Any, judged: Sequence[Judged] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = [name_of(one, at) for one in judged for at in one.usable]
        self.fields["use"].choices = [(name, name) for name in self.offered]  # type: ignore[attr-defined]
        given = self["use"].data if self.is_bound else self.offered
        self.ticked: set[str] = set(given or ())

    def chosen(self) -> dict[UUID, set[int]]:
        """Places of the ticked examples by generation, of a valid form."""
        found: dict[UUID, set[int]] = {}
        for name in self.cleaned_data["use"]:
            generation, place = name.rsplit(":", 1)
            found.setdefault(UUID(generation), set()).add(int(place))
        return found


def name_of(judged: Judged, place: int) -> str:
    """The value of an example's tick."""
    return f"{judged.part.pasted.pk if judged.part.pasted else ''}:{place}"
