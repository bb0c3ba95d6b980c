"""The platform's own settings with the harness's feature added."""

from sme4smartcities.config.settings import *  # noqa: F403
from sme4smartcities.config.settings import FEATURES, INSTALLED_APPS

FEATURES = [*FEATURES, "tests.security.crash"]
INSTALLED_APPS = [*INSTALLED_APPS, "tests.security.crash"]
