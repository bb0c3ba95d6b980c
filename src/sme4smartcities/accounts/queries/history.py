"""What happened to a member, in sentences for those who decide about him or her."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from sme4smartcities.accounts import facts
from sme4smartcities.accounts.models import Member
from sme4smartcities.accounts.policies import is_steward
from sme4smartcities.core.errors import Message
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.core.policies import Actor

SENTENCES: Mapping[type[facts.MemberFact], Message] = {
    facts.MemberRegistered: _("An account was asked for."),
    facts.MemberConfirmed: _("The e-mail address was confirmed."),
    facts.AddressChanged: _("The e-mail address was changed."),
    facts.AddressTriedAgain: _("Mail to the address is tried again."),
    facts.PasswordChanged: _("The password was changed."),
    facts.SecondFactorChanged: _("The second step was changed."),
    facts.SessionsEnded: _("Sign-ins were ended."),
    facts.ProfileChanged: _("The profile was changed."),
    facts.SettingsChanged: _("Language or time zone was changed."),
    facts.TermsAccepted: _("The terms of use were accepted."),
    facts.TokenMade: _("An API key was made."),
    facts.TokenRevoked: _("An API key was revoked."),
    facts.DataExportRequested: _("An archive of the data was asked for."),
    facts.DataExportFetched: _("The archive of the data was downloaded."),
    facts.ErasureRequested: _("The account is to be erased."),
    facts.ErasureCancelled: _("The account is not erased after all."),
    facts.MemberErased: _("The account was erased."),
    facts.MemberBlocked: _("The account was blocked."),
    facts.MemberUnblocked: _("The account was opened again."),
    facts.RoleGranted: _("A role was given."),
    facts.RoleRevoked: _("A role was taken away."),
}
BY_NAME = {fact.name(): sentence for fact, sentence in SENTENCES.items()}


@dataclass(frozen=True)
class Happened:
    at: dt.datetime
    sentence: str


def history_of(actor: Actor, member: Member) -> list[Happened]:
    """Give the last twenty facts about a member, for the page that decides about him or her."""
    if not is_steward(actor):
        return []
    rows = Entry.objects.filter(subject_kind="member", subject_id=member.pk).order_by("-id")[:20]
    return [Happened(row.at, str(BY_NAME.get(row.name, row.name))) for row in rows]
