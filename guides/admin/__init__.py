"""Guides and what belongs to them in the admin: to look into, and to run again."""

from guides.admin import companies, generations, guides, matrix, publishing

__all__ = ["companies", "generations", "guides", "matrix", "publishing"]
