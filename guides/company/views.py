"""A company's brief: what examples may say about it, and what a manager decides about that."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.access import signed_in
from guides.access import wants_fragment
from guides.company import services
from guides.company.forms import FactForm
from guides.company.presenters import brief_page, counts_of, fact_view, reading_of
from guides.company.research import request_refresh
from guides.models import Company, CompanyFact

SAID = {
    "approve": "The fact is approved.",
    "strike": "The fact is struck. New examples will not use it.",
    "restore": "The fact is approved again.",
}
DECIDED_MEANWHILE = "This fact was changed in the meantime. Here is how it stands now."


@require_safe
@signed_in
def company_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _page(request, visible_company(request, pk), FactForm())


@require_safe
@signed_in
@vary_on_headers("HX-Request")
def company_reading(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How reading the website goes: polled by an open page until it is over.

    A page that shows no facts yet loads anew then; in any other a person may be writing.
    """
    company = visible_company(request, pk)
    if not wants_fragment(request):
        return redirect(company)
    reading = reading_of(company)
    fact_count = request.GET.get("facts", "")[:4]
    context = {
        "company": company,
        "reading": reading,
        "fact_count": fact_count,
        "has_just_ended": not reading.is_open,
    }
    response = render(request, "guides/company/_reading.html", context)
    if not reading.is_open and fact_count == "0":
        response["HX-Refresh"] = "true"
    return response


@require_POST
@signed_in
def company_fact_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    company = visible_company(request, pk)
    form = FactForm(request.POST)
    if form.is_valid():
        try:
            services.add_fact(company, request.user, form.cleaned_data["statement"])
        except services.FactRefused as refusal:
            form.add_error("statement", str(refusal))
        else:
            messages.success(request, "Your fact is added. New examples may use it.")
            return redirect(company)
    return _page(request, company, form, status=422)


@require_POST
@signed_in
def company_facts_approve(request: HttpRequest, pk: UUID) -> HttpResponse:
    company = visible_company(request, pk)
    count = services.approve_all(company)
    facts = "1 fact is" if count == 1 else f"{count} facts are"
    messages.success(request, f"{facts} approved. New examples may use them.")
    return redirect(company)


@require_POST
@signed_in
def company_fact_decide(request: HttpRequest, pk: UUID, fact_pk: UUID) -> HttpResponse:
    """`decision` is one of approve, strike and restore."""
    fact = _fact(request, pk, fact_pk)
    decision = request.POST.get("decision", "")
    if decision not in services.DECISIONS:
        raise Http404
    was_decided = services.decide(fact, decision)
    return _answer(request, fact, SAID[decision] if was_decided else DECIDED_MEANWHILE)


@require_POST
@signed_in
def company_fact_reword(request: HttpRequest, pk: UUID, fact_pk: UUID) -> HttpResponse:
    fact = _fact(request, pk, fact_pk)
    form = FactForm.of(fact, request.POST)
    if not form.is_valid():
        return _refused(request, fact, form)
    if fact.is_struck:
        return _answer(request, fact, DECIDED_MEANWHILE)
    services.reword(fact, request.user, form.cleaned_data["statement"])
    return _answer(request, fact, "Your words are saved.")


def visible_company(request: HttpRequest, pk: UUID) -> Company:
    """A company whose brief the person may see and change; 404 for any other."""
    companies = Company.objects.visible_to(request.user).select_related("workspace")
    return get_object_or_404(companies, pk=pk)


def _fact(request: HttpRequest, pk: UUID, fact_pk: UUID) -> CompanyFact:
    company = visible_company(request, pk)
    facts = CompanyFact.objects.select_related("page", "edited_by", "company__workspace")
    return get_object_or_404(facts, company=company, pk=fact_pk)


def _page(
    request: HttpRequest, company: Company, add_form: FactForm, status: int = 200
) -> HttpResponse:
    context = {"company": company, "brief": brief_page(company), "add_form": add_form}
    return render(request, "guides/company/company.html", context, status=status)


def _answer(request: HttpRequest, fact: CompanyFact, said: str) -> HttpResponse:
    """The fact as it stands now: alone for a fragment request, else on its page."""
    if not wants_fragment(request):
        messages.success(request, said)
        return redirect(f"{fact.company.get_absolute_url()}#{fact.ref}")
    context = {
        "company": fact.company,
        "item": fact_view(fact),
        "counts": counts_of(fact.company),
        "said": said,
    }
    return render(request, "guides/company/_fact_changed.html", context)


def _refused(request: HttpRequest, fact: CompanyFact, form: FactForm) -> HttpResponse:
    if wants_fragment(request):
        context = {"company": fact.company, "item": fact_view(fact, form)}
        return render(request, "guides/company/_fact.html", context, status=422)
    messages.error(request, " ".join(str(error) for error in form.errors["statement"]))
    return redirect(f"{fact.company.get_absolute_url()}#{fact.ref}")


@require_POST
@signed_in
def company_refresh(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Visit the website again, however fresh its brief is."""
    company = visible_company(request, pk)
    if not request_refresh(company):
        messages.info(request, "Nothing was started: the website is being read already.")
    return redirect(company)
