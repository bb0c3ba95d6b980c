"""The pages that belong to no single feature: open to everybody, save the member's own desk."""

from tests.security.matrix import Cast, Target

TABLE = """
address           verb  target | visitor member colleague manager verified coordinator operator
root              GET   -      | go      go     go        go      go       go          go
tour_door         GET   -      | go      go     go        go      go       go          go
theme             GET   -      | 405     405    405       405     405      405         405
theme             POST  -      | go      go     go        go      go       go          go
robots            GET   -      | 200     200    200       200     200      200         200
sitemap           GET   -      | 200     200    200       200     200      200         200
sitemap_part      GET   own    | 200     200    200       200     200      200         200
sitemap_part      GET   none   | 404     404    404       404     404      404         404
web_manifest      GET   -      | 200     200    200       200     200      200         200
security_txt      GET   -      | 404     404    404       404     404      404         404
web:home          GET   -      | 200     200    200       200     200      200         200
web:home          POST  -      | 405     405    405       405     405      405         405
web:desk          GET   -      | login   200    200       200     200      200         200
web:desk          POST  -      | login   405    405       405     405      405         405
web:tour          GET   -      | 404     404    404       404     404      404         404
web:contact       GET   -      | 200     200    200       200     200      200         200
web:about_demo    GET   -      | 200     200    200       200     200      200         200
web:accessibility GET   -      | 200     200    200       200     200      200         200
web:privacy       GET   -      | 200     200    200       200     200      200         200
web:imprint       GET   -      | 200     200    200       200     200      200         200
"""


def targets(cast: Cast) -> dict[str, Target]:
    return {"own": Target(args=("web", 1)), "none": Target(args=("nobody", 1))}
