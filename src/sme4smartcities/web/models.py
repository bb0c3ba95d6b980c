"""Pages that the coordinator writes: about the programme, its rules, its people."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.editing import Revised
from sme4smartcities.core.policies import Actor, has_role
from sme4smartcities.core.subjects import SubjectModel
from sme4smartcities.core.translated import TranslatedField

# Pages that come with the platform; what the coordinator writes under such a name stands below.
OWN_PAGES = ("accessibility", "demonstration", "imprint", "privacy")


class PageQuerySet(models.QuerySet["Page"]):
    def visible_to(self, actor: Actor) -> "PageQuerySet":
        return self if has_role(actor, "coordinator") else self.filter(published=True)

    def listed(self) -> "PageQuerySet":
        """Pages that stand by themselves, not below one that comes with the platform."""
        return self.filter(published=True).exclude(slug__in=OWN_PAGES)


class Page(SubjectModel, Revised):
    """One text in several languages at /about/<slug>/."""

    slug = models.SlugField(_("name in the address"), max_length=60, unique=True)
    titles = TranslatedField()
    bodies = TranslatedField()
    published = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=100)
    changed_at = models.DateTimeField(auto_now=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return self.slug
