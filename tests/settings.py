"""Settings of the tests: the product's, with an app that has a written text of its own."""

from levelingai.settings import *  # noqa: F403
from levelingai.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.grounded_app"]
