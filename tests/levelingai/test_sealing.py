"""Secrets at rest open for their own workspace alone, under this installation's key alone."""

from __future__ import annotations

import uuid

import pytest

from levelingai.sealing import CannotUnseal, seal, unseal

pytestmark = pytest.mark.core
HERE, ELSEWHERE = uuid.uuid4(), uuid.uuid4()
KEY = "sk-secret-1234567890"


def test_sealed_text_opens_again_and_shows_nothing():
    sealed = seal(KEY, HERE)
    assert unseal(sealed, HERE) == KEY
    assert KEY not in sealed
    assert seal(KEY, HERE) != sealed


def test_another_workspace_cannot_open_it():
    with pytest.raises(CannotUnseal):
        unseal(seal(KEY, HERE), ELSEWHERE)


@pytest.mark.parametrize("change", [lambda text: text[:-4] + "AAAA", lambda _: "", lambda _: "ä"])
def test_changed_text_is_not_opened(change):
    with pytest.raises(CannotUnseal):
        unseal(change(seal(KEY, HERE)), HERE)


def test_new_secret_key_opens_nothing_unless_the_former_one_is_named(settings):
    sealed, former = seal(KEY, HERE), settings.SECRET_KEY
    settings.SECRET_KEY = "another " * 10
    with pytest.raises(CannotUnseal):
        unseal(sealed, HERE)
    settings.SECRET_KEY_FALLBACKS = [former]
    assert unseal(sealed, HERE) == KEY
