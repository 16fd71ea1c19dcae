"""What a person is told where an upload cannot be taken in."""

from __future__ import annotations

from django.conf import settings

NOT_STORED = (
    "The file could not be stored: there is no room for it at the moment. Nothing was kept of it. "
    "Please try again later, or tell whoever runs this site."
)


def too_many(minutes: int) -> str:
    unit = "minute" if minutes == 1 else "minutes"
    return (
        f"You have uploaded {settings.RATE_LIMIT_UPLOADS} guides within an hour, which is the most "
        f"for one person. Try again in {minutes} {unit}; nothing of this form was stored."
    )
