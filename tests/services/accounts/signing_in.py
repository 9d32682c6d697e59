"""Somebody with a password, and what a refused sign-in says."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.services.hasher import HASHER, PASSWORD
from tui_app.domain.accounts.records import Session
from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.accounts import accounts, sessions

WARD = "ward 3"
LONG = timedelta(hours=1)


def signed_up(kari: Viewer, ola: Person, now: datetime, secret: str = PASSWORD) -> Session:
    """Ola, signed in with a password he chose."""
    code = accounts.issue_code(kari, now, HASHER, ola.id)
    return sessions.choose_password_with_code(now, HASHER, WARD, ola.name, code, secret)


def refusal(*args: Any) -> DomainError:
    with pytest.raises(DomainError) as refused:
        sessions.sign_in(*args)
    return refused.value
