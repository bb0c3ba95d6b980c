from django.urls import path

from sme4smartcities.web.views import home, machines, manual

urlpatterns = [
    path("", home.root, name="root"),
    path("tour", home.tour_door, name="tour_door"),
    path("manual", manual.door, name="manual_door"),
    path("theme/", machines.theme, name="theme"),
    path("logo", machines.logo, name="logo"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("sitemap-<slug:slug>-<int:number>.xml", machines.sitemap_part, name="sitemap_part"),
    path("manifest.webmanifest", machines.web_manifest, name="web_manifest"),
    path(".well-known/security.txt", machines.security_txt, name="security_txt"),
]
