"""Guides as an app: the one job that is about pages alone is registered with the kernel."""

from django.apps import AppConfig


class GuidesConfig(AppConfig):
    name = "guides"

    def ready(self) -> None:
        from guides.publishing import printing
        from levelingai.jobs.kinds import JobKind, register

        register(
            JobKind(printing.EXPORT, printing.print_export, "export", is_wanted=printing.is_wanted)
        )
