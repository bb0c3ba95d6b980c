from django.urls import path

from sme4smartcities.demo import views

app_name = "demo"
urlpatterns = [
    path("demo/enter/<slug:role>/", views.enter, name="enter"),
    path("demo/show/<slug:key>/", views.show, name="show"),
]
