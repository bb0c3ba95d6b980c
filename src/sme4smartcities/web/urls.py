from django.urls import path

from sme4smartcities.web import views

app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path("desk/", views.desk, name="desk"),
    path("about/demonstration/", views.about_demo, name="about_demo"),
    path("about/accessibility/", views.accessibility, name="accessibility"),
    path("about/privacy/", views.privacy, name="privacy"),
    path("about/imprint/", views.imprint, name="imprint"),
    path("contact/", views.contact, name="contact"),
]
