"""Addresses of a workspace's model."""

from django.urls import path

from accounts.model import views

urlpatterns = [
    path("", views.model, name="model"),
    path("trial/", views.model_trial, name="model_trial"),
    path("try/", views.model_try, name="model_try"),
    path("stop/", views.model_stop, name="model_stop"),
    path("use/", views.model_use, name="model_use"),
    path("disconnect/", views.model_disconnect, name="model_disconnect"),
]
