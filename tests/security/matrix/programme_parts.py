"""The API that writes programmes: for their coordinators, and an edition for its own."""

from decimal import Decimal

from sme4smartcities.accounts.models import Role
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.organisations.models import Layer
from sme4smartcities.programmes import models
from sme4smartcities.programmes.models import Programme
from sme4smartcities.programmes.services import add_part, in_languages
from tests.organisations.cast import make_organisation, make_term
from tests.programmes.conftest import make_programme
from tests.security.matrix import Cast, Target

TABLE = """
address                          verb   target       | visitor member colleague manager verified coordinator operator
api:programme_list               POST   named        | 401     403    403       403     403      201         403
api:programme                    PUT    about        | 401     403    403       403     403      200         403
api:programme                    PUT    draftabout   | 401     404    404       404     404      200         403
api:programme                    PUT    recordabout  | 401     403    403       403     403      403         403
api:programme_moves              POST   close        | 401     403    403       403     403      200         403
api:programme_parts              GET    open         | 401     403    403       403     403      200         403
api:programme_parts              GET    draft        | 401     404    404       404     404      200         403
api:programme_partner_list       POST   new-partner  | 401     403    403       403     403      201         403
api:programme_partner            GET    partner      | 200     200    200       200     200      200         200
api:programme_partner            GET    draft-partner| 404     404    404       404     404      200         200
api:programme_partner            PUT    partner      | 401     403    403       403     403      200         403
api:programme_partner            DELETE partner      | 401     403    403       403     403      204         403
api:programme_edition_list       POST   new-edition  | 401     403    403       403     403      201         403
api:programme_edition            GET    edition      | 200     200    200       200     200      200         200
api:programme_edition            GET    draft-edition| 404     404    404       404     404      200         200
api:programme_edition            PUT    edition      | 401     403    200       403     403      200         403
api:programme_edition            DELETE edition      | 401     403    403       403     403      204         403
api:programme_work_package_list  POST   new-work-package| 401     403    403       403     403      201         403
api:programme_work_package       GET    work-package | 200     200    200       200     200      200         200
api:programme_work_package       GET    draft-work-package| 404     404    404       404     404      200         200
api:programme_work_package       PUT    work-package | 401     403    403       403     403      200         403
api:programme_work_package       DELETE work-package | 401     403    403       403     403      204         403
api:programme_figure_list        POST   new-figure   | 401     403    403       403     403      201         403
api:programme_figure             GET    figure       | 200     200    200       200     200      200         200
api:programme_figure             GET    draft-figure | 404     404    404       404     404      200         200
api:programme_figure             PUT    figure       | 401     403    403       403     403      200         403
api:programme_figure             DELETE figure       | 401     403    403       403     403      204         403
api:programme_value_list         POST   new-value    | 401     403    403       403     403      201         403
api:programme_value              GET    value        | 200     200    200       200     200      200         200
api:programme_value              GET    draft-value  | 404     404    404       404     404      200         200
api:programme_value              PUT    value        | 401     403    403       403     403      200         403
api:programme_value              DELETE value        | 401     403    403       403     403      204         403
api:programme_body_list          POST   new-body     | 401     403    403       403     403      201         403
api:programme_body               GET    body         | 200     200    200       200     200      200         200
api:programme_body               GET    draft-body   | 404     404    404       404     404      200         200
api:programme_body               PUT    body         | 401     403    403       403     403      200         403
api:programme_body               DELETE body         | 401     403    403       403     403      204         403
api:programme_member_list        POST   new-member   | 401     403    403       403     403      201         403
api:programme_member             GET    member       | 200     200    200       200     200      200         200
api:programme_member             GET    draft-member | 404     404    404       404     404      200         200
api:programme_member             PUT    member       | 401     403    403       403     403      200         403
api:programme_member             DELETE member       | 401     403    403       403     403      204         403
api:programme_milestone_list     POST   new-milestone| 401     403    403       403     403      201         403
api:programme_milestone          GET    milestone    | 200     200    200       200     200      200         200
api:programme_milestone          GET    draft-milestone| 404     404    404       404     404      200         200
api:programme_milestone          PUT    milestone    | 401     403    403       403     403      200         403
api:programme_milestone          DELETE milestone    | 401     403    403       403     403      204         403
api:programme_material_list      POST   new-material | 401     403    403       403     403      201         403
api:programme_material           GET    material     | 200     200    200       200     200      200         200
api:programme_material           GET    draft-material| 404     404    404       404     404      200         200
api:programme_material           PUT    material     | 401     403    403       403     403      200         403
api:programme_material           DELETE material     | 401     403    403       403     403      204         403
api:programme_edition_moves      POST   startround   | 401     403    200       403     403      200         403
api:programme_edition_moves      POST   draft-round  | 401     404    404       404     404      200         403
"""  # fmt: skip


def targets(cast: Cast) -> dict[str, Target]:
    city = make_organisation("Salina Works")
    for vocabulary, code in TERMS:
        make_term(vocabulary, code)
    written, draft = make_programme("written-one"), make_programme("drafted-one", state="draft")
    make_programme("record-two", layer=Layer.RECORD)
    own, hidden = _parts(written, city), _parts(draft, city)
    colleague = cast["colleague"]
    assert colleague is not None
    Role.objects.create(
        member=colleague, role="coordinator", scope_kind="edition", scope_id=own["edition"]
    )
    about = {"language": "en", "name": "Written", "revision": written.revision}
    found = {
        "named": Target(data={"name": "Another"}),
        "about": Target(args=("written-one",), data=about),
        "draftabout": Target(args=("drafted-one",), data={**about, "revision": draft.revision}),
        "recordabout": Target(args=("record-two",), data=about),
        "close": Target(args=("written-one",), data={"act": "close"}),
        "open": Target(args=("written-one",)),
        "draft": Target(args=("drafted-one",)),
        "startround": Target(args=("written-one", own["edition"]), data={"act": "start"}),
        "draft-round": Target(args=("drafted-one", hidden["edition"]), data={"act": "start"}),
    }
    for kind, sent in _sent(city.pk).items():
        above = {"value": ("figure",), "member": ("body",)}.get(kind, ())
        places = tuple(own[one] for one in above)
        found |= {
            f"new-{kind}": Target(args=("written-one", *places), data=sent | _other(kind)),
            kind: Target(args=("written-one", own[kind]), data={**sent, "revision": 1}),
            f"draft-{kind}": Target(args=("drafted-one", hidden[kind])),
        }
    return found


TERMS = (
    ("partner_role", "partner"),
    ("unit", "count"),
    ("body_kind", "pilot-cities"),
    ("body_role", "member"),
    ("material_kind", "report"),
)


def _other(kind: str) -> dict[str, str]:
    """Give a new figure a code of its own."""
    return {"code": "another"} if kind == "figure" else {}


def _sent(city: int) -> dict[str, dict[str, object]]:
    return {
        "partner": {"organisation": city, "role": "partner"},
        "edition": {"name": "Round"},
        "work-package": {"code": "WP1", "name": "Work"},
        "figure": {"code": "cities", "kind": "target", "name": "Cities", "unit": "count"},
        "value": {"amount": 12, "meaning": "planned"},
        "body": {"kind": "pilot-cities"},
        "member": {"organisation": city, "role": "member"},
        "milestone": {"title": "Began", "happened": "2026"},
        "material": {"title": "Guide", "kind": "report", "url": "https://example.org/"},
    }


def _parts(programme: Programme, city: object) -> dict[str, int]:
    """Give the programme one part of each kind; kind → its number."""
    text = in_languages({"en": "Something"})
    role, unit = make_term("partner_role", "partner"), make_term("unit", "count")
    group, seat = make_term("body_kind", "pilot-cities"), make_term("body_role", "member")
    report = make_term("material_kind", "report")
    own = {"programme": programme}
    figure = models.Figure(**own, code="cities", kind="target", name=text, unit=unit)
    body = models.Body(**own, kind=group)
    rows = {
        "partner": models.Partner(**own, organisation=city, role=role),
        "edition": models.Edition(**own, name=text),
        "work-package": models.WorkPackage(**own, code="WP1", name=text),
        "figure": figure,
        "body": body,
        "milestone": models.Milestone(**own, title=text, happened="2026"),
        "material": models.Material(**own, title=text, kind=report, url="https://example.org/"),
    }
    numbers = {kind: add_part(actor=SYSTEM, part=row).pk for kind, row in rows.items()}
    below = {
        "value": models.FigureValue(figure=figure, amount=Decimal(12), meaning="planned"),
        "member": models.BodyMember(body=body, organisation=city, role=seat),
    }
    return numbers | {kind: add_part(actor=SYSTEM, part=row).pk for kind, row in below.items()}
