from django.urls import path

from sme4smartcities.programmes.views import joining, keeping, public

app_name = "programmes"

KEEPING = [
    path("programmes/new/", keeping.create, name="create"),
    path("programmes/<slug:slug>/keep/", keeping.keep, name="keep"),
    path("programmes/<slug:slug>/edit/", keeping.edit, name="edit"),
    path("programmes/<slug:slug>/move/<slug:act>/", keeping.move, name="move"),
    path("programmes/<slug:slug>/keep/<slug:part>/add/", keeping.add, name="add"),
    path("programmes/<slug:slug>/keep/<slug:part>/add/<int:under>/", keeping.add, name="add_under"),
    path("programmes/<slug:slug>/keep/<slug:part>/<int:pk>/", keeping.change, name="change"),
    path("programmes/<slug:slug>/keep/<slug:part>/<int:pk>/remove/", keeping.remove, name="remove"),
    path(
        "programmes/<slug:slug>/editions/<int:pk>/<slug:act>/",
        keeping.step_edition,
        name="step_edition",
    ),
]
JOINING = [
    path("programmes/<slug:slug>/join/", joining.join, name="join"),
    path("programmes/<slug:slug>/people/", joining.people, name="people"),
    path("programmes/<slug:slug>/people/invite/", joining.invite_organisation, name="invite"),
    path("programmes/<slug:slug>/people/appoint/", joining.appoint, name="appoint"),
    path("programmes/<slug:slug>/people/<int:person>/dismiss/", joining.dismiss, name="dismiss"),
    path("programmes/<slug:slug>/requests/<int:pk>/<slug:act>/", joining.step, name="step"),
]
PUBLIC = [
    path("programmes/", public.programme_list, name="list"),
    path("programmes/<slug:slug>/", public.programme, name="programme"),
    path("programmes/<slug:slug>/work/", public.work, name="work"),
    path("programmes/<slug:slug>/taking-part/", public.taking_part, name="taking_part"),
]
urlpatterns = [*KEEPING, *JOINING, *PUBLIC]
