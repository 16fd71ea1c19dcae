"""Addresses of guides."""

from django.urls import path

from guides.chat import views as chat
from guides.company import views as company
from guides.compare import views as compare
from guides.examples import views as examples
from guides.experiments import views as experiments
from guides.feedback import views as feedback
from guides.home import views as home
from guides.overview import views as overview
from guides.publishing import export_views, shared_views
from guides.publishing import views as publishing
from guides.review import views as review
from guides.source import views as source
from guides.upload import views as upload
from guides.versions import views as versions

urlpatterns = [
    path("", home.home, name="home"),
    path("guides/new/", upload.guide_new, name="guide_new"),
    path("guides/sample/", upload.guide_sample, name="guide_sample"),
    path("guides/<uuid:pk>/", overview.guide_detail, name="guide_detail"),
    path("guides/<uuid:pk>/status/", overview.guide_status, name="guide_status"),
    path("guides/<uuid:pk>/pdf/", source.guide_pdf, name="guide_pdf"),
    path("guides/<uuid:pk>/cells/<uuid:cell_pk>/", examples.guide_cell, name="guide_cell"),
    path("guides/<uuid:pk>/retry/", overview.guide_retry, name="guide_retry"),
    path("guides/<uuid:pk>/replace/", upload.guide_replace, name="guide_replace"),
    path("guides/<uuid:pk>/parse-again/", overview.guide_parse_again, name="guide_parse_again"),
    path("guides/<uuid:pk>/confirm/", overview.guide_confirm, name="guide_confirm"),
    path("guides/<uuid:pk>/stop/", overview.guide_stop_writing, name="guide_stop_writing"),
    path("guides/<uuid:pk>/cancel/", overview.guide_cancel, name="guide_cancel"),
    path("guides/<uuid:pk>/delete/", overview.guide_delete, name="guide_delete"),
    # A changed file for a guide: what it changes, and whether that is taken over
    path("guides/<uuid:pk>/versions/new/", versions.version_new, name="guide_version_new"),
    path(
        "guides/<uuid:pk>/versions/<uuid:version_pk>/",
        versions.version_changes,
        name="guide_version",
    ),
    path(
        "guides/<uuid:pk>/versions/<uuid:version_pk>/accept/",
        versions.version_accept,
        name="guide_version_accept",
    ),
    path(
        "guides/<uuid:pk>/versions/<uuid:version_pk>/discard/",
        versions.version_discard,
        name="guide_version_discard",
    ),
    # Review and corrections
    path("guides/<uuid:pk>/review/", review.review_guide, name="guide_review"),
    path("guides/<uuid:pk>/review/correct/", review.correct_guide, name="guide_correct"),
    path("guides/<uuid:pk>/review/confirm/", review.confirm_review, name="guide_review_confirm"),
    # Publishing and sharing
    path("guides/<uuid:pk>/publish/", publishing.guide_publish, name="guide_publish"),
    path("guides/<uuid:pk>/withdraw/", publishing.guide_withdraw, name="guide_withdraw"),
    path("guides/<uuid:pk>/share/", publishing.guide_share, name="guide_share"),
    path(
        "guides/<uuid:pk>/share/<uuid:link_pk>/revoke/",
        publishing.share_link_revoke,
        name="share_link_revoke",
    ),
    path("s/<str:token>/", shared_views.shared_guide, name="shared_guide"),
    path(
        "guides/<uuid:pk>/editions/<int:number>/<slug:competency>/<slug:level>/<int:index>/thumb/",
        feedback.example_thumb,
        name="example_thumb",
    ),
    # Files to take away; a PDF is printed, in a limited child
    path("guides/<uuid:pk>/export.pdf", export_views.guide_pdf_export, name="guide_pdf_export"),
    path("s/<str:token>/export.pdf", export_views.shared_pdf_export, name="shared_pdf_export"),
    path("guides/<uuid:pk>/export/", export_views.guide_exports, name="guide_exports"),
    path("guides/<uuid:pk>/export.<slug:ending>", export_views.guide_export, name="guide_export"),
    path("s/<str:token>/export.<slug:ending>", export_views.shared_export, name="shared_export"),
    # A chat that one has already: copy a row's request, paste the answer
    path("guides/<uuid:pk>/chat/", chat.guide_chat, name="guide_chat"),
    path("guides/<uuid:pk>/chat/<uuid:competency_pk>/", chat.guide_chat_row, name="guide_chat_row"),
    # Levels side by side
    path("guides/<uuid:pk>/compare/", compare.guide_compare, name="guide_compare"),
    path("s/<str:token>/compare/", compare.shared_compare, name="shared_compare"),
    # The company's facts
    path("companies/<uuid:pk>/", company.company_detail, name="company_detail"),
    path("companies/<uuid:pk>/reading/", company.company_reading, name="company_reading"),
    path("companies/<uuid:pk>/facts/add/", company.company_fact_add, name="company_fact_add"),
    path(
        "companies/<uuid:pk>/facts/approve/",
        company.company_facts_approve,
        name="company_facts_approve",
    ),
    path(
        "companies/<uuid:pk>/facts/<uuid:fact_pk>/decide/",
        company.company_fact_decide,
        name="company_fact_decide",
    ),
    path(
        "companies/<uuid:pk>/facts/<uuid:fact_pk>/reword/",
        company.company_fact_reword,
        name="company_fact_reword",
    ),
    # What changes generations
    path("guides/<uuid:pk>/regenerate/", examples.guide_regenerate, name="guide_regenerate"),
    path("guides/<uuid:pk>/write-others/", examples.guide_write_others, name="guide_write_others"),
    path("guides/<uuid:pk>/retry-failed/", examples.guide_retry_failed, name="guide_retry_failed"),
    path(
        "guides/<uuid:pk>/competencies/<uuid:competency_pk>/regenerate/",
        examples.row_regenerate,
        name="row_regenerate",
    ),
    path(
        "guides/<uuid:pk>/levels/<uuid:level_pk>/regenerate/",
        examples.level_regenerate,
        name="level_regenerate",
    ),
    path(
        "guides/<uuid:pk>/cells/<uuid:cell_pk>/regenerate/",
        examples.cell_regenerate,
        name="cell_regenerate",
    ),
    path("guides/<uuid:pk>/cells/<uuid:cell_pk>/start/", examples.cell_start, name="cell_start"),
    path("guides/<uuid:pk>/cells/<uuid:cell_pk>/edit/", examples.cell_edit, name="cell_edit"),
    path(
        "guides/<uuid:pk>/generations/<uuid:generation_pk>/show/",
        examples.generation_show,
        name="generation_show",
    ),
    # Review: pictures of pages, several guides in one PDF, writing after corrections
    path("guides/<uuid:pk>/pages/<int:number>.png", source.page_image, name="guide_page_image"),
    path("guides/<uuid:pk>/review/choose/", review.choose_guides, name="guide_choose"),
    path("guides/<uuid:pk>/review/write/", review.write_changed, name="guide_write_changed"),
    # The company's facts: read again, write again
    path("companies/<uuid:pk>/refresh/", company.company_refresh, name="company_refresh"),
    path(
        "guides/<uuid:pk>/facts/<uuid:fact_pk>/regenerate/",
        examples.fact_regenerate,
        name="fact_regenerate",
    ),
    path(
        "guides/<uuid:pk>/company/regenerate/",
        examples.guide_regenerate_with_facts,
        name="guide_regenerate_with_facts",
    ),
    # Another prompt version or model for a share of the rows
    path("workspace/experiments/", experiments.experiments, name="experiments"),
    path("workspace/experiments/<uuid:experiment_pk>/", experiments.experiment, name="experiment"),
    path(
        "workspace/experiments/<uuid:experiment_pk>/stop/",
        experiments.experiment_stop,
        name="experiment_stop",
    ),
]
