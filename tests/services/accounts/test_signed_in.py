"""Use cases of the signed-in person: what they read is read on one connection, which is closed afterwards."""

from __future__ import annotations

from datetime import datetime

import pytest

from tui_app.domain.accounts.records import Session
from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import Viewer
from tui_app.services.accounts import signed_in
from tui_app.storage.database import proxy, reading, writing


def two_scopes(viewer: Viewer, now: datetime) -> bool:
    with reading(viewer):
        first = proxy.connection()
    with writing(viewer, notify=False):
        return proxy.connection() is first


def refused(viewer: Viewer, now: datetime) -> None:
    with reading(viewer):
        raise DomainError("not_allowed")


def test_a_use_case_has_one_connection_for_all_its_scopes(kari: Viewer, now: datetime) -> None:
    proxy.close()
    assert signed_in.call_as(Session(kari.id), two_scopes, now)
    assert proxy.is_closed()


def test_a_use_case_that_fails_leaves_no_connection_open(kari: Viewer, now: datetime) -> None:
    proxy.close()
    with pytest.raises(DomainError):
        signed_in.call_as(Session(kari.id), refused, now)
    assert proxy.is_closed()
