"""Pages over many features: all public but the desk, which each member has for him- or herself."""

from tests.security.matrix import Cast, Target

TABLE = """
address              verb  target   | visitor member colleague manager verified coordinator operator
root                 GET   -        | go      go     go        go      go       go          go
theme                POST  dark     | go      go     go        go      go       go          go
theme                GET   -        | 405     405    405       405     405      405         405
tour_door            GET   -        | go      go     go        go      go       go          go
manual_door          GET   -        | go      go     go        go      go       go          go
robots               GET   -        | 200     200    200       200     200      200         200
sitemap              GET   -        | 200     200    200       200     200      200         200
sitemap_part         GET   part     | 200     200    200       200     200      200         200
web_manifest         GET   -        | 200     200    200       200     200      200         200
# without a contact in the settings there is no such file
security_txt         GET   -        | 404     404    404       404     404      404         404
web:home             GET   -        | 200     200    200       200     200      200         200
web:search           GET   words    | 200     200    200       200     200      200         200
# the tour is part of the demonstration alone
web:tour             GET   -        | 404     404    404       404     404      404         404
web:manual           GET   -        | 200     200    200       200     200      200         200
web:manual_whole     GET   -        | 200     200    200       200     200      200         200
web:manual_download  GET   -        | 200     200    200       200     200      200         200
web:manual_page      GET   chapter  | 200     200    200       200     200      200         200
web:manual_page      GET   nowhere  | 404     404    404       404     404      404         404
web:about_demo       GET   -        | 200     200    200       200     200      200         200
web:accessibility    GET   -        | 200     200    200       200     200      200         200
web:privacy          GET   -        | 200     200    200       200     200      200         200
web:imprint          GET   -        | 200     200    200       200     200      200         200
web:contact          GET   -        | 200     200    200       200     200      200         200
web:desk             GET   -        | login   200    200       200     200      200         200
"""


def targets(cast: Cast) -> dict[str, Target]:
    return {
        "dark": Target(data={"theme": "dark"}),
        "part": Target(args=("web", 1)),
        "words": Target(query="?q=water"),
        "chapter": Target(args=("production",)),
        "nowhere": Target(args=("nowhere",)),
    }
