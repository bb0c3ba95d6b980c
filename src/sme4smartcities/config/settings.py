"""Every setting of the platform; what an operator may change is an SME4SC_* variable."""

import secrets
import sys
from email.utils import formataddr
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from sme4smartcities import __version__
from sme4smartcities.config import engines, env, mail_url
from sme4smartcities.config.meaning import *  # noqa: F403 (constants)
from sme4smartcities.config.sign_in import *  # noqa: F403 (constants)

PACKAGE = Path(__file__).resolve().parents[1]
TESTING = "pytest" in sys.modules

# --- What the operator chooses -----------------------------------------------------------------
# production: a real programme behind https; local: one machine, no https; demo: the invented one.
MODE = env.choice("MODE", "production", ("production", "local", "demo"))
DEBUG = env.flag("DEBUG")
DEMO = MODE == "demo"
PRODUCTION = MODE == "production" and not TESTING
DATA = env.folder("DATA", Path("data"))
BASE_URL = env.text("BASE_URL", "http://localhost:8000").rstrip("/")
SITE_NAME = env.text("SITE_NAME", "SME4SmartCities")
LOGO_KINDS = {".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp"}
LOGO = env.file("LOGO", tuple(LOGO_KINDS))
FUNDING_STATEMENT = env.text("FUNDING_STATEMENT")
OPERATOR_NAME = env.text("OPERATOR_NAME")
OPERATOR_ADDRESS = env.text("OPERATOR_ADDRESS")  # lines divided by ";"
CONTACT_EMAIL = env.text("CONTACT_EMAIL")
SECURITY_CONTACT = env.text("SECURITY_CONTACT")  # mailto: or https: address for security.txt
RELEASE = __version__
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")


def _secret_key() -> str:
    """Take the operator's key, or make one once and keep it in the data folder."""
    if given := env.text("SECRET_KEY"):
        return given
    if TESTING:
        return "test-key-" + "x" * 50
    kept = DATA / "secret.key"
    if not kept.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(64))
    return kept.read_text().strip()


SECRET_KEY = _secret_key()
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")  # former keys, while they are retired
SUPPRESSION_KEYS = env.words("SUPPRESSION_KEYS")  # where machines share no data folder

if PRODUCTION:
    if DEBUG:
        raise ImproperlyConfigured("SME4SC_DEBUG: production never runs with it")
    if urlsplit(BASE_URL).scheme != "https":
        raise ImproperlyConfigured("SME4SC_BASE_URL: production needs an https address")
    if len(SECRET_KEY) < 50:
        raise ImproperlyConfigured("SME4SC_SECRET_KEY: give at least 50 random characters")
    if any(len(key) < 50 for key in SUPPRESSION_KEYS):
        raise ImproperlyConfigured("SME4SC_SUPPRESSION_KEYS: give at least 50 random characters")

# --- Rooms -------------------------------------------------------------------------------------
FEATURES = [
    "sme4smartcities.core",
    "sme4smartcities.accounts",
    "sme4smartcities.vocabularies",
    "sme4smartcities.organisations",
    "sme4smartcities.organisations.exchange",
    "sme4smartcities.programmes",
    "sme4smartcities.opportunities",
    "sme4smartcities.challenges",
    "sme4smartcities.solutions",
    "sme4smartcities.matching",
    "sme4smartcities.matching.tagging",
    "sme4smartcities.alliances",
    "sme4smartcities.web",
    "sme4smartcities.demo",
]
MECHANISMS = [
    "sme4smartcities.core.journal",
    "sme4smartcities.core.jobs",
    "sme4smartcities.core.mail",
    "sme4smartcities.core.search",
    "sme4smartcities.organisations.directory",
    "sme4smartcities.core.uploads",
]
INSTALLED_APPS = [
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    *MECHANISMS,
    *FEATURES,  # before the libraries, so that our templates win
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_prose_editor",
    "ninja",
    "django.forms",
    "sme4smartcities.config.apps.PlatformConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "sme4smartcities.core.middleware.Language",
    "sme4smartcities.core.middleware.ProblemsForPrograms",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "sme4smartcities.accounts.middleware.Assurance",
    "sme4smartcities.core.uploads.middleware.BodyLimit",
    "sme4smartcities.core.middleware.Doors",
    "sme4smartcities.accounts.middleware.Agreement",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "sme4smartcities.vocabularies.middleware.ListsOnce",
    "sme4smartcities.core.middleware.Refusals",
]
ROOT_URLCONF = "sme4smartcities.config.urls"
WSGI_APPLICATION = "sme4smartcities.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sme4smartcities.core.context.house",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "sme4smartcities.core.templatetags.house",
                "sme4smartcities.core.templatetags.parts",
            ],
        },
    }
]
FORM_RENDERER = "sme4smartcities.core.rendering.HouseForms"

# --- Data --------------------------------------------------------------------------------------
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASE_URL = env.text("DATABASE_URL")
DATABASES = {
    "default": engines.postgresql(DATABASE_URL)
    if DATABASE_URL
    else engines.sqlite(DATA / "platform.sqlite3")
}
# Tables that a backup leaves out, since they are made again from others.
DERIVED_TABLES: list[str] = []
CACHE_URL = env.text("CACHE_URL")
CACHES = {name: engines.cache(CACHE_URL, name, DATA) for name in ("default", "limits")}
FILES = DATA / "files"
MEDIA_ROOT = FILES
STORAGES = {
    "default": {
        "BACKEND": "sme4smartcities.core.uploads.storage.WholeFiles",
        "OPTIONS": {"location": str(FILES)},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"

# --- Members (the rest stands in sign_in.py) ----------------------------------------------------
MFA_TOTP_ISSUER = SITE_NAME
OPERATOR_ADMIN = env.flag("OPERATOR_ADMIN", not PRODUCTION)  # the reading room at /operator-admin/

# --- Languages ---------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("es", "Español"),
    ("it", "Italiano"),
    ("fr", "Français"),
    ("he", "עברית"),
    ("ar", "العربية"),
]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_COOKIE_NAME = "language"

# --- Safety ------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0)  # our own, before the web server
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "sme4smartcities.core.pages.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
LARGEST_BODY = 30_000_000  # bytes of one request, files included
BACKUP_TO = env.words("BACKUP_TO")  # public keys of age for which backups are sealed
SCANNER = env.text("SCANNER")  # clamd://host:port or clamd:///path/to/socket
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.flag("SSL_REDIRECT", True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("HSTS_SUBDOMAINS", True)
    SECURE_HSTS_PRELOAD = env.flag("HSTS_PRELOAD", True)
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
if not TESTING:
    CSRF_TRUSTED_ORIGINS = [BASE_URL]

# --- Mail --------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = env.text(
    "MAIL_FROM", formataddr((SITE_NAME, f"noreply@{urlsplit(BASE_URL).hostname}"))
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL
if PRODUCTION and not env.text("MAIL_URL"):
    raise ImproperlyConfigured("SME4SC_MAIL_URL: name the mail server, smtp://user:password@host")
_mail = mail_url.read(env.text("MAIL_URL"), DATA / "mail")
EMAIL_BACKEND = _mail.backend
MAIL_STAYS = _mail.backend == mail_url.FOLDER  # nothing is sent: each mail is a file in a folder
EMAIL_FILE_PATH = _mail.folder
EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.starttls, _mail.tls
EMAIL_TIMEOUT = 20

# --- Background work ---------------------------------------------------------------------------
JOBS = env.choice("JOBS", "database", ("database", "procrastinate"))
TASKS = {"default": engines.jobs(JOBS)}
if JOBS == "procrastinate":
    if not DATABASE_URL:
        raise ImproperlyConfigured("SME4SC_JOBS: procrastinate needs SME4SC_DATABASE_URL")
    INSTALLED_APPS.insert(0, "procrastinate.contrib.django")
    PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
    PROCRASTINATE_READONLY_MODELS = False  # our engine frees and revives jobs by their rows

# --- Logs --------------------------------------------------------------------------------------
LOG_LEVEL = env.text("LOG_LEVEL", "WARNING")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "sme4smartcities.config.logs.Discreet",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    # Django's own handlers would write the same lines a second time, with all that is in them.
    "loggers": {
        name: {"handlers": [], "level": LOG_LEVEL, "propagate": True}
        for name in ("django", "django.server")
    }
    # A foreign host is refused; who asks in its name shall not fill the log.
    | {"django.security.DisallowedHost": {"level": "CRITICAL"}},
}
