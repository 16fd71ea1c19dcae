"""The supervised worker: `stageworker extract`, or several queues in one command."""

from __future__ import annotations

import importlib
import os
import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from levelingai.jobs import queue, supervisor

NICENESS = 10
"""Below the web: page views stay quick while workers are busy."""
QUEUES_WITH_MODEL = ("parse", "research", "generate")


class Command(BaseCommand):
    help = "Work off one queue or several, starting anew whatever dies."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("queues", nargs="+", metavar="QUEUE", choices=queue.ALL_QUEUES)
        parser.add_argument(
            "--cluster", action="store_true", help="Run one cluster; used by the command itself."
        )

    def handle(self, *args, **options) -> None:
        queues = list(dict.fromkeys(options["queues"]))
        if options["cluster"]:
            self._run_cluster(queues)
        else:
            command = [sys.executable, sys.argv[0], "stageworker", "--cluster"]
            supervisor.Supervisor(command, queues).run()

    def _run_cluster(self, queues: list[str]) -> None:
        if len(queues) != 1 or os.environ.get("Q_CLUSTER_NAME") != queues[0]:
            raise CommandError("--cluster is for the command's own use.")
        supervisor.lead_own_group()
        os.nice(NICENESS)
        if queues[0] == queue.SCHEDULER_QUEUE:
            queue.schedule("resume_guides", "generation.tasks.resume_guides", every_minutes=1)
            queue.schedule("sweep_files", "generation.tasks.sweep_files", every_minutes=24 * 60)
        _preload(queues[0])
        queue.run_cluster()


def _preload(name: str) -> None:
    """Load before forking what the first task would otherwise wait for. Opens no connection."""
    importlib.import_module("generation.tasks")
    if name in QUEUES_WITH_MODEL and settings.LLM_PROVIDER == "openai":
        importlib.import_module("levelingai.llm.client").preload()
