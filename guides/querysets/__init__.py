"""What pages and workers ask of the guide's tables, one module a noun.

Models name their querysets, so querysets name no model: what they need of another table they reach
through the relation (`related`).
"""
