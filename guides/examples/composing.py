"""From the four answers to a starter to one example by hand."""

from __future__ import annotations

from collections.abc import Mapping

from generation.core.writing import Example
from guides.matrix.origins import MANUAL
from levelingai.grounding.find import find
from levelingai.grounding.fold import clean_text, is_unspaced

HEADLINE_WORDS = 8
UNSPACED_HEADLINE = 20
"""Characters of a headline in languages that do not part words by spaces."""
SHORT_WORD = 3
"""Letters up to which a word at a headline's cut end is taken for an article or a preposition."""
_ENDS = " .,;:!?。，；：！？"
_MAX_HEADLINE = 160


def compose(answers: Mapping[str, str], *, quote: str, definition: str) -> Example:
    """The example that the answers make: joined in their order, nothing put between but a stop.

    The headline is the first words of what was done; the evidence is the last answer. It
    illustrates the starter's clause, or all of a definition that was reworded since.
    """
    did, to, changed, seen = (
        clean_text(answers[name]).strip() for name in ("did", "to", "changed", "seen")
    )
    act = _joined(did.rstrip(_ENDS), to.rstrip(_ENDS))
    return Example(
        headline=headline_of(act),
        text=_with_outcome(act, changed.rstrip(_ENDS)),
        evidence=seen,
        illustrates=quote if find(quote, definition) else clean_text(definition)[:1200],
        origin=MANUAL,
    )


def headline_of(act: str) -> str:
    """The first words of what was done, without the little ones that a cut would leave behind."""
    if is_unspaced(act):
        return act[:UNSPACED_HEADLINE]
    words = act.split()
    if len(words) > HEADLINE_WORDS:
        words = words[:HEADLINE_WORDS]
        while len(words) > 1 and len(words[-1]) <= SHORT_WORD:
            words.pop()
    headline = " ".join(words).rstrip(_ENDS)[:_MAX_HEADLINE]
    return headline[:1].upper() + headline[1:]


def _joined(did: str, to: str) -> str:
    joined = f"{did}{to}" if is_unspaced(did + to) else f"{did} {to}"
    return joined[:1].upper() + joined[1:]


def _with_outcome(act: str, changed: str) -> str:
    if is_unspaced(act + changed):
        return f"{act}。{changed}。"
    stop = "." if changed[:1].isupper() else ";"
    return f"{act}{stop} {changed}."
