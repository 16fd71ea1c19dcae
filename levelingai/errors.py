"""What goes wrong outside of any view, and what people then see."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render


class Gone(Http404):
    """Somebody deleted, meanwhile, a row that this request or job had opened: not found.

    Any other row that is not there is a fault of ours, which no page may hide behind a 404.
    """


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)
