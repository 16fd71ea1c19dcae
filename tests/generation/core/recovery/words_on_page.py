"""Words, rows and pages made by hand for tests of the pure core."""

from generation.core.reading.document import Box, Document, Page, Word

SIZE = 10.0
WIDTH = 5.0
"""Every character of a made word is this wide, in points."""


def line(text, x=50.0, y=100.0, *, size=SIZE, bold=False, turn=0):
    """The words of one line that begins at `x` with its top at `y`."""
    words = []
    for part in text.split():
        end = x + WIDTH * len(part)
        words.append(Word(part, Box(x, y, end, y + size), size, bold=bold, turn=turn))
        x = end + 3.0
    return words


def paragraph(lines, x=50.0, y=100.0, *, step=12.0, **look):
    """Words of several lines, one below the other."""
    return [
        word
        for number, text in enumerate(lines)
        for word in line(text, x, y + number * step, **look)
    ]


def document(*pages, width=842.0, height=595.0):
    """A document of pages given as lists of words."""
    return Document(
        tuple(
            Page(number, width, height, words=tuple(words)) for number, words in enumerate(pages, 1)
        )
    )
