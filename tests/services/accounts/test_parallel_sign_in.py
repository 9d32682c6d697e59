"""Signing in from many places at the same moment: what is promised to be counted is counted."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from tests.conftest import viewer_of
from tests.services.accounts.signing_in import WARD, signed_up
from tests.services.hasher import HASHER, OTHER_PASSWORD, PASSWORD
from tui_app.domain.accounts.credentials import PIN_MAX_ATTEMPTS
from tui_app.domain.accounts.sign_in_delays import DELAY_SECONDS
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.accounts import accounts, first_start, passwords, sessions
from tui_app.services.accounts.password_hasher import PasswordHasher
from tui_app.storage.sign_in import accounts as stored_accounts

TRIES, AT_ONCE = 100, 10


@dataclass(frozen=True)
class CountingHasher(PasswordHasher):
    """Counts what it compares, by the secret."""

    compared: list[tuple[str, str]] = field(default_factory=list)

    def verify(self, stored: str, password: str) -> bool:
        if stored:
            self.compared.append((stored, password))
        return super().verify(stored, password)


def counting() -> CountingHasher:
    return CountingHasher(HASHER.key, HASHER.random_bytes, HASHER.cost)


def at_once(attempt: Callable[[int], object]) -> list[object]:
    """The results of many tries in parallel, refusals as their codes."""
    start = threading.Barrier(AT_ONCE)

    def run(number: int) -> object:
        if number < AT_ONCE:
            start.wait(20)
        try:
            return attempt(number)
        except DomainError as error:
            return error.code

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, range(TRIES)))


def test_a_pin_is_compared_five_times_however_many_try_at_once(kari: Viewer, ola: Person, now: datetime) -> None:
    session = signed_up(kari, ola, now)
    passwords.choose_pin(viewer_of(ola), now, HASHER, PASSWORD, "482915")
    pin_hash = stored_accounts_pin(ola.id)
    hasher = counting()
    results = at_once(lambda number: sessions.unlock(now, hasher, session, f"{500000 + number}"))
    assert set(results) <= {"sign_in_refused", "sign_in_wait"}
    assert sum(stored == pin_hash for stored, _ in hasher.compared) == PIN_MAX_ATTEMPTS


def stored_accounts_pin(person_id: int) -> str:
    from tui_app.storage.database import reading

    with reading():
        return stored_accounts.get_credentials(person_id).pin_hash


def test_a_password_is_compared_a_few_times_however_many_try_at_once(kari: Viewer, ola: Person, now: datetime) -> None:
    signed_up(kari, ola, now)
    hasher = counting()
    results = at_once(lambda number: sessions.sign_in(now, hasher, WARD, ola.name, f"wrong {number}"))
    assert set(results) == {"sign_in_refused", "sign_in_wait"}
    assert len(hasher.compared) == results.count("sign_in_refused") == DELAY_SECONDS.count(0) + 1


def test_a_code_is_used_once_however_many_try_at_once(kari: Viewer, ola: Person, now: datetime) -> None:
    code = accounts.issue_code(kari, now, HASHER, ola.id)
    results = at_once(
        lambda number: sessions.choose_password_with_code(
            now, HASHER, f"ward {number}", ola.name, code, f"hest nummer {number} på taket"
        )
    )
    chosen = [result for result in results if not isinstance(result, str)]
    assert len(chosen) == 1
    assert set(results) - set(chosen) <= {"sign_in_refused", "sign_in_wait"}
    assert accounts.state_of(kari, now, ola.id).sessions == 1


def test_right_and_wrong_at_once_end_in_an_answer(kari: Viewer, ola: Person, now: datetime) -> None:
    """A right password deletes the counter that a wrong one is counting."""
    signed_up(kari, ola, now)

    def attempt(number: int) -> object:
        return sessions.sign_in(now, HASHER, f"ward {number % 3}", ola.name, PASSWORD if number % 2 else "wrong")

    results = at_once(attempt)
    assert {result for result in results if isinstance(result, str)} <= {"sign_in_refused", "sign_in_wait"}
    assert any(not isinstance(result, str) for result in results)


def test_there_is_one_first_person(database: object, now: datetime) -> None:
    draft = validate_draft(PersonDraft, {"name": "Kari Nordmann"})
    results = at_once(lambda number: first_start.create_first_person(now, draft))
    assert results.count("not_empty") == TRIES - 1


@dataclass(frozen=True)
class SlowHasher(PasswordHasher):
    """Something else happens while a password is being checked."""

    meanwhile: list[Callable[[], object]] = field(default_factory=list)

    def verify(self, stored: str, password: str) -> bool:
        matches = super().verify(stored, password)
        while self.meanwhile:
            self.meanwhile.pop()()
        return matches


@pytest.fixture
def another_password(kari: Viewer, ola: Person, now: datetime) -> SlowHasher:
    """While a password is checked, its owner chooses another."""

    def choose() -> None:
        passwords.choose_password(viewer_of(ola), now, HASHER, PASSWORD, OTHER_PASSWORD)

    return SlowHasher(HASHER.key, HASHER.random_bytes, HASHER.cost, [choose])


def refused(use_case: Callable[..., object], *args: object) -> str:
    with pytest.raises(DomainError) as error:
        use_case(*args)
    return error.value.code


def test_a_password_replaced_while_it_is_checked_opens_nothing(
    kari: Viewer, ola: Person, now: datetime, another_password: SlowHasher
) -> None:
    signed_up(kari, ola, now)
    assert refused(sessions.sign_in, now, another_password, WARD, ola.name, PASSWORD) == "sign_in_refused"
    assert accounts.state_of(kari, now, ola.id).sessions == 0


def test_nor_does_it_unlock_or_choose_a_pin_or_a_password(
    kari: Viewer, ola: Person, now: datetime, another_password: SlowHasher
) -> None:
    session = signed_up(kari, ola, now)
    me, slow = viewer_of(ola), another_password
    change = slow.meanwhile[0]
    assert refused(sessions.unlock, now, slow, session, PASSWORD) in ("session_ended", "sign_in_refused")
    passwords.choose_password(me, now, HASHER, OTHER_PASSWORD, PASSWORD)
    slow.meanwhile.append(change)
    assert refused(passwords.choose_pin, me, now, slow, PASSWORD, "482915") == "sign_in_refused"
    passwords.choose_password(me, now, HASHER, OTHER_PASSWORD, PASSWORD)
    slow.meanwhile.append(change)
    assert refused(passwords.choose_password, me, now, slow, PASSWORD, "en tredje hest") == "sign_in_refused"
    assert not accounts.state_of(kari, now, ola.id).has_pin


def test_an_account_closed_while_the_password_is_checked_opens_nothing(
    kari: Viewer, ola: Person, now: datetime
) -> None:
    signed_up(kari, ola, now)
    slow = SlowHasher(
        HASHER.key,
        HASHER.random_bytes,
        HASHER.cost,
        [lambda: accounts.set_open(kari, now, ola.id, is_open=False)],
    )
    assert refused(sessions.sign_in, now, slow, WARD, ola.name, PASSWORD) == "sign_in_refused"
    assert accounts.state_of(kari, now, ola.id).sessions == 0


@pytest.mark.parametrize("password", ["kattenpåtak2", "hest-fugl-tak", "HESTFUGLKATT", "hest fugl katt"])
def test_a_code_that_waits_never_shadows_a_password(kari: Viewer, ola: Person, now: datetime, password: str) -> None:
    signed_up(kari, ola, now, password)
    code = accounts.issue_code(kari, now, HASHER, ola.id)
    assert sessions.sign_in(now, HASHER, WARD, ola.name, password) is not None
    assert refused(sessions.sign_in, now, HASHER, WARD, ola.name, code) == "sign_in_refused"


def test_a_try_that_reads_like_a_code_costs_the_same_for_everybody(kari: Viewer, ola: Person, now: datetime) -> None:
    """Two comparisons, whoever exists and has a code."""

    @dataclass(frozen=True)
    class Counter(PasswordHasher):
        calls: list[str] = field(default_factory=list)

        def verify(self, stored: str, password: str) -> bool:
            self.calls.append(password)
            return super().verify(stored, password)

    signed_up(kari, ola, now)
    for name in (ola.name, kari.name, "Nobody Here"):
        for typed, cost in (("K7QF-3M2P-9XTD", 2), ("not a code", 1)):
            counter = Counter(HASHER.key, HASHER.random_bytes, HASHER.cost)
            refused(sessions.sign_in, now, counter, WARD, name, typed)
            assert len(counter.calls) == cost
