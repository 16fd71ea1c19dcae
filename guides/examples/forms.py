"""What a manager asks of the writer, or writes in its place; what a reader says of an example."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django import forms

from generation.core.writing import EXAMPLES_PER_CELL, Example
from guides.examples.composing import compose
from guides.generations.writers import UnknownWriter, choose_writer
from guides.matrix.origins import MANUAL
from guides.matrix.starters import StarterView
from levelingai.grounding.fold import clean_text

NUMBERS = range(1, EXAMPLES_PER_CELL + 1)
_FIELDS = {
    "headline": ("Headline", "At most 8 words, starting with a verb.", 160, 1),
    "text": ("What happens", "One or two sentences of 12 to 35 words.", 700, 3),
    "evidence": ("Evidence", "What one could point at.", 400, 2),
    "illustrates": ("Words of the definition that it illustrates", "", 1200, 2),
}


NOBODY_READS_IT = (
    "No language model is set up here, so nobody would follow this. Write the examples by hand, "
    "or use a chat."
)


class WriteAgainForm(forms.Form):
    """What a manager asks of new examples for a cell, where a language model writes them."""

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

    def __init__(self, *args, workspace_id: UUID, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.workspace_id = workspace_id

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        try:
            writer = choose_writer(
                self.workspace_id, values.get("prompt_version", ""), values.get("model", "")
            )
        except UnknownWriter as error:
            raise forms.ValidationError(str(error), code="unknown_writer") from error
        if values.get("note") and not writer.model:
            self.add_error("note", NOBODY_READS_IT)
        return values


class ManualExamplesForm(forms.Form):
    """One to three examples in a manager's own words: those left empty are left out.

    Facts named by the set it starts from are kept.
    """

    def __init__(self, *args, start: Sequence[Example] = (), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.start = start
        for number in NUMBERS:
            for name, (label, hint, limit, rows) in _FIELDS.items():
                self.fields[f"{name}_{number}"] = forms.CharField(
                    label=label,
                    required=False,
                    help_text=hint,
                    max_length=limit,
                    initial=getattr(start[number - 1], name) if number <= len(start) else "",
                    widget=forms.TextInput() if rows == 1 else forms.Textarea({"rows": rows}),
                )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for number in NUMBERS:
            names = [f"{name}_{number}" for name in _FIELDS]
            if number == 1 or any(values.get(name) for name in names):
                for name in names:
                    if not values.get(name) and name not in self.errors:
                        self.add_error(name, f"Example {number} needs this.")
        return values

    def groups(self) -> Iterator[tuple[int, list[forms.BoundField]]]:
        for number in NUMBERS:
            yield number, [self[f"{name}_{number}"] for name in _FIELDS]

    def examples(self) -> list[Example]:
        """The examples of a valid form."""
        return [
            Example(
                **{name: clean_text(self.cleaned_data[f"{name}_{number}"]) for name in _FIELDS},
                facts=self.start[number - 1].facts if number <= len(self.start) else (),
                origin=MANUAL,
            )
            for number in NUMBERS
            if self.cleaned_data[f"headline_{number}"]
        ]


class StarterForm(forms.Form):
    """Four answers to a cell's starter, which make one example by hand."""

    def __init__(self, *args, starter: StarterView, definition: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.starter = starter
        self.definition = definition
        for prompt in starter.prompts:
            self.fields[prompt.name] = forms.CharField(
                label=prompt.label,
                max_length=prompt.limit,
                error_messages={"required": "Still open."},
            )

    def clean(self) -> dict[str, Any]:
        """What the answers make has to pass as an example that was typed whole."""
        values = super().clean() or self.cleaned_data
        if self.errors:
            return values
        made = compose(values, quote=self.starter.quote, definition=self.definition)
        whole = ManualExamplesForm({f"{name}_1": getattr(made, name) for name in _FIELDS})
        if whole.is_valid():
            values["example"] = made
        else:
            told = (str(error) for errors in whole.errors.values() for error in errors)
            self.add_error(None, " ".join(dict.fromkeys(told)))
        return values

    def view(self) -> StarterView:
        """The starter with what was typed and what is missing."""
        values = {name: self.data.get(name, "") for name in self.fields}
        errors = {
            name: " ".join(map(str, told)) for name, told in self.errors.items() if name in values
        }
        return self.starter.answered(values, errors, " ".join(map(str, self.non_field_errors())))
