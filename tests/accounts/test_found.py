"""Members are found by what they show, by those they show it to, and by nobody else."""

import pytest

from sme4smartcities.accounts.models import SHOWN_FIELDS, Audience, Member
from sme4smartcities.accounts.services import (
    ProfileChange,
    ask_for_erasure,
    block_member,
    cancel_erasure,
    change_profile,
    erase_member,
    unblock_member,
)
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.core.search.models import SearchText
from sme4smartcities.core.search.queries import find

EVERYBODY = ("public",)
MEMBERS = ("public", "members")


def show(member: Member, level: int, **levels: int) -> None:
    """Show everything to this level, some fields to another one."""
    audiences = {name: levels.get(name, level) for name in SHOWN_FIELDS}
    change = ProfileChange(
        name="Amal Haddad", language="en", headline="Hydrologist", bio="Aquifers"
    )
    change_profile(actor=member, change=ProfileChange(**{**vars(change), "audiences": audiences}))


def finds(words: str, audiences: tuple[str, ...]) -> list[int]:
    return [hit.subject_id for hit in find(words, kinds=("member",), audiences=audiences)]


@pytest.mark.parametrize(
    ("level", "visitor", "member"),
    [
        (Audience.NOBODY, False, False),
        (Audience.MEMBERS, False, True),
        (Audience.EVERYBODY, True, True),
    ],
)
def test_who_is_shown_is_found_by_those_who_see(owner, worker, level, visitor, member):
    show(owner, level)
    worker.run()
    for words in ("Haddad", "hydrologist", "aquifers"):
        assert bool(finds(words, EVERYBODY)) is visitor
        assert bool(finds(words, MEMBERS)) is member


def test_words_for_fewer_eyes_than_the_name_are_not_in_the_index(owner, worker):
    show(owner, Audience.EVERYBODY, bio=Audience.MEMBERS, headline=Audience.NOBODY)
    worker.run()
    assert finds("Haddad", EVERYBODY) == [owner.pk]
    assert not SearchText.objects.filter(body__icontains="aquifer").exists()
    assert finds("hydrologist", MEMBERS) == []


def test_who_hides_is_gone_before_any_job_runs(owner, worker):
    show(owner, Audience.EVERYBODY)
    worker.run()
    show(owner, Audience.NOBODY)
    assert finds("Haddad", MEMBERS) == []
    worker.run()
    assert finds("Haddad", MEMBERS) == []


def test_who_leaves_is_gone_at_once_and_may_come_back(owner, worker):
    show(owner, Audience.EVERYBODY)
    worker.run()
    ask_for_erasure(actor=owner)
    assert finds("Haddad", EVERYBODY) == []
    cancel_erasure(actor=owner)
    worker.run()
    assert finds("Haddad", EVERYBODY) == [owner.pk]


def test_a_closed_account_is_not_found_until_it_opens(owner, worker):
    show(owner, Audience.EVERYBODY)
    worker.run()
    block_member(actor=SYSTEM, member=owner, reason="Spam")
    assert finds("Haddad", EVERYBODY) == []
    unblock_member(actor=SYSTEM, member=owner)
    worker.run()
    assert finds("Haddad", EVERYBODY) == [owner.pk]


def test_an_erased_member_leaves_no_word_behind(owner, worker):
    show(owner, Audience.EVERYBODY)
    worker.run()
    erase_member(actor=SYSTEM, number=owner.pk)
    worker.run()
    assert not SearchText.objects.filter(title__icontains="Haddad").exists()
