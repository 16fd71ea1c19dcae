"""Several guides in one document, words that must stay as they are, and other scripts."""

import io

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from generation.core.reading.extract import extract_document
from generation.core.recovery.strategies import prose
from tests.generation.core.reading.drawn import plain, said, wanted
from tests.generation.core.recovery.printing import Guide, Look, headed_pdf
from tests.generation.core.recovery.test_strategies_prose import GUIDE

pytestmark = pytest.mark.core

Heading = tuple[float, str]


def typed_pdf(lines: list[Heading], font: str = "Helvetica") -> bytes:
    """Lines of (size, text) below each other, over as many pages as they need."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    y = 800.0
    for size, text in lines:
        if y < 80:
            canvas.showPage()
            y = 800.0
        y -= 1.9 * size if size > 10 else 1.3 * size
        canvas.setFont(f"{font}-Bold" if size > 10 and font == "Helvetica" else font, size)
        canvas.drawString(60, y, text)
    canvas.save()
    return buffer.getvalue()


def typed_guide(title: str, competencies: list[str], start: int = 1) -> list[Heading]:
    lines: list[Heading] = [(24.0, title)]
    for level in range(start, start + 3):
        lines.append((16.0, f"Level {level}"))
        for name in competencies:
            lines.append((12.0, name))
            lines.append((10.0, f"Shows {name.lower()} as a {title.lower()} of level {level}."))
    return lines


@pytest.mark.parametrize(
    ("others", "start"),
    [
        (["Research", "Interaction", "Visual craft"], 1),
        (["Research", "Interaction", "Visual craft"], 4),
        (["Communication", "Delivery", "Visual craft"], 1),
    ],
)
def test_two_guides_become_two_matrices(others, start):
    lines = typed_guide("Engineer", ["Communication", "Delivery", "Code quality"])
    lines += typed_guide("Designer", others, start)
    attempt = prose.recover(extract_document(typed_pdf(lines)))
    one, other = attempt.matrices
    assert (one.title, other.title) == ("Engineer", "Designer")
    assert [row.name for row in other.competencies] == others
    assert [level.title for level in other.levels] == [f"Level {start + n}" for n in range(3)]
    assert len(one.cells) == len(other.cells) == 9
    assert all("designer" in cell.definition for cell in other.cells)
    assert any("2 guides" in reason for reason in attempt.reasons)


def test_names_within_a_definition_stay_its_words():
    cells = [
        [f"Owns: the {name} of a {size} area.", "Does all that the level asks for, in time."]
        for size, name in (("small", "upkeep"), ("large", "growth"), ("whole", "strategy"))
    ]
    guide = Guide(["Level 1", "Level 2", "Level 3"], ["Ownership", "Delivery"], cells)
    (matrix,) = prose.recover(extract_document(headed_pdf(guide, Look()))).matrices
    assert said(matrix) == wanted(guide)


def test_a_repeated_heading_at_the_top_of_pages_is_no_page_header():
    look = Look(by_level=False, page_per_section=True)
    guide = Guide(
        GUIDE.levels, [f"{name} skill" for name in ("Writing", "Coding", "Team")],
        [row[:3] for row in GUIDE.cells],
    )  # fmt: skip
    (matrix,) = prose.recover(extract_document(headed_pdf(guide, look))).matrices
    assert said(matrix) == wanted(guide)


def test_japanese_guide_is_recovered():
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiKakuGo-W5"))
    levels = ["レベル1", "レベル2", "レベル3"]
    names = ["コミュニケーション", "技術力", "リーダーシップ"]
    lines: list[Heading] = [(24.0, "キャリアガイド")]
    for level in levels:
        lines.append((16.0, level))
        for name in names:
            lines.append((12.0, name))
            lines.append((10.0, f"{level}では{name}を毎日の仕事で発揮し、周りの人を助ける。"))
    attempt = prose.recover(extract_document(typed_pdf(lines, "HeiseiKakuGo-W5")))
    (matrix,) = attempt.matrices
    assert [level.title for level in matrix.levels] == levels
    assert [row.name for row in matrix.competencies] == names
    assert {plain(cell.definition) for cell in matrix.cells} == {
        text for size, text in lines if size == 10
    }
    assert attempt.confidence >= 0.85
