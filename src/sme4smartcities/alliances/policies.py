"""Who turns to whom, and who answers. A record of the past is never asked, and asks nobody."""

from sme4smartcities.alliances.lifecycle import SEAT_STEPS, STEPS
from sme4smartcities.alliances.models import Alliance, Meeting, Offer, Party, Seat
from sme4smartcities.challenges.models import Challenge
from sme4smartcities.challenges.policies import is_authority, is_outsider, is_writer
from sme4smartcities.core.lifecycle import is_whose
from sme4smartcities.core.policies import Actor, has_role
from sme4smartcities.organisations.models import Layer, Organisation
from sme4smartcities.organisations.models import State as Standing
from sme4smartcities.organisations.policies import is_manager


def takes_part(organisation: Organisation | None) -> bool:
    """Say whether an organisation can be written to and write: it is listed and no record."""
    return (
        organisation is not None
        and organisation.layer != Layer.RECORD
        and organisation.state == Standing.LISTED
    )


def speaks_for(actor: Actor, organisation: Organisation | None) -> bool:
    """Say whether the actor acts in the organisation's name: one of its managers, while it is listed."""
    return organisation is not None and takes_part(organisation) and is_manager(actor, organisation)


def are_apart(sender: Organisation, receiver: Organisation) -> bool:
    """Say whether two organisations can turn to each other: two that take part, of the same layer."""
    return (
        takes_part(sender)
        and takes_part(receiver)
        and sender.pk != receiver.pk
        and sender.layer == receiver.layer
    )


def may_offer_help(actor: Actor, challenge: Challenge) -> bool:
    """Those who write a challenge do not answer it themselves."""
    return is_outsider(actor, challenge)


def may_say_need(actor: Actor, organisation: Organisation) -> bool:
    """Public bodies tell the owners of a solution that they have its problem."""
    return is_authority(organisation) and speaks_for(actor, organisation)


def side_of(actor: Actor, offer: Offer) -> str:
    """Say for which side the actor speaks: "receiver", "sender" or neither."""
    if speaks_for(actor, offer.receiver):
        return "receiver"
    return "sender" if speaks_for(actor, offer.sender) else ""


def may_move_offer(actor: Actor, offer: Offer, act: str) -> bool:
    """Say whether the step is the actor's, whatever the state."""
    return is_whose(
        STEPS[act],
        {
            "receiver": lambda: speaks_for(actor, offer.receiver),
            "sender": lambda: speaks_for(actor, offer.sender),
            "either": lambda: bool(side_of(actor, offer)),
        },
    )


def may_write(actor: Actor, offer: Offer) -> bool:
    """Add a line: both sides, while it is open or was answered with yes."""
    return bool(side_of(actor, offer))


def may_report(actor: Actor, offer: Offer) -> bool:
    """Tell the coordinator of it, and take no more from those who wrote: the managers of a side."""
    return bool(side_of(actor, offer))


def may_settle_reports(actor: Actor) -> bool:
    return has_role(actor, "coordinator")


def may_start_alliance(actor: Actor, challenge: Challenge, starter: Organisation) -> bool:
    """A company starts one for itself, the city that owns the challenge suggests one to others."""
    if challenge.is_record or not speaks_for(actor, starter):
        return False
    return starter.pk == challenge.owner_id or not is_writer(actor, challenge)


def lead_of(alliance: Alliance) -> Seat | None:
    """Give the lead's seat of an alliance whose seats were fetched."""
    return next((seat for seat in alliance.seats.all() if seat.is_lead), None)


def keeps(actor: Actor, alliance: Alliance) -> bool:
    """Invite, take back, pass the lead on, end: the lead's managers; whoever drafts a draft."""
    if alliance.state == Alliance.State.DRAFT:
        return speaks_for(actor, alliance.starter)
    lead = lead_of(alliance)
    return lead is not None and speaks_for(actor, lead.organisation)


def may_move_seat(actor: Actor, seat: Seat, act: str) -> bool:
    return is_whose(
        SEAT_STEPS[act],
        {
            "organisation": lambda: speaks_for(actor, seat.organisation),
            "keeper": lambda: keeps(actor, seat.alliance),
        },
    )


def may_open(actor: Actor, seat: Seat) -> bool:
    """Agree for one's own organisation that the challenge's owner sees the alliance, or no more."""
    return seat.state == Seat.State.JOINED and speaks_for(actor, seat.organisation)


def may_propose(actor: Actor, about: Offer | Alliance) -> bool:
    """Propose a meeting: the sender of an offer along with it, either side once it was answered with
    yes, a member of an alliance that stands."""
    if isinstance(about, Offer):
        if about.state == Offer.State.WAITING:
            return speaks_for(actor, about.sender)
        return about.state == Offer.State.ACCEPTED and bool(side_of(actor, about))
    return about.state == Alliance.State.FORMED and any(
        seat.state == Seat.State.JOINED and speaks_for(actor, seat.organisation)
        for seat in about.seats.all()
    )


def own_party(actor: Actor, meeting: Meeting) -> Party | None:
    """Give the actor's own part in a meeting whose parties were fetched; where he or she speaks for
    several, the one that still has to answer."""
    own = [one for one in meeting.parties.all() if speaks_for(actor, one.organisation)]
    return next((one for one in own if one.state == Party.State.WAITING), own[0] if own else None)


def may_answer_meeting(actor: Actor, meeting: Meeting) -> bool:
    """Take a time, propose others, decline, cancel: the managers of those who take part."""
    return own_party(actor, meeting) is not None
