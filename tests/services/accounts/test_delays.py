"""Wrong tries: refused and delayed alike, whoever was tried."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from statistics import median
from typing import Any

import pytest

from tests.services.accounts.signing_in import WARD, refusal, signed_up
from tests.services.hasher import HASHER, PASSWORD
from tui_app.domain.accounts.sign_in_delays import DELAY_SECONDS
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.accounts import sessions
from tui_app.services.accounts.password_hasher import PasswordHasher


def test_unknown_and_wrong_are_refused_and_delayed_alike(kari: Viewer, ola: Person, now: datetime) -> None:
    signed_up(kari, ola, now)
    for who in (ola.name, "Nobody Here", "kari nordmann"):
        moment, seen = now, []
        for _ in DELAY_SECONDS:
            refused = refusal(moment, HASHER, WARD, who, "not the secret")
            seen.append((refused.code, refused.values))
            moment += timedelta(seconds=float(str(refused.values["seconds"])))
        assert seen == [("sign_in_refused", {"seconds": seconds}) for seconds in DELAY_SECONDS]


def test_while_one_waits_nothing_is_looked_at_and_the_wait_grows_no_longer(
    kari: Viewer, ola: Person, now: datetime
) -> None:
    signed_up(kari, ola, now)
    moment = now
    for _ in range(20):
        moment += timedelta(seconds=float(str(refusal(moment, HASHER, WARD, ola.name, "wrong").values["seconds"])))
    moment += timedelta(seconds=300)
    refusal(moment, HASHER, WARD, ola.name, "wrong")
    for second in (1, 100, 299):
        waiting = refusal(moment + timedelta(seconds=second), HASHER, WARD, ola.name, PASSWORD)
        assert (waiting.code, waiting.values) == ("sign_in_wait", {"seconds": 300 - second})
    assert sessions.sign_in(moment + timedelta(seconds=300), HASHER, WARD, ola.name, PASSWORD) is not None


def test_a_stranger_elsewhere_keeps_nobody_waiting(kari: Viewer, ola: Person, now: datetime) -> None:
    signed_up(kari, ola, now)
    for _ in range(4):
        refusal(now, HASHER, "canteen", ola.name, "wrong")
    assert refusal(now, HASHER, "canteen", ola.name, PASSWORD).code == "sign_in_wait"
    assert sessions.sign_in(now, HASHER, WARD, ola.name, PASSWORD) is not None


def test_many_terminals_hardly_help_a_stranger_and_the_owner_has_three_tries_at_once(
    kari: Viewer, ola: Person, now: datetime
) -> None:
    signed_up(kari, ola, now)
    for who in (ola.name, "Nobody Here"):
        looked_at = 0
        for second in range(0, 600, 4):
            found = refusal(now + timedelta(seconds=second), HASHER, f"line {second % 9}", who, "wrong")
            looked_at += found.code == "sign_in_refused"
        assert looked_at <= 3 * 9 + 600 / 30
    later = now + timedelta(seconds=600)
    for _ in range(2):
        assert refusal(later, HASHER, WARD, ola.name, "wrong").code == "sign_in_refused"
    assert sessions.sign_in(later, HASHER, WARD, ola.name, PASSWORD) is not None


def test_a_try_is_counted_before_it_is_verified(kari: Viewer, ola: Person, now: datetime) -> None:
    signed_up(kari, ola, now)

    class PowerCut(PasswordHasher):
        def verify(self, stored: str, secret: str) -> bool:
            raise KeyboardInterrupt

    cut = PowerCut(HASHER.key, HASHER.random_bytes, HASHER.cost)
    for _ in range(4):
        with pytest.raises(KeyboardInterrupt):
            sessions.sign_in(now, cut, WARD, ola.name, PASSWORD)
    assert refusal(now, HASHER, WARD, ola.name, PASSWORD).code == "sign_in_wait"


def test_unknown_takes_as_long_as_wrong(sqlite_address: Any, request: pytest.FixtureRequest, now: datetime) -> None:
    """Both cost one hash. The medians of many are compared, at a cost at which the hash is what is measured."""
    from tui_app.services.accounts.password_hasher import HashCost

    dear = PasswordHasher(HASHER.key, HASHER.random_bytes, HashCost(memory_kib=8192, rounds=2))
    stored = dear.hash(PASSWORD)

    def seconds(where: str) -> float:
        taken = []
        for _ in range(15):
            begun = time.process_time()  # other programs are not measured
            assert not dear.verify(where, "wrong secret")
            taken.append(time.process_time() - begun)
        return median(taken)

    assert 0.5 < seconds(stored) / seconds("") < 2


def test_the_first_unknown_of_a_process_takes_no_longer_than_the_next(now: datetime) -> None:
    """A kiosk starts a new process for each person; a hash made on first use would reveal that the name is unknown."""
    from tui_app.services.accounts.password_hasher import HashCost

    def first_by_second(turn: int) -> float:
        dear = PasswordHasher(
            HASHER.key, HASHER.random_bytes, HashCost(memory_kib=65536 + 8 * turn, rounds=3)
        )  # nothing is cached for this cost
        dear.hash("warm")
        taken = []
        for _ in range(2):
            begun = time.process_time()
            assert not dear.verify("", "wrong secret")
            taken.append(time.process_time() - begun)
        return taken[0] / taken[1]

    assert (
        min(first_by_second(turn) for turn in range(3)) < 1.6
    )  # it would take twice as long if the hash were made then
