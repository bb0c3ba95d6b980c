from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "sme4smartcities.accounts"
    label = "accounts"

    def ready(self) -> None:
        from sme4smartcities.accounts import receivers

        receivers.connect()
