"""Background work about any subject: its row and claim, its message, and what picks it up again.

`kinds` registers what can be done, `claims` adds, takes and closes jobs, `sweep` looks after those
whose worker died, `queue` is the only importer of django-q2, `supervisor` keeps workers alive.
"""
