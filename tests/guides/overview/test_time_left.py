"""How long the writing still takes: measured times, said as people say them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from guides.overview.time_left import in_words, time_left

pytestmark = pytest.mark.core
BEGUN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def at(*minutes: float) -> list[datetime]:
    return [BEGUN + timedelta(minutes=one) for one in minutes]


@pytest.mark.parametrize(
    ("finished", "open_cells", "now", "left"),
    [
        ((1, 2), 10, 2, 10),
        ((2, 1), 10, 2, 10),  # in any order
        ((8,) * 6, 42, 8, 56),  # a row at a time: the first one says it
        ((8,) * 6, 42, 15, 49),  # within the second row the time goes on
        ((8, 8, 16, 16), 20, 16, 80),
        ((-5, -4, 3, 6), 4, 6, 12),  # what an earlier attempt finished says nothing of this one
    ],
)
def test_time_left_is_that_of_the_cells_that_were_finished(finished, open_cells, now, left):
    (moment,) = at(now)
    assert time_left(BEGUN, at(*finished), open_cells, moment) == timedelta(minutes=left)


@pytest.mark.parametrize(
    ("finished", "open_cells", "now"),
    [
        ((), 48, 30),
        ((1,), 47, 1),  # one may be chance
        ((-2, -1, 1), 40, 1),
        ((1, 2), 0, 2),  # nothing is open
        ((8,) * 6, 42, 25),  # far longer than ever before: nobody writes just now
        ((8,) * 6, 6, 16.5),  # longer than it should have taken
    ],
)
def test_nothing_is_claimed_where_the_pace_is_unknown(finished, open_cells, now):
    (moment,) = at(now)
    assert time_left(BEGUN, at(*finished), open_cells, moment) is None


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "less than a minute"),
        (59, "less than a minute"),
        (60, "about 1 minute"),
        (100, "about 2 minutes"),
        (4 * 60 + 20, "about 4 minutes"),
        (10 * 60, "about 10 minutes"),
        (11 * 60, "about 10 minutes"),
        (23 * 60, "about 25 minutes"),
        (57 * 60, "about 55 minutes"),
        (58 * 60, "about 1 hour"),
        (65 * 60, "about 1 hour"),
        (80 * 60, "about 1½ hours"),
        (150 * 60, "about 2½ hours"),
        (4.6 * 3600, "about 5 hours"),
        (26 * 3600, "about 26 hours"),
    ],
)
def test_length_of_time_is_said_as_people_say_it(seconds, words):
    assert in_words(timedelta(seconds=seconds)) == words
