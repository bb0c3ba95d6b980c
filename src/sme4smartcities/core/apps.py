from django.apps import AppConfig

from sme4smartcities.core.sentences import speak_plainly

speak_plainly()  # apps are imported before any model is


class CoreConfig(AppConfig):
    name = "sme4smartcities.core"
    label = "core"
