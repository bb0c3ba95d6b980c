"""What programs send of a programme and its parts. Texts are in one language; others stay as they are."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from sme4smartcities.core.endpoints import Code, Input, Sent
from sme4smartcities.core.thread import STAGES
from sme4smartcities.programmes.api.lookup import Language

Known = Annotated[str, Field(max_length=10, pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Address = Annotated[str, Field(max_length=500)]
Amount = Annotated[Decimal, Field(max_digits=18, decimal_places=3)]
Place = Annotated[int, Field(ge=0, le=10_000, strict=True)]
Stage = Literal["", *(stage.code for stage in STAGES)]  # type: ignore[valid-type]


class SourcedIn(Input):
    """Where a statement stands and when somebody last looked."""

    source: str = Field("", max_length=300)
    source_url: Address = ""
    checked_on: date | None = None


class PeriodIn(Input):
    """As exact as known: 2019, 2019-09 or 2019-09-30."""

    starts: Known = ""
    ends: Known = ""


class NewProgrammeIn(Input):
    name: Name
    language: Language = "en"


class ProgrammeIn(SourcedIn, PeriodIn):
    """What a programme says of itself; ``revision`` is the one you read, unless you send If-Match."""

    language: Language
    name: Name
    acronym: str = Field("", max_length=40)
    summary: str = Field("", max_length=400)
    description: str = Field("", max_length=20_000)
    funding: str = Field("", max_length=1_000)
    entry: Literal["open", "invitation"] = "open"
    languages: list[Code] = Field(default_factory=list, max_length=40)
    website: str = Field("", max_length=300)
    planned_starts: Known = ""
    planned_ends: Known = ""
    revision: Sent | None = None


class ProgrammeMoveIn(Input):
    act: Literal["open", "close", "reopen", "archive", "withdraw"]


class EditionMoveIn(Input):
    act: Literal["start", "finish"]


class PartIn(Input):
    """Lower positions come first. ``revision`` is for edits: the one you read, unless you send If-Match."""

    position: Place = 10_000
    revision: Sent | None = None


class TextsIn(PartIn):
    """``language``: of the texts."""

    language: Language = "en"


class PartnerIn(TextsIn, SourcedIn, PeriodIn):
    """``has_budget``: whether it has a share of the budget; null where that is not known."""

    organisation: Sent
    role: Code
    has_budget: Annotated[bool, Field(strict=True)] | None = None
    note: str = Field("", max_length=500)


class EditionIn(TextsIn, PeriodIn):
    name: Name
    summary: str = Field("", max_length=1_000)


class WorkPackageIn(TextsIn, PeriodIn):
    """``lead``: the organisation that leads it."""

    code: str = Field(min_length=1, max_length=20)
    name: Name
    lead: Sent | None = None


class FigureIn(TextsIn):
    """A target, a budget line or another figure; what it is worth is told by its values."""

    code: Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9_-]+$")]
    kind: Literal["budget", "target", "other"]
    name: Name
    unit: Code
    note: str = Field("", max_length=500)


class ValueIn(TextsIn, SourcedIn):
    """What one source says a figure is worth."""

    amount: Amount
    meaning: Literal["planned", "announced", "reached"]
    as_of: Known = ""
    note: str = Field("", max_length=300)


class BodyIn(TextsIn, SourcedIn, PeriodIn):
    """A group inside the programme, such as its pilot cities."""

    kind: Code
    name: str = Field("", max_length=200)


class BodyMemberIn(PartIn, SourcedIn, PeriodIn):
    organisation: Sent
    role: Code


class MilestoneIn(TextsIn, SourcedIn):
    """Something that happened. ``stage``: its place on the way from need to solution."""

    title: Name
    happened: Annotated[Known, Field(min_length=4)]
    until: Known = ""
    stage: Stage = ""  # type: ignore[valid-type]
    text: str = Field("", max_length=2_000)


class MaterialIn(TextsIn, SourcedIn):
    """Information material by its address; ``in_language`` is the language it is written in."""

    title: Name
    kind: Code
    in_language: Code | None = None
    version: str = Field("", max_length=40)
    url: Address = ""
    published: Known = ""
