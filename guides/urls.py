"""Addresses of guides."""

from django.urls import path

from .views import actions, cell, home, matrix, pdf, progress, review, upload

urlpatterns = [
    path("", home.home, name="home"),
    path("guides/new/", upload.guide_new, name="guide_new"),
    path("guides/<uuid:pk>/", matrix.guide_detail, name="guide_detail"),
    path("guides/<uuid:pk>/status/", progress.guide_status, name="guide_status"),
    path("guides/<uuid:pk>/pdf/", pdf.guide_pdf, name="guide_pdf"),
    path("guides/<uuid:pk>/cells/<uuid:cell_pk>/", cell.guide_cell, name="guide_cell"),
    path("guides/<uuid:pk>/retry/", actions.guide_retry, name="guide_retry"),
    path("guides/<uuid:pk>/replace/", upload.guide_replace, name="guide_replace"),
    path("guides/<uuid:pk>/parse-again/", actions.guide_parse_again, name="guide_parse_again"),
    path("guides/<uuid:pk>/confirm/", actions.guide_confirm, name="guide_confirm"),
    path("guides/<uuid:pk>/cancel/", actions.guide_cancel, name="guide_cancel"),
    path("guides/<uuid:pk>/delete/", actions.guide_delete, name="guide_delete"),
    # Review and corrections
    path("guides/<uuid:pk>/review/", review.review_guide, name="guide_review"),
    path("guides/<uuid:pk>/review/correct/", review.correct_guide, name="guide_correct"),
    path("guides/<uuid:pk>/review/confirm/", review.confirm_review, name="guide_review_confirm"),
]
