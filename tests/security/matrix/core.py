"""What the house itself answers to."""

from tests.security.matrix import Cast, Target

TABLE = """
address  verb  target | visitor member colleague manager verified coordinator operator
livez    GET   -      | 200     200    200       200     200      200         200
readyz   GET   -      | 200     200    200       200     200      200         200
healthz  GET   -      | 503     503    503       503     503      503         503
file     GET   gone   | 404     404    404       404     404      404         404
api_docs GET   -      | 200     200    200       200     200      200         200
api:openapi-json GET - | 200    200    200       200     200      200         200
"""


def targets(cast: Cast) -> dict[str, Target]:
    return {"gone": Target(args=("no-such-key", "plan.pdf"))}
