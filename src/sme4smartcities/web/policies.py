"""Who writes the pages about the programme."""

from sme4smartcities.core.policies import Actor, has_role


def may_write_pages(actor: Actor) -> bool:
    return has_role(actor, "coordinator")
