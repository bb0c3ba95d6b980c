from django.urls import path

from sme4smartcities.programmes.views import enquiries, exchange, joining, keeping, public, tables

app_name = "programmes"

ENQUIRY = "programmes/enquiries/<int:pk>/"

ENQUIRIES = [
    path("programmes/enquiries/", enquiries.enquiries, name="enquiries"),
    path(ENQUIRY, enquiries.enquiry, name="enquiry"),
    path(f"{ENQUIRY}close/", enquiries.enquiry_close, name="enquiry_close"),
    path(f"{ENQUIRY}report/", enquiries.enquiry_report, name="enquiry_report"),
    path(f"{ENQUIRY}settle/", enquiries.enquiry_settle, name="enquiry_settle"),
    path("programmes/<slug:slug>/write/", enquiries.write, name="write"),
]

EXCHANGE = [
    path("programmes/import/", exchange.programme_in, name="import"),
    path("programmes/import/confirm/", exchange.programme_confirm, name="import_confirm"),
    path("programmes/<slug:slug>/keep/<slug:part>/table/", tables.parts_in, name="parts_in"),
    path(
        "programmes/<slug:slug>/keep/<slug:part>/table/confirm/",
        tables.parts_confirm,
        name="parts_confirm",
    ),
    path("programmes/<slug:slug>/file/<slug:kind>/", exchange.programme_file, name="file"),
]

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
    path("programmes/<slug:slug>/work-packages/", public.work, name="work"),
    path("programmes/<slug:slug>/taking-part/", public.taking_part, name="taking_part"),
]
urlpatterns = [*ENQUIRIES, *EXCHANGE, *KEEPING, *JOINING, *PUBLIC]
