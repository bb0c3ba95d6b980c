from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "sme4smartcities.core"
    label = "core"
