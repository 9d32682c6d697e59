"""The demonstration team's accounts and stand-ins, and the log of sign-ins and openings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from tui_app.domain.audit import AuditEntry, AuditKind
from tui_app.domain.demo_team import DemoPerson, DemoTeam
from tui_app.services.demo.history import StoredConversations
from tui_app.storage import demo_data

UNUSABLE_HASH = "-"
"""Stored instead of a hash; no password matches it."""
_TERMINALS = ("pauserom", "vaktrom")
_ACCOUNTS_CREATED_AGO = timedelta(days=75)
"""How long ago people got their codes."""
_CODE_TIME_LEFT = timedelta(days=2)
_PEOPLE_WITHOUT_SIGN_IN = 2
"""This many people, the last of the team, cannot sign in yet."""


def store_accounts(
    team: DemoTeam,
    ids: Mapping[str, int],
    conversations: StoredConversations,
    hashes: Mapping[int, str],
    now: datetime,
) -> None:
    """Store accounts: most people have a password, one has a code that expires soon, a few have nothing yet.

    The team's viewer needs no password.

    Args:
        hashes: conversation id -> hash of its signed minutes.
    """
    reports = [person for person in team.people if person.leader == team.viewer]
    newcomer = next((person for person in reports if not person.conversations), None)
    others = [person for person in team.people if person.key != team.viewer and person is not newcomer]
    signing = others[: len(others) - _PEOPLE_WITHOUT_SIGN_IN]
    with_password = {
        "password_hash": UNUSABLE_HASH,
        "password_at": now - _ACCOUNTS_CREATED_AGO,
        "code": "",
        "code_until": None,
    }
    rows: list[demo_data.ColumnValues] = [{"person": ids[person.key], **with_password} for person in signing]
    entries = [*_code_entries(team, reports, signing, ids, now), *_opening_entries(team, ids, conversations, now)]
    entries += _signing_entries(team, ids, conversations, hashes, now)
    if newcomer is not None:
        with_code = {
            "password_hash": "",
            "password_at": None,
            "code": UNUSABLE_HASH,
            "code_until": now + _CODE_TIME_LEFT,
        }
        rows.append({"person": ids[newcomer.key], **with_code})
        made_at = now + _CODE_TIME_LEFT - timedelta(days=7)
        entries.append(AuditEntry(made_at, AuditKind.CODE_MADE, ids[team.viewer], ids[newcomer.key]))
    entries += _store_stand_ins(team, reports, ids, now)
    if signing:
        at, person_id = _at(now.date() - timedelta(days=1), 6, 52, now), ids[signing[-1].key]
        entries.append(AuditEntry(at, AuditKind.SIGN_IN_FAILED, None, person_id, terminal=_TERMINALS[0]))
        demo_data.add_accounts(rows)
    demo_data.add_audit_entries(sorted(entries, key=lambda one: one.at))


def _at(day: date, hour: int, minute: int, now: datetime) -> datetime:
    return min(datetime.combine(day, time(hour, minute), tzinfo=now.tzinfo), now)


def _code_entries(
    team: DemoTeam, reports: list[DemoPerson], signing: list[DemoPerson], ids: Mapping[str, int], now: datetime
) -> Iterator[AuditEntry]:
    """The leader gave each person a code, and they chose a password."""
    day = (now - _ACCOUNTS_CREATED_AGO).date()
    for index, person in enumerate(one for one in reports if one in signing):
        made_at, person_id = _at(day, 9, index * 4, now), ids[person.key]
        yield AuditEntry(made_at, AuditKind.CODE_MADE, ids[team.viewer], person_id)
        chosen_at = made_at + timedelta(hours=2, minutes=index)
        terminal = _TERMINALS[index % len(_TERMINALS)]
        yield AuditEntry(
            chosen_at, AuditKind.PASSWORD_CHOSEN, person_id, person_id, terminal=terminal, details={"with_code": True}
        )
        yield AuditEntry(chosen_at, AuditKind.SIGNED_IN, person_id, person_id, terminal=terminal)


def _opening_entries(
    team: DemoTeam, ids: Mapping[str, int], conversations: StoredConversations, now: datetime
) -> Iterator[AuditEntry]:
    """Both opened each conversation: the employee to write the minutes, the leader to sign them."""
    for index, person in enumerate(team.people):
        for conversation in person.conversations:
            if conversation.submitted_on is None or now.date() - conversation.submitted_on > _ACCOUNTS_CREATED_AGO:
                continue
            person_id, conversation_id = ids[person.key], conversations[person.key, conversation.on].id
            terminal = _TERMINALS[index % len(_TERMINALS)]
            signed_in_at = _at(conversation.submitted_on, 12, 30, now)
            if person.key != team.viewer:
                yield AuditEntry(signed_in_at, AuditKind.SIGNED_IN, person_id, person_id, terminal=terminal)
            yield AuditEntry(signed_in_at, AuditKind.OPENED, person_id, person_id, conversation_id)
            if conversation.signed_on is not None and person.leader is not None:
                read_at = _at(conversation.signed_on, 14, 20, now)
                yield AuditEntry(read_at, AuditKind.OPENED, ids[person.leader], person_id, conversation_id)


def _signing_entries(
    team: DemoTeam,
    ids: Mapping[str, int],
    conversations: StoredConversations,
    hashes: Mapping[int, str],
    now: datetime,
) -> Iterator[AuditEntry]:
    """The leader signed; without the entry the minutes would count as forged."""
    for person in team.people:
        for conversation in person.conversations:
            conversation_id = conversations[person.key, conversation.on].id
            if conversation.signed_on is None or conversation_id not in hashes:
                continue
            at, leader_id = _at(conversation.signed_on, 14, 30, now), ids[person.leader or person.key]
            details = {"number": 1, "sha256": hashes[conversation_id]}
            yield AuditEntry(at, AuditKind.SIGNED, leader_id, ids[person.key], conversation_id, details=details)


def _store_stand_ins(
    team: DemoTeam, reports: list[DemoPerson], ids: Mapping[str, int], now: datetime
) -> Iterator[AuditEntry]:
    """One of the leaders is away next week, the viewer three weeks later."""
    leaders = [one for one in reports if any(person.leader == one.key for person in team.people)]
    if len(leaders) < 2:
        return
    monday = now.date() + timedelta(days=7 - now.weekday())
    first_leader, second_leader = leaders[0].key, leaders[1].key
    rows: list[demo_data.ColumnValues] = []
    for leader, stand_in, first_day in (
        (first_leader, second_leader, monday),
        (team.viewer, first_leader, monday + timedelta(weeks=3)),
    ):
        last_day = first_day + timedelta(days=4)
        rows.append({"leader": ids[leader], "stand_in": ids[stand_in], "first": first_day, "last": last_day})
        details = {"leader": ids[leader], "first": first_day.isoformat(), "last": last_day.isoformat()}
        made_at = _at(now.date() - timedelta(days=3), 10, 15, now)
        yield AuditEntry(made_at, AuditKind.STAND_IN, ids[team.viewer], ids[stand_in], details=details)
    demo_data.add_stand_ins(rows)
