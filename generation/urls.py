"""Addresses of what changes generations, and of pictures that a child draws."""

from django.urls import path

from . import views, views_company, views_export, views_pages

urlpatterns = [
    path("guides/<uuid:pk>/regenerate/", views.guide_regenerate, name="guide_regenerate"),
    path("guides/<uuid:pk>/retry-failed/", views.guide_retry_failed, name="guide_retry_failed"),
    path(
        "guides/<uuid:pk>/competencies/<uuid:competency_pk>/regenerate/",
        views.row_regenerate,
        name="row_regenerate",
    ),
    path(
        "guides/<uuid:pk>/levels/<uuid:level_pk>/regenerate/",
        views.level_regenerate,
        name="level_regenerate",
    ),
    path(
        "guides/<uuid:pk>/cells/<uuid:cell_pk>/regenerate/",
        views.cell_regenerate,
        name="cell_regenerate",
    ),
    path("guides/<uuid:pk>/cells/<uuid:cell_pk>/edit/", views.cell_edit, name="cell_edit"),
    path(
        "guides/<uuid:pk>/generations/<uuid:generation_pk>/show/",
        views.generation_show,
        name="generation_show",
    ),
    # Review: pictures of pages, several guides in one PDF, writing after corrections
    path(
        "guides/<uuid:pk>/pages/<int:number>.png", views_pages.page_image, name="guide_page_image"
    ),
    path("guides/<uuid:pk>/review/choose/", views_pages.choose_guides, name="guide_choose"),
    path("guides/<uuid:pk>/review/write/", views_pages.write_changed, name="guide_write_changed"),
    # PDF exports
    path("guides/<uuid:pk>/export.pdf", views_export.guide_pdf_export, name="guide_pdf_export"),
    path("s/<str:token>/export.pdf", views_export.shared_pdf_export, name="shared_pdf_export"),
    # The company's facts: read again, write again
    path("companies/<uuid:pk>/refresh/", views_company.company_refresh, name="company_refresh"),
    path(
        "guides/<uuid:pk>/facts/<uuid:fact_pk>/regenerate/",
        views_company.fact_regenerate,
        name="fact_regenerate",
    ),
    path(
        "guides/<uuid:pk>/company/regenerate/",
        views_company.guide_regenerate_with_facts,
        name="guide_regenerate_with_facts",
    ),
]
