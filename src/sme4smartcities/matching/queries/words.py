"""What a match says in words: each part, what is missing, and what would raise it."""

from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from sme4smartcities.core.errors import Message
from sme4smartcities.core.formats import isolated
from sme4smartcities.matching.scoring.parts import Part
from sme4smartcities.vocabularies.queries import labels

MOST_NAMED = 4
NAMED = ("capabilities", "receives", "gives", "both", "tags")

# What is said of a part that nobody asked for, so that it does not count.
UNASKED: Mapping[str, Message] = {
    "capabilities": gettext_lazy(
        "The challenge names no capabilities. Naming what is needed would tell more."
    ),
    "receives": gettext_lazy("Your profile does not say what you look for. Saying it would help."),
    "gives": gettext_lazy("They do not say what they look for."),
    "both": gettext_lazy("One of the two names no capabilities that are needed."),
    "meaning": gettext_lazy("No model has read both texts yet."),
    "tags": gettext_lazy("No fields, goals or codes are stated."),
    "place": gettext_lazy("The challenge names no place."),
    "abroad": gettext_lazy("One of the two states no country."),
    "ripeness": gettext_lazy("No readiness is asked for."),
}


def says(part: Part) -> str:
    """Say what was found: names where there are some, else a sentence."""
    if part.name in (*NAMED, "place") and part.shared:
        return named(part.shared)
    if part.name in NAMED:
        return _("Nothing in common is stated.")
    return _plain[part.name](part)


def _meaning(part: Part) -> str:
    if part.share >= 0.5:
        return _("They speak of the same thing, as far as a model can tell.")
    if part.share > 0:
        return _("They speak of related things, as far as a model can tell.")
    return _("They speak of other things, as far as a model can tell.")


def _place(part: Part) -> str:
    if part.share:
        return _("It works wherever it is wanted.")
    return _("Another place, or none is stated.")


def _abroad(part: Part) -> str:
    if part.share:
        return _("Partners from two countries: %(names)s") % {"names": named(part.shared[:1])}
    return _("Both are in the same country.")


def _ripeness(part: Part) -> str:
    return _("As ripe as asked for.") if part.share == 1 else _("No readiness is stated.")


_plain: Mapping[str, Callable[[Part], str]] = {
    "meaning": _meaning,
    "place": _place,
    "abroad": _abroad,
    "ripeness": _ripeness,
}


def raises(part: Part) -> str:
    """Say what would raise a part: what is asked for and missing; "" where nothing is."""
    if part.share >= 1:
        return ""
    if part.missing:
        return _lacking[part.name] % {"names": named(part.missing)}
    return str(_short.get(part.name, ""))


_lacking: Mapping[str, Message] = {
    "capabilities": gettext_lazy("Not offered: %(names)s"),
    "receives": gettext_lazy("They do not offer: %(names)s"),
    "gives": gettext_lazy("They also look for: %(names)s"),
    "both": gettext_lazy("Only you need: %(names)s"),
    "tags": gettext_lazy("Not in common: %(names)s"),
}
_short: Mapping[str, Message] = {
    "capabilities": gettext_lazy(
        "Offering exactly what is named, not only its field, would raise it."
    ),
    "receives": gettext_lazy("Offering exactly what is named, not only its field, would raise it."),
    "gives": gettext_lazy("Offering exactly what is named, not only its field, would raise it."),
    "meaning": gettext_lazy(
        "A fuller description, in any language, would show better what is meant."
    ),
    "place": gettext_lazy("A place nearby would raise it."),
    "abroad": gettext_lazy("For a consortium, partners from another country count more."),
    "ripeness": gettext_lazy("Stating the readiness would raise it."),
}


def named(terms: Sequence[int]) -> str:
    """Name some terms, the most telling first."""
    found = [isolated(label) for label in labels(terms[:MOST_NAMED])]
    return pgettext("between things that are listed", ", ").join(found)
