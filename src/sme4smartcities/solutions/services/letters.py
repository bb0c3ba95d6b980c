"""Mails about a solution: who is asked, who answered, what should be looked through."""

from django.utils import translation

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.mail.services import send_mail
from sme4smartcities.organisations.links import link
from sme4smartcities.organisations.models import Layer, Organisation
from sme4smartcities.solutions.models import Solution


def tell(
    reader: Member,
    kind: str,
    solution: Solution,
    *,
    page: str,
    about: Organisation | None = None,
    key: str = "",
) -> None:
    """Write one letter in the reader's language; ``kind`` chooses its words in the template.

    ``key``: which question or answer it is about, since who declined may be asked again.
    """
    with translation.override(reader.language):
        title, name = solution.name, about.title if about else ""
    number = about.pk if about else 0
    send_mail(
        to=reader.email,
        template="solutions/mail/news",
        context={
            "kind": kind,
            "solution": title,
            "name": name,
            "link": link(f"solutions:{page}", solution.pk, language=reader.language),
            "example": solution.layer == Layer.EXAMPLE,
        },
        language=reader.language,
        key=f"solution:{kind}:{solution.pk}:{number}:{key}:{solution.revision}:{reader.pk}",
    )
