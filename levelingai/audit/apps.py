from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "levelingai.audit"
    label = "audit"
