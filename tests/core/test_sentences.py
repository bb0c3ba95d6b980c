"""What Django would say of a value by itself is said in the house's own sentences, in six languages."""

import inspect
import sys

import pytest
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.urls import get_resolver
from django.utils.translation import override

from sme4smartcities.config import catalogues
from sme4smartcities.core.sentences import BY_VALIDATORS
from sme4smartcities.vocabularies.models import Place

pytestmark = pytest.mark.once
NEVER_SEEN = {
    "max_length",  # counted; tested by itself below
    "invalid_nullable",
    "unique_for_date",
}


@pytest.fixture(scope="module")
def ours() -> set[str]:
    ids = [message.id for message in catalogues.extracted() if message.id]
    return {text for one in ids for text in (one if isinstance(one, tuple | list) else (one,))}


def own_forms() -> list[type[forms.BaseForm]]:
    """Give every class of forms that the addresses of the platform lead to."""
    assert get_resolver().url_patterns  # imports all views, and with them all forms
    modules = [name for name in sys.modules if name.startswith("sme4smartcities.")]
    return [
        kind
        for name in modules
        for _, kind in inspect.getmembers(sys.modules[name], inspect.isclass)
        if issubclass(kind, forms.BaseForm) and kind.__module__.startswith("sme4smartcities.")
    ]


def said(field: object) -> dict[str, str]:
    messages = field.error_messages.items()  # type: ignore[attr-defined]
    return {code: str(text) for code, text in messages if code not in NEVER_SEEN}


def test_no_field_of_a_form_speaks_for_django(ours: set[str]) -> None:
    kinds = own_forms()
    assert len(kinds) > 50
    foreign = {
        f"{kind.__name__}.{name} {code}: {text}"
        for kind in kinds
        for name, field in getattr(kind, "base_fields", {}).items()
        for code, text in said(field).items()
        if text not in ours
    }
    assert foreign == set()


def test_no_field_of_a_model_speaks_for_django(ours: set[str]) -> None:
    flags = models.BooleanField | models.UUIDField | models.JSONField  # nobody types one
    foreign = {
        f"{model.__name__}.{field.name} {code}: {text}"
        for model in apps.get_models()
        if model.__module__.startswith("sme4smartcities.")
        for field in model._meta.concrete_fields
        if not isinstance(field, flags)
        for code, text in said(field).items()
        if text not in ours
    }
    assert foreign == set()


def messages_of(field: forms.Field, value: object) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    return refused.value.messages


def test_what_members_typed_is_judged_in_plain_words() -> None:
    empty = SimpleUploadedFile("a.csv", b"")
    assert messages_of(forms.FileField(), empty) == ["The file is empty. Choose another one."]
    long = SimpleUploadedFile("a-long-name.csv", b"x")
    assert messages_of(forms.FileField(max_length=3), long) == [
        "The name of the file has 15 characters; at most 3 are possible. Shorten it."
    ]
    assert messages_of(forms.CharField(), "") == ["Fill this in."]
    assert messages_of(forms.CharField(max_length=3), "four") == [
        "Write at most 3 characters; there are 4 now."
    ]
    assert messages_of(forms.EmailField(), "amal@") == [
        "Write a whole e-mail address, for example name@example.org."
    ]
    assert messages_of(forms.IntegerField(max_value=9), "10") == ["The most that goes here is 9."]
    assert messages_of(forms.ChoiceField(choices=[("a", "A")]), "b") == [
        "“b” is not offered here. Choose one of the list."
    ]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("es", "Rellene este campo."),
        ("it", "Compilare questo campo."),
        ("fr", "Remplissez ce champ."),
        ("he", "מלאו את השדה הזה."),
        ("ar", "يرجى ملء هذه الخانة."),
    ],
)
def test_forms_and_models_say_it_in_the_readers_language(language: str, sentence: str) -> None:
    with override(language):
        assert messages_of(forms.CharField(), "") == [sentence]
        with pytest.raises(ValidationError) as refused:
            Place(name="", lat=0, lon=0).clean_fields()
        assert refused.value.message_dict["name"] == [sentence]


def test_every_validator_that_we_speak_for_is_one_of_djangos() -> None:
    assert all(kind.__module__ == "django.core.validators" for kind in BY_VALIDATORS)
