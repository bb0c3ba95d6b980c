"""Who keeps the lists and who names territories."""

from sme4smartcities.core.policies import Actor, has_role


def may_keep_lists(actor: Actor) -> bool:
    return has_role(actor, "coordinator") or has_role(actor, "operator")


def may_set_territories(actor: Actor) -> bool:
    """Names of countries and the table of disputed places are the operator's word."""
    return has_role(actor, "operator") or has_role(actor, "coordinator")
