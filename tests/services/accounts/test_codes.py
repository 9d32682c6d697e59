"""One-time codes for many at once: who gets one, all or none, and what the log says."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.conftest import viewer_of
from tests.services.hasher import HASHER, PASSWORD
from tui_app.domain.accounts.codes import CodeScope
from tui_app.domain.accounts.credentials import CODE_VALID_FOR
from tui_app.domain.audit import AuditKind
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import DomainError, NotAllowed
from tui_app.domain.records.person import Person, Viewer
from tui_app.services import access_log
from tui_app.services.accounts import accounts, codes, passwords, sessions
from tui_app.services.people import people

DAY = timedelta(days=1)


def add(kari: Viewer, now: datetime, name: str, leader: Viewer | Person | None, **more: object) -> Person:
    values = {"name": name, "leader_id": leader.id if leader else None} | more
    return people.add(kari, now, validate_draft(PersonDraft, values), leader is None)


@pytest.fixture
def lise(kari: Viewer, now: datetime) -> Viewer:
    """A leader, who does not administer, of Ola and Per; Siri is Kari's."""
    leader = viewer_of(add(kari, now, "Lise Leder", None))
    add(kari, now, "Siri Berg", kari)
    add(kari, now, "Ola Hansen", leader)
    add(kari, now, "Per Berg", leader)
    return leader


def names(viewer: Viewer, now: datetime, scope: CodeScope = CodeScope.TEAM) -> list[str]:
    return [one.person.name for one in codes.without_password(viewer, now, scope) if one.code_until is None]


def ids(viewer: Viewer, now: datetime, scope: CodeScope = CodeScope.TEAM) -> list[int]:
    return [one.person.id for one in codes.without_password(viewer, now, scope)]


def made(viewer: Viewer, now: datetime) -> int:
    """How many codes the log knows."""
    return len(access_log.all_entries(viewer, now, (AuditKind.CODE_MADE,)))


def test_a_leader_makes_codes_for_the_team_and_an_administrator_for_all(
    kari: Viewer, lise: Viewer, now: datetime
) -> None:
    assert names(lise, now) == ["Ola Hansen", "Per Berg"]
    assert names(kari, now) == ["Siri Berg"]
    assert names(kari, now, CodeScope.ALL) == ["Lise Leder", "Ola Hansen", "Per Berg", "Siri Berg"]
    with pytest.raises(NotAllowed):
        codes.without_password(lise, now, CodeScope.ALL)
    issued = codes.issue_codes(lise, now, HASHER, ids(lise, now))
    assert [one.person.name for one in issued.codes] == ["Ola Hansen", "Per Berg"]
    assert issued.until == now + CODE_VALID_FOR
    assert made(kari, now) == 2
    assert names(lise, now) == []
    assert [one.code_until for one in codes.without_password(lise, now, CodeScope.TEAM)] == [issued.until] * 2
    for one in issued.codes:
        sessions.choose_password_with_code(now + DAY, HASHER, "canteen", one.person.name, one.code, PASSWORD)
    assert ids(lise, now + DAY) == []


def test_nobody_gets_a_code_if_one_of_them_may_not(kari: Viewer, lise: Viewer, now: datetime) -> None:
    siri, ola = ids(kari, now)[0], ids(lise, now)[0]
    with pytest.raises(NotAllowed):
        codes.issue_codes(lise, now, HASHER, [ola, siri])
    with pytest.raises(NotAllowed):
        codes.issue_codes(lise, now, HASHER, [ola, lise.id])
    assert made(kari, now) == 0


def test_nobody_gets_a_code_after_it_is_stopped(kari: Viewer, lise: Viewer, now: datetime) -> None:
    seen: list[tuple[int, int]] = []

    def stop_at_second(done: int, total: int) -> None:
        seen.append((done, total))
        if done == 2:
            raise DomainError("codes_stopped")

    with pytest.raises(DomainError):
        codes.issue_codes(kari, now, HASHER, ids(kari, now, CodeScope.ALL), progress=stop_at_second)
    assert seen == [(1, 4), (2, 4)]
    assert made(kari, now) == 0
    assert len(names(kari, now, CodeScope.ALL)) == 4


def test_who_can_sign_in_meanwhile_or_has_left_gets_none(kari: Viewer, lise: Viewer, now: datetime) -> None:
    ola, per = ids(lise, now)
    passwords.choose_password(Viewer(ola, "Ola Hansen"), now, HASHER, "", PASSWORD)
    waiting = accounts.issue_code(kari, now, HASHER, per)
    issued = codes.issue_codes(kari, now, HASHER, [ola, per, ids(kari, now)[0]])
    assert [one.person.name for one in issued.codes] == ["Siri Berg"]
    assert sessions.sign_in(now, HASHER, "canteen", "Ola Hansen", PASSWORD) is not None
    sessions.choose_password_with_code(now, HASHER, "canteen", "Per Berg", waiting, PASSWORD)


def test_a_lost_code_is_made_anew(kari: Viewer, lise: Viewer, now: datetime) -> None:
    ola, _per = ids(lise, now)
    lost = codes.issue_codes(lise, now, HASHER, [ola]).codes[0].code
    assert codes.issue_codes(lise, now, HASHER, [ola]).codes == ()
    anew = codes.issue_codes(lise, now, HASHER, [ola], anew=[ola]).codes[0].code
    with pytest.raises(DomainError):
        sessions.choose_password_with_code(now, HASHER, "canteen", "Ola Hansen", lost, PASSWORD)
    sessions.choose_password_with_code(now, HASHER, "canteen", "Ola Hansen", anew, PASSWORD)


def test_a_closed_account_is_not_listed_and_gets_no_code(kari: Viewer, lise: Viewer, now: datetime) -> None:
    ola, _per = ids(lise, now)
    accounts.set_open(kari, now, ola, is_open=False)
    assert names(lise, now) == ["Per Berg"]
    assert codes.issue_codes(lise, now, HASHER, [ola]).codes == ()
    with pytest.raises(DomainError, match="account_closed"):
        codes.issue_codes(lise, now, HASHER, [ola], anew=[ola])


def test_those_who_wait_are_counted_where_others_sign_in(
    kari: Viewer, lise: Viewer, now: datetime, request: pytest.FixtureRequest
) -> None:
    assert codes.waiting_for_code(lise, now, CodeScope.TEAM, True) == 2
    codes.issue_codes(lise, now, HASHER, ids(lise, now)[:1])
    assert codes.waiting_for_code(lise, now, CodeScope.TEAM, True) == 1
    on_server = "postgres" in request.node.name
    assert codes.waiting_for_code(lise, now, CodeScope.TEAM, False) == (1 if on_server else 0)
