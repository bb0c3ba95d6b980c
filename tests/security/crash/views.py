"""The door through which the harness does deeds."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from tests.security.crash.work import do_deed


@csrf_exempt
def deed(request: HttpRequest, number: int, series: str) -> HttpResponse:
    if request.method == "POST":
        do_deed(number, series)
    return HttpResponse(str(number))
