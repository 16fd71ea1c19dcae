"""What an owner types or chooses to connect a model."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from levelingai.grounding.fold import clean_text
from levelingai.llm.asking import MAX_NAME, is_name
from levelingai.llm.connections import Wanted
from levelingai.llm.discovery import FoundServer
from levelingai.llm.typed_address import AddressRefused, read_address

MAX_KEY = 500
LEAST_CONTEXT, MOST_CONTEXT = 1_000, 10_000_000
MAX_PRICE = 100_000

NOT_FOUND = "This model is not there any more. Look again, and choose one of those that are."
_PRICES = ("price_in", "price_cached", "price_out")


def _price(label: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=0,
        max_value=MAX_PRICE,
        max_digits=12,
        decimal_places=6,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )


class AddressForm(forms.Form):
    """Any server that speaks the protocol: its address, a key, a model.

    The key is never rendered back; left empty, the one that is kept for this address counts.
    """

    base_url = forms.CharField(
        label="Address",
        max_length=500,
        help_text="Ends in /v1 as a rule.",
        error_messages={"required": "Which address does the server have?"},
        widget=forms.TextInput(
            attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    api_key = forms.CharField(
        label="Key",
        max_length=MAX_KEY,
        required=False,
        help_text="Kept encrypted and never shown again.",
        widget=forms.PasswordInput(render_value=False, attrs={"autocomplete": "off"}),
    )
    model = forms.CharField(
        label="Model",
        max_length=MAX_NAME,
        error_messages={"required": "Which model is to write?"},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "list": "model-names"}
        ),
    )
    small_model = forms.CharField(
        label="A smaller model of the same server",
        max_length=MAX_NAME,
        required=False,
        help_text="Reads guides and sorts; the other one writes.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "list": "model-names"}
        ),
    )
    price_in = _price("Read")
    price_cached = _price("Read before")
    price_out = _price("Written")
    context_tokens = forms.IntegerField(
        label="Tokens that it reads at a time",
        required=False,
        min_value=LEAST_CONTEXT,
        max_value=MOST_CONTEXT,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_base_url(self) -> str:
        try:
            return read_address(self.cleaned_data["base_url"]).base_url
        except AddressRefused as error:
            raise forms.ValidationError(str(error), code="address_refused") from error

    def clean_api_key(self) -> str:
        key = self.cleaned_data["api_key"].strip()
        if not (key.isascii() and key.isprintable()) or " " in key:
            raise forms.ValidationError(
                "This is no key: it has characters that no key has.", code="not_a_key"
            )
        return key

    def clean_model(self) -> str:
        return _name(self.cleaned_data["model"])

    def clean_small_model(self) -> str:
        text = self.cleaned_data["small_model"]
        return _name(text) if text else ""

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("price_out") is not None and values.get("price_in") is None:
            self.add_error("price_in", "Both prices are needed to count with.")
        if values.get("price_in") is not None and values.get("price_out") is None:
            self.add_error("price_out", "Both prices are needed to count with.")
        return values

    @property
    def has_more(self) -> bool:
        """Whether something stands in the folded part."""
        names = ("small_model", "context_tokens", *_PRICES)
        return any(self[name].value() or self[name].errors for name in names)

    def wanted(self) -> Wanted:
        """What a valid form says."""
        values = self.cleaned_data
        return Wanted(
            base_url=values["base_url"],
            model=values["model"],
            small_model=values["small_model"],
            context_tokens=values["context_tokens"],
            price=_prices(values),
        )


class FoundForm(forms.Form):
    """A model of a server that was found on this machine."""

    server = forms.CharField(max_length=12)
    model = forms.CharField(max_length=MAX_NAME)

    def __init__(self, *args: Any, found: tuple[FoundServer, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = found

    def wanted(self) -> Wanted | None:
        """What was chosen, where it is still there."""
        if not self.is_valid():
            return None
        chosen = self.cleaned_data
        for server in self.found:
            for model in server.models:
                if (server.server, model.name) == (chosen["server"], chosen["model"]):
                    return Wanted(
                        base_url=server.base_url,
                        model=model.name,
                        server=server.server,
                        context_tokens=model.context_tokens,
                    )
        return None


def _name(text: str) -> str:
    name = clean_text(text)
    if not is_name(name):
        raise forms.ValidationError("This is not a model's name.", code="not_a_name")
    return name


def _prices(values: dict[str, Any]) -> tuple[Decimal, Decimal, Decimal] | None:
    """The three prices; what was read before costs the same where nothing else is said."""
    fresh, cached, out = (values[name] for name in _PRICES)
    if fresh is None or out is None:
        return None
    return fresh, fresh if cached is None else cached, out
