from django.apps import AppConfig


class CrashConfig(AppConfig):
    name = "tests.security.crash"
    label = "crash"
