"""Who is not joined, and what is said before; on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.conftest import NOW, viewer_of
from tests.services.access.world import World
from tests.services.hasher import HASHER, PASSWORD
from tests.services.people.joining.entries import join, people_get, person, preview
from tests.services.people.test_staff_import import review
from tests.services.sample_conversations import Cast
from tui_app.domain.actions.changes import ActionFields, EditAction
from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import ConflictError, DomainError
from tui_app.domain.records.person import Viewer
from tui_app.services.accounts import accounts, passwords
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion
from tui_app.services.people import joining, people, staff_import, staff_import_undo
from tui_app.services.undo import undo
from tui_app.text.administration.joining import preview_text


def test_two_who_are_two_people_are_not_joined(at: World) -> None:
    kari = at.who["administrator"]

    def refused(one: int, other: int) -> str:
        with pytest.raises(DomainError) as told:
            join(kari, people_get(one), people_get(other))
        return told.value.code

    assert refused(at.ola.id, at.ola.id) == "join_same"
    assert refused(at.ola.id, at.who["earlier"].id) == "join_conversation"
    assert refused(at.who["above"].id, at.lise) == "join_leads"
    assert refused(at.ola.id, at.who["above"].id) == "join_leads"
    assert refused(at.ola.id, kari.id) == "join_own"


def test_nobody_joins_to_themselves_an_entry_that_somebody_signs_in_with(cast: Cast, now: datetime) -> None:
    administrator = cast.administrator
    other = person(administrator, "Ola H", email="o@x.no")
    passwords.choose_password(viewer_of(other), now, HASHER, "", PASSWORD)
    with pytest.raises(DomainError, match="join_to_own"):
        joining.preview(administrator, now, administrator.id, other.id)
    with pytest.raises(DomainError, match="join_to_own"):
        join(administrator, people_get(administrator.id), other)
    accounts.set_administrator(administrator, now, cast.leader.id, administers=True)
    join(viewer_of(people_get(cast.leader.id)), people_get(administrator.id), other)


def test_the_last_administrator_is_not_joined_away(kari: Viewer) -> None:
    siri, other = person(kari, "Siri"), person(kari, "Siri S")
    accounts.set_administrator(kari, NOW, siri.id, administers=True)
    accounts.set_administrator(viewer_of(people_get(siri.id)), NOW, kari.id, administers=False)
    me = viewer_of(people_get(siri.id))
    with pytest.raises(DomainError, match="join_own"):
        join(me, other, people_get(siri.id))
    third = person(me, "Siri Tredje")
    accounts.set_administrator(me, NOW, third.id, administers=True)
    assert join(me, people_get(siri.id), people_get(third.id)).is_administrator


def test_nor_the_one_who_administers_after_the_others_have_left(kari: Viewer) -> None:
    siri, other = person(kari, "Siri"), person(kari, "Siri S")
    accounts.set_administrator(kari, NOW, siri.id, administers=True)
    leaving = {"name": kari.name, "end_date": NOW.date() + timedelta(days=30)}
    people.edit(kari, NOW, kari.id, people_get(kari.id).version, validate_draft(PersonDraft, leaving))
    with pytest.raises(DomainError, match="last_administrator"):
        join(kari, other, people_get(siri.id))
    with pytest.raises(DomainError, match="last_administrator"):
        joining.remove(kari, NOW, people_get(siri.id))
    assert join(kari, people_get(siri.id), other).is_administrator


def test_rights_that_end_are_said_before(kari: Viewer) -> None:
    one, other = person(kari, "Siri"), person(kari, "Siri S")
    accounts.set_administrator(kari, NOW, other.id, administers=True)
    shown = preview(kari, one, people_get(other.id), one)
    assert "Administrator rights" in preview_text(shown)
    assert not join(kari, one, people_get(other.id)).is_administrator


def test_an_earlier_change_can_still_be_undone(cast: Cast, now: datetime) -> None:
    other = person(cast.administrator, "Per B", leader_id=cast.leader.id)
    draft = validate_draft(
        ActionDraft, {"text": "Kurs", "responsible_id": other.id, "due": now.date() + timedelta(days=9)}
    )
    action = actions.add(cast.leader, now, cast.employee.id, draft)
    mine = EditAction(ActionFields(responsible_id=cast.employee.id))
    receipt = actions.change(cast.leader, now, [ActionVersion(action.subject_id, 1)], mine)
    join(cast.administrator, people_get(cast.stranger.id), other)
    undo(cast.leader, now, receipt.batch)
    assert actions.get(cast.leader, now, action.subject_id).responsible_id == cast.stranger.id


def test_what_was_shown_is_what_is_joined(kari: Viewer) -> None:
    one, other = person(kari, "Ola Hansen"), person(kari, "Ola H")
    shown = preview(kari, one, other)
    people.edit(kari, NOW, other.id, other.version, validate_draft(PersonDraft, {"name": "Oda Hansen"}))
    with pytest.raises(ConflictError):
        joining.join(kari, NOW, shown.kept.person, shown.removed.person)


def test_an_import_before_cannot_take_back_who_is_joined(kari: Viewer, now: datetime) -> None:
    old = person(kari, "Ola Hansen", employee_number="1")
    staff_import.import_staff(kari, now, review("Navn|Nr", "Ola H|2", "Siv|3"), skip_bad=False)
    new = next(one for one in staff_import.everybody(kari, now) if one.name == "Ola H")
    join(kari, old, new)
    undone = staff_import_undo.undo_import(kari, now)
    assert undone.kept == ("Ola Hansen",)
    assert {one.name for one in staff_import.everybody(kari, now)} == {"Ola Hansen", "Kari Nordmann"}
