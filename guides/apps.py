"""Guides as an app: what it can do for others is registered by name."""

from django.apps import AppConfig


class GuidesConfig(AppConfig):
    name = "guides"

    def ready(self) -> None:
        from accounts.model.writing import Writing, register_writing
        from guides.generations.unwritten import start_writing, to_write
        from guides.publishing import printing
        from guides.source.files import sweep_files
        from levelingai.jobs.kinds import Chore, JobKind, register, register_chore

        register(
            JobKind(printing.EXPORT, printing.print_export, "export", is_wanted=printing.is_wanted)
        )
        register_chore(Chore("sweep_files", sweep_files, every_minutes=24 * 60))
        register_writing(Writing(find=to_write, start=start_writing))
