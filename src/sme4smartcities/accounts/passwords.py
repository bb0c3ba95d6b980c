"""Which passwords are good enough: long, and hard to guess even for who knows the person."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SHORTEST = 10
LONGEST = 200
LOOKED_AT = 72  # zxcvbn reads no further, and nobody guesses that far
GOOD = 3  # of 4: survives an attacker who tries ten thousand million times


def hints() -> list[str]:
    """Say what makes a password good."""
    return [
        ngettext("At least %(count)d character.", "At least %(count)d characters.", SHORTEST)
        % {"count": SHORTEST},
        _("Four or five unrelated words are easy to remember and hard to guess."),
    ]


class HardToGuess:
    """The one rule for passwords, for Django's list of validators."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) < SHORTEST:
            raise ValidationError(
                ngettext(
                    "Use at least %(count)d character.",
                    "Use at least %(count)d characters.",
                    SHORTEST,
                ),
                code="password_too_short",
                params={"count": SHORTEST},
            )
        if len(password) > LONGEST:
            raise ValidationError(
                ngettext(
                    "Use at most %(count)d character.",
                    "Use at most %(count)d characters.",
                    LONGEST,
                ),
                code="password_too_long",
                params={"count": LONGEST},
            )
        # Its lists of words take 12 MB, which only a process that is told a new password needs.
        from zxcvbn import zxcvbn  # noqa: PLC0415

        result = zxcvbn(password[:LOOKED_AT], user_inputs=known_about(user))
        if result["score"] < GOOD:
            raise ValidationError(advice(result["sequence"]), code="password_too_common")

    def get_help_text(self) -> str:
        return " ".join(hints())


def known_about(user: Any) -> list[str]:
    """Give the words that an attacker would try first for this person."""
    texts = [getattr(user, "email", ""), getattr(user, "name", "")]
    texts.append(getattr(user, "organisation_name", ""))
    words = [word for text in texts for word in text.replace("@", " ").replace(".", " ").split()]
    return [*texts, *words, "sme4smartcities", "smart cities"]


def advice(found: list[dict[str, Any]]) -> str:
    """Say what gave the password away, after its longest guessable part, and what to do."""
    longest = max(found, key=lambda match: len(match["token"]), default={"pattern": ""})
    match longest["pattern"]:
        case "dictionary" if longest.get("dictionary_name") == "user_inputs":
            return _("This password contains your name or address. Choose one that does not.")
        case "dictionary":
            return _("This password is easy to guess. Put four or five unrelated words together.")
        case "spatial":
            return _(
                "Keys side by side are easy to guess. Put four or five unrelated words together."
            )
        case "repeat" | "sequence":
            return _(
                "Repeated and counted-up signs are easy to guess. Put unrelated words together."
            )
        case "date" | "regex":
            return _("Dates are easy to guess. Put four or five unrelated words together.")
    return _("This password is easy to guess. Make it longer.")
