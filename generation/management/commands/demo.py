"""`demo`: a demo manager, the sample guides, web and workers together until Ctrl-C."""

from __future__ import annotations

import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.urls import reverse
from django.utils import timezone

from accounts.models import Workspace
from accounts.services import create_workspace
from generation import foreground
from guides.models import LevelingGuide
from guides.upload.samples import create_samples
from levelingai.jobs.queue import ALL_QUEUES
from levelingai.llm.connections import environment
from levelingai.llm.discovery import PORTS, find_servers
from levelingai.llm.models import Server

USERNAME = "demo"
OUR_APPS = frozenset({"accounts", "guides", "generation", "jobs", "llm", "audit"})
STOP_SECONDS = 35.0


class Command(BaseCommand):
    help = "Run the product on this machine with a demo manager and two sample guides."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--prepare-only", action="store_true", help="Make the demo data and stop there."
        )

    def handle(self, *args, **options) -> None:
        self._set_old_database_aside()
        call_command("migrate", verbosity=0)
        password = _prepare()
        address = f"http://127.0.0.1:{options['port']}"
        if not options["prepare_only"]:
            self._run(options["port"], address, password)

    def _set_old_database_aside(self) -> None:
        """A database of a version before the present tables cannot be migrated: it is kept."""
        loader = MigrationLoader(connection)
        unknown = [one for one in loader.applied_migrations if one not in loader.disk_migrations]
        if not any(app in OUR_APPS for app, _ in unknown):
            return
        if connection.vendor != "sqlite":
            raise CommandError(
                "This database was made by an earlier version and cannot be migrated. "
                "Point DATABASE_URL at an empty one."
            )
        connection.close()
        old = Path(connection.settings_dict["NAME"])
        kept = old.with_name(f"{old.name}.before-{timezone.now():%Y%m%d-%H%M%S}")
        for ending in ("", "-wal", "-shm"):
            part = old.with_name(old.name + ending)
            if part.exists():
                part.rename(kept.with_name(kept.name + ending))
        self.stdout.write(
            f"The database of an earlier version was moved aside, to {kept.name}. "
            "The demo starts with a new one."
        )

    def _run(self, port: int, address: str, password: str) -> None:
        manage = [sys.executable, sys.argv[0]]
        web = [sys.executable, "-m", "gunicorn", "levelingai.wsgi", "-k", "gthread", "-w", "2"]
        web += ["--threads", "8", "--keep-alive", "30", "--bind", f"127.0.0.1:{port}"]
        web += ["--log-level", "warning", "--no-control-socket", "--env", f"SITE_URL={address}"]
        signal.signal(signal.SIGTERM, _interrupt)
        processes = [
            subprocess.Popen(web, start_new_session=True),  # noqa: S603 - our own command line
            subprocess.Popen(  # noqa: S603
                [*manage, "stageworker", *ALL_QUEUES], start_new_session=True
            ),
        ]
        try:
            self._wait_for_web(port, processes[0])
            self.stdout.write(
                f"\nLeveling AI runs at {address}\n"
                f"Sign in as “{USERNAME}” with the password “{password}”. Ctrl-C stops it.\n"
                f"{model_hint(address, port)}"
            )
            self.stdout.flush()
            while all(process.poll() is None for process in processes):
                time.sleep(0.3)
            raise CommandError("A part of the product stopped; see above.")
        except KeyboardInterrupt:
            self.stdout.write("\nStopping …")
        finally:
            _stop(processes)

    def _wait_for_web(self, port: int, web: subprocess.Popen) -> None:
        import socket

        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and web.poll() is None:
            with socket.socket() as probe:
                probe.settimeout(0.5)
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.1)
        raise CommandError(f"The web server did not start. Is port {port} taken?")


def model_hint(address: str, port: int, ports: Mapping[Server, int] = PORTS) -> str:
    """A line about a model server that runs here, where no settings name a model."""
    found = find_servers(ports, not_at=port) if environment() is None else ()
    if not found:
        return ""
    name, model = Server(found[0].server).label, found[0].models[0].name
    return f"{name} is running here with {model}: use it at {address}{reverse('model')}\n"


def _prepare() -> str:
    """The demo manager, their workspace and the finished sample guides; returns the password."""
    user, created = get_user_model().objects.get_or_create(
        username=USERNAME, defaults={"first_name": "Dana", "is_staff": True, "is_superuser": True}
    )
    password = _password()
    if created or not user.check_password(password):
        user.set_password(password)
        user.save()
    workspace = Workspace.objects.editable_by(user).first() or create_workspace(
        "Tidewater Ferries", user
    )
    if not LevelingGuide.objects.filter(workspace=workspace, is_sample=True).exists():
        with foreground.Run() as run:
            for guide in create_samples(workspace, user):
                for _ in run.steps(guide):
                    pass
    return password


def _password() -> str:
    """Made once for this machine, so that no two installations share one."""
    path = Path(settings.DATA_DIR) / "demo_password"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(9))
    return path.read_text().strip()


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _stop(processes: list[subprocess.Popen]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
