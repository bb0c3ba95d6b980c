"""Mails about a programme: who asked, was invited, wrote or was answered. No address is shown."""

from django.utils import translation

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.mail.services import send_mail
from sme4smartcities.organisations.links import link
from sme4smartcities.organisations.models import Layer
from sme4smartcities.programmes.models import Programme


def tell(
    reader: Member,
    kind: str,
    programme: Programme,
    *,
    page: tuple[str, object],
    key: str,
    name: str = "",
    text: str = "",
) -> None:
    """Write one letter in the reader's language; ``kind`` chooses its words in the template."""
    where, number = page
    with translation.override(reader.language):
        title = programme.title
    send_mail(
        to=reader.email,
        template="programmes/mail/news",
        context={
            "kind": kind,
            "programme": title,
            "name": name,
            "text": text,
            "link": link(f"programmes:{where}", number, language=reader.language),
            "example": programme.layer == Layer.EXAMPLE,
        },
        language=reader.language,
        key=f"programme:{kind}:{key}:{reader.pk}",
    )
