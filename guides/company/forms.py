"""What a person types about a company, turned into clean values."""

from __future__ import annotations

from django import forms

from guides.models import CompanyFact


class FactForm(forms.Form):
    """One statement about the company in a person's own words."""

    statement = forms.CharField(
        label="Fact",
        max_length=500,
        help_text="One plain sentence, for instance: Our customers are regional hospitals.",
        error_messages={"required": "Write the fact in one sentence."},
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_statement(self) -> str:
        return " ".join(self.cleaned_data["statement"].split())

    @classmethod
    def of(cls, fact: CompanyFact, data=None) -> FactForm:
        """The form that rewords a known fact; its fields have ids of their own on the page."""
        form = cls(data, initial={"statement": fact.statement}, auto_id=f"{fact.ref}-%s")
        form.fields["statement"].label = "In your own words"
        form.fields["statement"].help_text = ""
        return form
