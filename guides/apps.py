"""Guides as an app: the one job and the one chore about files are registered."""

from django.apps import AppConfig


class GuidesConfig(AppConfig):
    name = "guides"

    def ready(self) -> None:
        from guides.publishing import printing
        from guides.source.files import sweep_files
        from levelingai.jobs.kinds import Chore, JobKind, register, register_chore

        register(
            JobKind(printing.EXPORT, printing.print_export, "export", is_wanted=printing.is_wanted)
        )
        register_chore(Chore("sweep_files", sweep_files, every_minutes=24 * 60))
