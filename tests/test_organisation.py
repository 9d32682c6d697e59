"""Today is the date where the organisation is, on whatever computer one sits; and its public holidays are its own."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.cli.computer import set_up
from tests.programs import samtale
from tui_app import environment
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.settings import OrganisationDraft
from tui_app.domain.errors import InvalidInput
from tui_app.domain.records.person import Viewer
from tui_app.services.administration import organisation, public_holidays
from tui_app.storage.database import proxy, reading

FIRST, LAST = "Pacific/Kiritimati", "Etc/GMT+12"
"""Where a day begins first and last on earth: at no moment is it the same day in both."""


def today_at(zone: str, home: Path) -> str:
    """The day that the command names on a computer in a time zone."""
    done = samtale(home, "actions", "--json", TZ=zone)
    return str(json.loads(done.stdout)["day"])


def test_two_computers_in_two_zones_agree_on_today(tmp_path: Path) -> None:
    computer = set_up(tmp_path)
    assert today_at(FIRST, tmp_path) != today_at(LAST, tmp_path)
    computer.open()
    draft = validate_draft(OrganisationDraft, {"country": "no", "zone": "Europe/Oslo"})
    organisation.update(computer.kari, environment.now(), draft)
    proxy.close()
    assert today_at(FIRST, tmp_path) == today_at(LAST, tmp_path)


def test_the_countrys_holidays_are_the_ones_that_count(database: Any, kari: Viewer, now: datetime) -> None:
    def is_free(day: date) -> bool:
        with reading():
            return public_holidays.load()(day)

    assert (is_free(date(2027, 5, 17)), is_free(date(2027, 6, 5))) == (True, False)
    organisation.update(kari, now, validate_draft(OrganisationDraft, {"country": "DK"}))
    assert (is_free(date(2027, 5, 17)), organisation.get(kari, now).country) == (True, "DK")  # Whit Monday
    assert is_free(date(2028, 5, 17)) is False


@pytest.mark.parametrize(
    ("field", "value"), [("country", "XX"), ("country", ""), ("zone", "Europe/Olso"), ("zone", "../x")]
)
def test_a_place_that_is_none_is_refused(field: str, value: str) -> None:
    with pytest.raises(InvalidInput):
        validate_draft(OrganisationDraft, {"country": "NO", "zone": "Europe/Oslo"} | {field: value})


def test_how_long_people_may_talk_without_a_key_is_kept(database: Any, kari: Viewer, now: datetime) -> None:
    assert organisation.conversation_minutes() == organisation.get(kari, now).conversation_minutes == 30
    organisation.update(kari, now, validate_draft(OrganisationDraft, {"country": "NO", "conversation_minutes": 45}))
    assert organisation.conversation_minutes() == organisation.get(kari, now).conversation_minutes == 45


@pytest.mark.parametrize("minutes", [0, 4, 241, -30])
def test_a_time_that_is_none_is_refused(minutes: int) -> None:
    with pytest.raises(InvalidInput):
        validate_draft(OrganisationDraft, {"country": "NO", "conversation_minutes": minutes})
