from django.apps import AppConfig


class UploadsConfig(AppConfig):
    name = "sme4smartcities.core.uploads"
    label = "uploads"
