from django.urls import path

from sme4smartcities.alliances.views import offering, offers

app_name = "alliances"

urlpatterns = [
    path("challenges/<int:pk>/help/", offering.help_challenge, name="help_challenge"),
    path("organisations/<int:pk>/help/", offering.help_organisation, name="help_organisation"),
    path("organisations/<int:pk>/need/", offering.need_organisation, name="need_organisation"),
    path("solutions/<int:pk>/need/", offering.need_solution, name="need_solution"),
    path("offers/", offers.offers, name="offers"),
    path("offers/file/<slug:kind>/", offers.offers_file, name="offers_file"),
    path("offers/<int:pk>/", offers.offer, name="offer"),
    path("offers/<int:pk>/answer/", offers.answer, name="answer"),
    path("offers/<int:pk>/<slug:act>/", offers.offer_move, name="offer_move"),
]
