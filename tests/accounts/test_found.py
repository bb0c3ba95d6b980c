"""Members are found by what they show, by those they show it to, and by nobody else."""

import pytest
from django.urls import reverse

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
from sme4smartcities.core.search.queries import count, find, matching, suggest
from sme4smartcities.core.search.services import narrow

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


@pytest.fixture
def reserved(owner, worker):
    """Shows her name to everybody, her text about herself to members, what she does to nobody."""
    show(owner, Audience.EVERYBODY, bio=Audience.MEMBERS, headline=Audience.NOBODY)
    worker.run()
    return owner


@pytest.mark.parametrize("words", ["aquifers", "Haddad aquifers", '"aquifers"', "aquif"])
def test_members_find_a_person_by_what_she_shows_to_members(reserved, words):
    assert finds(words, MEMBERS) == [reserved.pk]
    assert count(words, audiences=MEMBERS) == 1
    assert matching(words, audiences=MEMBERS) == [reserved.pk]


@pytest.mark.parametrize("words", ["aquifers", "Haddad aquifers", '"aquifers"', "aquif"])
def test_visitors_never_find_or_count_a_person_by_what_she_shows_to_members(reserved, words):
    for asked in ({}, {"audiences": EVERYBODY}, {"within": [reserved.pk]}):
        assert (find(words, **asked), count(words, **asked), matching(words, **asked)) == (
            [],
            0,
            [],
        )
        assert suggest(words, **asked) == []


def test_nobody_finds_a_person_by_what_she_shows_to_nobody(reserved):
    assert finds("hydrologist", MEMBERS) == finds("hydrologist", EVERYBODY) == []
    assert not SearchText.objects.filter(body__icontains="hydrolog").exists()


def test_a_person_counts_once_whoever_asks(reserved):
    for audiences in (EVERYBODY, MEMBERS):
        assert finds("Haddad", audiences) == [reserved.pk]
        assert count("Haddad", audiences=audiences) == 1
        assert [one.subject_id for one in suggest("Hadd", audiences=audiences)] == [reserved.pk]


def test_a_hit_shows_a_visitor_no_word_for_members(reserved, client, stranger):
    page = f"{reverse('web:search')}?q=Haddad"
    assert "Haddad" in (said := client.get(page).content.decode()) and "Aquifers" not in said
    assert b"Aquifers" not in client.get("/api/v1/search?q=Haddad").content
    client.force_login(stranger)
    assert b"Aquifers" in client.get(page).content


def test_the_second_telling_goes_at_once_when_the_name_is_for_members(reserved):
    narrow(reserved.subject, "members")
    assert finds("Haddad", EVERYBODY) == [] and finds("aquifers", MEMBERS) == [reserved.pk]
    narrow(reserved.subject, "restricted")
    assert finds("Haddad", MEMBERS) == []


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
