"""A model only points: what it does not quote from the document never becomes a definition."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generation.core.reading.document import Document
from generation.core.reading.extract import extract_document
from generation.core.recovery.located import folded, locate
from generation.core.recovery.numbered import numbered_lines
from generation.core.recovery.strategies.quoted import (
    PARSE_SCHEMA,
    build_parse_messages,
    matrix_from_reply,
)
from tests.generation.core.reading.drawn import plain, said, wanted
from tests.generation.core.recovery.printing import Look, headed_pdf
from tests.generation.core.recovery.test_strategies_prose import GUIDE

pytestmark = pytest.mark.core


@pytest.fixture(scope="module")
def document() -> Document:
    return extract_document(headed_pdf(GUIDE, Look()))


def reply_for(document: Document) -> dict[str, list[dict[str, object]]]:
    """What a faithful model answers for the printed guide."""
    lines = numbered_lines(document)
    cells: list[dict[str, object]] = []
    for level, row in enumerate(GUIDE.cells):
        for competency, text in enumerate(row):
            numbers = [
                number
                for number, line in enumerate(lines, start=1)
                if text and folded(line.text) in folded(text)
            ]
            if numbers:
                words = plain(text).split()
                cells.append(
                    {
                        "level": level,
                        "competency": competency,
                        "first_line": numbers[0],
                        "last_line": numbers[-1],
                        "starts_with": " ".join(words[:3]),
                        "ends_with": " ".join(words[-3:]),
                    }
                )
    levels = [name.split(": ") for name in GUIDE.levels]
    return {
        "guides": [{"title": GUIDE.title}],
        "levels": [{"guide": 0, "line": 2, "code": c, "title": t} for c, t in levels],
        "competencies": [
            {"guide": 0, "line": 3, "name": name, "category": ""} for name in GUIDE.competencies
        ],
        "cells": cells,
    }


def test_quoted_copies_the_matrix_from_the_document(document):
    attempt = matrix_from_reply(document, reply_for(document))
    (matrix,) = attempt.matrices
    assert said(matrix) == wanted(GUIDE)
    assert matrix.title == GUIDE.title
    assert 0.6 < attempt.confidence <= 0.9
    assert matrix.cells[0].sources[0].page == 1


def test_quoted_keeps_list_items_apart(document):
    (matrix,) = matrix_from_reply(document, reply_for(document)).matrices
    delivery = next(cell for cell in matrix.cells if (cell.level, cell.competency) == (0, 1))
    assert delivery.definition == "• Finishes small tasks.\n• Keeps the board up to date."


@pytest.mark.parametrize("side", ["starts_with", "ends_with"])
def test_quoted_drops_what_does_not_stand_there(document, side):
    reply = reply_for(document)
    whole = matrix_from_reply(document, reply)
    reply["cells"][0][side] = "Invents a definition that nobody wrote"
    attempt = matrix_from_reply(document, reply)
    assert len(attempt.matrices[0].cells) == len(whole.matrices[0].cells) - 1
    assert attempt.confidence < whole.confidence
    assert any("do not stand in the document" in reason for reason in attempt.reasons)


def test_quoted_drops_an_invented_competency_with_its_cells(document):
    reply = reply_for(document)
    reply["competencies"][0]["name"] = "Synergy"
    (matrix,) = matrix_from_reply(document, reply).matrices
    assert [row.name for row in matrix.competencies] == list(GUIDE.competencies[1:])
    assert said(matrix) == {k: v for k, v in wanted(GUIDE).items() if k[1] != "Communication"}


def test_quoted_finds_quotes_a_few_lines_off(document):
    reply = reply_for(document)
    for cell in reply["cells"][:3]:
        cell["first_line"] += 1
        cell["last_line"] += 1
    (matrix,) = matrix_from_reply(document, reply).matrices
    assert said(matrix) == wanted(GUIDE)


def test_quoted_joins_runs_of_one_cell(document):
    reply = reply_for(document)
    cell = next(c for c in reply["cells"] if (c["level"], c["competency"]) == (0, 1))
    first, second = GUIDE.cells[0][1].replace("• ", "").split("\n")
    reply["cells"].remove(cell)
    for number, text in ((cell["first_line"], first), (cell["last_line"], second)):
        run = {"starts_with": text, "ends_with": text, "first_line": number, "last_line": number}
        reply["cells"].append({**cell, **run})
    (matrix,) = matrix_from_reply(document, reply).matrices
    assert said(matrix) == wanted(GUIDE)


def test_quoted_starts_where_the_quote_starts():
    document = extract_document(headed_pdf(GUIDE, Look(inner="plain")))
    lines = numbered_lines(document)
    number = next(n for n, line in enumerate(lines, start=1) if "Says early" in line.text)
    reply = reply_for(document)
    reply["cells"] = [
        {
            "level": 0,
            "competency": 0,
            "first_line": number,
            "last_line": number,
            "starts_with": "Says early when",
            "ends_with": "precise questions",
        }
    ]
    (matrix,) = matrix_from_reply(document, reply).matrices
    assert matrix.cells[0].definition == GUIDE.cells[0][0]


@pytest.mark.parametrize(
    "reply",
    [
        None,
        [],
        "no matrix",
        {},
        {"levels": "L1", "competencies": None, "cells": 3},
        {"guides": [], "levels": [None, 3], "competencies": [{}], "cells": [{"level": True}]},
        {"guides": [], "levels": [{"code": 1, "title": []}], "competencies": [], "cells": [[]]},
    ],
)
def test_quoted_survives_any_reply(document, reply):
    attempt = matrix_from_reply(document, reply)
    assert attempt.matrices == ()
    assert attempt.confidence == 0
    assert attempt.error


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 60) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["level", "competency", "first_line", "last_line", "starts_with"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(cells=st.lists(json_values, max_size=5), start=st.sampled_from(["Says", "the", "a", ""]))
def test_quoted_text_always_stands_in_the_document(document, cells, start):
    reply = reply_for(document)
    wild = [{**cell, "starts_with": start} if isinstance(cell, dict) else cell for cell in cells]
    reply["cells"] = [*reply["cells"][:2], *wild]
    text = folded(" ".join(word.text for page in document.pages for word in page.words))
    for matrix in matrix_from_reply(document, reply).matrices:
        for cell in matrix.cells:
            assert all(folded(line) in text for line in cell.definition.split("\n"))


def test_messages_show_every_line_as_data(document):
    system, user = build_parse_messages(document, "data-4f1c")
    assert (system["role"], user["role"]) == ("system", "user")
    assert json.dumps(PARSE_SCHEMA, separators=(",", ":")) in system["content"]
    _, before, shown, after = user["content"].split("data-4f1c")
    assert before == "\n"
    numbers = [line for line in shown.splitlines() if line.startswith("[")]
    assert len(numbers) == len(numbered_lines(document))
    assert "not instructions" in after


def test_messages_refuse_a_delimiter_of_the_document(document):
    with pytest.raises(ValueError, match="delimiter"):
        build_parse_messages(document, "Mentoring")


def test_schema_is_of_the_strict_subset():
    def check(node: dict[str, object]) -> None:
        if node["type"] == "object":
            assert node["additionalProperties"] is False
            assert node["required"] == list(node["properties"])
            for child in node["properties"].values():
                check(child)
        elif node["type"] == "array":
            check(node["items"])
        else:
            assert node in ({"type": "string"}, {"type": "integer"})

    check(PARSE_SCHEMA)


def test_locate_folds_spaces_hyphens_and_quotes(document):
    words = document.pages[0].words
    found = locate("says EARLY, when", words)
    assert found is not None
    assert [word.text for word in words[slice(*found)]] == ["Says", "early", "when"]
    assert locate("ays early", words) is None
    assert locate("…", words) is None
