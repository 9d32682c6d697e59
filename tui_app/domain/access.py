"""Who may see and do what.

This module alone decides about access. Services ask it before they act, and storage narrows its queries accordingly.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import Enum

from msgspec.structs import replace

from tui_app.domain.errors import NotAllowed
from tui_app.domain.records.action import Action
from tui_app.domain.records.change import Change, ChangeKind
from tui_app.domain.records.conversation import Conversation, Role
from tui_app.domain.records.person import Person, Viewer


class TeamVisibility(Enum):
    """How much of a team a person may see."""

    NOTHING = 0
    FIGURES_ONLY = 1
    ALL = 2


def may_see_page(viewer: Viewer, person: Person) -> bool:
    """True if `viewer` may see the page about `person`: it belongs to the employee and their leader."""
    return viewer.id == person.id or leads(viewer, person)


def leads(viewer: Viewer, person: Person) -> bool:
    """True if `viewer` is the direct leader of `person` or covers for that leader today. Nobody leads themselves."""
    return person.leader_id in viewer.leads_as and person.id != viewer.id


def team_visibility(viewer: Viewer, leader_id: int, *, leads_below: bool) -> TeamVisibility:
    """How much `viewer` may see of the team that `leader_id` leads.

    Args:
        viewer: the signed-in person.
        leader_id: the leader of the team.
        leads_below: True if that leader reports to the viewer, directly or through others.
    """
    if leader_id in viewer.leads_as:
        return TeamVisibility.ALL
    return TeamVisibility.FIGURES_ONLY if leads_below else TeamVisibility.NOTHING


def role_in(viewer: Viewer, conversation: Conversation) -> Role:
    """The role of `viewer` in a conversation. It stays theirs when the employee gets a new leader.

    A new leader gets an unsigned conversation only if the employee hands it over
    (`services/conversations/leader_handover.py`), and can read signed minutes only if the employee shares them
    (`may_read_shared_minutes`).

    Raises:
        NotAllowed: `viewer` takes no part in the conversation.
    """
    if viewer.id == conversation.person_id:
        return Role.EMPLOYEE
    if viewer.id == conversation.leader_id:
        return Role.LEADER
    raise NotAllowed()


def may_read_shared_minutes(viewer: Viewer, person: Person, shared_with_ids: Collection[int]) -> bool:
    """True if `viewer` may read minutes that `person` shares with these leaders. The right ends with the role."""
    return leads(viewer, person) and not viewer.leads_as.isdisjoint(shared_with_ids)


def may_edit_page(viewer: Viewer, person: Person) -> bool:
    """True if `viewer` may add and change goals, actions and conversations on the page of `person`."""
    return may_see_page(viewer, person)


def may_edit_action(viewer: Viewer, action: Action) -> bool:
    """True if `viewer` may move, change or drop the action: the employee it concerns and their leader."""
    return may_edit_page(viewer, Person(action.person_id, action.person_name, leader_id=action.leader_id))


def may_set_schedule(viewer: Viewer, leader_id: int) -> bool:
    """True if `viewer` may set how often the team of this leader is followed up: the leader and their stand-ins."""
    return leader_id in viewer.leads_as


def may_update_action(viewer: Viewer, person: Person, action: Action) -> bool:
    """True if `viewer` may tick, start or comment on the action: employee, leader and the person responsible."""
    return may_see_page(viewer, person) or action.responsible_id == viewer.id


def sees_action_alone(viewer: Viewer, action: Action) -> bool:
    """True if `viewer` sees the action without the page it is on, being responsible for it.

    They see neither the goal that it serves, nor what happened before they took it over.
    """
    return not may_see_page(viewer, Person(action.person_id, action.person_name, leader_id=action.leader_id))


def action_for_reader(viewer: Viewer, action: Action) -> Action:
    """The action as `viewer` may read it: alone, unless they see the page."""
    if not sees_action_alone(viewer, action):
        return action
    return replace(action, goal_id=None, goal_text="", conversation_id=None)


def history_for_reader(viewer: Viewer, action: Action, changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes of an action that `viewer` may read: those since the hand-over to them, unless they see the page.

    Of the hand-over itself they see that it happened, not what else was changed with it.
    """
    if not sees_action_alone(viewer, action):
        return tuple(changes)
    later = (change for change in changes if change.id > action.handed_over_after)
    return tuple(map(change_of_action_alone, later))


def change_of_action_alone(change: Change) -> Change:
    """A change of an action, for who sees the action alone."""
    if change.kind is ChangeKind.CREATED or "responsible_id" not in change.after:
        return change
    return replace(change, kind=ChangeKind.RESPONSIBLE, before={}, after={}, note="")


def may_acknowledge(viewer: Viewer, person: Person, action: Action) -> bool:
    """True if `viewer` may acknowledge that the action is done: employee or leader, but not the person who did it."""
    return may_see_page(viewer, person) and action.responsible_id != viewer.id


def manages_people(viewer: Viewer) -> bool:
    """True if `viewer` may add, change and import all people: administrators only."""
    return viewer.is_administrator


def manages_accounts(viewer: Viewer) -> bool:
    """True if `viewer` may manage accounts, stand-ins and administrators, and read the whole audit log."""
    return viewer.is_administrator


def may_create_code(viewer: Viewer, person: Person) -> bool:
    """True if `viewer` may create a one-time code for `person`: administrators for others, leaders for their reports.

    A leader may not create a code for a report who is an administrator, as it would let them sign in as one.
    """
    if viewer.id == person.id:
        return False
    return viewer.is_administrator or (leads(viewer, person) and not person.is_administrator)


def may_see_organisation_figures(viewer: Viewer) -> bool:
    """True if `viewer` may see figures of the whole organisation. They contain neither names nor content."""
    return viewer.is_administrator


def manages_retention(viewer: Viewer) -> bool:
    """True if `viewer` may set retention periods, place holds and start an erasure: administrators only."""
    return viewer.is_administrator


def manages_organisation(viewer: Viewer) -> bool:
    """True if `viewer` may set where the organisation is: administrators only."""
    return viewer.is_administrator


def manages_reminders(viewer: Viewer) -> bool:
    """True if `viewer` may set the reminders of everybody who has not chosen their own: administrators only."""
    return viewer.is_administrator


def may_add_report(viewer: Viewer, leader_id: int | None, current_leader_ids: Collection[int]) -> bool:
    """True if `viewer` may add a person under `leader_id`: administrators anywhere, leaders in the teams they lead.

    Args:
        viewer: the signed-in person.
        leader_id: the leader of the new person.
        current_leader_ids: those of `viewer` and the leaders they cover for who already lead somebody. Other people
            cannot make themselves leaders this way, and so get an account.
    """
    return viewer.is_administrator or (leader_id in viewer.leads_as and leader_id in current_leader_ids)


def may_edit_person(viewer: Viewer, person: Person) -> bool:
    """True if `viewer` may change the name, title and dates of `person`: administrators and the direct leader."""
    return viewer.is_administrator or leads(viewer, person)


def manages_templates(viewer: Viewer) -> bool:
    """True if `viewer` may see, change and publish every version of the forms: administrators only."""
    return viewer.is_administrator
