"""Organisations that any test may call on stage."""

from django.utils import timezone

from sme4smartcities.accounts.models import Member, Role
from sme4smartcities.organisations.models import Organisation, State
from sme4smartcities.vocabularies.models import Term, Vocabulary


def make_term(vocabulary: str, code: str, label: str = "", parent: Term | None = None) -> Term:
    """Take the term, or make it with its list where the shipped lists are not loaded."""
    held, _ = Vocabulary.objects.get_or_create(code=vocabulary)
    term, _ = Term.objects.get_or_create(
        vocabulary=held,
        code=code,
        defaults={"labels": {"en": label or code.title()}, "parent": parent},
    )
    return term


def make_organisation(
    name: str = "Acequia Labs", *, manager: Member | None = None, **fields: object
) -> Organisation:
    """Make a listed organisation; its manager, if any, holds the role."""
    defaults: dict[str, object] = {
        "slug": name.lower().replace(" ", "-"),
        "sort_key": name.lower(),
        "last_confirmed_at": timezone.now(),
        "state": State.LISTED,
    }
    if "kind" not in fields:
        fields["kind"] = make_term("organisation_kind", "sme", "SME")
    organisation = Organisation.objects.create(name=name, **{**defaults, **fields})
    if manager:
        give_role(manager, "manager", organisation)
    return organisation


def give_role(member: Member, role: str, organisation: Organisation) -> None:
    Role.objects.create(
        member=member, role=role, scope_kind="organisation", scope_id=organisation.pk
    )
    member.forget_grants()
