"""The pages that belong to no single feature: public, save each member's desk and the writer's own."""

from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.web.services import create_page, publish_page
from tests.security.matrix import Cast, Target

TABLE = """
address             verb  target | visitor member colleague manager verified coordinator operator
root                GET   -      | go      go     go        go      go       go          go
tour_door           GET   -      | go      go     go        go      go       go          go
theme               GET   -      | 405     405    405       405     405      405         405
theme               POST  dark   | go      go     go        go      go       go          go
logo                GET   -      | 404     404    404       404     404      404         404
robots              GET   -      | 200     200    200       200     200      200         200
sitemap             GET   -      | 200     200    200       200     200      200         200
sitemap_part        GET   own    | 200     200    200       200     200      200         200
sitemap_part        GET   none   | 404     404    404       404     404      404         404
web_manifest        GET   -      | 200     200    200       200     200      200         200
security_txt        GET   -      | 404     404    404       404     404      404         404
web:home            GET   -      | 200     200    200       200     200      200         200
web:home            POST  -      | 405     405    405       405     405      405         405
web:desk            GET   -      | login   200    200       200     200      200         200
web:desk            POST  -      | login   405    405       405     405      405         405
web:tour            GET   -      | 404     404    404       404     404      404         404
web:search          GET   -      | 200     200    200       200     200      200         200
web:search          POST  -      | 405     405    405       405     405      405         405
web:suggest         GET   typed  | 200     200    200       200     200      200         200
web:describe        GET   -      | 200     200    200       200     200      200         200
web:describe        POST  said   | 200     200    200       200     200      200         200
web:suggest         POST  -      | 405     405    405       405     405      405         405
manual_door         GET   -      | go      go     go        go      go       go          go
web:manual          GET   -      | 200     200    200       200     200      200         200
web:manual_page     GET   first  | 200     200    200       200     200      200         200
web:manual_page     GET   absent | 404     404    404       404     404      404         404
web:manual_whole    GET   -      | 200     200    200       200     200      200         200
web:manual_download GET   -      | 200     200    200       200     200      200         200
web:about           GET   -      | 200     200    200       200     200      200         200
web:about_page      GET   open   | 200     200    200       200     200      200         200
web:about_page      GET   draft  | 404     404    404       404     404      200         404
web:pages           GET   -      | login   403    403       403     403      200         403
web:page_new        GET   -      | login   403    403       403     403      200         403
web:page_new        POST  filled | login   403    403       403     403      go          403
web:page_edit       GET   hidden | login   403    403       403     403      200         403
web:page_edit       POST  edited | login   403    403       403     403      go          403
web:page_publish    GET   hidden | login   403    403       403     403      405         403
web:page_publish    POST  hidden | login   403    403       403     403      go          403
web:page_withdraw   POST  shown  | login   403    403       403     403      go          403
web:page_remove     GET   shown  | login   403    403       403     403      200         403
web:page_remove     POST  shown  | login   403    403       403     403      go          403
web:contact         GET   -      | 200     200    200       200     200      200         200
web:about_demo      GET   -      | 200     200    200       200     200      200         200
web:accessibility   GET   -      | 200     200    200       200     200      200         200
web:privacy         GET   -      | 200     200    200       200     200      200         200
web:imprint         GET   -      | 200     200    200       200     200      200         200
"""


def targets(cast: Cast) -> dict[str, Target]:
    text = {"language": "en", "title": "Rules", "body": "Be kind."}
    shown = create_page(actor=SYSTEM, slug="rules", **text)
    publish_page(actor=SYSTEM, page=shown)
    hidden = create_page(actor=SYSTEM, slug="draft", **text)
    return {
        "open": Target(args=("rules",)),
        "draft": Target(args=("draft",)),
        "shown": Target(args=(shown.pk,)),
        "hidden": Target(args=(hidden.pk,)),
        "filled": Target(data={"title": "Who we are", "slug": "who", "body": "Us."}),
        "edited": Target(args=(hidden.pk,), data={"title": "New", "body": "", "revision": 1}),
        "dark": Target(data={"theme": "dark"}),
        "own": Target(args=("web", 1)),
        "none": Target(args=("nobody", 1)),
        "said": Target(data={"text": "We find leaks in the mains of small towns."}),
        "typed": Target(data={"q": "wat"}),
        "first": Target(args=("from-need-to-solution",)),
        "absent": Target(args=("no-such-page",)),
    }
