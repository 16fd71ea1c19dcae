"""What a reader says of an example."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms

from guides.enums import FeedbackValue
from guides.feedback.services import BACK

MAX_COMMENT = 1000


class ThumbForm(forms.Form):
    """A thumb, with or without a word on why. Without one, an earlier comment stays."""

    value = forms.ChoiceField(choices=[*FeedbackValue.choices, (BACK, "Taken back")])
    comment = forms.CharField(
        max_length=MAX_COMMENT,
        required=False,
        error_messages={"max_length": f"Please keep it under {MAX_COMMENT:,} characters."},
    )

    def __init__(self, data: Mapping[str, str]) -> None:
        # Browsers count a line break as one character and send it as two.
        super().__init__({name: text.replace("\r\n", "\n") for name, text in data.items()})

    @property
    def says_why(self) -> bool:
        return "comment" in self.data

    @property
    def takes_back(self) -> bool:
        return bool(self.cleaned_data["value"] == BACK)
