"""All addresses of the product."""

from django.contrib import admin
from django.urls import include, path

from levelingai import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("accounts/", include("accounts.urls")),
    path("workspace/model/", include("accounts.model.urls")),
    path("admin/", admin.site.urls),
    path("", include("guides.urls")),
]
