from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "sme4smartcities.core.search"
    label = "search"
