"""Secrets at rest: sealed under a key that is derived from SECRET_KEY for each workspace.

What was sealed for one workspace opens in no other, and not after SECRET_KEY changed, unless the
former one stands in SECRET_KEY_FALLBACKS.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_PURPOSE = b"levelingai.sealing:"
_KEY_BYTES = 32


class CannotUnseal(Exception):
    """The text was sealed under another key, or it was changed since."""


def seal(text: str, workspace_id: UUID) -> str:
    """`text` so that only this installation can read it, for this workspace. Never twice alike."""
    return _cipher(workspace_id).encrypt(text.encode()).decode()


def unseal(sealed: str, workspace_id: UUID) -> str:
    """What was sealed. Raises `CannotUnseal`."""
    try:
        return _cipher(workspace_id).decrypt(sealed.encode()).decode()
    except (InvalidToken, UnicodeError) as error:
        raise CannotUnseal("This secret cannot be read any more.") from error


def _cipher(workspace_id: UUID) -> MultiFernet:
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(_key(str(secret), workspace_id)) for secret in secrets])


def _key(secret: str, workspace_id: UUID) -> bytes:
    derive = HKDF(
        algorithm=SHA256(), length=_KEY_BYTES, salt=None, info=_PURPOSE + workspace_id.bytes
    )
    return urlsafe_b64encode(derive.derive(secret.encode()))
