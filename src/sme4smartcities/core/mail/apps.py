from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "sme4smartcities.core.mail"
    label = "mail"
