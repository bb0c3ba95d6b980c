from django.urls import path

from sme4smartcities.web import views

urlpatterns = [path("", views.root, name="root")]
