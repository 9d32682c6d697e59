"""Whoever saves names what they read: a text written anew where another was deleted is never taken for it."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.services import sample_conversations as conversations
from tests.services.sample_conversations import Cast
from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.follow_up import FollowUpDraft, FollowUpScheduleDraft
from tui_app.domain.errors import ConflictError, DomainError
from tui_app.domain.follow_up.intervals import ScheduleInterval
from tui_app.services.conversations import conversation_view
from tui_app.services.follow_up import follow_up_session, schedule
from tui_app.services.minutes import amendments, comments, drafting, signing, statements, submission
from tui_app.services.undo import undo
from tui_app.storage.database import bypassing_row_security, reading
from tui_app.storage.tables import registry as tables


class Place(ABC):
    """A place for one text, which comes and goes while terminals have it open."""

    def __init__(self, cast: Cast, now: datetime) -> None:
        self.cast, self.now = cast, now
        self.set_up()

    @abstractmethod
    def set_up(self) -> None:
        """Make the place."""

    @abstractmethod
    def read(self) -> Versioned | None:
        """What is stored there; None if nothing is."""

    @abstractmethod
    def save(self, text: str, base_version: int) -> Versioned:
        """Save a text that is based on a version."""

    @abstractmethod
    def renew(self) -> None:
        """Delete what is there, and make the place again."""


class Amendment(Place):
    """The employee's text of an amendment, which is given up and begun again."""

    def set_up(self) -> None:
        self.conversation_id = conversations.signed(self.cast, self.now)
        amendments.start(self.cast.employee, self.now, self.conversation_id)

    def read(self) -> Versioned | None:
        draft = conversation_view.get_view(self.cast.employee, self.now, self.conversation_id).draft
        return draft.texts.get("work") if draft else None

    def save(self, text: str, base_version: int) -> Versioned:
        return drafting.save_section(self.cast.employee, self.now, self.conversation_id, "work", text, base_version)

    def renew(self) -> None:
        amendments.discard(self.cast.employee, self.now, self.conversation_id)
        amendments.start(self.cast.employee, self.now, self.conversation_id)


class Comment(Place):
    """The leader's comment, which is sent; the minutes are submitted again."""

    def set_up(self) -> None:
        self.conversation_id = conversations.submitted(self.cast, self.now)

    def read(self) -> Versioned | None:
        return conversation_view.get_view(self.cast.leader, self.now, self.conversation_id).my_comments.get("work")

    def save(self, text: str, base_version: int) -> Versioned:
        return comments.save_comment(self.cast.leader, self.now, self.conversation_id, "work", text, base_version)

    def renew(self) -> None:
        signing.return_minutes(self.cast.leader, self.now, self.conversation_id)
        submission.submit(self.cast.employee, self.now, self.conversation_id, "nb")


class Statement(Place):
    """A statement, which is added."""

    def set_up(self) -> None:
        self.conversation_id = conversations.signed(self.cast, self.now)

    def read(self) -> Versioned | None:
        return conversation_view.get_view(self.cast.leader, self.now, self.conversation_id).my_statement

    def save(self, text: str, base_version: int) -> Versioned:
        return statements.save_draft(self.cast.leader, self.now, self.conversation_id, text, base_version)

    def renew(self) -> None:
        statements.add(self.cast.leader, self.now, self.conversation_id, "Lagt ved")


class FollowUpNote(Place):
    """The note of a follow-up, which is finished and begun again."""

    def set_up(self) -> None:
        follow_up_session.start(self.cast.leader, self.now, self.cast.employee.id)

    def read(self) -> Versioned | None:
        return follow_up_session.get(self.cast.leader, self.now, self.cast.employee.id).note

    def save(self, text: str, base_version: int) -> Versioned:
        return follow_up_session.save_note(self.cast.leader, self.now, self.cast.employee.id, text, base_version)

    def renew(self) -> None:
        follow_up_session.finish(self.cast.leader, self.now, self.cast.employee.id, validate_draft(FollowUpDraft, {}))
        follow_up_session.start(self.cast.leader, self.now, self.cast.employee.id)


PLACES = (Amendment, Comment, Statement, FollowUpNote)


@pytest.mark.parametrize("kind", PLACES)
@settings(max_examples=8)
@given(data=st.data())
def test_no_terminal_overwrites_what_it_has_not_read(
    kind: type[Place], data: st.DataObject, cast: Cast, now: datetime
) -> None:
    place = kind(cast, now)
    first = place.read()
    terminals = [first, first, first]
    for number in range(data.draw(st.integers(2, 12))):
        which = data.draw(st.integers(0, 2))
        match data.draw(st.sampled_from(["save", "save", "read", "renew"])):
            case "read":
                terminals[which] = place.read()
            case "renew":
                with suppress(DomainError):  # there is no comment to send
                    place.renew()
            case "save":
                known, stored = terminals[which], place.read()
                told: object = stored
                try:
                    saved = place.save(f"text {number}", known.version if known else 0)
                except ConflictError as conflict:
                    told = conflict.current
                else:
                    assert stored == known, "it was based on what is stored"
                    terminals[which] = saved
                assert told == stored


@pytest.mark.parametrize("kind", PLACES)
def test_an_older_terminal_is_told_that_the_text_was_written_anew(kind: type[Place], cast: Cast, now: datetime) -> None:
    place = kind(cast, now)
    first = place.read()
    older = place.save("Eldre", first.version if first else 0)
    place.renew()
    fresh = place.read()
    newer = place.save("Nyere", fresh.version if fresh else 0)
    with pytest.raises(ConflictError) as conflict:
        place.save("Eldre, skrevet videre", older.version)
    assert conflict.value.current == newer
    assert place.read() == newer


@pytest.mark.parametrize("kind", PLACES)
def test_no_version_is_acknowledged_twice_under_load(kind: type[Place], cast: Cast, now: datetime) -> None:
    """Terminals add pieces to what they read, while one of them deletes the text and begins anew."""
    place = kind(cast, now)
    acknowledged: list[tuple[int, str]] = []
    done = threading.Event()

    def terminal(number: int) -> None:
        known = place.read()
        for word in range(12):
            base = str(known.value or "") if known else ""
            try:
                saved = place.save(f"{base} {number}.{word}".strip(), known.version if known else 0)
            except ConflictError as conflict:
                known = conflict.current if isinstance(conflict.current, Versioned) else None
            except DomainError:
                known = None  # there is no amendment, or the minutes are returned, just now
            else:
                acknowledged.append((saved.version, str(saved.value)))
                known = saved

    def renewing() -> None:
        renewed_after = 0
        while not done.wait(0.005):
            if len(acknowledged) >= renewed_after + 3:
                renewed_after = len(acknowledged)
                with suppress(DomainError):
                    place.renew()

    with ThreadPoolExecutor(4) as pool:
        renews = pool.submit(renewing)
        list(pool.map(terminal, range(3)))
        done.set()
        renews.result()
    versions = [version for version, _text in acknowledged]
    assert versions
    assert len(versions) == len(set(versions))


def test_minutes_that_were_submitted_anew_are_not_signed_unread(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.signed(cast, now)
    amendments.start(cast.employee, now, conversation_id)
    submission.submit(cast.employee, now, conversation_id, "nb")
    read = conversation_view.get_view(cast.leader, now, conversation_id).draft
    assert read is not None
    amendments.discard(cast.employee, now, conversation_id)
    amendments.start(cast.employee, now, conversation_id)
    submission.submit(cast.employee, now, conversation_id, "nb")
    with pytest.raises(ConflictError):
        signing.sign(cast.leader, now, conversation_id, read.version)


def test_a_schedule_that_was_undone_and_set_anew_is_another_one(cast: Cast, now: datetime) -> None:
    def often(weeks: int, version: int) -> str:
        draft = FollowUpScheduleDraft(often=ScheduleInterval(weeks=weeks))
        return schedule.set_person_schedule(cast.leader, now, cast.employee.id, version, draft).batch

    def stored() -> int:
        with reading(), bypassing_row_security():
            return int(tables.FollowUpSchedule.select(tables.FollowUpSchedule.version).scalar())

    first = often(2, 0)
    seen = stored()
    undo(cast.leader, now, first)
    often(3, 0)
    with pytest.raises(ConflictError):
        often(4, seen)
