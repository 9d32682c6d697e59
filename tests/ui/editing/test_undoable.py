"""Whatever a screen may store can be undone, or stops undoing, or has its reason here."""

from __future__ import annotations

import importlib
import inspect
import re
from functools import partial
from pathlib import Path

import pytest

from tests.services.access.functions import every_function
from tui_app import ui
from tui_app.services.people import people
from tui_app.ui.editing.undoable import FINAL_STEPS, final_step

TAKEN_AS_STEPS = {
    *("minutes.amendments.discard", "minutes.amendments.start", "minutes.drafting.share_draft"),
    *("minutes.sharing.set_shared", "minutes.signing.return_minutes", "minutes.signing.sign"),
    *("minutes.statements.add", "minutes.submission.submit", "conversations.leader_handover.hand_over"),
    *("conversations.planning.start", "conversations.planning.take_back", "conversations.preparation.share"),
}
"""Steps of a conversation: `StepContext.take` notes them all."""
TYPED_TEXT = {
    *("conversations.preparation.save_answer", "minutes.drafting.save_section", "minutes.comments.save_comment"),
    *("minutes.statements.save_draft", "follow_up.follow_up_session.save_note"),
}
"""Fields that people undo themselves."""
NOTHING_TO_UNDO = {
    *("accounts.account_events.take_untold", "activity.mark_seen", "activity.since_last_visit"),
    *(
        "form_drafts.discard",
        "form_drafts.save",
        "form_drafts.save_unsaved_text",
        "form_drafts.mark_announced",
        "form_drafts.unannounced_titles",
    ),
    *("follow_up.follow_up_session.save_progress", "follow_up.follow_up_session.start"),
    *("follow_up.team_session.move_past", "follow_up.team_session.start_team", "conversations.bookmark.clear"),
    *("administration.templates.install_shipped", "calendars.appointments", "my_data.export"),
    "accounts.credentials.confirm_password",
}
"""Where the person is and what they have seen, and copies of what is there."""

PRACTICE = {
    "practice.invitations.invite",
    "practice.invitations.put_aside",
    "practice.listening.answer",
    "practice.listening.next_question",
    "practice.listening.skip",
    "practice.sessions.erase_all",
    "practice.sessions.record",
    "practice.sessions.save_look_back",
    "practice.sessions.save_warm_up",
    "practice.sessions.set_sessions_per_year",
}
"""What people practise for themselves, apart from everything that undo is about."""


def stores_for_good(name: str) -> bool:
    """True if a function stores something and returns no receipt."""
    module, _dot, function = name.rpartition(".")
    room = importlib.import_module(f"tui_app.services.{module}")
    found = getattr(room, function)
    helpers = [one for key, one in inspect.getmembers(room, inspect.isfunction) if key in found.__code__.co_names]
    own = [one for one in helpers if one.__module__ == room.__name__]
    source = "\n".join(inspect.getsource(one) for one in (found, *own))
    return "writing(" in source and "Receipt" not in str(inspect.signature(found).return_annotation)


def test_every_change_that_cannot_be_undone_stops_undoing() -> None:
    source = "\n".join(path.read_text() for path in Path(ui.__file__).parent.rglob("*.py"))
    called = {
        name
        for name, acts in every_function().items()
        if acts and re.search(rf"\b{re.escape('.'.join(name.split('.')[-2:]))}\b", source) and stores_for_good(name)
    }
    assert called - set(FINAL_STEPS) - TAKEN_AS_STEPS - TYPED_TEXT - NOTHING_TO_UNDO - PRACTICE == set()
    assert (TAKEN_AS_STEPS | TYPED_TEXT | NOTHING_TO_UNDO) - called == set()


@pytest.mark.parametrize("use_case", [people.add, partial(people.add, without_leader=True)])
def test_a_step_is_known_with_and_without_its_arguments(use_case: object) -> None:
    assert callable(use_case)
    assert final_step(use_case) == "New person"


def test_the_table_names_functions_that_exist() -> None:
    assert set(FINAL_STEPS) - set(every_function()) == set()
