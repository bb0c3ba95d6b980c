from django.urls import path

from sme4smartcities.opportunities.views import complaints, outlets, public, writing

app_name = "opportunities"

urlpatterns = [
    path("opportunities/", public.opportunity_list, name="list"),
    path("opportunities/month/", public.month_view, name="month"),
    path("opportunities/agenda/", public.agenda_view, name="agenda"),
    path("opportunities/mine/", writing.mine, name="mine"),
    path("opportunities/new/", writing.create, name="create"),
    path("opportunities/calendars/", outlets.calendars, name="calendars"),
    path("opportunities/calendars/<int:pk>/revoke/", outlets.revoke, name="revoke"),
    path("opportunities/queue/", complaints.queue, name="queue"),
    path("opportunities/reports/<int:pk>/settle/", complaints.settle, name="settle"),
    path("opportunities/<int:pk>/", public.opportunity, name="opportunity"),
    path("opportunities/<int:pk>/keep/", writing.keep, name="keep"),
    path("opportunities/<int:pk>/edit/", writing.edit, name="edit"),
    path("opportunities/<int:pk>/move/<slug:act>/", writing.move, name="move"),
    path("opportunities/<int:pk>/delete/", writing.delete, name="delete"),
    path("opportunities/<int:pk>/report/", complaints.report, name="report"),
]
