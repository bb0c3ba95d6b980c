from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "sme4smartcities.organisations.exchange"
    label = "exchange"
