"""Reading a PDF for the rest of the product: in a child, with its limits and sentences."""

import subprocess
import sys
from pathlib import Path

import pytest

from generation.core.errors import BadPdf
from guides.source import reading
from guides.source.reading import ReadLimits, read_pdf, render_page
from levelingai.sandbox.run import MEGABYTE, ChildFailed
from tests.generation.core.reading.pdfs import GOOD, page_pdf, pdf_file, stream, text

pytestmark = pytest.mark.core

ROOT = Path(reading.__file__).resolve().parents[2]


def test_read_pdf_reads_in_a_child_only():
    code = (
        "import sys\n"
        "from guides.source.reading import read_pdf\n"
        "assert read_pdf(sys.stdin.buffer.read()).has_text\n"
        "names = {name.split('.')[0] for name in sys.modules}\n"
        "print(sorted(names & {'pdfminer', 'pypdf', 'pypdfium2', 'PIL', 'numpy', 'django'}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=GOOD, capture_output=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == b"[]"


def test_read_pdf_names_size_and_limit():
    with pytest.raises(BadPdf) as refused:
        read_pdf(GOOD + b" " * 2 * MEGABYTE, limits=ReadLimits(max_mb=1.5))
    assert (refused.value.code, refused.value.message) == (
        "too_large",
        "The PDF is 2.0 MB; the limit is 1.5 MB.",
    )


def test_read_pdf_refuses_too_many_pages():
    with pytest.raises(BadPdf) as refused:
        read_pdf(GOOD, limits=ReadLimits(max_pages=0))
    assert refused.value.code == "too_many_pages"


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "empty_file"), (b"PK\x03\x04" + b"x" * 2000, "not_a_pdf")]
)
def test_read_pdf_refuses_what_is_no_pdf(data, code):
    with pytest.raises(BadPdf) as refused:
        read_pdf(data)
    assert refused.value.code == code


def test_read_pdf_says_what_kind_of_file_it_got():
    with pytest.raises(BadPdf) as refused:
        read_pdf(b"<!DOCTYPE html><html></html>")
    assert "a web page" in refused.value.message


def test_read_pdf_tells_a_slow_file_as_too_complex(monkeypatch):
    def slow(*args, limits, **kwargs):
        raise ChildFailed("too_slow", "more than 40 s of CPU", limits)

    monkeypatch.setattr(reading, "run_child", slow)
    with pytest.raises(BadPdf) as refused:
        read_pdf(GOOD)
    assert refused.value.code == "too_complex"
    assert "40 seconds of computing" in refused.value.message


def test_render_page_gives_a_picture_of_the_asked_width():
    png = render_page(page_pdf(text("Hello", 72, 700), size=(300, 600)), 1, width_px=450)
    assert png.startswith(b"\x89PNG")
    assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == (450, 900)


def test_render_page_turns_as_the_document_does():
    png = render_page(page_pdf(text("Hello", 72, 500), size=(300, 600)), 1, width_px=600, turned=90)
    assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == (600, 300)


def test_render_page_refuses_a_page_that_is_not_there():
    with pytest.raises(BadPdf):
        render_page(GOOD, 2, width_px=100)


def test_read_pdf_tells_which_page_it_reads():
    told = []
    many = pdf_file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R 3 0 R 4 0 R 5 0 R] /Count 3 >>",
            *[
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 6 0 R "
                b"/Resources << /Font << /F1 7 0 R >> >> >>"
            ]
            * 3,
            stream(text("Plans", 72, 700)),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
    )
    document = read_pdf(many, on_progress=told.append)
    assert told == ["Reading page 2 of 3", "Reading page 3 of 3"]
    assert len(document.pages) == 3
