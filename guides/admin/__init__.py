"""Guides and what belongs to them in the admin: to look into, and to run again."""

from guides.admin import companies, experiments, generations, guides, matrix, publishing

__all__ = ["companies", "experiments", "generations", "guides", "matrix", "publishing"]
