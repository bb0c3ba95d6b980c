"""The smallest settings that serve one page: no application, no middleware, no database."""

SECRET_KEY = "yardstick"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "benchmarks.trivial.urls"
MIDDLEWARE: list[str] = []
INSTALLED_APPS: list[str] = []
