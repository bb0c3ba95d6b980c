from django.urls import path

from sme4smartcities.opportunities.views import outlets

urlpatterns = [
    path("opportunities.<slug:kind>", outlets.outlet, name="opportunities_out"),
    path("opportunities/<int:pk>.ics", outlets.single, name="opportunity_calendar"),
    path("opportunities/calendar/<str:token>.ics", outlets.personal, name="personal_calendar"),
]
