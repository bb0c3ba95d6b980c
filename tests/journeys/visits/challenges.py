"""Challenges as everybody reads them, and the Studio in which a city writes its own."""

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.challenges.services import create_challenge, edit_challenge, move_challenge
from sme4smartcities.challenges.services.writing import Edit
from sme4smartcities.core.policies import SYSTEM
from tests.challenges.cast import make_challenge
from tests.journeys.visits import Visit
from tests.journeys.visits.stage import Stage

CITY = "marlhaven-city-council"
OFFICER = {"who": "city-officer"}


def _draft(stage: Stage) -> tuple[int]:
    """A draft of a few words, one of them in Arabic."""
    row = create_challenge(
        actor=SYSTEM, owner=stage.organisation(CITY), language="en", title="Sensors for bins"
    )
    edit_challenge(
        actor=SYSTEM, challenge=row, edit=Edit(language="ar", texts={"title": "حاويات ممتلئة"})
    )
    return (row.pk,)


def _open(stage: Stage) -> tuple[int]:
    return (make_challenge(stage.organisation(CITY)).pk,)


def _withdrawn(stage: Stage) -> tuple[int]:
    return (make_challenge(stage.organisation(CITY), state="withdrawn").pk,)


def _solved(stage: Stage) -> tuple[int]:
    row = Challenge.objects.get(pk=_open(stage)[0])
    move_challenge(actor=SYSTEM, challenge=row, act="solve", note="With paint and wardens.")
    return (row.pk,)


SECTIONS = ("problem", "people", "goal", "frame", "tags")
READING = (
    Visit(address="challenges:list", on=lambda stage: (stage.once(_open), ())[1]),
    Visit(address="challenges:list", **OFFICER, state="nothing", query="?q=zzzz"),
    Visit(address="challenges:challenge", state="open", on=lambda stage: stage.once(_open)),
    Visit(
        address="challenges:challenge",
        state="withdrawn",
        on=lambda stage: stage.once(_withdrawn),
    ),
    Visit(address="challenges:challenge", state="solved", on=lambda stage: stage.once(_solved)),
    Visit(
        address="challenges:challenge",
        **OFFICER,
        state="draft",
        on=lambda stage: stage.once(_draft),
    ),
)
STUDIO = (
    Visit(address="challenges:mine", who="stranger"),
    Visit(address="challenges:mine", **OFFICER, on=lambda stage: (stage.once(_draft), ())[1]),
    Visit(address="challenges:create", **OFFICER),
    Visit(address="challenges:create", **OFFICER, state="empty", sends={"title": ""}),
    Visit(address="challenges:studio", **OFFICER, on=lambda stage: stage.once(_draft)),
    Visit(
        address="challenges:studio",
        **OFFICER,
        state="open",
        on=lambda stage: stage.once(_open),
    ),
    *(
        Visit(
            address="challenges:section",
            **OFFICER,
            state=slug,
            on=lambda stage, slug=slug: (*stage.once(_draft), slug),
        )
        for slug in SECTIONS
    ),
    Visit(
        address="challenges:section",
        **OFFICER,
        state="goal wrong",
        on=lambda stage: (*stage.once(_draft), "goal"),
        sends={"name_0": "visits", "baseline_0": "much", "target_0": "3"},
    ),
    Visit(
        address="challenges:move",
        **OFFICER,
        on=lambda stage: (*stage.once(_open), "withdraw"),
    ),
    Visit(
        address="challenges:move",
        **OFFICER,
        state="not whole",
        on=lambda stage: (*stage.once(_draft), "publish"),
        sends={},
    ),
    Visit(address="challenges:delete", **OFFICER, on=lambda stage: stage.once(_draft)),
)
VISITS = (*READING, *STUDIO)
