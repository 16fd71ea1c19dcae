"""Addresses of what changes generations."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
