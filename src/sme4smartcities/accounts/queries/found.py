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

    Visitors find a person by what everybody may see, members by what members may see, too.
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
                body=_body(row, language, Audience(row.show_name)),
                for_members=_body(row, language, Audience.MEMBERS, below=row.show_name),
                written=False,  # in which language somebody writes shows no wider than the text
            )


def _body(row: Profile, language: str, level: int, below: int = Audience.EVERYBODY + 1) -> str:
    """Give the words that show to this level, without those that show to ``below`` and above."""

    def shows(name: str) -> bool:
        return bool(level <= getattr(row, SHOWN_FIELDS[name]) < below)

    lines = [
        getattr(row, name).get(language, {}).get("text", "")
        for name in ("headline", "bio")
        if shows(name)
    ]
    for name in ("languages", "expertise"):
        if shows(name):
            labels = (term.labels.get(language, "") for term in getattr(row, name).all())
            lines.append(" · ".join(filter(None, labels)))
    return "\n".join(filter(None, lines))
