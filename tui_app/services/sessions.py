"""Signing in and out, and acting as whoever is signed in: the only services that nobody needs to be signed in for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from tui_app.domain.accounts import PIN_TRIES, TRIES_FORGOTTEN_AFTER, Session, read_code, secret_problem, wait_left
from tui_app.domain.audit import AuditKind, Entry
from tui_app.domain.records import Person, Viewer
from tui_app.domain.refusals import Invalid, Refusal
from tui_app.domain.texts import clean_line, folded
from tui_app.services.locksmith import Locksmith
from tui_app.storage import accounts, audit, people, settings
from tui_app.storage.accounts import Locks
from tui_app.storage.database import reading, writing

Answer = TypeVar("Answer")

FINGERPRINT = "sign_in_key"
"""The setting by which a database knows its sign-in key."""
NAMES_FROM = 2
"""Letters from which names are proposed."""


def acting(session: Session, use_case: Callable[..., Answer], now: datetime, *args: object) -> Answer:
    """Run a use case for whoever is signed in, as they stand in the database at this moment.

    Raises:
        Refusal: `session_ended`, or what the use case raises.
    """
    return use_case(viewer_of(session, now), now, *args)


def viewer_of(session: Session, now: datetime) -> Viewer:
    """Who acts in a session.

    Raises:
        Refusal: `session_ended`: ended elsewhere, the account closed, or the person not here any more.
    """
    with reading():
        viewer = accounts.acting(session, now.date())
    if viewer is None:
        raise Refusal("session_ended")
    return viewer


def names(now: datetime, words: str, limit: int = 6) -> list[Person]:
    """People to choose from where somebody signs in, by a few letters; nothing but their names leaves the services."""
    if len(folded(words).strip()) < NAMES_FROM:
        return []
    with reading():
        found = people.matching(words, now.date(), limit)
    return [Person(one.id, one.name) for one in found]


def keyed(smith: Locksmith) -> None:
    """See to it that secrets are made and checked with the sign-in key of this database; the first one is it.

    Call it in a writing scope.

    Raises:
        Refusal: `sign_in_key_other`: this computer has another one.
    """
    known = settings.get(FINGERPRINT)
    if known is None:
        settings.put(FINGERPRINT, smith.fingerprint)
    elif known != smith.fingerprint:
        raise Refusal("sign_in_key_other")


@dataclass(frozen=True, slots=True)
class _Tried:
    """One counted try; the keys count those at this terminal, and those at all of them."""

    keys: tuple[str, str]
    person: Person | None
    locks: Locks


def sign_in(now: datetime, smith: Locksmith, terminal: str, who: str | int, secret: str) -> Session | None:
    """Sign in with a secret.

    Args:
        terminal: where, as the log names it.
        who: full name, employee number or e-mail as typed, or the id of a name chosen from the list.
        secret: the password, or a one-time code.

    Returns:
        The session, or None when a one-time code was given: now a secret is to be chosen (`choose_with_code`).

    Raises:
        Refusal: `sign_in_wait` before the delay after wrong tries is over; `sign_in_refused`, the same whether
            nobody is called so, the secret is wrong or the account is closed; both with `seconds`.
    """
    tried = _count(now, smith, terminal, who)
    with_code = _verify(now, smith, terminal, tried, secret)
    if with_code:
        return None
    assert tried.person is not None
    with writing():
        if tried.locks.code:  # who knows the secret needs no code, and nobody else shall come in with it
            accounts.change(tried.person.id, code="", code_until=None)
        return _begin(now, smith, terminal, tried)


def choose_with_code(now: datetime, smith: Locksmith, terminal: str, who: str | int, code: str, secret: str) -> Session:
    """Choose one's own secret with a one-time code, which is used up by it, and sign in.

    Raises:
        Refusal: as `sign_in`.
        Invalid: the new secret is too short, too long or too common.
    """
    tried = _count(now, smith, terminal, who)
    if not _verify(now, smith, terminal, tried, code):
        raise Refusal("sign_in_refused", seconds=0)
    assert tried.person is not None
    check_secret(tried.person, secret)
    hashed = smith.hash(secret)
    with writing():
        if accounts.locks(tried.person.id).code != tried.locks.code:
            raise Refusal("sign_in_refused", seconds=0)  # used on another terminal at the same moment
        accounts.change(tried.person.id, secret=hashed, secret_at=now, code="", code_until=None, pin="", pin_tries=0)
        accounts.end_sessions(tried.person.id, now)
        own, details = tried.person.id, {"with_code": True}
        audit.add(Entry(now, AuditKind.SECRET_CHOSEN, own, own, terminal=terminal, details=details))
        return _begin(now, smith, terminal, tried)


def check_secret(person: Person, secret: str) -> None:
    """Whether somebody may choose a secret.

    Raises:
        Invalid: what is wrong with it, under "new_secret".
    """
    if problem := secret_problem(secret, (person.name, person.employee_number, person.email)):
        raise Invalid({"new_secret": problem})


def unlock(now: datetime, smith: Locksmith, session: Session, secret: str) -> None:
    """Come back to one's own locked session, with the secret or the PIN.

    Raises:
        Refusal: `session_ended`, `sign_in_wait`, `sign_in_refused`.
    """
    viewer = viewer_of(session, now)
    with writing():
        locks = accounts.locks(viewer.id)
        pin_counts = bool(locks.pin) and locks.pin_tries < PIN_TRIES and secret.isdigit()
        if pin_counts:
            accounts.change(viewer.id, pin_tries=locks.pin_tries + 1)
    if pin_counts and smith.matches(locks.pin, secret):
        with writing():
            accounts.change(viewer.id, pin_tries=0)
        return
    tried = _count(now, smith, session.terminal, viewer.id)
    if _verify(now, smith, session.terminal, tried, secret, codes=False):
        raise Refusal("sign_in_refused", seconds=0)
    with writing():
        accounts.change(viewer.id, pin_tries=0)


def sign_out(now: datetime, session: Session) -> None:
    """End a session."""
    if not session.id:
        return
    with writing():
        accounts.end_session(session.id, now)
        audit.add(Entry(now, AuditKind.SIGNED_OUT, session.person_id, session.person_id, terminal=session.terminal))


def confirm(viewer: Viewer, now: datetime, smith: Locksmith, secret: str) -> None:
    """Ask the signed-in person for the secret once more; one who has none is believed.

    Raises:
        Refusal: `sign_in_wait`, `sign_in_refused`.
    """
    with reading(viewer):
        if not accounts.locks(viewer.id).secret:
            return
    tried = _count(now, smith, "", viewer.id)
    if _verify(now, smith, "", tried, secret, codes=False):
        raise Refusal("sign_in_refused", seconds=0)


def _count(now: datetime, smith: Locksmith, terminal: str, who: str | int) -> _Tried:
    """Count a try before anything is verified.

    Raises:
        Refusal: `sign_in_wait`; such a try is not counted, or a stranger could keep somebody waiting for ever.
    """
    wait = 0
    with writing():
        keyed(smith)
        person = people.get(who) if isinstance(who, int) else _called(who, now)
        name = str(person.id) if person else folded(str(who)).strip()
        keys = smith.name_of(terminal, name), smith.name_of("", "everywhere", name)
        wait = _wait(keys, now)
        if not wait:
            accounts.count_try(keys, now)
        locks = accounts.locks(person.id) if person else Locks()
    if wait:
        raise Refusal("sign_in_wait", seconds=wait)
    return _Tried(keys, person, locks)


def _wait(keys: tuple[str, str], now: datetime) -> int:
    here, everywhere = map(accounts.tries, keys)
    return wait_left(here, everywhere, now)


def _called(who: str, now: datetime) -> Person | None:
    """The one person whose full name, number or e-mail was typed."""
    wanted = folded(clean_line(who)).strip()
    found = [
        person
        for person in (people.matching(who, now.date(), limit=50) if wanted else [])
        if wanted in (folded(person.name), folded(person.employee_number), folded(person.email))
    ]
    return found[0] if len(found) == 1 else None


def _verify(now: datetime, smith: Locksmith, terminal: str, tried: _Tried, secret: str, *, codes: bool = True) -> bool:
    """Verify a counted try, in the same time whoever it is about; whether it was a one-time code.

    Raises:
        Refusal: `sign_in_refused`.
    """
    code = read_code(secret) if codes and tried.locks.code else None
    fresh = tried.locks.code_until is not None and now < tried.locks.code_until
    matches = smith.matches(tried.locks.code if code else tried.locks.secret, code or secret)
    if matches and (fresh or not code) and tried.locks.is_open:
        with writing():
            accounts.forget_tries(tried.keys, now - TRIES_FORGOTTEN_AFTER)
        return code is not None
    with writing():
        if tried.person is not None:
            audit.add(Entry(now, AuditKind.SIGN_IN_FAILED, None, tried.person.id, terminal=terminal))
        else:
            accounts.keep_tries(tried.keys, now)  # waits for the disk as long as the line in the log does
        seconds = _wait(tried.keys, now)
    raise Refusal("sign_in_refused", seconds=seconds)


def _begin(now: datetime, smith: Locksmith, terminal: str, tried: _Tried) -> Session:
    assert tried.person is not None
    session = Session(tried.person.id, smith.new_session(), terminal)
    with writing():
        accounts.begin_session(session, now)
        audit.add(Entry(now, AuditKind.SIGNED_IN, session.person_id, session.person_id, terminal=terminal))
    return session
