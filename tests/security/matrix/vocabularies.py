"""Lists of terms are public; their keeping is the coordinator's."""

from tests.organisations.cast import make_term
from tests.security.matrix import Cast, Target

TABLE = """
address              verb  target | visitor member colleague manager verified coordinator operator
api:vocabulary_list  GET   -      | 200     200    200       200     200      200         200
api:vocabulary       GET   list   | 200     200    200       200     200      200         200
api:vocabulary       GET   gone   | 404     404    404       404     404      404         404
"""


def targets(cast: Cast) -> dict[str, Target]:
    make_term("domain", "water")
    return {"list": Target(args=("domain",)), "gone": Target(args=("nowhere",))}
