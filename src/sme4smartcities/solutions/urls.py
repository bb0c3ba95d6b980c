from django.urls import path

from sme4smartcities.solutions.views import answers, exchange, parts, people, public, writing

app_name = "solutions"

urlpatterns = [
    path("solutions/", public.solution_list, name="list"),
    path("solutions/map/", public.deployments, name="map"),
    path("solutions/compare/", public.compare, name="compare"),
    path("solutions/mine/", writing.mine, name="mine"),
    path("solutions/new/", writing.create, name="create"),
    path("solutions/table/<slug:kind>/", exchange.list_file, name="list_file"),
    path("solutions/answers/<int:challenge>/", answers.state, name="answer"),
    path("solutions/<int:pk>/answers/<int:number>/back/", answers.back, name="answer_back"),
    path("solutions/import/", exchange.solution_in, name="import"),
    path("solutions/import/confirm/", exchange.solution_confirm, name="import_confirm"),
    path("solutions/<int:pk>/file/", exchange.solution_file, name="file"),
    path("solutions/<int:pk>/", public.solution, name="solution"),
    path("solutions/<int:pk>/keep/", writing.keep, name="keep"),
    path("solutions/<int:pk>/edit/<slug:section>/", writing.edit, name="edit"),
    path("solutions/<int:pk>/draft/<slug:section>/", writing.draft, name="draft"),
    path("solutions/<int:pk>/draft/<slug:section>/discard/", writing.discard, name="discard"),
    path("solutions/<int:pk>/parts/<slug:part>/add/", parts.add, name="add"),
    path("solutions/<int:pk>/parts/<slug:part>/<int:number>/", parts.change, name="part"),
    path("solutions/<int:pk>/parts/<slug:part>/<int:number>/remove/", parts.remove, name="remove"),
    path("solutions/<int:pk>/people/", people.people, name="people"),
    path("solutions/<int:pk>/owners/ask/", people.owner_ask, name="owner_ask"),
    path("solutions/<int:pk>/owners/<int:number>/back/", people.owner_back, name="owner_back"),
    path("solutions/<int:pk>/join/", people.join, name="join"),
    path("solutions/<int:pk>/endorsements/ask/", people.endorsement_ask, name="endorsement_ask"),
    path(
        "solutions/<int:pk>/endorsements/<int:number>/back/",
        people.endorsement_back,
        name="endorsement_back",
    ),
    path("solutions/<int:pk>/endorse/", people.endorse, name="endorse"),
    path("solutions/<int:pk>/move/<slug:act>/", writing.move, name="move"),
    path("solutions/<int:pk>/confirm/", writing.confirm, name="confirm"),
    path("solutions/<int:pk>/delete/", writing.delete, name="delete"),
]
