from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "sme4smartcities.core.journal"
    label = "journal"
