"""Settings of worker processes under test: short leases, and a place to stop and be killed."""

from levelingai.settings import *  # noqa: F403
from levelingai.settings import INSTALLED_APPS, Q_CLUSTER

LEASE_SECONDS = 6
Q_CLUSTER = {**Q_CLUSTER, "retry": LEASE_SECONDS, "timeout": 60}
INSTALLED_APPS = [*INSTALLED_APPS, "tests.workers"]
RESEARCH_ENABLED = False
