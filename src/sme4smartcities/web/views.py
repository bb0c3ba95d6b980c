"""Home, the desk and what belongs to no single feature."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render


def root(request: HttpRequest) -> HttpResponse:
    """Send a reader to his or her language."""
    return redirect(f"/{request.LANGUAGE_CODE}/")


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "web/home.html")


def desk(request: HttpRequest) -> HttpResponse:
    return render(request, "web/desk.html")
