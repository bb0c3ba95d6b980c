"""What Django says of a value by itself, in the house's words: forms, models and the API say the same.

Set before any form or model is made: each takes the sentences of its class along.
"""

from collections.abc import Mapping

from django import forms
from django.core import validators
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

NEEDED = _("Fill this in.")
CHOOSE = _("Choose one.")
GONE = _("“%(value)s” is not offered here. Choose one of the list.")
NO_NUMBER = _("Write a number, for example 12.5.")
WHOLE = _("Give a whole number.")
DAY = _("Write the day as year, month and day, for example 2026-12-03.")
MOMENT = _("Write day and time, for example 2026-12-03 17:00.")
ARRIVED = _("The file did not arrive. Choose it again and send the form once more.")
LEAST = _("The least that goes here is %(limit_value)s.")
MOST = _("The most that goes here is %(limit_value)s.")

Said = Mapping[type, Mapping[str, Promise]]

IN_FORMS: Said = {
    forms.Field: {"required": NEEDED},
    forms.BooleanField: {"required": _("Tick this to go on.")},
    forms.ChoiceField: {"required": CHOOSE, "invalid_choice": GONE},
    forms.MultipleChoiceField: {
        "required": _("Choose at least one."),
        "invalid_choice": GONE,
        "invalid_list": _("Choose from the list."),
    },
    forms.ModelChoiceField: {
        "required": CHOOSE,
        "invalid_choice": _("This is not offered any more. Choose one of the list."),
    },
    forms.ModelMultipleChoiceField: {
        "required": _("Choose at least one."),
        "invalid_choice": GONE,
        "invalid_list": _("Choose from the list."),
        "invalid_pk_value": _("“%(pk)s” is not offered here. Choose from the list."),
    },
    forms.IntegerField: {"invalid": WHOLE},
    forms.FloatField: {"invalid": NO_NUMBER},
    forms.DecimalField: {"invalid": NO_NUMBER},
    forms.DateField: {"invalid": DAY},
    forms.DateTimeField: {"invalid": MOMENT},
    forms.TimeField: {"invalid": _("Write the time as hours and minutes, for example 17:00.")},
    forms.URLField: {"invalid": _("Write a whole address, for example https://example.org.")},
    forms.FileField: {
        "required": _("Choose a file."),
        "invalid": ARRIVED,
        "missing": ARRIVED,
        "empty": _("The file is empty. Choose another one."),
        "max_length": ngettext_lazy(
            "The name of the file has %(length)d characters; at most %(max)d is possible. Shorten it.",
            "The name of the file has %(length)d characters; at most %(max)d are possible. Shorten it.",
            "max",
        ),
        "contradiction": _("Choose a new file, or tick that there shall be none. Not both."),
    },
    forms.JSONField: {"invalid": _("This is no JSON.")},
    forms.ImageField: {
        "invalid_image": _("This is no picture that we can read. Choose another file.")
    },
}
IN_MODELS: Said = {
    models.Field: {
        "blank": NEEDED,
        "null": NEEDED,
        "invalid_choice": _("“%(value)s” is not offered here. Choose one of the list."),
        "unique": _("“%(field_label)s” is taken already. Choose another one."),
    },
    models.IntegerField: {"invalid": WHOLE},
    models.FloatField: {"invalid": NO_NUMBER},
    models.DecimalField: {"invalid": NO_NUMBER},
    models.DateField: {"invalid": DAY, "invalid_date": DAY},
    models.DateTimeField: {"invalid": MOMENT, "invalid_datetime": MOMENT, "invalid_date": MOMENT},
    models.ForeignKey: {
        "invalid": _("This is not offered any more. Choose one of the list."),
    },
}
BY_VALIDATORS: Mapping[type, Promise | str] = {
    validators.EmailValidator: _("Write a whole e-mail address, for example name@example.org."),
    validators.URLValidator: _("Write a whole address, for example https://example.org."),
    validators.MinValueValidator: LEAST,
    validators.MaxValueValidator: MOST,
    validators.MinLengthValidator: ngettext_lazy(
        "Write at least %(limit_value)d character; there are %(show_value)d now.",
        "Write at least %(limit_value)d characters; there are %(show_value)d now.",
        "limit_value",
    ),
    validators.MaxLengthValidator: ngettext_lazy(
        "Write at most %(limit_value)d character; there are %(show_value)d now.",
        "Write at most %(limit_value)d characters; there are %(show_value)d now.",
        "limit_value",
    ),
    validators.ProhibitNullCharactersValidator: _("This text has signs that have no place here."),
}
DIGITS = {
    "max_digits": ngettext_lazy(
        "Write at most %(max)s digit in all.", "Write at most %(max)s digits in all.", "max"
    ),
    "max_decimal_places": ngettext_lazy(
        "Write at most %(max)s digit after the point.",
        "Write at most %(max)s digits after the point.",
        "max",
    ),
    "max_whole_digits": ngettext_lazy(
        "Write at most %(max)s digit before the point.",
        "Write at most %(max)s digits before the point.",
        "max",
    ),
    "invalid": NO_NUMBER,
}


def speak_plainly() -> None:
    """Give Django's fields and validators our sentences."""
    for kind, said in (*IN_FORMS.items(), *IN_MODELS.items()):
        kind.default_error_messages = {  # type: ignore[attr-defined]
            **vars(kind).get("default_error_messages", {}),
            **said,
        }
    for judge, sentence in BY_VALIDATORS.items():
        judge.message = sentence  # type: ignore[attr-defined]
    validators.DecimalValidator.messages = DIGITS  # type: ignore[assignment]
    validators.integer_validator.message = WHOLE
