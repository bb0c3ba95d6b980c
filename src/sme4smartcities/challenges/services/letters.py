"""Mails about a challenge: a question, its answer, a reminder. No address is ever shown."""

from django.utils import translation

from sme4smartcities.accounts.models import Member
from sme4smartcities.challenges.models import Challenge
from sme4smartcities.core.mail.services import send_mail
from sme4smartcities.organisations.links import link
from sme4smartcities.organisations.models import Layer


def tell(
    reader: Member,
    kind: str,
    row: Challenge,
    *,
    key: str,
    text: str = "",
    name: str = "",
    stop: str = "",
) -> None:
    """Write one letter in the reader's language; ``kind`` chooses its words in the template.

    ``stop``: the address that ends such letters, of those that go to followers.
    """
    with translation.override(reader.language):
        title, owner = str(row), row.owner.title
    send_mail(
        to=reader.email,
        template="challenges/mail/news",
        context={
            "kind": kind,
            "answered": kind == "answered",  # a subject reads no texts, only marks like these
            "reminder": kind == "reminder",
            "support": kind in ("invited", "support-asked", "support-joined"),
            "news": kind.startswith("news-"),
            "challenge": title,
            "owner": owner,
            "text": text,
            "name": name,
            "link": link("challenges:challenge", row.pk, language=reader.language),
            "example": row.layer == Layer.EXAMPLE,
        },
        language=reader.language,
        key=f"challenge:{row.pk}:{kind}:{key}:{reader.pk}"
        if stop
        else f"challenge:{kind}:{key}:{reader.pk}",
        unsubscribe_url=stop,
        priority=-1 if stop else 0,
    )
