"""The newest open challenges for feed readers, in one language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import feedgenerator, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sme4smartcities.challenges.queries.listing import newest
from sme4smartcities.core.etags import conditional
from sme4smartcities.core.translated import shown
from sme4smartcities.organisations.models import Layer


@require_safe
@conditional
def feed(request: HttpRequest) -> HttpResponse:
    """Write an Atom feed in the language asked for by ``?language=``, else the reader's."""
    asked = request.GET.get("language", "")
    language = asked if asked in dict(settings.LANGUAGES) else request.LANGUAGE_CODE
    with translation.override(language):
        made = _made(language)
    return HttpResponse(made, content_type="application/atom+xml; charset=utf-8")


def _made(language: str) -> str:
    home = f"{settings.BASE_URL}/{language}/challenges/"
    atom = feedgenerator.Atom1Feed(
        title=f"{settings.SITE_NAME}: {_('Challenges of cities')}",
        link=home,
        description=_("Problems that cities want to see solved."),
        language=language,
        feed_url=f"{settings.BASE_URL}/challenges/feed.atom?language={language}",
    )
    for row in newest():
        mark = f"[{_('Example')}] " if row.layer == Layer.EXAMPLE else ""
        atom.add_item(
            title=f"{mark}{shown(row.title, language).text}",
            link=f"{settings.BASE_URL}{row.get_absolute_url()}",
            description=shown(row.summary, language).text,
            author_name=row.owner.title,
            pubdate=row.published_at,
            updateddate=row.news_at or row.published_at,
            unique_id=f"{settings.BASE_URL}/challenges/{row.pk}",
        )
    return atom.writeString("utf-8")
