"""Read the outbox as the people do to whom it writes."""

import re

from sme4smartcities.core.mail.models import Mail


def last_letter() -> Mail:
    return Mail.objects.latest("pk")


def link_in(mail: Mail, part: str = "/account/") -> str:
    """Give the path of the first link of a letter that contains this part."""
    links = re.findall(r"https?://[^/\s]+(/\S*)", mail.text)
    return next(link for link in links if part in link)


def letters_to(address: str) -> list[str]:
    """Give the kinds of the letters to one address, oldest first."""
    rows = Mail.objects.filter(to=address).order_by("pk")
    return [template.rpartition("/")[2] for template in rows.values_list("template", flat=True)]
