"""Many processes add pieces to one text, as many terminals do: every piece that was acknowledged is in the end."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from typing import Any

import pytest

from tests.services.sample_conversations import Cast, drafted
from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.errors import ConflictError
from tui_app.domain.form_drafts import FormDraft, FormDraftKey
from tui_app.domain.records.person import Viewer
from tui_app.services import form_drafts
from tui_app.services.conversations import conversation_view
from tui_app.services.follow_up import follow_up_session
from tui_app.services.minutes import drafting
from tui_app.storage import database as storage
from tui_app.storage import schema

PROCESSES, PIECES = 6, 14
PLACES = ("minutes", "note", "form")
KEY = FormDraftKey("topic-new:2")


def read(place: str, me: Viewer, now: datetime, conversation_id: int) -> tuple[str, int]:
    """The text of a place, and its version."""
    if place == "form":
        draft = form_drafts.get(me, now, KEY)
        return (draft.texts["topic"], draft.version) if draft else ("", 0)
    if place == "note":
        stored: Versioned | None = follow_up_session.get(me, now, me.id).note
    else:
        view = conversation_view.get_view(me, now, conversation_id)
        stored = view.draft.texts.get("work") if view.draft else None
    return (str(stored.value or ""), stored.version) if stored else ("", 0)


def save(place: str, me: Viewer, now: datetime, conversation_id: int, text: str, version: int) -> int:
    """Save the text of a place, and return its version."""
    if place == "form":
        return form_drafts.save(me, now, KEY, "Tema", {"topic": text}, version)
    if place == "note":
        return follow_up_session.save_note(me, now, me.id, text, version).version
    return drafting.save_section(me, now, conversation_id, "work", text, version).version


def write(address: Any, me: Viewer, now: datetime, conversation_id: int, number: int) -> list[tuple[str, str, int]]:
    """Add pieces to each place in turn; those that were acknowledged, with the version that each was."""
    storage.bind_database(schema.open_database(address))
    acknowledged: list[tuple[str, str, int]] = []
    known = {place: read(place, me, now, conversation_id) for place in PLACES}
    for piece in range(PIECES * len(PLACES)):
        place, word = PLACES[piece % len(PLACES)], f"{number}.{piece}"
        while True:
            text, version = known[place]
            text = f"{text} {word}".strip()
            try:
                saved = save(place, me, now, conversation_id, text, version)
            except ConflictError as conflict:
                current = conflict.current
                if isinstance(current, FormDraft):
                    known[place] = (current.texts["topic"], current.version)
                else:
                    assert isinstance(current, Versioned)
                    known[place] = (str(current.value or ""), current.version)
            else:
                known[place] = (text, saved)
                acknowledged.append((place, word, saved))
                break
    return acknowledged


@pytest.mark.slow
def test_no_acknowledged_piece_is_lost(database: Any, cast: Cast, now: datetime) -> None:
    me, conversation_id = cast.employee, drafted(cast, now, "")
    follow_up_session.start(me, now, me.id)
    with ProcessPoolExecutor(PROCESSES, mp_context=multiprocessing.get_context("spawn")) as pool:
        jobs = [pool.submit(write, database, me, now, conversation_id, number) for number in range(PROCESSES)]
        acknowledged = [one for job in jobs for one in job.result(timeout=120)]
    assert len(acknowledged) == PROCESSES * PIECES * len(PLACES)
    stored = {place: read(place, me, now, conversation_id)[0].split() for place in PLACES}
    assert [word for place, word, _version in acknowledged if word not in stored[place]] == []
    versions = [(place, version) for place, _word, version in acknowledged]
    assert len(versions) == len(set(versions))
