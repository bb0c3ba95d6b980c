"""What web and worker would each read for themselves and keep, read once before they part."""

from contextlib import suppress

from django.conf import settings
from django.db import connections
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from sme4smartcities.core.features import all_features
from sme4smartcities.core.formats import moment, number
from sme4smartcities.vocabularies.queries.lists import current


def read_ahead() -> None:
    """Read catalogues, addresses, dates and lists of terms, so that forked processes share them."""
    assert get_resolver().url_patterns
    names = [name for feature in all_features() for name in list(feature.access)[:1]]
    for language, _name in settings.LANGUAGES:
        with override(language):
            gettext("Organisations")
            moment(timezone.now())
            number(1)
            for name in names:
                with suppress(NoReverseMatch):  # it takes arguments: its room is read all the same
                    reverse(name)
    current()
    connections.close_all()
