"""Addresses of what changes generations, and of pictures that a child draws."""

from django.urls import URLPattern, path

from . import views_pages

urlpatterns: list[URLPattern] = [
    # Pictures of pages
    path(
        "guides/<uuid:pk>/pages/<int:number>.png", views_pages.page_image, name="guide_page_image"
    ),
    path("guides/<uuid:pk>/review/choose/", views_pages.choose_guide, name="guide_choose"),
]
