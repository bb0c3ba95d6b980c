from django.apps import AppConfig


class PlatformConfig(AppConfig):
    name = "sme4smartcities.config"
    label = "platform"

    def ready(self) -> None:
        from django.conf import settings

        from sme4smartcities.core.features import load

        load(settings.FEATURES)
