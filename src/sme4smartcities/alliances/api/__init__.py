"""Acting on a match, for programs: the same rows, rights and refusals as the pages."""

from ninja import Router

from sme4smartcities.alliances.api.offers import router as offers

router = Router()
router.add_router("", offers)
