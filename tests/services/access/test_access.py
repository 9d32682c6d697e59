"""Who may do what: each service function, and who of these may, about Ola.

A service function without a row in `rows` fails the test.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.services.access.functions import BEFORE_SIGN_IN, COMMAND_LINE_ONLY, HELPERS, WITHOUT_VIEWER, every_function
from tests.services.access.rows import ROWS, SUBJECTS
from tests.services.access.world import World, world
from tui_app import services
from tui_app.domain.accounts.records import Session
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import NotAllowed, NotFound
from tui_app.domain.records.person import Viewer
from tui_app.services.accounts import signed_in
from tui_app.services.people import people, person_page
from tui_app.storage.database import writing


class _RolledBack(Exception):
    """Raised to undo everything that was done in a transaction."""


@contextmanager
def rolled_back() -> Iterator[None]:
    """A transaction that is always rolled back."""
    try:
        with writing():
            yield
            raise _RolledBack
    except _RolledBack:
        pass


def may(at: World, name: str, role: str) -> bool:
    """True if a person may call the function, or with `Sees`, sees something of Ola's."""
    _expected, call, *sees = ROWS[name]
    outcome = False
    with rolled_back():
        try:
            result = call(at, at.who[role])
        except (NotAllowed, NotFound):
            outcome = False
        except Exception as error:
            if getattr(error, "code", "") not in NOT_ABOUT_ACCESS:
                raise
            outcome = NOT_ABOUT_ACCESS[error.code]  # type: ignore[attr-defined]
        else:
            outcome = bool(sees[0](at, result)) if sees else True
    return outcome


NOT_ABOUT_ACCESS = {
    "nothing_to_undo": False,  # nobody can undo somebody else's batch
    "no_leader": False,
    "not_overdue": False,  # nobody reminds themselves
    "form_not_retired": True,
    "no_password_yet": True,  # a PIN without a password: allowed, but refused for another reason
}


def test_every_service_function_has_a_row() -> None:
    found = every_function()
    acting = {name for name, acts in found.items() if acts} - HELPERS
    named = {name.split(" ")[0] for name in ROWS}
    assert len(ROWS) == sum(len(subject.ROWS) for subject in SUBJECTS), "a row stands under two subjects"
    assert (acting - named, named - acting) == (set(), set())
    assert {name for name, acts in found.items() if not acts} == BEFORE_SIGN_IN | COMMAND_LINE_ONLY | WITHOUT_VIEWER


def test_no_screen_does_what_belongs_at_the_prompt() -> None:
    ui = Path(services.__file__).parent.parent / "ui"
    source = "\n".join(path.read_text() for path in ui.rglob("*.py"))
    calls = {".".join(name.split(".")[-2:]) for name in COMMAND_LINE_ONLY}
    assert not [call for call in calls if re.search(rf"\b{re.escape(call)}\b", source)]


def test_who_may_do_what(kari: Viewer, now: datetime) -> None:
    at = world(kari, now)
    found = {name: {role for role in at.who if may(at, name, role)} for name in ROWS}
    assert found == {name: set(row[0].split()) for name, row in ROWS.items()}


def test_a_stand_in_of_yesterday_is_a_colleague(kari: Viewer, now: datetime) -> None:
    at = world(kari, now)
    tomorrow = now + timedelta(days=1)
    at.who["stand_in"] = signed_in.get_viewer(Session(at.who["stand_in"].id), tomorrow)
    with pytest.raises(NotAllowed):
        person_page.get(at.who["stand_in"], tomorrow, at.ola.id)


def test_a_leader_who_has_left_acts_no_more(kari: Viewer, now: datetime) -> None:
    at = world(kari, now)
    lise = people.get_for_editing(kari, now, at.lise)
    gone = validate_draft(PersonDraft, {"name": lise.name, "leader_id": lise.leader_id, "end_date": date(2026, 11, 1)})
    people.edit(kari, now, lise.id, lise.version, gone)
    with pytest.raises(Exception, match="session_ended"):
        signed_in.call_as(Session(at.lise), person_page.get, now, at.ola.id)
