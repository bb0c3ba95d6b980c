from django.urls import path

from tests.security.crash import views

urlpatterns = [path("deed/<int:number>/<slug:series>", views.deed, name="deed")]
