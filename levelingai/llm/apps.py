from django.apps import AppConfig


class LlmConfig(AppConfig):
    name = "levelingai.llm"
    label = "llm"
    verbose_name = "language model"
