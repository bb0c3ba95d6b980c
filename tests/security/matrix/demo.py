"""The demonstration's doors: outside demo mode nobody finds them."""

from tests.security.matrix import Cast, Target

TABLE = """
address    verb  target | visitor member colleague manager verified coordinator operator
demo:enter GET   role   | 405     405    405       405     405      405         405
demo:enter POST  role   | 404     404    404       404     404      404         404
demo:show  GET   known  | 404     404    404       404     404      404         404
demo:show  POST  known  | 405     405    405       405     405      405         405
"""


def targets(cast: Cast) -> dict[str, Target]:
    return {"role": Target(args=("coordinator",)), "known": Target(args=("dry-main",))}
