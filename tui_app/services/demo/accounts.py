"""The demonstration team's accounts, stand-ins, and the log of who has signed in and seen what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from tui_app.domain.audit import AuditEntry, AuditKind
from tui_app.domain.demo_team import DemoPerson, DemoTeam
from tui_app.services.demo.history import StoredConversations
from tui_app.storage import demo_data

UNUSABLE_HASH = "-"
"""Stands where a hash would: nothing that anybody types fits it."""
_TERMINALS = ("pauserom", "vaktrom")
_ACCOUNTS_CREATED_AGO = timedelta(days=75)
"""So long ago people got their codes."""
_CODE_TIME_LEFT = timedelta(days=2)
_PEOPLE_WITHOUT_SIGN_IN = 2
"""The last of the team have no sign-in yet."""


def store_accounts(team: DemoTeam, ids: Mapping[str, int], talks: StoredConversations, now: datetime) -> None:
    """Store them: most sign in, one has a code that ends soon, a few have nothing yet. The viewer needs no secret."""
    reports = [person for person in team.people if person.leader == team.viewer]
    newcomer = next((person for person in reports if not person.conversations), None)
    others = [person for person in team.people if person.key != team.viewer and person is not newcomer]
    signing = others[: len(others) - _PEOPLE_WITHOUT_SIGN_IN]
    chosen = {"secret": UNUSABLE_HASH, "secret_at": now - _ACCOUNTS_CREATED_AGO, "code": "", "code_until": None}
    rows: list[demo_data.ColumnValues] = [{"person": ids[person.key], **chosen} for person in signing]
    entries = [*_code_entries(team, reports, signing, ids, now), *_opening_entries(team, ids, talks, now)]
    if newcomer is not None:
        waits = {"secret": "", "secret_at": None, "code": UNUSABLE_HASH, "code_until": now + _CODE_TIME_LEFT}
        rows.append({"person": ids[newcomer.key], **waits})
        made = now + _CODE_TIME_LEFT - timedelta(days=7)
        entries.append(AuditEntry(made, AuditKind.CODE_MADE, ids[team.viewer], ids[newcomer.key]))
    entries += _store_stand_ins(team, reports, ids, now)
    if signing:
        at, who = _at(now.date() - timedelta(days=1), 6, 52, now), ids[signing[-1].key]
        entries.append(AuditEntry(at, AuditKind.SIGN_IN_FAILED, None, who, terminal=_TERMINALS[0]))
        demo_data.add_accounts(rows)
    demo_data.add_audit_entries(sorted(entries, key=lambda one: one.at))


def _at(day: date, hour: int, minute: int, now: datetime) -> datetime:
    return min(datetime.combine(day, time(hour, minute), tzinfo=now.tzinfo), now)


def _code_entries(
    team: DemoTeam, reports: list[DemoPerson], signing: list[DemoPerson], ids: Mapping[str, int], now: datetime
) -> Iterator[AuditEntry]:
    """The leader gave each a code, and they chose a secret."""
    day = (now - _ACCOUNTS_CREATED_AGO).date()
    for place, person in enumerate(one for one in reports if one in signing):
        at, own = _at(day, 9, place * 4, now), ids[person.key]
        yield AuditEntry(at, AuditKind.CODE_MADE, ids[team.viewer], own)
        chosen = at + timedelta(hours=2, minutes=place)
        terminal = _TERMINALS[place % len(_TERMINALS)]
        yield AuditEntry(chosen, AuditKind.PASSWORD_CHOSEN, own, own, terminal=terminal, details={"with_code": True})
        yield AuditEntry(chosen, AuditKind.SIGNED_IN, own, own, terminal=terminal)


def _opening_entries(
    team: DemoTeam, ids: Mapping[str, int], talks: StoredConversations, now: datetime
) -> Iterator[AuditEntry]:
    """Both opened each conversation: the employee to write the minutes, the leader to sign them."""
    for place, person in enumerate(team.people):
        for talk in person.conversations:
            if talk.submitted_on is None or now.date() - talk.submitted_on > _ACCOUNTS_CREATED_AGO:
                continue
            own, number = ids[person.key], talks[person.key, talk.on].id
            terminal = _TERMINALS[place % len(_TERMINALS)]
            signed_in = _at(talk.submitted_on, 12, 30, now)
            if person.key != team.viewer:
                yield AuditEntry(signed_in, AuditKind.SIGNED_IN, own, own, terminal=terminal)
            yield AuditEntry(signed_in, AuditKind.OPENED, own, own, number)
            if talk.signed_on is not None and person.leader is not None:
                read = _at(talk.signed_on, 14, 20, now)
                yield AuditEntry(read, AuditKind.OPENED, ids[person.leader], own, number)


def _store_stand_ins(
    team: DemoTeam, reports: list[DemoPerson], ids: Mapping[str, int], now: datetime
) -> Iterator[AuditEntry]:
    """One who leads a team is away next week; later the viewer is."""
    leaders = [one for one in reports if any(person.leader == one.key for person in team.people)]
    if len(leaders) < 2:
        return
    monday = now.date() + timedelta(days=7 - now.weekday())
    first, second = leaders[0].key, leaders[1].key
    rows: list[demo_data.ColumnValues] = []
    for leader, stand_in, begins in ((first, second, monday), (team.viewer, first, monday + timedelta(weeks=3))):
        ends = begins + timedelta(days=4)
        rows.append({"leader": ids[leader], "stand_in": ids[stand_in], "first": begins, "last": ends})
        details = {"leader": ids[leader], "first": begins.isoformat(), "last": ends.isoformat()}
        at = _at(now.date() - timedelta(days=3), 10, 15, now)
        yield AuditEntry(at, AuditKind.STAND_IN, ids[team.viewer], ids[stand_in], details=details)
    demo_data.add_stand_ins(rows)
