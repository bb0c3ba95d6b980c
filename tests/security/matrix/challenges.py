"""Challenges: read by everybody once published, written by their city's people, moved by its managers."""

from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from sme4smartcities.accounts.models import Role
from sme4smartcities.challenges.models import Challenge, Question, Supporter
from sme4smartcities.challenges.services import attach
from sme4smartcities.challenges.services.telling import SALT
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.organisations.models import Layer, Organisation
from tests.challenges.cast import PROBLEM, SUMMARY, make_challenge, make_city
from tests.core.test_uploads import PDF
from tests.organisations.cast import make_organisation, make_term
from tests.security.matrix import Cast, Target
from tests.security.matrix.exchange import SameFile

TABLE = """
address               verb  target    | visitor member colleague manager verified coordinator operator
challenges:list       GET   -         | 200     200    200       200     200      200         200
challenges:challenge  GET   open      | 200     200    200       200     200      200         200
challenges:challenge  GET   draft     | 404     404    200       200     404      200         404
challenges:challenge  GET   waiting   | 404     404    200       200     404      200         404
challenges:challenge  GET   withdrawn | 200     200    200       200     200      200         200
challenges:challenge  GET   record    | 200     200    200       200     200      200         200
challenges:challenge  GET   hidden    | 404     404    404       404     404      200         404
challenges:mine       GET   -         | login   200    200       200     200      200         200
challenges:create     GET   -         | login   403    200       200     200      200         403
challenges:create     POST  new       | login   403    go        go      200      go          403
challenges:create     POST  firms     | login   403    200       200     200      go          403
challenges:studio     GET   open      | login   403    200       200     403      200         403
challenges:studio     GET   draft     | login   404    200       200     404      200         404
challenges:studio     GET   record    | login   403    403       403     403      403         403
challenges:section    GET   texts     | login   403    200       200     403      200         403
challenges:section    GET   drafted   | login   404    200       200     404      200         404
challenges:section    POST  texts     | login   403    go        go      403      go          403
challenges:section    POST  drafted   | login   404    go        go      404      go          404
challenges:section    POST  over      | login   403    403       403     403      403         403
challenges:section    POST  past      | login   403    403       403     403      403         403
challenges:keep       GET   texts     | login   405    405       405     405      405         405
challenges:keep       POST  texts     | login   403    200       200     403      200         403
challenges:keep       POST  drafted   | login   404    200       200     404      200         404
challenges:discard    POST  texts     | login   403    go        go      403      go          403
challenges:discard    POST  past      | login   403    403       403     403      403         403
challenges:check      POST  checked   | login   403    go        go      403      go          403
challenges:move       GET   publish   | login   404    200       200     404      200         404
challenges:move       POST  publish   | login   404    403       go      404      go          404
challenges:move       POST  unproven  | login   404    404       404     403      go          404
challenges:move       POST  submit    | login   404    403       go      404      go          404
challenges:move       POST  return    | login   404    403       403     404      go          404
challenges:move       POST  withdraw  | login   403    403       go      403      go          403
challenges:move       POST  reopen    | login   403    403       go      403      go          403
challenges:move       POST  relive    | login   403    403       403     403      403         403
challenges:delete     GET   draft     | login   404    403       200     404      200         404
challenges:delete     POST  draft     | login   404    403       go      404      go          404
challenges:delete     POST  open      | login   403    400       400     403      400         403
challenges:ask        GET   open      | login   200    403       403     200      403         200
challenges:ask        GET   draft     | login   404    403       403     404      403         404
challenges:ask        GET   record    | login   403    403       403     403      403         403
challenges:ask        POST  question  | login   go     403       403     go       403         go
challenges:ask        POST  late      | login   200    403       403     200      403         200
challenges:answer     GET   asked     | login   403    200       200     403      200         403
challenges:answer     POST  answer    | login   403    go        go      403      go          403
challenges:answer     POST  unseen    | login   404    404       404     404      403         404
challenges:question_remove GET  asked | login   403    403       403     403      200         403
challenges:question_remove POST asked | login   403    403       403     403      go          403
challenges:follow     GET   open      | login   405    405       405     405      405         405
challenges:follow     POST  open      | login   go     go        go      go       go          go
challenges:follow     POST  record    | login   403    403       403     403      403         403
challenges:follow     POST  draft     | login   404    403       403     404      403         404
challenges:unfollow   POST  open      | login   go     go        go      go       go          go
challenges:mails      GET   mailed    | login   405    405       405     405      405         405
challenges:mails      POST  mailed    | login   go     go        go      go       go          go
challenges:mails      POST  unmailed  | login   404    go        go      404      go          404
challenges:stop       GET   letter    | 200     200    200       200     200      200         200
challenges:stop       POST  letter    | 200     200    200       200     200      200         200
challenges:stop       GET   forged    | 400     400    400       400     400      400         400
challenges:documents  GET   open      | login   403    200       200     403      200         403
challenges:documents  GET   draft     | login   404    200       200     404      200         404
challenges:documents  GET   record    | login   403    403       403     403      403         403
challenges:documents  POST  papers    | login   403    200       200     403      200         403
challenges:documents  POST  record    | login   403    403       403     403      403         403
challenges:document_remove GET  paper | login   405    405       405     405      405         405
challenges:document_remove POST paper | login   403    go        go      403      go          403
challenges:document_remove POST other | login   404    404       404     404      404         404
challenges:join       GET   open      | login   403    403       403     200      403         403
challenges:join       GET   others    | login   403    403       200     200      403         403
challenges:join       POST  joins     | login   403    403       go      200      403         403
challenges:join       GET   draft     | login   404    403       403     404      403         404
challenges:support    GET   open      | login   403    200       200     403      200         403
challenges:support    GET   draft     | login   404    200       200     404      200         404
challenges:support    GET   supported | login   403    200       200     200      200         403
challenges:support    POST  invites   | login   403    403       go      403      go          403
challenges:support    POST  courts    | login   403    403       200     403      200         403
challenges:support    POST  record    | login   403    403       403     403      403         403
challenges:support_step GET admit     | login   405    405       405     405      405         405
challenges:support_step POST admit    | login   403    403       go      403      go          403
challenges:support_step POST leave    | login   403    403       403     go       403         403
challenges:support_step POST unseen_one | login 404    404       404     404      403         404
challenges:section    POST  together  | login   403    go        go      go       go          403
challenges:versions   GET   open      | 200     200    200       200     200      200         200
challenges:versions   GET   draft     | 404     404    200       200     404      200         404
challenges_feed       GET   -         | 200     200    200       200     200      200         200
api:challenge_list    GET   -         | 200     200    200       200     200      200         200
api:challenge_list    POST  opens     | 401     403    201       201     403      201         403
api:challenge_list    POST  founds    | 401     403    403       403     403      201         403
api:challenge         GET   open      | 200     200    200       200     200      200         200
api:challenge         GET   draft     | 404     404    200       200     404      200         404
api:challenge         PATCH says      | 401     403    200       200     403      200         403
api:challenge         PATCH told      | 401     403    403       403     403      403         403
api:challenge_moves   POST  publishes | 401     404    403       200     404      200         404
api:challenge_moves   POST  relives   | 401     403    403       403     403      403         403
api:challenge_questions GET open      | 200     200    200       200     200      200         200
api:challenge_questions GET draft     | 404     404    200       200     404      200         404
api:challenge_questions POST wonders  | 401     201    403       403     201      403         201
api:challenge_answer  PUT   replies   | 401     403    200       200     403      200         403
api:challenge_documents GET open      | 200     200    200       200     200      200         200
api:challenge_documents GET draft     | 404     404    200       200     404      200         404
api:challenge_documents POST sends    | 401     403    201       201     403      201         403
api:challenge_documents POST told_of  | 401     403    403       403     403      403         403
api:challenge_document DELETE paper   | 401     403    204       204     403      204         403
api:challenge_document DELETE other   | 401     404    404       404     404      404         404
challenges:file       GET   open      | 200     200    200       200     200      200         200
challenges:file       GET   draft     | 404     404    200       200     404      200         404
challenges:list_file  GET   csv       | 200     200    200       200     200      200         200
challenges:list_file  GET   odd       | 404     404    404       404     404      404         404
challenges:bring      GET   -         | login   403    200       200     200      200         403
challenges:bring      POST  nofile    | login   403    200       200     200      200         403
challenges:tables     GET   -         | login   403    200       200     200      200         403
challenges:tables     POST  many      | login   403    go        go      go       go          403
challenges:own_file   GET   csv       | login   200    200       200     200      200         200
challenges:own_file   GET   odd       | login   404    404       404     404      404         404
challenges:empty_file GET   csv       | 200     200    200       200     200      200         200
challenges:empty_file GET   odd       | 404     404    404       404     404      404         404
"""


def targets(cast: Cast) -> dict[str, Target]:
    city = make_city(manager=cast["manager"])
    member = cast["colleague"]
    Role.objects.create(member=member, role="member", scope_kind="organisation", scope_id=city.pk)
    firm = make_organisation("Grey Works", manager=cast["manager"])
    near = make_city("Saltquay", manager=cast["verified"])
    young = make_city("Young Town", manager=cast["verified"], verified_at=None)
    make_term("territory", "XX")
    rows = {
        "open": make_challenge(city),
        "draft": make_challenge(city, state="draft"),
        "waiting": make_challenge(city, state="review"),
        "withdrawn": make_challenge(city, state="withdrawn"),
        "over": make_challenge(city, state="solved"),
        "record": make_challenge(city, state="archived"),
        "hidden": make_challenge(make_city("Hidden Town")),
        "unproven": make_challenge(young, state="draft"),
    }
    Challenge.objects.filter(pk=rows["record"].pk).update(layer=Layer.RECORD)
    Organisation.objects.filter(name="Hidden Town").update(state="hidden")
    words = {"title": "Free bays", "summary": SUMMARY, "problem": PROBLEM, "act": "save"}

    rows["others"] = make_challenge(make_city("Dunmere"))
    rows["supported"] = make_challenge(city)
    asks = Supporter.objects.create(challenge=rows["supported"], organisation=near, state="asked")
    joined = Supporter.objects.create(
        challenge=rows["supported"], organisation=young, state="joined"
    )
    secret = make_challenge(make_city("Kelm"), state="draft")
    unseen_one = Supporter.objects.create(
        challenge=secret, organisation=make_city("Fen"), state="invited"
    )
    asked = Question.objects.create(challenge=rows["open"], language="en", text="Which streets?")
    unseen = Question.objects.create(
        challenge=rows["open"], language="en", text="Spam.", removed_at=timezone.now()
    )

    paper = attach(
        actor=SYSTEM,
        challenge=rows["open"],
        upload=SimpleUploadedFile("plan.pdf", PDF),
        title="A plan",
        language="en",
    )
    rows["open"].refresh_from_db()
    token = signing.dumps([rows["open"].pk, 1], salt=SALT)

    def on(name: str, *more: str, **data: str) -> Target:
        return Target(args=(rows[name].pk, *more), data=data)

    return {
        **{name: Target(args=(row.pk,)) for name, row in rows.items()},
        "new": Target(data={"owner": str(city.pk), "language": "en", "title": "Shade"}),
        "texts": on("open", "problem", revision=str(rows["open"].revision), **words),
        "drafted": on("draft", "problem", revision=str(rows["draft"].revision), **words),
        "over": on("over", "problem", **words),
        "past": on("record", "problem", **words),
        "checked": on("open", "ar"),
        "question": on("open", text="Which streets?"),
        "late": on("over", text="Which streets?"),
        "firms": Target(data={"owner": str(firm.pk), "language": "en", "title": "Shade"}),
        "many": Target(
            data={"file": SameFile(b"title_en\nDry fountains\n", "a.csv"), "language": "en"}
        ),
        "founds": Target(data={"owner": firm.pk, "language": "en", "title": "Shade"}),
        "courts": on("open", organisation="Grey Works", role="supporter"),
        "asked": Target(args=(asked.pk,)),
        "answer": Target(args=(asked.pk,), data={"text": "Two of them."}),
        "unseen": Target(args=(unseen.pk,), data={"text": "Two of them."}),
        "joins": on("others", organisation=str(city.pk)),
        "invites": on("open", organisation="Dunmere", role="supporter"),
        "admit": Target(args=(asks.pk, "admit")),
        "leave": Target(args=(joined.pk, "leave")),
        "unseen_one": Target(args=(unseen_one.pk, "accept")),
        "together": on("supported", "problem", revision=str(rows["supported"].revision), **words),
        "csv": Target(args=("csv",)),
        "odd": Target(args=("pdf",)),
        "mailed": on("open", "off"),
        "unmailed": on("draft", "off"),
        "letter": Target(args=(token,)),
        "forged": Target(args=("forged",)),
        "sends": on("open", title="A plan", language="en", file=SameFile(PDF, "plan.pdf")),
        "told_of": on("record", title="A plan", language="en", file=SameFile(PDF, "plan.pdf")),
        "papers": on("open", title="A plan"),
        "paper": Target(args=(rows["open"].pk, paper.pk)),
        "other": Target(args=(rows["draft"].pk, paper.pk)),
        "nofile": Target(data={"owner": str(city.pk)}),
        "opens": Target(data={"owner": city.pk, "language": "en", "title": "Shade"}),
        "says": Target(args=(rows["open"].pk,), data=_said(rows["open"])),
        "told": Target(args=(rows["record"].pk,), data=_said(rows["record"])),
        "publishes": Target(args=(rows["draft"].pk,), data={"act": "publish"}),
        "relives": Target(args=(rows["record"].pk,), data={"act": "reopen"}),
        "wonders": Target(
            args=(rows["open"].pk,), data={"text": "Which streets?", "language": "en"}
        ),
        "replies": Target(
            args=(rows["open"].pk, asked.pk), data={"text": "Two.", "language": "en"}
        ),
        "publish": on("draft", "publish"),
        "unproven": on("unproven", "publish"),
        "submit": on("draft", "submit"),
        "return": on("waiting", "return", note="Add a figure."),
        "withdraw": on("open", "withdraw", note="The law changed."),
        "reopen": on("over", "reopen"),
        "relive": on("record", "reopen"),
    }


def _said(row: Challenge) -> dict[str, object]:
    return {"language": "en", "revision": row.revision, "causes": "Few bays."}
