"""What search may find of members: what they show, to those they show it to."""

from collections.abc import Iterator, Sequence

from django.conf import settings

from sme4smartcities.accounts.models import SHOWN_FIELDS, Audience, Member, Profile
from sme4smartcities.core.search.documents import Document

LANGUAGES = [code for code, _name in settings.LANGUAGES]
AUDIENCES = {Audience.MEMBERS: "members", Audience.EVERYBODY: "public"}


def findable() -> Iterator[int]:
    rows = Member.objects.standing().filter(profile__show_name__gt=Audience.NOBODY)
    yield from rows.order_by("pk").values_list("pk", flat=True).iterator(5000)


def documents_of(numbers: Sequence[int]) -> Iterator[Document]:
    """Give six documents for each member who shows a name, so that a term is found in any language.

    They hold only what all who see the name may see: a part that is for members alone is not in
    the words of a person whom everybody finds.
    """
    rows = Profile.objects.filter(
        member__in=Member.objects.standing().filter(pk__in=numbers),
        show_name__gt=Audience.NOBODY,
    )
    for row in rows.select_related("member").prefetch_related("languages", "expertise"):
        for language in LANGUAGES:
            yield Document(
                subject=row.member.subject,
                audience=AUDIENCES[Audience(row.show_name)],
                language=language,
                title=row.member.name,
                body=_body(row, language),
            )


def _body(row: Profile, language: str) -> str:
    lines = [
        getattr(row, name).get(language, {}).get("text", "")
        for name in ("headline", "bio")
        if _shows(row, name)
    ]
    for name in ("languages", "expertise"):
        if _shows(row, name):
            labels = (term.labels.get(language, "") for term in getattr(row, name).all())
            lines.append(" · ".join(filter(None, labels)))
    return "\n".join(filter(None, lines))


def _shows(row: Profile, name: str) -> bool:
    return bool(getattr(row, SHOWN_FIELDS[name]) >= row.show_name)
