"""The API's addresses: the same rights as the pages, told by statuses instead of redirects."""

from sme4smartcities.accounts.models import Audience, Profile
from sme4smartcities.organisations.models import Contact, ContactAudience
from tests.conftest import make_member
from tests.organisations.cast import make_organisation, make_term
from tests.programmes.conftest import make_programme
from tests.security.matrix import Cast, Target, organisations

TABLE = """
address                          verb   target   | visitor member colleague manager verified coordinator operator
api:my_profile                   GET    -        | 401     200    200       200     200      200         200
api:my_profile                   PUT    me       | 401     200    200       200     200      200         200
api:my_photo                     PUT    -        | 401     400    400       400     400      400         400
api:my_photo                     DELETE -        | 401     204    204       204     204      204         204
api:my_settings                  PUT    clock    | 401     200    200       200     200      200         200
api:my_exports                   GET    -        | 401     200    200       200     200      200         200
api:my_exports                   POST   -        | 401     202    202       202     202      202         202
api:person                       GET    seen     | 200     200    200       200     200      200         200
api:person                       GET    among    | 404     200    200       200     200      200         200
api:person                       GET    unseen   | 404     404    404       404     404      404         404
api:organisation_facets          GET    -        | 200     200    200       200     200      200         200
api:organisation_basics          PUT    name     | 401     403    403       200     403      200         403
api:organisation_basics          PUT    pname    | 401     403    403       403     403      403         403
api:organisation_basics          PUT    hname    | 401     404    403       200     404      200         404
# no picture is sent: who may gets so far as to hear it
api:organisation_logo            PUT    number   | 401     403    403       400     403      400         403
api:organisation_logo            PUT    hnumber  | 401     404    403       400     404      400         404
api:organisation_logo            DELETE number   | 401     403    403       204     403      204         403
api:organisation_capabilities    PUT    can      | 401     403    403       200     403      200         403
api:organisation_credentials     PUT    can      | 401     403    403       200     403      200         403
api:organisation_colleagues      GET    number   | 200     200    200       200     200      200         200
api:organisation_colleagues      GET    hnumber  | 404     404    200       200     404      200         404
api:organisation_people          GET    number   | 401     403    403       200     403      200         403
api:organisation_person          PUT    promote  | 401     403    403       200     403      200         403
api:organisation_person          DELETE dismiss  | 401     403    403       204     403      204         403
api:organisation_join_requests   GET    number   | 401     200    200       200     200      200         200
api:organisation_join_requests   GET    hnumber  | 401     404    200       200     404      200         404
# the colleague and the manager are among its people already
api:organisation_join_requests   POST   ask      | 401     201    403       403     201      201         201
api:organisation_join_requests   POST   pask     | 401     403    403       403     403      403         403
api:join_request                 PUT    accepted | 401     404    404       200     404      200         404
api:join_request                 PUT    withdraw | 401     404    404       403     404      403         404
api:organisation_messages        POST   letter   | 401     201    403       403     201      201         201
api:organisation_messages        POST   pletter  | 401     403    403       403     403      403         403
api:conversation_list            GET    -        | 401     200    200       200     200      200         200
# the conversation was reported: only so may a coordinator read it, and nothing more
api:conversation                 GET    talk     | 401     404    404       200     404      200         404
api:conversation_messages        POST   reply    | 401     404    404       201     404      403         404
api:conversation_close           POST   talk     | 401     404    404       200     404      403         404
api:conversation_reports         POST   tells    | 401     404    404       204     404      403         404
api:contact_list                 GET    -        | 401     403    403       403     403      200         403
api:contact_list                 POST   office   | 401     403    403       403     403      201         403
api:contact                      GET    contact  | 401     404    404       404     404      200         404
# opened to managers, whose organisation it is or not
api:contact                      GET    opened   | 401     404    404       200     200      200         404
api:contact                      PUT    contact  | 401     404    404       404     404      200         404
api:contact                      PUT    opened   | 401     404    404       403     403      200         404
api:contact                      DELETE opened   | 401     404    404       403     403      204         404
api:contact_invitation           POST   opened   | 401     403    403       403     403      200         403
api:organisation_contacts        GET    number   | 401     200    200       200     200      200         200
api:organisation_contacts        GET    hnumber  | 401     404    200       200     404      200         404
api:place_list                   GET    town     | 200     200    200       200     200      200         200
api:term                         GET    term     | 200     200    200       200     200      200         200
api:term                         PUT    term     | 401     403    403       403     403      200         200
api:term_found                   GET    found    | 200     200    200       200     200      200         200
api:term_list                    POST   newterm  | 401     403    403       403     403      201         201
api:term_retire                  POST   term     | 401     403    403       403     403      200         200
api:term_restore                 POST   term     | 401     403    403       403     403      200         200
api:search                       GET    words    | 200     200    200       200     200      200         200
api:programme_list               GET    -        | 200     200    200       200     200      200         200
api:programme                    GET    running  | 200     200    200       200     200      200         200
api:programme                    GET    planned  | 404     404    404       404     404      200         200
api:programme_participants       GET    running  | 200     200    200       200     200      200         200
api:programme_participants       GET    planned  | 404     404    404       404     404      200         200
api:programme_participations     POST   apply    | 401     403    403       201     403      403         403
api:programme_participations     POST   papply   | 401     404    404       404     404      403         403
"""  # fmt: skip


def targets(cast: Cast) -> dict[str, Target]:
    known = organisations.targets(cast)
    own, hidden, past = (known[name].args[0] for name in ("number", "hnumber", "pnumber"))
    colleague = cast["colleague"]
    assert colleague is not None
    request, talk = known["accept"].args[0], known["talk"].args[0]
    contact = Contact.objects.get(pk=known["contact"].args[0])
    values = {
        "organisation": contact.organisation_id,
        "function": "Head of mobility",
        "email": "mobility@faro.example",
        "source": "The page of offices",
        "legal_basis": "public-task",
        "collected_on": contact.collected_on.isoformat(),
        "expires_on": contact.expires_on.isoformat(),
        "revision": 1,
    }
    opened = _opened_copy(contact)
    make_term("domain", "water")
    make_programme("running-one")
    make_programme("planned-one", state="draft")
    name = {"revision": 1, "name": "Acequia", "kind": "sme"}
    letter = {"title": "Sensors", "text": "What do they cost?"}
    return {
        **_people(),
        "me": Target(data={"revision": 1, "language": "en", "name": "New"}),
        "clock": Target(data={"language": "it", "time_zone": "Europe/Rome"}),
        "number": Target(args=(own,)),
        "hnumber": Target(args=(hidden,)),
        "name": Target(args=(own,), data=name),
        "hname": Target(args=(hidden,), data=name),
        "pname": Target(args=(past,), data=name),
        "can": Target(args=(own,), data={"revision": 1}),
        "promote": Target(args=(own, colleague.pk), data={"role": "manager"}),
        "dismiss": Target(args=(own, colleague.pk)),
        "ask": Target(args=(own,), data={"message": "I work there."}),
        "pask": Target(args=(past,), data={"message": "I worked there."}),
        "accepted": Target(args=(request,), data={"state": "accepted"}),
        "withdraw": Target(args=(request,), data={"state": "withdrawn"}),
        "letter": Target(args=(own,), data=letter),
        "pletter": Target(args=(past,), data=letter),
        "talk": Target(args=(talk,)),
        "tells": Target(args=(talk,), data={"reason": "spam", "note": "Again."}),
        "reply": Target(args=(talk,), data={"text": "Not much."}),
        "contact": Target(args=(contact.pk,), data=values),
        "office": Target(data=values),
        "opened": Target(args=(opened.pk,), data=values),
        "found": Target(args=("domain",), query="?q=wa"),
        "town": Target(query="?q=lor"),
        "term": Target(args=("domain", "water"), data={"revision": 1, "labels": {"en": "Water"}}),
        "newterm": Target(args=("domain",), data={"labels": {"en": "Light"}}),
        "words": Target(query="?q=water"),
        "running": Target(args=("running-one",)),
        "planned": Target(args=("planned-one",)),
        "apply": Target(args=("running-one",), data={"organisation": own}),
        "papply": Target(args=("planned-one",), data={"organisation": own}),
    }


def _people() -> dict[str, Target]:
    shown = {"seen": Audience.EVERYBODY, "among": Audience.MEMBERS, "unseen": Audience.NOBODY}
    found = {}
    for name, audience in shown.items():
        member = make_member(name)
        Profile.objects.filter(member=member).update(show_name=audience)
        found[name] = Target(args=(member.pk,))
    return found


def _opened_copy(contact: Contact) -> Contact:
    """Make another contact that managers of any organisation may see."""
    opened = Contact.objects.get(pk=contact.pk)
    opened.pk, opened.email = None, "parks@faro.example"
    opened.organisation = make_organisation("Parks of Faro")
    opened.save(force_insert=True)
    ContactAudience.objects.create(contact=opened, role="manager")
    return opened
