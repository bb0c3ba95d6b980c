from django.urls import include, path

from sme4smartcities.matching.views import lists, market, match, reach, told

app_name = "matching"

MARKET = [
    path("", market.challenge, name="challenge"),
    path("look/", market.consult, name="consult"),
    path("team/", market.team, name="team"),
]
MATCH = [
    path("", match.match, name="match"),
    path("useful/", match.useful, name="useful"),
    path("not-for-us/", match.dismiss, name="dismiss"),
]
OWN = "<slug:own_kind>/<int:own>/<slug:kind>/<int:pk>/"
LISTS = [
    path("", lists.mine, name="mine"),
    path("partners/", lists.partners, name="partners"),
    path("like-problems/", lists.like, name="like"),
    path("told/", told.feedback, name="feedback"),
    path("told/<int:pk>/take-back/", told.take_back, name="take_back"),
    path("told/parts/<slug:part>/mute/", told.mute, name="mute"),
    path("told/parts/<slug:part>/count/", told.unmute, name="unmute"),
]

urlpatterns = [
    path("challenges/<int:pk>/who-could-solve-it/", include(MARKET)),
    path("organisations/<int:pk>/suggestions/", reach.reach, name="reach"),
    path("matches/", include(LISTS)),
    path(f"matches/{OWN}", include(MATCH)),
]
