"""Definitions as HTML: nothing lost, nothing trusted, the right words marked."""

from __future__ import annotations

import pytest

from guides.matrix.definitions import render_definition

pytestmark = pytest.mark.core


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One line.", "<p>One line.</p>"),
        ("One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("• One\n- Two", "<ul><li>One</li><li>Two</li></ul>"),
        ("Goals:\n• One\nAfter", "<p>Goals:</p><ul><li>One</li></ul><p>After</p>"),
        ("<b>&", "<p>&lt;b&gt;&amp;</p>"),
        ("-5 °C stays", "<p>-5 °C stays</p>"),
        ("", ""),
    ],
)
def test_render_definition_keeps_lines_and_lists(text, html):
    assert render_definition(text) == html


def test_render_definition_marks_the_words_of_each_phrase():
    html = render_definition("Plans and runs projects.", ("plans and runs", "runs projects"))
    assert html == (
        '<p><span class="m1">Plans and </span><span class="m1 m2">runs</span>'
        '<span class="m2"> projects</span>.</p>'
    )


def test_render_definition_marks_across_lines():
    html = render_definition("• Plans\n• Runs <it>", ("plans RUNS",))
    assert html == (
        '<ul><li><span class="m1">Plans</span></li>'
        '<li><span class="m1">Runs</span> &lt;it&gt;</li></ul>'
    )
