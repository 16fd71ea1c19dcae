"""Settings: read from the environment here and nowhere else. `.env.example` lists them all."""

from __future__ import annotations

import os
import sys
import warnings
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from levelingai import env as environment
from levelingai.env import BASE_DIR, between, http_url, site_url

env = environment.load()
TESTING = "pytest" in sys.modules

# --- The site ---------------------------------------------------------------------------------

DEBUG = env.bool("DEBUG", False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
_site_url = env.str("SITE_URL", "", validate=site_url)
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0, validate=between(0, 10))
LOCAL_RUN = set(ALLOWED_HOSTS) <= {"localhost", "127.0.0.1", "[::1]", "testserver"}
"""Reachable from this machine alone: plain http and a made key are acceptable."""

_secret_key = env.str("SECRET_KEY", "")
if LOCAL_RUN and not _secret_key:
    SECRET_KEY = environment.local_secret_key()
else:
    SECRET_KEY = environment.require_strong_secret(_secret_key)

# --- Storage and database ---------------------------------------------------------------------

DATA_DIR = env.path("DATA_DIR", BASE_DIR / "var")
STORAGE_URL = env.str("STORAGE_URL", "")
PRIVATE_ROOT = STORAGE_URL.removeprefix("file://") or DATA_DIR / "private"
STORAGE_MIN_FREE_MB = env.int("STORAGE_MIN_FREE_MB", 200, validate=between(0, 1_000_000))
DATABASE_URL = env.dj_db_url("DATABASE_URL", f"sqlite:///{DATA_DIR / 'levelingai.sqlite3'}")

# --- The model --------------------------------------------------------------------------------

LLM_API_KEY = env.str("LLM_API_KEY", "") or env.str("OPENAI_API_KEY", "")
LLM_BASE_URL = env.str("LLM_BASE_URL", "", validate=http_url)
LLM_PROVIDER = env.str("LLM_PROVIDER", "openai" if LLM_API_KEY or LLM_BASE_URL else "offline")
LLM_MODEL = env.str("LLM_MODEL", "")
LLM_MODEL_SMALL = env.str("LLM_MODEL_SMALL", "") or LLM_MODEL
LLM_JSON_MODE = env.str("LLM_JSON_MODE", "auto")
LLM_TIMEOUT_SECONDS = env.float("LLM_TIMEOUT_SECONDS", 30, validate=between(1, 600))
LLM_MAX_RETRIES = env.int("LLM_MAX_RETRIES", 2, validate=between(0, 10))
LLM_CALL_DEADLINE_SECONDS = env.float("LLM_CALL_DEADLINE_SECONDS", 600, validate=between(1, 3600))
LLM_MAX_OUTPUT_TOKENS = env.int("LLM_MAX_OUTPUT_TOKENS", 2000, validate=between(256, 100_000))
LLM_CONTEXT_TOKENS = env.int("LLM_CONTEXT_TOKENS", None, validate=between(1024, 10_000_000))
LLM_REASONING_EFFORT = env.str("LLM_REASONING_EFFORT", "")
LLM_TEMPERATURE = env.float("LLM_TEMPERATURE", None, validate=between(0, 2))
LLM_MAX_CONCURRENCY = env.int("LLM_MAX_CONCURRENCY", 48, validate=between(1, 500))
LLM_LOG_PROMPTS = env.bool("LLM_LOG_PROMPTS", False)
LLM_PRICE_PER_MILLION = tuple(env.list("LLM_PRICE_PER_MILLION", [0.0, 0.0, 0.0], subcast=float))
LLM_SPEND_CAP_DAILY = env.decimal("LLM_SPEND_CAP_DAILY", None)
LLM_ALLOWED_HOSTS: list[str] = env.list("LLM_ALLOWED_HOSTS", [])

# --- Limits and behaviour ---------------------------------------------------------------------

UPLOAD_MAX_MB = env.int("UPLOAD_MAX_MB", 20, validate=between(1, 24))
UPLOAD_MAX_PAGES = env.int("UPLOAD_MAX_PAGES", 100, validate=between(1, 2000))
PARSE_CONFIDENCE_THRESHOLD = env.float("PARSE_CONFIDENCE_THRESHOLD", 0.85, validate=between(0, 1))
RESEARCH_ENABLED = env.bool("RESEARCH_ENABLED", True)
RESEARCH_CACHE_HOURS = env.int("RESEARCH_CACHE_HOURS", 24, validate=between(0, 8760))
RESEARCH_WAIT_SECONDS = env.int("RESEARCH_WAIT_SECONDS", 12, validate=between(0, 600))
RESEARCH_TEST_HOST = env.str("RESEARCH_TEST_HOST", "")
OCR_ENABLED = env.str("OCR_ENABLED", "auto")
OCR_LANGUAGES: list[str] = env.list("OCR_LANGUAGES", [])
OCR_MAX_PAGES = env.int("OCR_MAX_PAGES", 30, validate=between(0, 500))
SHARE_LINK_DAYS = env.int("SHARE_LINK_DAYS", 30, validate=between(1, 3650))
RATE_LIMIT_UPLOADS = env.int("RATE_LIMIT_UPLOADS", 60, validate=between(1, 100_000))

EMAIL = env.dj_email_url("EMAIL_URL", "console:")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Leveling AI <noreply@localhost>")

environment.seal(env)

SITE_URL = environment.own_address(_site_url, ALLOWED_HOSTS, is_local=LOCAL_RUN)
"""Where people find the site; links in mails begin with it."""

for _name, _value, _known in (
    ("LLM_PROVIDER", LLM_PROVIDER, {"openai", "offline"}),
    ("LLM_JSON_MODE", LLM_JSON_MODE, {"auto", "json_schema", "json_object", "prompt"}),
    (
        "LLM_REASONING_EFFORT",
        LLM_REASONING_EFFORT,
        {"", "none", "minimal", "low", "medium", "high"},
    ),
    ("OCR_ENABLED", OCR_ENABLED, {"auto", "true", "false"}),
):
    if _value not in _known:
        raise ImproperlyConfigured(f"{_name} must be one of {', '.join(sorted(_known - {''}))}.")
if LLM_PROVIDER == "openai" and not LLM_MODEL:
    raise ImproperlyConfigured("LLM_MODEL must name a model when LLM_PROVIDER is openai.")
if STORAGE_URL and not STORAGE_URL.startswith("file://"):
    raise ImproperlyConfigured("STORAGE_URL must be a file:// address of a private folder.")
if RESEARCH_TEST_HOST and not LOCAL_RUN:
    raise ImproperlyConfigured("RESEARCH_TEST_HOST is for tests on this machine only.")
if len(LLM_PRICE_PER_MILLION) != 3:
    raise ImproperlyConfigured("LLM_PRICE_PER_MILLION needs three prices: in,cached,out.")
if LLM_SPEND_CAP_DAILY is not None and not any(LLM_PRICE_PER_MILLION):
    raise ImproperlyConfigured("LLM_SPEND_CAP_DAILY needs LLM_PRICE_PER_MILLION to count with.")

# --- Django -----------------------------------------------------------------------------------

INSTALLED_APPS = [
    "levelingai.jobs",
    "levelingai.llm",
    "levelingai.audit",
    "accounts",
    "guides",
    "generation",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_q",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "levelingai.middleware.SecretPagesMiddleware",
    "levelingai.middleware.BodyLimitMiddleware",
    "levelingai.middleware.CharsetMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "levelingai.middleware.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "levelingai.middleware.PrivatePagesMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "levelingai.urls"
WSGI_APPLICATION = "levelingai.wsgi.application"
ASGI_APPLICATION = "levelingai.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]


def _database(parsed: dict[str, Any]) -> dict[str, Any]:
    """Connection settings as measured for one writer queue beside the web (docs/adr/0003)."""
    shared = {**parsed, "ATOMIC_REQUESTS": False, "CONN_MAX_AGE": 60}
    if parsed["ENGINE"].endswith("sqlite3"):
        return {
            **shared,
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
            # a file, because workers under test open it too; of its own for each test run
            "TEST": {"NAME": str(DATA_DIR / f"test-{os.getpid()}.sqlite3")},
        }
    return {**shared, "CONN_HEALTH_CHECKS": True}


DATABASES = {"default": _database(DATABASE_URL)}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # What all processes must agree on, such as the count of wrong share addresses.
    "shared": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "levelingai_cache",
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {"BACKEND": "levelingai.storage.PrivateStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = DEBUG
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True

for _key, _value in EMAIL.items():
    globals()[_key] = _value

# --- Signing in -------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "accounts/locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "levelingai.middleware.client_address"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "next"]  # "next" may be a share link
AXES_VERBOSE = False

# --- The browser ------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "levelingai.errors.csrf_failure"
if not LOCAL_RUN:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
if TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Background work --------------------------------------------------------------------------

warnings.filterwarnings("ignore", message="Retry and timeout are misconfigured")
Q_CLUSTER = {
    "name": "main",
    "orm": "default",
    "workers": 1,
    "queue_limit": 1,
    "bulk": 1,
    "poll": 0.05,
    "save_limit": -1,  # state lives in our own tables
    "timeout": 180,
    "retry": 30,  # below the timeout on purpose: the heartbeat renews it (docs/architecture.md)
    "max_attempts": 3,
    "catch_up": False,
    "ALT_CLUSTERS": {name: {} for name in ("extract", "parse", "research", "generate", "export")},
}
LLM_TASK_SECONDS = int(LLM_CALL_DEADLINE_SECONDS) + 300
"""For a task that asks a model: its slowest call, begun as late as the task begins any, with room
for what comes before and after. The heartbeats keep message and lease for as long as it lives."""
LEASE_SECONDS = 30

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"secrets": {"()": "levelingai.logging.SecretsFilter"}},
    "formatters": {"line": {"()": "levelingai.logging.LineFormatter"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["secrets"],
        }
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django-q": {"level": "WARNING"},
        "django.server": {"handlers": ["console"], "propagate": False},
        "axes": {"level": "WARNING"},
        "pdfminer": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
        "httpx2": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
    },
}

if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
