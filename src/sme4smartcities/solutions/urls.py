from django.urls import path

from sme4smartcities.solutions.views import public, writing

app_name = "solutions"

urlpatterns = [
    path("solutions/", public.solution_list, name="list"),
    path("solutions/mine/", writing.mine, name="mine"),
    path("solutions/new/", writing.create, name="create"),
    path("solutions/<int:pk>/", public.solution, name="solution"),
    path("solutions/<int:pk>/keep/", writing.keep, name="keep"),
    path("solutions/<int:pk>/edit/<slug:section>/", writing.edit, name="edit"),
    path("solutions/<int:pk>/move/<slug:act>/", writing.move, name="move"),
    path("solutions/<int:pk>/confirm/", writing.confirm, name="confirm"),
    path("solutions/<int:pk>/delete/", writing.delete, name="delete"),
]
