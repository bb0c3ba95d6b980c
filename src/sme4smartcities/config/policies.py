"""Who changes anything by the API."""

from sme4smartcities.core.policies import Actor


def may_write(actor: Actor) -> bool:
    """Visitors read; whoever writes is known, whatever the level of the endpoint."""
    return actor.is_authenticated
