"""Reads and checks the environment. Every variable of the product is read in settings.py, here."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError, ValidationError

BASE_DIR = Path(__file__).resolve().parent.parent
MIN_SECRET_LENGTH = 50
MIN_SECRET_CHARACTERS = 8
"""So many different ones: a key of one repeated letter is none."""
SECRET_BYTES = 50
LOCAL_URL = "http://localhost:8000"


def load() -> Env:
    """The environment, with `.env` beside manage.py underneath it. Errors are gathered.

    `eager=False`: a wrong value is reported by `seal`, together with all the others.
    """
    env = Env(eager=False)
    env.read_env(str(BASE_DIR / ".env"), recurse=False)
    return env


def seal(env: Env) -> None:
    """Stop with one message that names every wrong variable."""
    try:
        env.seal()
    except EnvError as error:
        messages = getattr(error, "error_messages", None) or {"environment": [str(error)]}
        lines = [f"  {name}: {' '.join(texts)}" for name, texts in messages.items()]
        raise ImproperlyConfigured(
            "These settings are not usable (see .env.example):\n" + "\n".join(lines)
        ) from None


def between(low: float, high: float) -> Callable[[float], None]:
    """A check that a number is from `low` to `high`."""

    def check(value: float) -> None:
        if not low <= value <= high:
            raise ValidationError(f"must be between {low} and {high}, not {value}.")

    return check


def http_url(value: str) -> None:
    parts = urlsplit(value)
    if value and (parts.scheme not in {"http", "https"} or not parts.netloc):
        raise ValidationError("must be an http(s) address such as https://api.example.com/v1.")


def site_url(value: str) -> None:
    """Check the address of the site itself: scheme and host, perhaps a port."""
    parts = urlsplit(value)
    is_bare = value == f"{parts.scheme}://{parts.netloc}" and "@" not in parts.netloc
    if value and not (is_bare and parts.hostname and parts.scheme in {"http", "https"}):
        raise ValidationError("must be an address without path, such as https://www.example.com.")


def own_address(configured: str, hosts: Sequence[str], *, is_local: bool) -> str:
    """The address that links in mails begin with: never one that a request names."""
    if configured:
        return configured
    if is_local:
        return LOCAL_URL
    if not hosts or not hosts[0] or hosts[0].startswith((".", "*")):
        raise ImproperlyConfigured("SITE_URL must be set: ALLOWED_HOSTS names no single host.")
    return f"https://{hosts[0]}"


def local_secret_key() -> str:
    """A key for a local run, made once and kept beside the local database."""
    path = BASE_DIR / "var" / "secret_key"
    if not path.exists():
        path.parent.mkdir(mode=0o700, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(SECRET_BYTES))
    return path.read_text().strip()


def require_strong_secret(key: str) -> str:
    if len(key) < MIN_SECRET_LENGTH or len(set(key)) < MIN_SECRET_CHARACTERS:
        raise ImproperlyConfigured(
            "SECRET_KEY must be set to at least 50 random characters in production, for example "
            "the output of: python -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    return key
