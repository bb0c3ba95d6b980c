from django.urls import path

from sme4smartcities.organisations.exchange import views

app_name = "exchange"
urlpatterns = [
    path("organisations/import/", views.imports, name="imports"),
    path("organisations/contacts/import/", views.contacts, name="contacts"),
    path("organisations/import/<int:pk>/", views.table, name="table"),
    path("organisations/import/<int:pk>/progress/", views.progress, name="progress"),
    path("organisations/import/<int:pk>/columns/", views.columns, name="columns"),
    path("organisations/import/<int:pk>/twins/", views.twins, name="twins"),
    path("organisations/import/<int:pk>/confirm/", views.confirm, name="confirm"),
    path("organisations/import/<int:pk>/again/", views.again, name="again"),
    path("organisations/import/<int:pk>/discard/", views.discard, name="discard"),
    path("organisations/import/<int:pk>/problems.csv", views.problems, name="problems"),
    path("organisations/export/", views.exports, name="exports"),
    path("organisations/export/<int:pk>/progress/", views.export_progress, name="export_progress"),
    path("organisations/organisations.<slug:format_>", views.table_now, name="table_now"),
]
