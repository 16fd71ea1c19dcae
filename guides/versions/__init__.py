"""A new version of a guide: a changed file beside what the guide is now, taken over when accepted."""
