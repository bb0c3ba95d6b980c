"""What a member tells about him- or herself, and to whom each part of it shows."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.editing import Revised
from sme4smartcities.core.translated import TranslatedField
from sme4smartcities.vocabularies.models import Term


class Audience(models.IntegerChoices):
    """Who sees a field; a higher number shows more. Off is where everything starts."""

    NOBODY = 0, _("Nobody")
    MEMBERS = 1, _("Members")
    EVERYBODY = 2, _("Everybody")


def shown() -> "models.PositiveSmallIntegerField[int, int]":
    return models.PositiveSmallIntegerField(choices=Audience, default=Audience.NOBODY)


# Field of the page → column that says who sees it.
SHOWN_FIELDS = {
    "name": "show_name",
    "photo": "show_photo",
    "headline": "show_headline",
    "bio": "show_bio",
    "languages": "show_languages",
    "expertise": "show_expertise",
    "links": "show_links",
    "phone": "show_phone",
    "time_zone": "show_time_zone",
}


class Profile(Revised):
    """The page of one member. Without a name that shows there is no page."""

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profile"
    )
    headline = TranslatedField(verbose_name=_("what you do"))
    bio = TranslatedField(verbose_name=_("about you"))
    links = models.JSONField(_("links"), default=list, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    languages = models.ManyToManyField(Term, blank=True, related_name="+")
    expertise = models.ManyToManyField(Term, blank=True, related_name="+")
    show_name = shown()
    show_photo = shown()
    show_headline = shown()
    show_bio = shown()
    show_languages = shown()
    show_expertise = shown()
    show_links = shown()
    show_phone = shown()
    show_time_zone = shown()

    class Meta:
        indexes = [models.Index(fields=["show_name"], name="profile_shown")]

    def __str__(self) -> str:
        return f"profile of {self.member_id}"
