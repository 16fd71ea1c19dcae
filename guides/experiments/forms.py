"""What a manager asks of a new experiment."""

from __future__ import annotations

from typing import Any

from django import forms

from guides.generations.writers import WriterChoices
from guides.models.experiments import LEAST_SHARE, MOST_SHARE

USUAL_SHARE = 20


class ExperimentForm(forms.Form):
    """Which other version or model is to be tried, and on how many rows.

    A field with only one choice is left out.
    """

    name = forms.CharField(
        label="Name",
        max_length=120,
        help_text="For you and the other managers.",
        error_messages={"required": "Give it a name by which you will know it again."},
    )
    prompt_version = forms.ChoiceField(label="Prompt version to try")
    model = forms.ChoiceField(label="Language model to try")
    share = forms.IntegerField(
        label="Share of rows, in percent",
        min_value=LEAST_SHARE,
        max_value=MOST_SHARE,
        initial=USUAL_SHARE,
        help_text=f"From {LEAST_SHARE} to {MOST_SHARE}. All other rows are written as usual.",
    )

    def __init__(self, *args: Any, choices: WriterChoices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        for name, values in (("prompt_version", choices.versions), ("model", choices.models)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
            field.choices = [(value, value) for value in values]
            if values:
                field.choices = [(values[0], f"{values[0]} (as usual)"), *field.choices[1:]]
            if len(values) < 2:
                del self.fields[name]
        if "prompt_version" in self.fields:
            self.initial.setdefault("prompt_version", choices.versions[1])


def has_choice(choices: WriterChoices) -> bool:
    """Whether there is anything to compare with here."""
    return bool(choices.models) and max(len(choices.versions), len(choices.models)) > 1
