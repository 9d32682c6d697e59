"""Form drafts: there again for their writer, and gone when saved, discarded, expired or erased."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.services.administration.test_retention_of_leavers import leave
from tests.services.hasher import HASHER
from tests.services.sample_conversations import Cast
from tui_app.domain.dates.arithmetic import add_months
from tui_app.domain.errors import ConflictError, InvalidInput
from tui_app.domain.form_drafts import (
    FORM_DRAFT_FIELD_LIMIT,
    FORM_DRAFT_LIFETIME,
    FormDraft,
    FormDraftKey,
    form_draft_key,
    unsaved_text_key,
)
from tui_app.domain.records.person import Viewer
from tui_app.domain.text_normalization import NOTE_LIMIT
from tui_app.services import form_drafts, my_data
from tui_app.services.administration import erasure
from tui_app.storage.addresses import CHANNEL, PostgresAddress
from tui_app.storage.database import bypassing_row_security, reading
from tui_app.storage.tables import registry as tables

KEY = FormDraftKey("action-new:2:0")


def announced(viewer: Viewer, now: datetime) -> tuple[str, ...]:
    """What a start announces: each title once."""
    titles = form_drafts.unannounced_titles(viewer, now)
    form_drafts.mark_announced(viewer, now, titles)
    return tuple(titles.values())


def texts(cast: Cast, now: datetime, key: FormDraftKey = KEY) -> dict[str, str] | None:
    found = form_drafts.get(cast.leader, now, key)
    return dict(found.texts) if found else None


def rows() -> int:
    with reading(), bypassing_row_security():
        return int(tables.FormDraft.select().count())


def test_the_last_that_was_kept_is_there_until_it_is_forgotten(cast: Cast, now: datetime) -> None:
    version = form_drafts.save(cast.leader, now, KEY, "Nytt tiltak", {"text": "Ta"})
    later = now + timedelta(minutes=3)
    form_drafts.save(cast.leader, later, KEY, "Nytt tiltak", {"text": "Ta kurs", "due": "fre"}, version)
    found = form_drafts.get(cast.leader, later, KEY)
    assert found is not None
    assert (found.texts, found.at) == ({"text": "Ta kurs", "due": "fre"}, later)
    assert form_drafts.get(cast.employee, later, KEY) is None
    assert texts(cast, later, FormDraftKey("action-new:3:0")) is None
    form_drafts.discard(cast.employee, later, KEY)
    assert texts(cast, later) is not None
    form_drafts.discard(cast.leader, later, KEY)
    assert rows() == 0


def test_an_unchanged_form_has_no_draft(cast: Cast, now: datetime) -> None:
    version = form_drafts.save(cast.leader, now, KEY, "Nytt tiltak", {"text": "Ta"})
    form_drafts.save(cast.leader, now, KEY, "Nytt tiltak", {}, version)
    assert rows() == 0


def test_a_terminal_writes_over_no_draft_that_it_has_not_read(cast: Cast, now: datetime) -> None:
    version = form_drafts.save(cast.leader, now, KEY, "Nytt tiltak", {"text": "Ta"})
    newer = form_drafts.save(cast.leader, now, KEY, "Nytt tiltak", {"text": "Ta kurs"}, version)
    for known in (0, version):
        with pytest.raises(ConflictError) as conflict:
            form_drafts.save(cast.leader, now, KEY, "Nytt tiltak", {"text": "Ta fri"}, known)
        assert isinstance(conflict.value.current, FormDraft)
        assert (conflict.value.current.texts, conflict.value.current.version) == ({"text": "Ta kurs"}, newer)
    form_drafts.save(cast.leader, now, KEY, "Nytt tiltak", {}, version)
    form_drafts.discard(cast.leader, now, KEY, version)
    assert texts(cast, now) == {"text": "Ta kurs"}
    assert form_drafts.save(cast.leader, now, KEY, "Nytt tiltak", {"text": "Ta kurs"}, version) == newer


def test_a_draft_in_place_of_a_deleted_one_has_another_version(cast: Cast, now: datetime) -> None:
    old = form_drafts.save(cast.leader, now, KEY, "Nytt tiltak", {"text": "Ta"})
    form_drafts.discard(cast.leader, now, KEY, old)
    anew = form_drafts.save(cast.leader, now, KEY, "Nytt tiltak", {"text": "Gi"}, old)
    assert anew > old
    with pytest.raises(ConflictError):
        form_drafts.save(cast.leader, now, KEY, "Nytt tiltak", {"text": "Ta kurs"}, old)


def test_text_is_cleaned_cut_to_the_longest_note_and_no_form_has_more_fields(cast: Cast, now: datetime) -> None:
    form_drafts.save(cast.leader, now, KEY, "Nytt\x1b tiltak", {"text": "a\x1b[2Jb", "note": "x" * (NOTE_LIMIT + 9)})
    assert texts(cast, now) == {"text": "a[2Jb", "note": "x" * NOTE_LIMIT}
    assert announced(cast.leader, now) == ("Nytt tiltak",)
    with pytest.raises(InvalidInput):
        form_drafts.save(
            cast.leader, now, KEY, "", {f"field{number}": "x" for number in range(FORM_DRAFT_FIELD_LIMIT + 1)}
        )
    assert form_draft_key("action-drop", *range(200)) is None


def test_each_draft_is_announced_once_and_again_after_more_typing(cast: Cast, now: datetime) -> None:
    assert announced(cast.leader, now) == ()
    version = form_drafts.save(cast.leader, now, KEY, "Nytt tiltak", {"text": "Ta"})
    form_drafts.save(cast.leader, now + timedelta(minutes=1), FormDraftKey("goal:0:2:0"), "Nytt mål", {"text": "Bli"})
    assert announced(cast.employee, now) == ()
    assert announced(cast.leader, now) == ("Nytt mål", "Nytt tiltak")
    assert announced(cast.leader, now) == ()
    form_drafts.save(cast.leader, now, KEY, "Nytt tiltak", {"text": "Ta kurs"}, version)
    assert announced(cast.leader, now) == ("Nytt tiltak",)


def test_what_is_too_old_is_not_offered_and_cleared_away(cast: Cast, now: datetime) -> None:
    form_drafts.save(cast.leader, now, KEY, "Nytt tiltak", {"text": "Ta"})
    assert texts(cast, now + FORM_DRAFT_LIFETIME) is not None
    late = now + FORM_DRAFT_LIFETIME + timedelta(seconds=1)
    assert texts(cast, late) is None
    assert announced(cast.leader, late) == ()
    assert rows() == 0
    form_drafts.save(cast.leader, now, KEY, "Nytt tiltak", {"text": "Ta"})
    form_drafts.save(cast.leader, late, FormDraftKey("goal:0:2:0"), "Nytt mål", {"text": "Bli"})
    assert rows() == 1


def test_other_terminals_have_nothing_to_hear_of(database: Any, cast: Cast, now: datetime) -> None:
    if not isinstance(database, PostgresAddress):
        pytest.skip("SQLite notices every commit")
    import psycopg

    with psycopg.connect(database.url, autocommit=True) as other:
        other.execute(f"listen {CHANNEL}")
        form_drafts.save(cast.leader, now, KEY, "Nytt tiltak", {"text": "Ta"})
        form_drafts.discard(cast.leader, now, KEY)
        other.execute("select pg_notify(%s, 'the first')", (CHANNEL,))
        assert [one.payload for one in other.notifies(stop_after=1)] == ["the first"]


def test_a_draft_is_in_the_data_of_its_writer_only(cast: Cast, now: datetime) -> None:
    form_drafts.save(cast.leader, now, FormDraftKey("action-new:2:0", cast.employee.id), "Nytt tiltak", {"text": "Ta"})
    [mine] = my_data.export(cast.leader, now, HASHER, "").unfinished
    assert (mine.title, mine.texts) == ("Nytt tiltak", {"text": "Ta"})
    assert my_data.export(cast.employee, now, HASHER, "").unfinished == ()
    assert my_data.overview(cast.employee, now).erasure_dates == ()


def test_it_goes_with_time_and_with_whom_it_is_about(cast: Cast, now: datetime) -> None:
    about = FormDraftKey("action-new:2:0", cast.employee.id)
    form_drafts.save(cast.leader, now, about, "Nytt tiltak", {"text": "Ta"})
    form_drafts.save(cast.stranger, now, FormDraftKey("ask-follow-up"), "Be om oppfølging", {"text": "Det"})
    erasure.erase_due(cast.administrator, months_later(now, 35), "Slettet")
    assert rows() == 2
    leave(cast, now, cast.employee, now.date())
    erasure.erase_due(cast.administrator, months_later(now, 13), "Slettet")
    assert rows() == 1
    erasure.erase_due(cast.administrator, months_later(now, 37), "Slettet")
    assert rows() == 0
    form_drafts.save(cast.leader, now, FormDraftKey("action-new:99:0", 99999), "Nytt tiltak", {"text": "Ta"})
    assert rows() == 1


def months_later(now: datetime, months: int) -> datetime:
    return datetime.combine(add_months(now.date(), months), now.timetz())


def test_what_could_not_be_saved_is_there_whole_for_its_writer_alone(cast: Cast, now: datetime) -> None:
    long = "Ord. " * NOTE_LIMIT
    first, second = (unsaved_text_key(place, 1, now, cast.employee.id) for place in ("m-work", "q-proud"))
    form_drafts.save_unsaved_text(cast.employee, now, first, "Referat · Arbeidet", long, "Teksten er for lang.")
    form_drafts.save_unsaved_text(
        cast.employee, now + timedelta(minutes=1), second, "Forberedelse", "Stolt\nav laget", "Over."
    )
    found = form_drafts.unsaved_texts(cast.employee, now)
    assert [(one.key, one.title, one.text, one.reason) for one in found] == [
        (first, "Referat · Arbeidet", long.rstrip(), "Teksten er for lang."),
        (second, "Forberedelse", "Stolt\nav laget", "Over."),
    ]
    assert form_drafts.unsaved_texts(cast.leader, now) == ()
    assert announced(cast.employee, now) == (), "it is shown, not told of as a form to be finished"
    form_drafts.discard(cast.employee, now, first)
    assert [one.key for one in form_drafts.unsaved_texts(cast.employee, now)] == [second]
    assert form_drafts.unsaved_texts(cast.employee, now + FORM_DRAFT_LIFETIME + timedelta(hours=1)) == ()


@pytest.mark.parametrize("is_replaced", [False, True])
def test_a_kept_text_knows_whether_it_was_replaced(cast: Cast, now: datetime, is_replaced: bool) -> None:
    key = unsaved_text_key("action", 0, now, cast.employee.id)
    form_drafts.save_unsaved_text(cast.employee, now, key, "New action", "Kurs", "Why", is_replaced=is_replaced)
    (kept,) = form_drafts.unsaved_texts(cast.employee, now)
    assert (kept.text, kept.is_replaced) == ("Kurs", is_replaced)
