"""The supervised worker: `stageworker extract`, or several queues in one command."""

from __future__ import annotations

import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from levelingai.jobs import queue, supervisor
from levelingai.jobs.kinds import chores, kinds
from levelingai.jobs.sweep import sweep

NICENESS = 10
"""Below the web: page views stay quick while workers are busy."""


class Command(BaseCommand):
    help = "Work off one queue or several, starting anew whatever dies."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("queues", nargs="+", metavar="QUEUE", choices=queue.ALL_QUEUES)
        parser.add_argument(
            "--cluster", action="store_true", help="Run one cluster; used by the command itself."
        )

    def handle(self, *args: Any, **options: Any) -> None:
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
            queue.schedule("sweep", sweep, every_minutes=1)
            for chore in chores():
                queue.schedule(chore.name, chore.run, every_minutes=chore.every_minutes)
        for kind in kinds():
            if kind.queue == queues[0]:
                kind.preload()
        queue.run_cluster()
