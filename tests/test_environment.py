"""What is read from outside: clock, variables, folders."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tui_app import environment


@pytest.fixture(autouse=True)
def _own_zone() -> Iterator[None]:
    yield
    environment.set_time_zone("")
    environment.follow_clock(None)


def test_the_organisations_zone_counts_once_it_is_known() -> None:
    own = environment.time_zone_name("")
    environment.set_time_zone("Asia/Tokyo")
    assert environment.time_zone_name() == "Asia/Tokyo"
    assert environment.now().tzname() == "JST"
    environment.set_time_zone("")
    assert environment.time_zone_name("") == own


@pytest.mark.parametrize("name", ["Europe/Olso", "../x", "", "Europe/Oslo\0"])
def test_an_unknown_zone_is_this_computers_own(name: str) -> None:
    own = environment.time_zone_name("")
    environment.set_time_zone("Asia/Tokyo")
    environment.set_time_zone(name)
    assert environment.time_zone_name("") == own


def test_the_first_locale_that_is_set_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "")
    assert environment.locale_name() == ""
    monkeypatch.setenv("LANG", "nb_NO.UTF-8")
    assert environment.locale_name() == "nb_NO.UTF-8"
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert environment.locale_name() == "C.UTF-8"


def test_variables_of_textual_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEXTUAL_LOG", "/tmp/keys")
    monkeypatch.setenv("TEXTUAL_FPS", "1")
    environment.clean_environment()
    assert {name: value for name, value in os.environ.items() if name.startswith("TEXTUAL")} == {"TEXTUAL_FPS": "240"}


def test_keys_are_random_and_of_the_right_length() -> None:
    assert len({environment.new_key() for _ in range(10)}) == 10
    assert len(bytes.fromhex(environment.new_key())) == 32
    assert len(environment.random_bytes(16)) == 16


def test_output_that_is_captured_has_no_size() -> None:
    assert environment.terminal_size() is None


def test_the_clock_of_the_server_counts_once_it_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    server, passed = datetime(2026, 11, 23, 12, 0, tzinfo=UTC), [100.0]
    monkeypatch.setattr(environment, "monotonic", lambda: passed[0])
    environment.follow_clock(server)
    passed[0] += 90
    assert environment.now() == server + timedelta(seconds=90)
    environment.follow_clock(None)
    assert abs(environment.now() - datetime.now(UTC)) < timedelta(seconds=5)
