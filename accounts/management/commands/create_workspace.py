"""`create_workspace NAME --owner USERNAME`: a new customer organisation."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.services import create_workspace


class Command(BaseCommand):
    help = "Create a workspace and make an existing person its owner."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--owner", required=True, metavar="USERNAME")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["name"].strip():
            raise CommandError("A workspace needs a name.")
        owner = get_user_model().objects.filter(username=options["owner"]).first()
        if owner is None:
            raise CommandError(
                f"There is no person called {options['owner']}. Create one first: "
                "python manage.py createsuperuser"
            )
        workspace = create_workspace(options["name"].strip(), owner)
        self.stdout.write(f"{workspace.name} ({workspace.pk}) belongs to {owner}.")
