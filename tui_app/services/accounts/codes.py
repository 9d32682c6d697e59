"""One-time codes for many people at once: for a new team, or for everybody who has no way to sign in yet."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from tui_app.domain import access
from tui_app.domain.accounts.codes import CodeScope, IssuedCode, IssuedCodes, WithoutPassword
from tui_app.domain.accounts.credentials import CODE_VALID_FOR, is_code_valid, parse_code
from tui_app.domain.audit import AuditEntry, AuditKind
from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.accounts.credentials import check_sign_in_key
from tui_app.services.accounts.password_hasher import PasswordHasher
from tui_app.services.authorize import get_person, require, require_account_administrator
from tui_app.storage import audit_log
from tui_app.storage.database import is_postgres, reading, writing
from tui_app.storage.people import administration
from tui_app.storage.sign_in import accounts

Progress = Callable[[int, int], None]
"""Takes how many of how many codes are made; what it raises stops the work, and no code is stored."""


def without_password(viewer: Viewer, now: datetime, scope: CodeScope) -> tuple[WithoutPassword, ...]:
    """The people who have not chosen a password, and for whom the viewer may make a code, by name.

    Raises:
        NotAllowed: everybody's are asked for, and the viewer does not manage accounts.
    """
    if scope is CodeScope.ALL:
        require_account_administrator(viewer)
    leaders = None if scope is CodeScope.ALL else viewer.leads_as
    with reading(viewer):
        found = administration.without_password(now, leaders)
        codes = administration.valid_codes(now)
    mine = [person for person in found if access.may_create_code(viewer, person)]
    return tuple(WithoutPassword(person, codes.get(person.id)) for person in mine)


def waiting_for_code(viewer: Viewer, now: datetime, scope: CodeScope, takes_turns: bool) -> int:
    """How many people could sign in, but have neither a password nor a code; 0 where nobody else signs in.

    Args:
        takes_turns: several people use this computer; else, only those of a server sign in at theirs.

    Raises:
        NotAllowed: as for `without_password`.
    """
    if not (takes_turns or is_postgres()):
        return 0
    return sum(one.code_until is None for one in without_password(viewer, now, scope))


def issue_codes(
    viewer: Viewer,
    now: datetime,
    hasher: PasswordHasher,
    person_ids: Sequence[int],
    *,
    anew: Collection[int] = frozenset(),
    progress: Progress = lambda _done, _total: None,
) -> IssuedCodes:
    """Make one-time codes: all of them or, if it is stopped or refused, none.

    Hashing takes about a quarter of a second for each, and happens before the database is written to. Whoever has got
    a password or a code meanwhile, has left or is closed gets none.

    Args:
        anew: ids of those who get one even if they can sign in already; an older code stops working.
        progress: takes how many are made.

    Raises:
        NotFound, NotAllowed: no such person, or the viewer may not give one of them a code.
        DomainError: `account_closed`, of somebody who gets one anew.
    """
    wanted = list(dict.fromkeys(person_ids))
    with reading(viewer):
        _allowed(viewer, wanted)
    made: list[tuple[str, str]] = []
    for _ in wanted:
        code = hasher.new_code()
        made.append((code, hasher.hash(parse_code(code) or code)))
        progress(len(made), len(wanted))
    until = now + CODE_VALID_FOR
    issued: list[IssuedCode] = []
    with writing(viewer, about=wanted):
        check_sign_in_key(hasher)
        accounts.lock_accounts(wanted)
        for person, (code, code_hash) in zip(_allowed(viewer, wanted), made, strict=True):
            if not _gets_code(person, now, anew=person.id in anew):
                continue
            accounts.update_account(person.id, code=code_hash, code_until=until)
            issued.append(IssuedCode(person, code))
        audit_log.add_many([AuditEntry(now, AuditKind.CODE_MADE, viewer.id, one.person.id) for one in issued])
    return IssuedCodes(until, tuple(issued))


def _allowed(viewer: Viewer, person_ids: Sequence[int]) -> list[Person]:
    """The people, all of whom the viewer may give a code."""
    people = [get_person(person_id) for person_id in person_ids]
    require(all(access.may_create_code(viewer, person) for person in people))
    return people


def _gets_code(person: Person, now: datetime, *, anew: bool) -> bool:
    """True if the person can use a code and, unless it is made anew, has no other way to sign in."""
    stored = accounts.get_credentials(person.id)
    is_here = stored.is_open and not person.has_left(now.date())
    if anew and not is_here:
        raise DomainError("account_closed")
    has_code = bool(stored.code_hash) and is_code_valid(stored.code_until, now)
    return is_here and (anew or not (stored.password_hash or has_code))
