"""Fixtures for the model client's tests."""

from tests.llmsim_server import llmsim, llmsim_session

__all__ = ["llmsim", "llmsim_session"]
