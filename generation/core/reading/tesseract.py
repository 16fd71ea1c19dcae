"""Debian's tesseract as a subprocess: which languages it has, and words with places."""

from __future__ import annotations

import csv
import ctypes
import io
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from functools import cache, partial

from generation.core.reading.characters import cleaned
from generation.core.reading.weights import OCR

TIMEOUT_S = 300.0
"""A net: the CPU time that tesseract may use is limited with its parent's."""
PR_SET_PDEATHSIG = 1
"""The number of this request in Linux's `sys/prctl.h`."""
SEARCHED = "/usr/local/bin:/usr/bin:/bin"
PERCENT = 100

_SCRIPT_LANGUAGES = {
    "Arabic": ("ara", "fas", "urd"),
    "Armenian": ("hye",),
    "Bengali": ("ben",),
    "Cyrillic": ("rus", "ukr", "bul", "srp"),
    "Devanagari": ("hin", "mar", "nep"),
    "Georgian": ("kat",),
    "Greek": ("ell",),
    "Han": ("chi_sim", "chi_tra"),
    "Hangul": ("kor",),
    "Hebrew": ("heb",),
    "Japanese": ("jpn",),
    "Katakana": ("jpn",),
    "Hiragana": ("jpn",),
    "Korean": ("kor",),
    "Tamil": ("tam",),
    "Telugu": ("tel",),
    "Thai": ("tha",),
}
_OTHER_SCRIPTS = {name for names in _SCRIPT_LANGUAGES.values() for name in names}
_SPECIAL = {"osd", "equ", "snum"}
MOST_LANGUAGES = 3
"""Each further language costs half the time of the first again."""


class TesseractFailed(Exception):
    """tesseract ended with an error or ran out of time."""


@dataclass(frozen=True, slots=True)
class Orientation:
    """`turn` is by how many degrees clockwise the picture must be turned to stand upright."""

    turn: int
    script: str
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Found:
    """One word in pixels, the line that it stands in, and tesseract's confidence from 0 to 1."""

    text: str
    left: int
    top: int
    width: int
    height: int
    line: tuple[int, int, int]
    confidence: float


@cache
def languages() -> frozenset[str] | None:
    """The language packs that are installed; None where tesseract itself is missing."""
    if shutil.which("tesseract", path=SEARCHED) is None:
        return None
    output = _run(["--list-langs"], b"").decode("utf-8", "replace")
    return frozenset(line.strip() for line in output.splitlines()[1:] if line.strip())


def orientation(picture: bytes) -> Orientation:
    """How a picture is turned and which script it shows; upright Latin where it is unclear."""
    if "osd" not in (languages() or ()):
        return Orientation(0, "Latin", is_sure=False)
    try:
        output = _run(["stdin", "stdout", "--psm", "0"], picture).decode("utf-8", "replace")
    except TesseractFailed:
        return Orientation(0, "Latin", is_sure=False)
    fields = dict(line.split(": ", 1) for line in output.splitlines() if ": " in line)
    return Orientation(
        int(fields.get("Rotate", "0")),
        fields.get("Script", "Latin").strip(),
        is_sure=float(fields.get("Orientation confidence", "0")) >= OCR.sure_orientation,
    )


def languages_for(script: str) -> list[str]:
    """The installed languages of a script, English among Latin ones first."""
    installed = sorted((languages() or frozenset()) - _SPECIAL)
    wanted = _SCRIPT_LANGUAGES.get(script)
    if wanted is None:
        chosen = [name for name in installed if name not in _OTHER_SCRIPTS]
        chosen.sort(key=lambda name: name != "eng")
    else:
        chosen = [name for name in wanted if name in installed]
        if "eng" in installed:
            chosen.append("eng")
    return (chosen or installed)[:MOST_LANGUAGES]


def words(picture: bytes, chosen: list[str], *, dpi: int, mode: int) -> list[Found]:
    """Read a picture (PNG or PNM). Raises `TesseractFailed`."""
    output = _run(
        ["stdin", "stdout", "-l", "+".join(chosen), "--psm", str(mode), "--dpi", str(dpi), "tsv"],
        picture,
    ).decode("utf-8", "replace")
    rows = csv.DictReader(io.StringIO(output), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [
        Found(
            text="".join(cleaned(row["text"]).split()),
            left=int(row["left"]),
            top=int(row["top"]),
            width=int(row["width"]),
            height=int(row["height"]),
            line=(int(row["block_num"]), int(row["par_num"]), int(row["line_num"])),
            confidence=float(row["conf"]) / PERCENT,
        )
        for row in rows
        if row["level"] == "5" and cleaned(row["text"] or "").strip() and float(row["conf"]) >= 0
    ]


def _run(arguments: list[str], picture: bytes) -> bytes:
    kept = {name: os.environ[name] for name in ("TESSDATA_PREFIX",) if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603
            ["tesseract", *arguments],  # noqa: S607
            input=picture,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=TIMEOUT_S,
            check=True,
            env={"PATH": SEARCHED, "LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1", **kept},
            preexec_fn=partial(_die_with_parent, os.getpid()),
        )
    except (OSError, subprocess.SubprocessError) as exc:
        raise TesseractFailed(type(exc).__name__) from exc
    return done.stdout


def _die_with_parent(parent: int) -> None:
    """Have the kernel kill this process when its parent ends, and end if that already happened."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
