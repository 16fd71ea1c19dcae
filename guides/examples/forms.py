"""What a manager asks of the writer, or writes in its place; what a reader says of an example."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms

from generation.core.writing import EXAMPLES_PER_CELL, Example
from guides.generations.writers import UnknownWriter, choose_writer
from levelingai.grounding.fold import clean_text

NUMBERS = range(1, EXAMPLES_PER_CELL + 1)
_FIELDS = {
    "headline": ("Headline", "At most 8 words, starting with a verb.", 160, 1),
    "text": ("What happens", "One or two sentences of 12 to 35 words.", 700, 3),
    "evidence": ("Evidence", "What one could point at.", 400, 2),
    "illustrates": ("Words of the definition that it illustrates", "", 1200, 2),
}


class WriteAgainForm(forms.Form):
    """What a manager asks of new examples for a cell."""

    note = forms.CharField(
        label="What should be different?",
        max_length=500,
        required=False,
        help_text="For instance: less about meetings, more about written decisions.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_note(self) -> str:
        return " ".join(self.cleaned_data["note"].split())


class WriteAnewForm(WriteAgainForm):
    """What a manager asks of new examples: what should be different, and who should write them."""

    prompt_version = forms.CharField(required=False, max_length=20)
    model = forms.CharField(required=False, max_length=120)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        try:
            choose_writer(values.get("prompt_version", ""), values.get("model", ""))
        except UnknownWriter as error:
            raise forms.ValidationError(str(error), code="unknown_writer") from error
        return values


class ManualExamplesForm(forms.Form):
    """Three examples in a manager's own words. Facts named by the set it starts from are kept."""

    def __init__(self, *args, start: Sequence[Example] = (), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.start = start
        for number in NUMBERS:
            for name, (label, hint, limit, rows) in _FIELDS.items():
                self.fields[f"{name}_{number}"] = forms.CharField(
                    label=label,
                    help_text=hint,
                    max_length=limit,
                    initial=getattr(start[number - 1], name) if number <= len(start) else "",
                    widget=forms.TextInput() if rows == 1 else forms.Textarea({"rows": rows}),
                    error_messages={"required": f"Example {number} needs this."},
                )

    def groups(self) -> Iterator[tuple[int, list[forms.BoundField]]]:
        for number in NUMBERS:
            yield number, [self[f"{name}_{number}"] for name in _FIELDS]

    def examples(self) -> list[Example]:
        """The examples of a valid form."""
        return [
            Example(
                **{name: clean_text(self.cleaned_data[f"{name}_{number}"]) for name in _FIELDS},
                facts=self.start[number - 1].facts if number <= len(self.start) else (),
            )
            for number in NUMBERS
        ]
