from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "sme4smartcities.demo"
    label = "demo"

    def ready(self) -> None:
        from django.core.checks import register

        from sme4smartcities.demo.checks import demo_stays_at_home

        register(demo_stays_at_home)
