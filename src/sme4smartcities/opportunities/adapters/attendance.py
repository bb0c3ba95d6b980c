"""Whether one is somewhere or before a screen, from the words a source has for it."""

import re

from sme4smartcities.opportunities.codes import Attendance

_online = re.compile(
    r"https?://|\bon-?line\b|\bvirtual|\bvirtuel|\bwebinar|\bseminario web\b|\bweb-?conf|\bzoom\b"
    r"|\bteams\b|\bwebex\b|\bgoogle meet\b|\bvideo(?:call|conf)|\ben l[ií]nea\b|\ben ligne\b"
    r"|\bà distance\b|\ba distanza\b|\bda remoto\b|\bremote\b|\btelem[aá]tic|מקוון|מקוונת|זום"
    r"|عبر الإنترنت|افتراضي|عن بعد",
    re.IGNORECASE,
)
_address = re.compile(r"https?://\S+")
_both = re.compile(r"\bh[yíi]brid|\bibrid|היברידי|مدمج|هجين", re.IGNORECASE)
_organisation = re.compile(
    r"\b(?:universi|istituto|instituto|institut|ayuntamiento|ajuntament|comune\b|municipal|mairie|"
    r"ville de|city of|council|ministr|minist[eé]r|chamber|c[aá]mara|camera di|chambre|agenc|agenz|"
    r"foundation|fundaci|fondazion|fondation|association|asociaci|associazion|cent(?:re|er|ro)\b|"
    r"society|company|consor[tz]i|cluster|commission|comisi[oó]n|commissione|office|department|"
    r"ltd\b|llc\b|inc\b|gmbh|s\.?r\.?l\b|s\.?p\.?a\b|s\.?l\.?u?\b|s\.?a\.?r?\.?l?\b|library|museum|"
    r"school|college|network|hub\b|lab\b|group\b|team\b)|עיריית|אוניברסיט|משרד|עמותת|איגוד|בלדי"
    r"|بلدية|جامعة|وزارة|غرفة|جمعية|مؤسسة|اتحاد",
    re.IGNORECASE,
)
_role_mailbox = re.compile(
    r"(?:mailto:)?(?:info|contact|contacto|contatti|events?|eventos|eventi|office|hello|press|"
    r"comunica\w*|secretar\w*|segreteria|admin|noreply|no-reply|registration|support|calendar)@",
    re.IGNORECASE,
)


def where(location: str, *, online: bool = False) -> tuple[Attendance, str]:
    """Give how one takes part, and the venue without the address of a meeting room on the net."""
    venue = _address.sub("", location).strip(" ,;|/()-–\n")
    by_screen = online or bool(_online.search(location))
    if _both.search(location):
        return Attendance.MIXED, venue
    if not by_screen:
        return (Attendance.ONSITE if venue else Attendance.UNKNOWN), venue
    somewhere = bool(venue) and not _online.search(venue)
    if somewhere:
        return Attendance.MIXED, venue
    return Attendance.ONLINE, "" if len(venue) < 40 else venue


def is_organisation(name: str, mailbox: str = "") -> bool:
    """Say whether a name is that of an organisation; when in doubt it is a person's."""
    return bool(_organisation.search(name) or _role_mailbox.match(mailbox.strip()))
