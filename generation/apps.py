"""The pipeline as an app: what its stages do is registered with the kernel, by name."""

from django.apps import AppConfig


class GenerationConfig(AppConfig):
    name = "generation"

    def ready(self) -> None:
        from generation.stages import register_stages

        register_stages()
