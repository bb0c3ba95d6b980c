from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "sme4smartcities.core.jobs"
    label = "jobs"
