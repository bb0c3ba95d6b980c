"""Solutions: read by everybody once published, written by the managers of their owners."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.core.translated import source_text
from sme4smartcities.core.uploads.kinds import IMAGE
from sme4smartcities.core.uploads.services import accept
from sme4smartcities.organisations.models import Layer
from sme4smartcities.solutions.models import (
    Answer,
    Endorsement,
    Film,
    Picture,
    Reference,
    Solution,
    SolutionOwner,
)
from sme4smartcities.solutions.services.solutions import enter_record
from tests.challenges.cast import make_challenge, make_city
from tests.organisations.cast import give_role, make_organisation, make_term
from tests.security.matrix import Cast, Target
from tests.solutions.cast import make_solution

TABLE = """
address                  verb  target    | visitor member colleague manager verified coordinator operator
solutions:list           GET   -         | 200     200    200       200     200      200         200
solutions:map            GET   -         | 200     200    200       200     200      200         200
solutions:solution       GET   open      | 200     200    200       200     200      200         200
solutions:solution       GET   draft     | 404     404    404       200     200      200         404
solutions:solution       GET   withdrawn | 404     404    404       200     404      200         404
solutions:solution       GET   archived  | 200     200    200       200     200      200         200
solutions:solution       GET   record    | 200     200    200       200     200      200         200
solutions:solution       GET   hidden    | 404     404    404       200     404      200         404
solutions:solution       GET   nothing   | 404     404    404       404     404      404         404
solutions:file           GET   open      | 200     200    200       200     200      200         200
solutions:file           GET   withdrawn | 404     404    404       200     404      200         404
solutions:import         GET   -         | login   200    200       200     200      200         200
solutions:import_confirm GET   -         | login   405    405       405     405      405         405
solutions:import_confirm POST  bring     | login   404    404       go      404      404         404
solutions:list_file      GET   csv       | 200     200    200       200     200      200         200
solutions:list_file      GET   odd       | 404     404    404       404     404      404         404
solutions:answer         GET   answers   | login   405    405       405     405      405         405
solutions:answer         POST  answers   | login   403    403       go      403      go          403
solutions:answer         POST  unseen    | login   404    404       404     404      400         404
solutions:answer         POST  foreign   | login   404    404       400     403      400         404
solutions:answer_back    POST  answered  | login   403    403       go      403      go          403
solutions:answer_back    POST  other     | login   404    404       404     403      404         404
solutions:compare        GET   both      | 200     200    200       200     200      200         200
api:solution_list        GET   -         | 200     200    200       200     200      200         200
api:solution_list        POST  start     | 401     403    403       201     403      201         403
api:solution             GET   open      | 200     200    200       200     200      200         200
api:solution             GET   draft     | 404     404    404       200     200      200         404
api:solution             DELETE draft    | 401     404    404       204     403      204         404
api:solution_about       PUT   write     | 401     403    403       200     403      200         403
api:solution_use         PUT   use       | 401     403    403       200     403      200         403
api:solution_tags        PUT   rewrite   | 401     403    403       200     403      200         403
api:solution_moves       POST  act       | 401     403    403       200     403      200         403
api:solution_confirm     POST  open      | 401     403    403       200     403      200         403
api:solution_references  POST  newplace  | 401     403    403       201     403      201         403
api:solution_reference   GET   apiref    | 200     200    200       200     200      200         200
api:solution_reference   GET   secretref | 404     404    404       200     200      200         404
api:solution_reference   PUT   apiref    | 401     403    403       200     403      200         403
api:solution_reference   DELETE apiref   | 401     403    403       204     403      204         403
api:solution_pictures    POST  newimage  | 401     403    403       201     403      201         403
api:solution_picture     GET   image     | 200     200    200       200     200      200         200
api:solution_picture     GET   noimage   | 404     404    404       404     404      404         404
api:solution_picture     PUT   image     | 401     403    403       200     403      200         403
api:solution_picture     DELETE image    | 401     403    403       204     403      204         403
api:solution_films       POST  newfilm   | 401     403    403       201     403      201         403
api:solution_film        GET   film      | 200     200    200       200     200      200         200
api:solution_film        GET   nofilm    | 404     404    404       404     404      404         404
api:solution_film        PUT   film      | 401     403    403       200     403      200         403
api:solution_film        DELETE film     | 401     403    403       204     403      204         403
api:solution_owners      GET   open      | 401     200    200       200     200      200         200
api:solution_owners      GET   draft     | 401     404    404       200     200      200         404
api:solution_owners      POST  apiask    | 401     403    403       201     403      201         403
api:solution_owner       DELETE asked    | 401     404    404       204     403      204         404
api:solution_owner_moves POST  apiaccept | 401     404    404       403     204      403         404
api:solution_owner_moves POST  apileave  | 401     403    403       400     403      403         403
api:solution_endorsements GET  open      | 401     200    200       200     200      200         200
api:solution_endorsements POST apicity   | 401     403    403       201     403      201         403
api:solution_endorsement DELETE endorsed | 401     403    403       204     403      204         403
api:solution_endorsement_moves POST apigive | 401  403    403       403     200      403         403
api:solution_answers     POST  apianswer | 401     403    403       201     403      201         403
api:solution_answers     POST  apisecret | 401     404    404       404     404      400         404
api:solution_answer      DELETE apiback  | 401     403    403       204     403      204         403
solutions:mine           GET   -         | login   200    200       200     200      200         200
solutions:create         GET   -         | login   200    200       200     200      200         200
solutions:create         POST  new       | login   200    200       go      200      200         200
solutions:keep           GET   open      | login   403    403       200     403      200         403
solutions:keep           GET   draft     | login   404    404       200     403      200         404
solutions:keep           GET   record    | login   403    403       403     403      403         403
solutions:edit           GET   about     | login   403    403       200     403      200         403
solutions:edit           GET   section   | login   404    404       404     404      404         404
solutions:edit           POST  about     | login   403    403       go      403      go          403
solutions:edit           POST  past      | login   403    403       403     403      403         403
solutions:draft          GET   about     | login   405    405       405     405      405         405
solutions:draft          POST  about     | login   403    403       200     403      200         403
solutions:draft          POST  past      | login   403    403       403     403      403         403
solutions:draft          POST  section   | login   404    404       404     404      404         404
solutions:discard        GET   about     | login   405    405       405     405      405         405
solutions:discard        POST  about     | login   403    403       go      403      go          403
solutions:discard        POST  past      | login   403    403       403     403      403         403
solutions:move           GET   withdraw  | login   405    405       405     405      405         405
solutions:move           POST  withdraw  | login   403    403       go      403      go          403
solutions:move           POST  archive   | login   403    403       403     403      403         403
solutions:confirm        GET   open      | login   405    405       405     405      405         405
solutions:confirm        POST  open      | login   403    403       go      403      go          403
solutions:delete         GET   draft     | login   404    404       200     403      200         404
solutions:delete         POST  draft     | login   404    404       go      403      go          404
solutions:delete         POST  open      | login   403    403       400     403      400         403
solutions:add            GET   newref    | login   403    403       200     403      200         403
solutions:add            POST  newref    | login   403    403       go      403      go          403
solutions:add            GET   nopart    | login   403    403       404     403      404         403
solutions:part           GET   ref       | login   403    403       200     403      200         403
solutions:part           POST  ref       | login   403    403       go      403      go          403
solutions:part           GET   otherref  | login   403    403       404     403      404         403
solutions:remove         GET   ref       | login   405    405       405     405      405         405
solutions:remove         POST  ref       | login   403    403       go      403      go          403
solutions:people         GET   open      | login   403    403       200     403      200         403
solutions:people         GET   record    | login   403    403       403     403      403         403
solutions:owner_ask      GET   ask       | login   405    405       405     405      405         405
solutions:owner_ask      POST  ask       | login   403    403       go      403      go          403
solutions:owner_ask      POST  askquiet  | login   403    403       200     403      200         403
solutions:owner_back     POST  asked     | login   404    404       go      403      go          404
solutions:join           GET   draft     | login   404    404       200     200      403         404
solutions:join           GET   open      | login   403    403       200     403      403         403
solutions:join           POST  accept    | login   404    404       404     go       404         404
solutions:endorsement_ask POST askcity   | login   403    403       go      403      go          403
solutions:endorsement_ask POST askfirm   | login   403    403       200     403      200         403
solutions:endorsement_back GET endorsed  | login   405    405       405     405      405         405
solutions:endorsement_back POST endorsed | login   403    403       go      403      go          403
solutions:endorse        GET   open      | login   403    403       403     200      403         403
solutions:endorse        POST  give      | login   404    404       404     go       404         404
"""


def targets(cast: Cast) -> dict[str, Target]:
    company = make_organisation("Acequia Labs", manager=cast["manager"])
    give_role(cast["colleague"], "member", company)
    quiet = make_organisation("Quiet Works", manager=cast["manager"], state="draft")
    salina = make_organisation("Salina Works", manager=cast["verified"])
    kind = make_term("organisation_kind", "municipality")
    city = make_organisation("Port City", manager=cast["verified"], kind=kind)
    further = make_organisation("Other City", kind=kind)
    third = make_organisation("Third Works")
    past = make_organisation("Past Company", layer=Layer.RECORD)
    record = enter_record(title=source_text("en", "Cool City"), owners=[past])
    rows = {state: make_solution(company, state.title(), state=state) for state in STATES}
    shown, draft = rows["published"], rows["draft"]
    asked = SolutionOwner.objects.create(solution=draft, organisation=salina)
    endorsement = Endorsement.objects.create(solution=shown, organisation=city)
    reference = Reference.objects.create(solution=shown, authority="Far Utility")
    other = Reference.objects.create(solution=draft, authority="Near Utility")
    picture = _picture(shown)
    film = Film.objects.create(solution=shown, **FILM, title=source_text("en", "Night"))
    words = {"language": "en", "alternative": "A shed"}
    seen = {"language": "en", "title": "Night", "shows": "Water.", **FILM}
    place = shown.owners.get()
    about = {"title": "Leak Ear", "summary": "S", "problem": "P", "does": "D"}
    challenge = make_challenge(make_city("Dunmere"))
    secret = make_challenge(make_city("Fen"), state="draft")
    answer = Answer.objects.create(solution=shown, challenge=make_challenge(make_city("Kelm")))
    return {
        "csv": Target(args=("csv",)),
        "odd": Target(args=("pdf",)),
        "answers": Target(args=(challenge.pk,), data={"solution": shown.pk}),
        "unseen": Target(args=(secret.pk,), data={"solution": shown.pk}),
        "foreign": Target(args=(challenge.pk,), data={"solution": draft.pk}),
        "answered": Target(args=(shown.pk, answer.pk)),
        "other": Target(args=(draft.pk, answer.pk)),
        "open": Target(args=(shown.pk,)),
        "draft": Target(args=(draft.pk,)),
        "withdrawn": Target(args=(rows["withdrawn"].pk,)),
        "archived": Target(args=(rows["archived"].pk,)),
        "record": Target(args=(record.pk,)),
        "hidden": Target(args=(make_solution(quiet, "Quiet").pk,)),
        "nothing": Target(args=(999_999,)),
        "new": Target(data={"organisation": company.pk, "title": "Another"}),
        "about": Target(args=(shown.pk, "about"), data=about),
        "section": Target(args=(shown.pk, "nowhere")),
        "past": Target(args=(record.pk, "about"), data=about),
        "withdraw": Target(args=(shown.pk, "withdraw")),
        "newref": Target(args=(shown.pk, "reference"), data={"authority": "Near Utility"}),
        "nopart": Target(args=(shown.pk, "nothing")),
        "ref": Target(args=(shown.pk, "reference", reference.pk), data={"authority": "Far"}),
        "otherref": Target(args=(shown.pk, "reference", other.pk)),
        "ask": Target(args=(shown.pk,), data={"owner-organisation": "Third Works"}),
        "asked": Target(args=(draft.pk, asked.pk)),
        "accept": Target(args=(draft.pk,), data={"owner": asked.pk, "act": "accept"}),
        "askquiet": Target(args=(shown.pk,), data={"owner-organisation": "Quiet Works"}),
        "askfirm": Target(args=(shown.pk,), data={"city-organisation": "Third Works"}),
        "askcity": Target(args=(shown.pk,), data={"city-organisation": "Other City"}),
        "endorsed": Target(args=(shown.pk, endorsement.pk)),
        "give": Target(args=(shown.pk,), data={"endorsement": endorsement.pk, "act": "give"}),
        "bring": Target(data={"organisation": company.pk, "text": EXPORT}),
        "both": Target(query=f"?s={shown.pk}&s={draft.pk}"),
        "start": Target(data={"organisation": company.pk, "title": "Another"}),
        "write": Target(args=(shown.pk,), data={**about, "language": "en", "revision": 3}),
        "use": Target(args=(shown.pk,), data={"language": "en", "trl": 7, "revision": 3}),
        "rewrite": Target(args=(shown.pk,), data={"revision": 3}),
        "act": Target(args=(shown.pk,), data={"act": "archive"}),
        "newplace": Target(args=(shown.pk,), data={"language": "en", "authority": "Far"}),
        "apiref": Target(
            args=(shown.pk, reference.pk),
            data={"language": "en", "authority": "Far", "revision": 1},
        ),
        "secretref": Target(args=(draft.pk, other.pk)),
        "newimage": Target(
            args=(shown.pk,), data={**words, "file": SimpleUploadedFile("a.png", PNG)}
        ),
        "image": Target(args=(shown.pk, picture.pk), data={**words, "revision": 1}),
        "noimage": Target(args=(draft.pk, picture.pk)),
        "newfilm": Target(args=(shown.pk,), data=seen),
        "film": Target(args=(shown.pk, film.pk), data={**seen, "revision": 1}),
        "nofilm": Target(args=(draft.pk, film.pk)),
        "apiask": Target(args=(shown.pk,), data={"organisation": third.pk}),
        "apiaccept": Target(args=(draft.pk, asked.pk), data={"act": "accept"}),
        "apileave": Target(args=(shown.pk, place.pk), data={"act": "leave"}),
        "apicity": Target(args=(shown.pk,), data={"organisation": further.pk}),
        "apigive": Target(args=(shown.pk, endorsement.pk), data={"act": "give", "text": "Good."}),
        "apianswer": Target(args=(shown.pk,), data={"challenge": challenge.pk}),
        "apisecret": Target(args=(shown.pk,), data={"challenge": secret.pk}),
        "apiback": Target(args=(shown.pk, answer.challenge_id)),
        "archive": Target(args=(record.pk, "archive")),
    }


def _picture(row: Solution) -> Picture:
    file = accept(
        actor=SYSTEM,
        upload=SimpleUploadedFile("a.png", PNG),
        kind=IMAGE,
        subject=row.subject,
        audience="public",
    )
    return Picture.objects.create(solution=row, file=file, alternative=source_text("en", "A shed"))


def _png() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (4, 4), "navy").save(content, "PNG")
    return content.getvalue()


PNG = _png()
FILM = {"url": "https://films.example/1", "captions": ["en"]}
STATES = ("published", "draft", "withdrawn", "archived")
EXPORT = """{"format": "solution/1", "language": "en", "terms": {},
 "texts": {"title": {"en": "Leak Ear"}}}"""
