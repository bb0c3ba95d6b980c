from django.apps import AppConfig


class TaggingConfig(AppConfig):
    name = "sme4smartcities.matching.tagging"
    label = "tagging"
