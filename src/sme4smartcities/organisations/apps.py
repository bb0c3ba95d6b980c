from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "sme4smartcities.organisations"
    label = "organisations"

    def ready(self) -> None:
        from django.core.checks import register

        from sme4smartcities.organisations.checks import suppressions_are_readable

        register(suppressions_are_readable)
