from django.urls import path

from sme4smartcities.matching import views

app_name = "matching"

urlpatterns = [
    path("challenges/<int:pk>/who-could-solve-it/", views.challenge, name="challenge"),
    path("challenges/<int:pk>/who-could-solve-it/look/", views.consult, name="consult"),
    path("matches/", views.mine, name="mine"),
]
