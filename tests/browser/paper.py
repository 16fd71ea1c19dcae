"""A guide with a real PDF behind it: one ruled page whose cells stand at known places."""

from __future__ import annotations

import hashlib
import io

from django.core.files.base import ContentFile
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from guides.enums import ArtifactType, GuideStatus
from guides.models import GuideArtifact, LevelingGuide
from tests.factories import LevelingGuideFactory, make_matrix

WIDTH, HEIGHT = landscape(A4)
LEFT, TOP, COLUMN, ROW = 60, 80, 180, 90


def box_of(row: int, column: int) -> list[float]:
    x0, top = LEFT + COLUMN * column, TOP + ROW * row
    return [x0, top, x0 + COLUMN, top + ROW]


def paper_guide(workspace, owner, **fields) -> LevelingGuide:
    """3 levels × 2 competencies that wait for the manager's look, unless `fields` say otherwise."""
    guide = LevelingGuideFactory(
        workspace=workspace,
        owner=owner,
        role_title="Data Analyst",
        page_count=1,
        **{"status": GuideStatus.MATRIX_PARSED, "review_required": True, **fields},
    )
    cells = make_matrix(guide, 3, 2)
    for at, cell in enumerate(cells):
        cell.source = [{"page": 1, "box": box_of(at // 3, at % 3)}]
        cell.recovered_text = cell.definition_text
        cell.save()
    data = _draw(cells)
    guide.pdf.save("paper.pdf", ContentFile(data))
    guide.sha256 = hashlib.sha256(data).hexdigest()
    guide.save()
    store_document(guide)
    return guide


def store_document(guide: LevelingGuide) -> None:
    page = {"number": 1, "width": WIDTH, "height": HEIGHT, "turned": 0, "skew": 0.0}
    GuideArtifact.objects.create(
        guide=guide,
        type=ArtifactType.DOCUMENT,
        sha256=guide.sha256,
        content_json={"pages": [page], "quality": {"hidden": {"white": 3}}},
    )


def _draw(cells) -> bytes:
    output = io.BytesIO()
    canvas = Canvas(output, pagesize=(WIDTH, HEIGHT))
    for at, cell in enumerate(cells):
        x0, top, x1, bottom = box_of(at // 3, at % 3)
        canvas.rect(x0, HEIGHT - bottom, x1 - x0, bottom - top)
        canvas.drawString(x0 + 8, HEIGHT - top - 20, cell.definition_text[:32])
    canvas.save()
    return output.getvalue()
