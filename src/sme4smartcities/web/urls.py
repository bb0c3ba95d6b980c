from django.urls import path

from sme4smartcities.web.views import home, legal

app_name = "web"
urlpatterns = [
    path("", home.home, name="home"),
    path("desk/", home.desk, name="desk"),
    path("tour/", home.tour, name="tour"),
    path("contact/", legal.contact, name="contact"),
    path("about/demonstration/", legal.about_demo, name="about_demo"),
    path("about/accessibility/", legal.accessibility, name="accessibility"),
    path("about/privacy/", legal.privacy, name="privacy"),
    path("about/imprint/", legal.imprint, name="imprint"),
]
