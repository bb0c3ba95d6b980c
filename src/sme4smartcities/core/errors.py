"""What can go wrong in the domain, in words a member can read."""

from collections.abc import Mapping

from django.utils.functional import Promise

Message = str | Promise


class PlatformError(Exception):
    """A refusal the caller may show as it stands; the subclass fixes the HTTP status."""

    status = 400
    code = "refused"

    def __init__(self, message: Message, *, code: str = "") -> None:
        super().__init__(message)
        self.message = message
        if code:
            self.code = code


class Refused(PlatformError):
    """The request makes no sense as it stands; the message says what to change."""


class NotAllowed(PlatformError):
    """The actor lacks a right; the message says who can give it."""

    status = 403
    code = "not_allowed"


class SecondFactorNeeded(NotAllowed):
    """The right exists, but this sign-in is too weak or too old for it."""

    code = "second_factor_needed"


class Conflict(PlatformError):
    """Somebody else changed the object first; ``texts`` holds field → (theirs, yours)."""

    status = 409
    code = "conflict"

    def __init__(
        self,
        message: Message,
        *,
        code: str = "",
        texts: Mapping[str, tuple[str, str]] | None = None,
    ) -> None:
        super().__init__(message, code=code)
        self.texts = dict(texts or {})


class Stale(Conflict):
    """An edit was made from an older text than the one that is saved now."""

    code = "stale"


class TooMany(PlatformError):
    """A limit was reached; ``retry_after`` says in how many seconds to try again."""

    status = 429
    code = "too_many"

    def __init__(self, message: Message, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after
