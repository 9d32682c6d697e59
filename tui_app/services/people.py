"""People: found, added, changed; and the first person of a new database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from tui_app.domain import access
from tui_app.domain.audit import AuditKind, Entry
from tui_app.domain.records import Person, Viewer
from tui_app.domain.refusals import ChangedElsewhere, Invalid, NotAllowed, NotFound, Refusal
from tui_app.domain.texts import folded
from tui_app.storage import accounts, audit, people
from tui_app.storage.database import reading, writing
from tui_app.storage.people import NumberTaken

if TYPE_CHECKING:
    from tui_app.domain.drafts import PersonDraft


def set_up(now: datetime, draft: PersonDraft) -> Viewer:
    """Make the first person of an empty database, who leads and administers; there is nobody to be signed in yet.

    Raises:
        Refusal: `not_empty`, when there is somebody already.
    """
    with writing():
        if people.any_person():
            raise Refusal("not_empty")
        new = people.add(draft.model_dump() | {"is_administrator": True})
    return Viewer(new, draft.name, is_administrator=True)


def recognise(now: datetime, name: str) -> Viewer:
    """The person of a database already in use whose full name, employee number or e-mail was typed.

    For the first start on another computer of the same organisation, while nobody there has a secret yet; whoever has
    the database's address gets this far.

    Raises:
        Refusal: `not_recognised`, when nobody or more than one has it; `sign_in_first`, once secrets are in use.
    """
    wanted = folded(name).strip()
    with reading():
        if accounts.anybody_has_secret():
            raise Refusal("sign_in_first")
        found = [
            person
            for person in people.matching(name, now.date(), limit=50)
            if wanted in (folded(person.name), folded(person.employee_number), folded(person.email))
        ]
    if len(found) != 1:
        raise Refusal("not_recognised", name=name.strip())
    return Viewer(found[0].id, found[0].name, found[0].is_administrator)


def leads_anybody(viewer: Viewer, now: datetime) -> bool:
    """Whether `viewer` has a team of their own."""
    with reading(viewer):
        return bool(people.reports(viewer.leads_as, now.date(), limit=1, but=viewer.id))


def is_empty() -> bool:
    """Whether the database holds nobody yet."""
    with reading():
        return not people.any_person()


def asks_for_secrets() -> bool:
    """Whether somebody has chosen a secret, so that a new computer has to ask for one."""
    with reading():
        return accounts.anybody_has_secret()


def find(viewer: Viewer, now: datetime, words: str, limit: int = 8) -> list[Person]:
    """People of the organisation who have not left, by a few letters of name, number or e-mail.

    Names are not content: everybody may name anybody as responsible for an action.
    """
    with reading(viewer):
        return people.matching(words, now.date(), limit)


def my_people(viewer: Viewer, now: datetime) -> list[Person]:
    """Those whose pages `viewer` may open: their reports by name, and themselves."""
    with reading(viewer):
        reports = people.reports(viewer.leads_as, now.date(), but=viewer.id)
        me = people.get(viewer.id)
    return [*reports, me] if me else reports


def add(viewer: Viewer, now: datetime, draft: PersonDraft, without_leader: bool = False) -> Person:
    """Add a person; where no leader is named, to the team of `viewer`, or for an administrator under nobody.

    Args:
        without_leader: whether it is to be under nobody, where no leader is named.

    Raises:
        NotAllowed: only administrators add people under others, or where they lead nobody yet.
        Invalid: the number is taken, or the leader is not there.
    """
    with writing(viewer):
        leading = {one.leader_id or 0 for one in people.reports(viewer.leads_as, now.date(), but=viewer.id)}
        leads = viewer.is_administrator or viewer.id in leading
        mine = viewer.id if leads else min(leading, default=viewer.id)
        leader_id = draft.leader_id or (None if without_leader else mine)
        if not access.may_add_report(viewer, leader_id, leading):
            raise NotAllowed()
        _check_leader(leader_id, None)
        with _number_free():
            new = people.add(draft.model_dump() | {"leader_id": leader_id})
        person = people.get(new)
    assert person is not None
    return person


def edit(viewer: Viewer, now: datetime, person_id: int, version: int, draft: PersonDraft) -> Person:
    """Change a person's name, title, dates or leader.

    Raises:
        NotFound, NotAllowed: not there, or not theirs to change.
        Invalid: the number is taken, the leader is not there or stands below this person.
        ChangedElsewhere: somebody changed the person since `version` was seen.
    """
    with writing(viewer):
        person = people.get(person_id)
        if person is None:
            raise NotFound()
        new_leader = draft.leader_id != person.leader_id
        if not access.may_edit_person(viewer, person) or (new_leader and not access.manages_people(viewer)):
            raise NotAllowed()
        if new_leader:
            _check_leader(draft.leader_id, person_id)
        with _number_free():
            stored = people.update(person_id, draft.model_dump(), version)
        if not stored:
            raise ChangedElsewhere(person, "")
        if new_leader:
            note_new_leaders(viewer, now, {person_id: draft.leader_id})
        changed = people.get(person_id)
    assert changed is not None
    return changed


def note_new_leaders(viewer: Viewer, now: datetime, led_by: Mapping[int, int | None]) -> None:
    """Write down that pages are other leaders' to see from now on, and give these the planned conversations too.

    Args:
        led_by: person -> their new leader; they are told at the next sign-in.
    """
    from tui_app.services.handing_on import follow_leaders

    for person_id, leader_id in led_by.items():
        audit.add(Entry(now, AuditKind.LEADER_CHANGED, viewer.id, person_id, details={"leader": leader_id}))
    follow_leaders(viewer, now, list(led_by))


def get(viewer: Viewer, now: datetime, person_id: int) -> Person:
    """The person's card (not the page): for those who may change it.

    Raises:
        NotFound, NotAllowed: not there, or not theirs to change.
    """
    with reading(viewer):
        person = people.get(person_id)
    if person is None:
        raise NotFound()
    if not access.may_edit_person(viewer, person):
        raise NotAllowed()
    return person


@contextmanager
def _number_free() -> Iterator[None]:
    """Say that the employee number is taken, in a person's words; the only rule of the table that a draft can break."""
    try:
        yield
    except NumberTaken:
        raise Invalid({"employee_number": "number_taken"}) from None


def _check_leader(leader_id: int | None, person_id: int | None) -> None:
    if leader_id is None:
        return
    if people.get(leader_id) is None:
        raise Invalid({"leader_id": "unknown_person"})
    if person_id is not None and (leader_id == person_id or people.stands_above(person_id, leader_id)):
        raise Invalid({"leader_id": "leader_circle"})
