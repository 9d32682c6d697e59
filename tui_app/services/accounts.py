"""Accounts: codes, secrets and PINs; opened, closed and ended; administrators and stand-ins; the log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from tui_app.domain import access
from tui_app.domain.accounts import CODE_VALID_FOR, AccountState, Which, pin_problem, read_code
from tui_app.domain.audit import AuditKind, CodeUsed, Entry, Logged
from tui_app.domain.records import Person, StandIn, Viewer
from tui_app.domain.refusals import Invalid, NotAllowed, NotFound, Refusal
from tui_app.services.locksmith import Locksmith
from tui_app.services.sessions import check_secret, confirm, keyed
from tui_app.storage import accounts, administration, audit, people, stand_ins
from tui_app.storage.database import reading, writing

LOG_LINES = 200
"""Lines of the log handed out at a time."""
LISTED = 100
"""People handed out at a time: who is not among them is found by a few letters more."""
TOLD = (
    AuditKind.CODE_MADE,
    AuditKind.SECRET_CHOSEN,
    AuditKind.SIGN_IN_FAILED,
    AuditKind.ACCOUNT_OPENED,
    AuditKind.ACCOUNT_CLOSED,
    AuditKind.SESSIONS_ENDED,
    AuditKind.LEADER_CHANGED,
    AuditKind.STAND_IN,
)
"""What is told to a person at the next sign-in: somebody did something about their account."""
CODES_TOLD_FOR = timedelta(days=30)
"""So long it is asked who used a code, if it has not been asked before."""


def mine(viewer: Viewer, now: datetime) -> AccountState:
    """One's own account."""
    with reading(viewer):
        return accounts.states([viewer.id])[viewer.id]


def state(viewer: Viewer, now: datetime, person_id: int) -> AccountState:
    """How the account of a report stands, or for an administrator anybody's.

    Raises:
        NotFound, NotAllowed: nobody there, or not theirs to know.
    """
    with reading(viewer):
        person = _person(person_id)
        if not (access.manages_accounts(viewer) or access.leads(viewer, person)):
            raise NotAllowed()
        return accounts.states([person_id])[person_id]


def listing(
    viewer: Viewer, now: datetime, words: str, which: Which = Which.HERE, limit: int = LISTED
) -> list[tuple[Person, AccountState]]:
    """People with their accounts, by a few letters; those who have left only where they are asked for.

    Raises:
        NotAllowed: not an administrator.
    """
    _require_administrator(viewer)
    with reading(viewer):
        found = administration.listed(which, words, now, limit)
        states = accounts.states([person.id for person in found])
    return [(person, states[person.id]) for person in found]


def new_code(viewer: Viewer, now: datetime, smith: Locksmith, person_id: int) -> str:
    """Make a one-time code with which somebody chooses their own secret; it is valid for seven days and shown once.

    An older code no longer works. The secret that they have does until they choose another; signing in with it
    ends the code.

    Raises:
        NotFound, NotAllowed: nobody there, or not for this person to give.
        Refusal: `account_closed`.
    """
    code = smith.new_code()
    hashed = smith.hash(read_code(code) or code)
    with writing(viewer):
        person = _person(person_id)
        if not access.may_give_code(viewer, person):
            raise NotAllowed()
        if not accounts.locks(person_id).is_open or person.has_left(now.date()):
            raise Refusal("account_closed")
        keyed(smith)
        accounts.change(person_id, code=hashed, code_until=now + CODE_VALID_FOR)
        audit.add(Entry(now, AuditKind.CODE_MADE, viewer.id, person_id))
    return code


def choose_secret(viewer: Viewer, now: datetime, smith: Locksmith, old: str, new: str, here: str = "") -> None:
    """Choose another secret of one's own; the old one is asked for where there is one.

    Args:
        here: names the session that goes on; what is open elsewhere ends.

    Raises:
        Refusal: `sign_in_wait`, `sign_in_refused`: the old secret is not right.
        Invalid: the new one is too short, too long or too common.
    """
    confirm(viewer, now, smith, old)
    with reading(viewer):
        check_secret(_person(viewer.id), new)
    hashed = smith.hash(new)
    with writing(viewer):
        keyed(smith)
        accounts.change(viewer.id, secret=hashed, secret_at=now, code="", code_until=None)
        accounts.end_sessions(viewer.id, now, but=here)
        audit.add(Entry(now, AuditKind.SECRET_CHOSEN, viewer.id, viewer.id))


def choose_pin(viewer: Viewer, now: datetime, smith: Locksmith, secret: str, pin: str) -> None:
    """Choose a PIN that unlocks one's own locked session, or with nothing typed do without one.

    Raises:
        Refusal: `sign_in_wait`, `sign_in_refused`: the secret is not right; `secret_first`: there is none yet.
        Invalid: not six digits, or too easy to guess.
    """
    if pin and (problem := pin_problem(pin)):
        raise Invalid({"pin": problem})
    confirm(viewer, now, smith, secret)
    hashed = smith.hash(pin) if pin else ""
    with writing(viewer):
        if not accounts.locks(viewer.id).secret:
            raise Refusal("secret_first")
        accounts.change(viewer.id, pin=hashed, pin_tries=0)
        audit.add(Entry(now, AuditKind.PIN_CHOSEN, viewer.id, viewer.id, details={"chosen": bool(pin)}))


def set_open(viewer: Viewer, now: datetime, person_id: int, *, is_open: bool) -> None:
    """Open an account, or close it: nobody signs in with it then, and its sessions end.

    Raises:
        NotFound, NotAllowed: nobody there, or not an administrator, or one's own.
    """

    def change(person: Person) -> AuditKind:
        accounts.change(person.id, is_open=is_open)
        if not is_open:
            accounts.end_sessions(person.id, now)
        return AuditKind.ACCOUNT_OPENED if is_open else AuditKind.ACCOUNT_CLOSED

    _manage(viewer, now, person_id, change)


def end_sessions(viewer: Viewer, now: datetime, person_id: int) -> None:
    """End everything that somebody has open; what they wrote is saved.

    Raises:
        NotFound, NotAllowed: nobody there, or not an administrator, or one's own.
    """

    def change(person: Person) -> AuditKind:
        accounts.end_sessions(person.id, now)
        return AuditKind.SESSIONS_ENDED

    _manage(viewer, now, person_id, change)


def set_administrator(viewer: Viewer, now: datetime, person_id: int, *, administers: bool) -> None:
    """Let somebody administer, or no longer. Nobody takes it from themselves, so one always is left.

    Raises:
        NotFound, NotAllowed: nobody there, or not an administrator, or oneself.
    """

    def change(person: Person) -> AuditKind:
        people.update(person.id, {"is_administrator": administers})
        return AuditKind.ADMINISTRATOR

    _manage(viewer, now, person_id, change, administers=administers)


def _manage(
    viewer: Viewer, now: datetime, person_id: int, change: Callable[[Person], AuditKind], **details: object
) -> None:
    _require_administrator(viewer)
    with writing(viewer):
        person = _person(person_id)
        if person.id == viewer.id:
            raise NotAllowed()
        audit.add(Entry(now, change(person), viewer.id, person.id, details=details))


def standing_in(viewer: Viewer, now: datetime) -> tuple[StandIn, ...]:
    """Who stands in for whom, today and later.

    Raises:
        NotAllowed: not an administrator.
    """
    _require_administrator(viewer)
    with reading(viewer):
        return stand_ins.from_day(now.date())


def let_stand_in(viewer: Viewer, now: datetime, leader_id: int, stand_in_id: int, first: date, last: date) -> int:
    """Let somebody lead the team of a leader who is away; the id.

    It is told to that leader and to the team, whose pages are the stand-in's to read on those days.

    Raises:
        NotAllowed: not an administrator.
        Invalid: nobody there, the same person, or the days are the wrong way round.
    """
    _require_administrator(viewer)
    problems = {}
    if last < first or last < now.date():
        problems["last"] = "ends_before"
    if stand_in_id == leader_id:
        problems["stand_in_id"] = "same_person"
    with writing(viewer):
        for name, one in (("leader_id", leader_id), ("stand_in_id", stand_in_id)):
            person = people.get(one)
            if person is None or person.has_left(now.date()):
                problems.setdefault(name, "unknown_person")
        if problems:
            raise Invalid(problems)
        details = {"leader": leader_id, "first": first.isoformat(), "last": last.isoformat()}
        audit.add(Entry(now, AuditKind.STAND_IN, viewer.id, stand_in_id, details=details))
        team = people.reports([leader_id], now.date(), but=stand_in_id)
        for concerned in (leader_id, *(one.id for one in team)):
            about = details | {"stand_in": stand_in_id}
            audit.add(Entry(now, AuditKind.STAND_IN, viewer.id, concerned, details=about))
        return stand_ins.add(leader_id, stand_in_id, first, last)


def end_stand_in(viewer: Viewer, now: datetime, stand_in_id: int) -> None:
    """Let somebody stand in no longer, from today on.

    Raises:
        NotFound, NotAllowed: not there, or not an administrator.
    """
    _require_administrator(viewer)
    with writing(viewer):
        found = stand_ins.get(stand_in_id)
        if found is None:
            raise NotFound()
        yesterday = now.date() - timedelta(days=1)
        stand_ins.end(stand_in_id, yesterday)
        details = {"leader": found.leader_id, "last": yesterday.isoformat()}
        audit.add(Entry(now, AuditKind.STAND_IN, viewer.id, found.stand_in_id, details=details))


def about_me(viewer: Viewer, now: datetime, before: int = 0, conversation_id: int = 0) -> list[Logged]:
    """The log of what concerns oneself, the newest first: who has opened what, and when.

    Args:
        before: only lines older than the one of this number; 0 begins with the newest.
        conversation_id: only what was done with this conversation of one's own; 0 is whatever was done.
    """
    with reading(viewer):
        return audit.entries(LOG_LINES, about=viewer.id, conversation=conversation_id, before=before)


def whole_log(
    viewer: Viewer, now: datetime, kinds: Sequence[AuditKind] = (), before: int = 0, about: int = 0
) -> list[Logged]:
    """The log of everybody, the newest first; it holds no content.

    Args:
        kinds: only these; none is all.
        before: only lines older than the one of this number; 0 begins with the newest.
        about: only what concerns this person; 0 is everybody.

    Raises:
        NotAllowed: not an administrator.
    """
    _require_administrator(viewer)
    with reading(viewer):
        return audit.entries(LOG_LINES, about=about, kinds=kinds, before=before)


def told_at_sign_in(viewer: Viewer, now: datetime) -> list[Logged]:
    """What happened to one's account since the sign-in before this one, the oldest first.

    Not the secret that was chosen in this sign-in itself.
    """
    with reading(viewer):
        lines = audit.entries(LOG_LINES, about=viewer.id, kinds=(AuditKind.SIGNED_IN, *TOLD))
    told: list[Logged] = []
    signed_in: datetime | None = None
    for line in lines:
        if line.entry.kind is AuditKind.SIGNED_IN:
            if signed_in is not None:
                break
            signed_in = line.entry.at
        elif line.entry.kind is not AuditKind.SECRET_CHOSEN or line.entry.at != signed_in:
            told.insert(0, line)
    return told


def codes_used(viewer: Viewer, now: datetime, since: datetime | None = None) -> tuple[CodeUsed, ...]:
    """One-time codes with which a secret was chosen for one's account, the newest first: it should have been oneself.

    Whoever used a code knows the secret from then on and is the one who signs in with it: the owner, if somebody else
    did, comes with a newer code, or sits at a computer that asks for nothing.

    Args:
        since: at such a computer: those used after this moment. None right after a sign-in: none if it was with the
            secret; if it was with a code, those that were used before, of the last 30 days or at least the last.
    """
    with reading(viewer):
        chosen = audit.entries(LOG_LINES, about=viewer.id, kinds=(AuditKind.SECRET_CHOSEN,))
        used = [line for line in chosen if line.entry.details.get("with_code")]
        if since is None:
            came = audit.entries(1, about=viewer.id, kinds=(AuditKind.SIGNED_IN,))
            if not used or not came or used[0].entry.at != came[0].entry.at:
                return ()
            used = [line for line in used[1:] if line.entry.at >= now - CODES_TOLD_FOR] or used[1:2]
        else:
            used = [line for line in used if line.entry.at > since]
        made = {
            line.id: audit.entries(1, about=viewer.id, kinds=(AuditKind.CODE_MADE,), before=line.id) for line in used
        }
    return tuple(
        CodeUsed(line.entry.at, line.entry.terminal, made[line.id][0].by_name if made[line.id] else "") for line in used
    )


def _person(person_id: int) -> Person:
    person = people.get(person_id)
    if person is None:
        raise NotFound()
    return person


def _require_administrator(viewer: Viewer) -> None:
    if not access.manages_accounts(viewer):
        raise NotAllowed()
