"""A new version of a guide: a changed file beside the guide as it is, taken over when accepted."""
