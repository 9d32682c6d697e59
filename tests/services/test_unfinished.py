"""What is begun in a form: there again for whoever wrote it, and gone when it is saved, left, too old or erased."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.services.locks import SMITH
from tests.services.talks import Cast
from tests.services.test_retention import leave
from tui_app.domain.refusals import Invalid
from tui_app.domain.rounds import months_before
from tui_app.domain.texts import NOTE_LIMIT
from tui_app.domain.unfinished import FIELDS_LIMIT, WAITS_FOR, FormKey, aside_key, form_key
from tui_app.services import my_data, retention, unfinished
from tui_app.storage import tables
from tui_app.storage.database import CHANNEL, PostgresAddress, for_everybody, reading

KEY = FormKey("action-new:2:0")


def texts(cast: Cast, now: datetime, key: FormKey = KEY) -> dict[str, str] | None:
    found = unfinished.begun(cast.leader, now, key)
    return dict(found.texts) if found else None


def rows() -> int:
    with reading(), for_everybody():
        return int(tables.Unfinished.select().count())


def test_the_last_that_was_kept_is_there_until_it_is_forgotten(cast: Cast, now: datetime) -> None:
    unfinished.keep(cast.leader, now, KEY, "Nytt tiltak", {"text": "Ta"})
    later = now + timedelta(minutes=3)
    unfinished.keep(cast.leader, later, KEY, "Nytt tiltak", {"text": "Ta kurs", "due": "fre"})
    found = unfinished.begun(cast.leader, later, KEY)
    assert found is not None
    assert (found.texts, found.at) == ({"text": "Ta kurs", "due": "fre"}, later)
    assert unfinished.begun(cast.employee, later, KEY) is None
    assert texts(cast, later, FormKey("action-new:3:0")) is None
    unfinished.forget(cast.employee, later, KEY)
    assert texts(cast, later) is not None
    unfinished.forget(cast.leader, later, KEY)
    assert rows() == 0


def test_a_form_that_stands_as_at_first_is_not_begun(cast: Cast, now: datetime) -> None:
    unfinished.keep(cast.leader, now, KEY, "Nytt tiltak", {"text": "Ta"})
    unfinished.keep(cast.leader, now, KEY, "Nytt tiltak", {})
    assert rows() == 0


def test_text_is_cleaned_cut_to_the_longest_note_and_no_form_has_more_fields(cast: Cast, now: datetime) -> None:
    unfinished.keep(cast.leader, now, KEY, "Nytt\x1b tiltak", {"text": "a\x1b[2Jb", "note": "x" * (NOTE_LIMIT + 9)})
    assert texts(cast, now) == {"text": "a[2Jb", "note": "x" * NOTE_LIMIT}
    assert unfinished.untold(cast.leader, now) == ("Nytt tiltak",)
    with pytest.raises(Invalid):
        unfinished.keep(cast.leader, now, KEY, "", {f"field{number}": "x" for number in range(FIELDS_LIMIT + 1)})
    assert form_key("action-drop", *range(200)) is None


def test_each_is_told_of_once_and_again_when_it_was_gone_on_with(cast: Cast, now: datetime) -> None:
    assert unfinished.untold(cast.leader, now) == ()
    unfinished.keep(cast.leader, now, KEY, "Nytt tiltak", {"text": "Ta"})
    unfinished.keep(cast.leader, now + timedelta(minutes=1), FormKey("goal:0:2:0"), "Nytt mål", {"text": "Bli"})
    assert unfinished.untold(cast.employee, now) == ()
    assert unfinished.untold(cast.leader, now) == ("Nytt mål", "Nytt tiltak")
    assert unfinished.untold(cast.leader, now) == ()
    unfinished.keep(cast.leader, now, KEY, "Nytt tiltak", {"text": "Ta kurs"})
    assert unfinished.untold(cast.leader, now) == ("Nytt tiltak",)


def test_what_is_too_old_is_not_offered_and_cleared_away(cast: Cast, now: datetime) -> None:
    unfinished.keep(cast.leader, now, KEY, "Nytt tiltak", {"text": "Ta"})
    assert texts(cast, now + WAITS_FOR) is not None
    late = now + WAITS_FOR + timedelta(seconds=1)
    assert texts(cast, late) is None
    assert unfinished.untold(cast.leader, late) == ()
    assert rows() == 0
    unfinished.keep(cast.leader, now, KEY, "Nytt tiltak", {"text": "Ta"})
    unfinished.keep(cast.leader, late, FormKey("goal:0:2:0"), "Nytt mål", {"text": "Bli"})
    assert rows() == 1


def test_other_terminals_have_nothing_to_hear_of(database: Any, cast: Cast, now: datetime) -> None:
    if not isinstance(database, PostgresAddress):
        pytest.skip("SQLite notices every commit")
    import psycopg

    with psycopg.connect(database.url, autocommit=True) as other:
        other.execute(f"listen {CHANNEL}")
        unfinished.keep(cast.leader, now, KEY, "Nytt tiltak", {"text": "Ta"})
        unfinished.forget(cast.leader, now, KEY)
        other.execute("select pg_notify(%s, 'the first')", (CHANNEL,))
        assert [one.payload for one in other.notifies(stop_after=1)] == ["the first"]


def test_it_stands_among_my_data_and_in_nobody_elses(cast: Cast, now: datetime) -> None:
    unfinished.keep(cast.leader, now, FormKey("action-new:2:0", cast.employee.id), "Nytt tiltak", {"text": "Ta"})
    [mine] = my_data.collect(cast.leader, now, SMITH, "").unfinished
    assert (mine.title, mine.texts) == ("Nytt tiltak", {"text": "Ta"})
    assert my_data.collect(cast.employee, now, SMITH, "").unfinished == ()
    assert my_data.overview(cast.employee, now).going == ()


def test_it_goes_with_time_and_with_whom_it_is_about(cast: Cast, now: datetime) -> None:
    about = FormKey("action-new:2:0", cast.employee.id)
    unfinished.keep(cast.leader, now, about, "Nytt tiltak", {"text": "Ta"})
    unfinished.keep(cast.stranger, now, FormKey("ask-follow-up"), "Be om oppfølging", {"text": "Det"})
    retention.carry_out(cast.administrator, months_later(now, 35), "Slettet")
    assert rows() == 2
    leave(cast, now, cast.employee, now.date())
    retention.carry_out(cast.administrator, months_later(now, 13), "Slettet")
    assert rows() == 1
    retention.carry_out(cast.administrator, months_later(now, 37), "Slettet")
    assert rows() == 0
    unfinished.keep(cast.leader, now, FormKey("action-new:99:0", 99999), "Nytt tiltak", {"text": "Ta"})
    assert rows() == 1


def months_later(now: datetime, months: int) -> datetime:
    return datetime.combine(months_before(now.date(), -months), now.timetz())


def test_what_could_not_be_saved_is_there_whole_for_its_writer_alone(cast: Cast, now: datetime) -> None:
    long = "Ord. " * NOTE_LIMIT
    first, second = (aside_key(place, 1, now, cast.employee.id) for place in ("m-work", "q-proud"))
    unfinished.put_aside(cast.employee, now, first, "Referat · Arbeidet", long, "Teksten er for lang.")
    unfinished.put_aside(cast.employee, now + timedelta(minutes=1), second, "Forberedelse", "Stolt\nav laget", "Over.")
    found = unfinished.not_saved(cast.employee, now)
    assert [(one.key, one.title, one.text, one.why) for one in found] == [
        (first, "Referat · Arbeidet", long.rstrip(), "Teksten er for lang."),
        (second, "Forberedelse", "Stolt\nav laget", "Over."),
    ]
    assert unfinished.not_saved(cast.leader, now) == ()
    assert unfinished.untold(cast.employee, now) == (), "it is shown, not told of as a form to be finished"
    unfinished.forget(cast.employee, now, first)
    assert [one.key for one in unfinished.not_saved(cast.employee, now)] == [second]
    assert unfinished.not_saved(cast.employee, now + WAITS_FOR + timedelta(hours=1)) == ()
