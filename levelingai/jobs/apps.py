from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "levelingai.jobs"
    label = "jobs"
    verbose_name = "background work"
