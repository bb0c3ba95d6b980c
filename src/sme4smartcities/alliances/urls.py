from django.urls import path

from sme4smartcities.alliances.views import alliances, files, meetings, offering, offers, reports

app_name = "alliances"

urlpatterns = [
    path("challenges/<int:pk>/help/", offering.help_challenge, name="help_challenge"),
    path("organisations/<int:pk>/help/", offering.help_organisation, name="help_organisation"),
    path("organisations/<int:pk>/need/", offering.need_organisation, name="need_organisation"),
    path("solutions/<int:pk>/need/", offering.need_solution, name="need_solution"),
    path("challenges/<int:pk>/alliance/", alliances.start, name="start"),
    path("alliances/", alliances.alliances, name="alliances"),
    path("alliances/file/<slug:kind>/", files.alliances_file, name="alliances_file"),
    path("alliances/<int:pk>/", alliances.alliance, name="alliance"),
    path("alliances/<int:pk>/send/", alliances.send, name="send"),
    path("alliances/<int:pk>/add/", alliances.add, name="add"),
    path("alliances/<int:pk>/end/", alliances.end, name="end"),
    path("alliances/seats/<int:pk>/reply/", alliances.reply, name="reply"),
    path("alliances/seats/<int:pk>/lead/", alliances.give_lead, name="give_lead"),
    path("alliances/seats/<int:pk>/covers/", alliances.covers, name="covers"),
    path("alliances/seats/<int:pk>/<slug:act>/", alliances.seat_move, name="seat_move"),
    path("alliances/<int:pk>/meeting/", meetings.propose_to_alliance, name="propose_to_alliance"),
    path("offers/<int:pk>/meeting/", meetings.propose_to_offer, name="propose_to_offer"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/file/<slug:kind>/", files.meetings_file, name="meetings_file"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/take/", meetings.take, name="take"),
    path("meetings/<int:pk>/times/", meetings.others, name="others"),
    path("meetings/<int:pk>/file/", meetings.meeting_file, name="meeting_file"),
    path("meetings/<int:pk>/<slug:act>/", meetings.meeting_move, name="meeting_move"),
    path("offers/", offers.offers, name="offers"),
    path("offers/file/<slug:kind>/", files.offers_file, name="offers_file"),
    path("offers/<int:pk>/", offers.offer, name="offer"),
    path("offers/reports/", reports.reports, name="reports"),
    path("offers/reports/<int:pk>/", reports.settle, name="settle"),
    path("offers/<int:pk>/report/", reports.report, name="report"),
    path("offers/<int:pk>/answer/", offers.answer, name="answer"),
    path("offers/<int:pk>/<slug:act>/", offers.offer_move, name="offer_move"),
]
