"""`resume_guides`: pick up work whose worker died. Also scheduled every minute."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from levelingai.jobs.sweep import sweep


class Command(BaseCommand):
    help = "Pick up work whose worker died or whose message got lost."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Looked after: {sweep()}")
