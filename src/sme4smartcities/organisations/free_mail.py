"""Domains where anybody gets an address: holding one proves nothing about an organisation."""

_EVERYWHERE = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "hotmail.com",
        "live.com",
        "msn.com",
        "yahoo.com",
        "ymail.com",
        "rocketmail.com",
        "icloud.com",
        "me.com",
        "mac.com",
        "aol.com",
        "proton.me",
        "protonmail.com",
        "pm.me",
        "tutanota.com",
        "tuta.io",
        "gmx.com",
        "gmx.net",
        "gmx.de",
        "web.de",
        "t-online.de",
        "mail.com",
        "zoho.com",
        "zohomail.com",
        "yandex.com",
        "yandex.ru",
        "ya.ru",
        "mail.ru",
        "inbox.ru",
        "bk.ru",
        "list.ru",
        "qq.com",
        "163.com",
        "126.com",
        "fastmail.com",
        "fastmail.fm",
        "hushmail.com",
        "hey.com",
        "mailbox.org",
        "posteo.de",
        "posteo.net",
        "disroot.org",
        "riseup.net",
        "duck.com",
        "mailinator.com",
        "guerrillamail.com",
        "10minutemail.com",
        "yopmail.com",
        "yopmail.fr",
        "temp-mail.org",
        "sharklasers.com",
        "trashmail.com",
        "maildrop.cc",
        "dispostable.com",
        "getnada.com",
        "mohmal.com",
    ]
)
_BY_COUNTRY = frozenset(
    [
        "telefonica.net",
        "terra.es",
        "ono.com",
        "movistar.es",
        "euskaltel.net",
        "libero.it",
        "virgilio.it",
        "alice.it",
        "tin.it",
        "tiscali.it",
        "inwind.it",
        "iol.it",
        "fastwebnet.it",
        "email.it",
        "pec.it",
        "legalmail.it",
        "arubapec.it",
        "vodafone.it",
        "orange.fr",
        "wanadoo.fr",
        "free.fr",
        "sfr.fr",
        "neuf.fr",
        "laposte.net",
        "bbox.fr",
        "numericable.fr",
        "walla.co.il",
        "walla.com",
        "bezeqint.net",
        "netvision.net.il",
        "zahav.net.il",
        "012.net.il",
        "nana10.co.il",
        "inter.net.il",
        "barak.net.il",
        "hotmail.co.il",
        "maktoob.com",
        "palnet.com",
        "p-ol.com",
        "gawab.com",
        "topnet.tn",
        "planet.tn",
        "gnet.tn",
        "menara.ma",
        "sapo.pt",
        "otenet.gr",
        "forthnet.gr",
        "ttmail.com",
        "mynet.com",
        "superonline.com",
    ]
)
# yahoo.es, hotmail.it, live.fr, outlook.co.il … : the same houses under every country.
_HOUSES = frozenset({"yahoo", "hotmail", "live", "outlook", "gmx", "yandex", "ymail"})
_SECOND_LEVELS = frozenset({"co", "com", "net", "org"})


def is_free_mail(domain: str) -> bool:
    """Say whether the domain, or one above it, hands addresses to anybody."""
    parts = domain.lower().rstrip(".").split(".")
    above = {".".join(parts[start:]) for start in range(max(len(parts) - 1, 0))}
    return bool(above & (_EVERYWHERE | _BY_COUNTRY)) or _is_house(parts)


def _is_house(parts: list[str]) -> bool:
    if len(parts) == 3 and parts[1] in _SECOND_LEVELS:
        return parts[0] in _HOUSES
    return len(parts) == 2 and parts[0] in _HOUSES
