from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "sme4smartcities.organisations.directory"
    label = "directory"
