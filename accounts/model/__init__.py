"""Connecting a model: the page of a workspace's owners, and what it starts."""
