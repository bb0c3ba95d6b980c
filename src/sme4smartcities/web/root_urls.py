from django.urls import path

from sme4smartcities.web import views

urlpatterns = [
    path("", views.root, name="root"),
    path("theme/", views.theme, name="theme"),
    path("robots.txt", views.robots, name="robots"),
    path("manifest.webmanifest", views.web_manifest, name="web_manifest"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
]
