"""Challenges as everybody reads them, and the Studio in which a city writes its own."""

from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile

from sme4smartcities.challenges.models import Challenge, Question
from sme4smartcities.challenges.services import (
    answer_question,
    ask_question,
    attach,
    create_challenge,
    edit_challenge,
    move_challenge,
)
from sme4smartcities.challenges.services.telling import SALT
from sme4smartcities.challenges.services.writing import Edit
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.organisations.exchange.models import Import, ImportRow, ImportState
from tests.challenges.cast import make_challenge
from tests.core.test_uploads import PDF
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


def _asked(stage: Stage) -> tuple[int]:
    """A company asks in Arabic about a town's challenge; the town has answered one question."""
    row = Challenge.objects.get(pk=stage.once(_open)[0])
    company = stage.organisation("qatra-nawrasan")
    asker = stage.member("researcher")
    first = ask_question(actor=asker, challenge=row, text="Which streets?", language="en")
    answer_question(actor=SYSTEM, question=first, text="Two of them.", language="en")
    made = ask_question(actor=asker, challenge=row, text="هل تكفي شهران؟", language="ar")
    Question.objects.filter(pk=made.pk).update(organisation=company, hidden=True)
    return (made.pk,)


def _supported(stage: Stage) -> tuple[int]:
    """One town supports it, another asks to, a third is invited."""
    row = Challenge.objects.get(pk=stage.once(_open)[0])
    for key, state in (
        ("commune-roquelune", "joined"),
        ("comune-monterame", "asked"),
        ("ayuntamiento-sotomira", "invited"),
    ):
        row.supporters.create(organisation=stage.organisation(key), state=state, pilot_site=True)
    return (row.pk,)


def _table(stage: Stage) -> tuple[int]:
    """An officer's table: one row like a challenge that is there, one that cannot be entered."""
    known = Challenge.objects.get(pk=stage.once(_open)[0])
    wrong = [{"column": "budget_most", "text": "Write the amount in figures."}]
    like = [{"reason": "title", "subject": ["challenge", known.pk]}]
    table = Import.objects.create(
        about="challenges",
        member=stage.member("city-officer"),
        file_name="retos de la ciudad.csv",
        texts_in="es",
        language="en",
        state=ImportState.READY,
        header=["title", "budget_most"],
        mapping=["title_es", "budget_most"],
    )
    rows = (
        (2, ["Fuentes secas", ""], {"twins": like, "has_twins": True}),
        (3, ["حاويات ممتلئة", "60.000"], {"problems": wrong, "has_problems": True}),
    )
    for number, cells, more in rows:
        ImportRow.objects.create(table=table, number=number, cells=cells, **more)
    return (table.pk,)


SECTIONS = ("problem", "people", "goal", "frame", "tags", "all")
READING = (
    Visit(address="challenges:list", on=lambda stage: (stage.once(_open), ())[1]),
    Visit(address="challenges:list", **OFFICER, state="nothing", query="?q=zzzz"),
    Visit(address="challenges:challenge", state="open", on=lambda stage: stage.once(_open)),
    Visit(
        address="challenges:challenge",
        who="coordinator",
        state="asked",
        on=lambda stage: (stage.once(_asked), stage.once(_open))[1],
    ),
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
TALK = (
    Visit(address="challenges:ask", who="sme-owner", on=lambda stage: stage.once(_open)),
    Visit(
        address="challenges:ask",
        who="stranger",
        state="empty",
        on=lambda stage: stage.once(_open),
        sends={"text": ""},
    ),
    Visit(
        address="challenges:ask",
        who="stranger",
        state="over",
        on=lambda stage: stage.once(_withdrawn),
    ),
    Visit(address="challenges:answer", **OFFICER, on=lambda stage: stage.once(_asked)),
    Visit(
        address="challenges:answer",
        **OFFICER,
        state="empty",
        on=lambda stage: stage.once(_asked),
        sends={"text": ""},
    ),
    Visit(
        address="challenges:question_remove",
        who="coordinator",
        on=lambda stage: stage.once(_asked),
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
        state="all translated",
        on=lambda stage: (*stage.once(_draft), "all"),
        query="?text=ar",
    ),
    Visit(
        address="challenges:section",
        **OFFICER,
        state="goal wrong",
        on=lambda stage: (*stage.once(_draft), "goal"),
        sends={"name_0": "visits", "better_0": "more", "baseline_0": "9", "target_0": "3"},
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
SUPPORT = (
    Visit(address="challenges:bring", **OFFICER),
    Visit(address="challenges:bring", **OFFICER, state="no file", sends={}),
    Visit(address="challenges:tables", **OFFICER, on=lambda stage: (stage.once(_table), ())[1]),
    Visit(address="challenges:tables", **OFFICER, state="no file", sends={"language": "es"}),
    Visit(
        address="exchange:table",
        **OFFICER,
        state="of challenges",
        on=lambda stage: stage.once(_table),
        query="?show=twins",
    ),
    Visit(address="challenges:create", who="coordinator", state="for any"),
    Visit(
        address="challenges:create",
        who="coordinator",
        state="for nobody listed",
        sends={"owner": "Nobody Knows This", "language": "en", "title": "Dry fountains"},
    ),
    Visit(address="challenges:versions", **OFFICER, on=lambda stage: stage.once(_open)),
    Visit(address="challenges:support", **OFFICER, on=lambda stage: stage.once(_supported)),
    Visit(
        address="challenges:support",
        **OFFICER,
        state="unknown",
        on=lambda stage: stage.once(_supported),
        sends={"organisation": "Nobody Knows This"},
    ),
    Visit(
        address="challenges:join",
        **OFFICER,
        on=lambda stage: (stage.number("challenge:en-flood"),),
    ),
    Visit(
        address="challenges:challenge",
        **OFFICER,
        state="supported",
        on=lambda stage: stage.once(_supported),
    ),
    Visit(
        address="challenges:challenge",
        state="record",
        on=lambda stage: (stage.number("record-challenge:accessible-parking"),),
    ),
)


def _with_a_document(stage: Stage) -> tuple[int]:
    (number,) = stage.once(_draft)
    row = Challenge.objects.get(pk=number)
    file = SimpleUploadedFile("counts.pdf", PDF)
    attach(actor=SYSTEM, challenge=row, upload=file, title="Counts of June", language="en")
    return (number,)


def _stop(stage: Stage) -> tuple[str]:
    return (signing.dumps([stage.once(_draft)[0], stage.member("sme-owner").pk], salt=SALT),)


NEWS = (
    Visit(address="challenges:documents", **OFFICER, on=lambda stage: stage.once(_with_a_document)),
    Visit(
        address="challenges:documents",
        **OFFICER,
        state="nothing chosen",
        on=lambda stage: stage.once(_with_a_document),
        sends={"title": ""},
    ),
    Visit(address="challenges:stop", on=_stop),
)
VISITS = (*READING, *TALK, *STUDIO, *SUPPORT, *NEWS)
