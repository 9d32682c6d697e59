"""Reaching things on behalf of the signed-in person: found and allowed, or refused."""

from __future__ import annotations

from tui_app.domain import access
from tui_app.domain.records import Action, Person, Viewer
from tui_app.domain.refusals import NotAllowed, NotFound
from tui_app.storage import actions, people


def page_owner(viewer: Viewer, person_id: int) -> Person:
    """The person whose page `viewer` may see. Call it inside a reading or writing scope.

    Raises:
        NotFound: there is no such person.
        NotAllowed: the page is not theirs to see.
    """
    person = people.get(person_id)
    if person is None:
        raise NotFound()
    if not access.sees_page(viewer, person):
        raise NotAllowed()
    return person


def workable_action(viewer: Viewer, action_id: int) -> tuple[Action, Person]:
    """The action that `viewer` may work on, with the employee it concerns.

    Raises:
        NotFound: there is no such action.
        NotAllowed: they are neither a party nor responsible for it.
    """
    action = actions.get(action_id)
    person = people.get(action.person_id) if action else None
    if action is None or person is None:
        raise NotFound()
    if not access.may_work_on(viewer, person, action):
        raise NotAllowed()
    return action, person
