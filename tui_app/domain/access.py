"""Who may see and do what: the only place where access is decided. Services ask, storage narrows its queries by it."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum

from tui_app.domain.errors import NotAllowed
from tui_app.domain.records.action import Action
from tui_app.domain.records.conversation import Conversation, Role
from tui_app.domain.records.person import Person, Viewer


class TeamVisibility(Enum):
    """How much of a team somebody sees."""

    NOTHING = 0
    FIGURES_ONLY = 1
    ALL = 2


def may_see_page(viewer: Viewer, person: Person) -> bool:
    """Whether the page about `person` is theirs to see: the employee and their leader look at the same page."""
    return viewer.id == person.id or leads(viewer, person)


def leads(viewer: Viewer, person: Person) -> bool:
    """Whether `viewer` is the direct leader of `person`, or stands in for them today; nobody leads themselves."""
    return person.leader_id in viewer.leads_as and person.id != viewer.id


def team_visibility(viewer: Viewer, leader_id: int, *, leads_below: bool) -> TeamVisibility:
    """What `viewer` sees of the team that `leader_id` leads.

    Args:
        viewer: the signed-in person.
        leader_id: whose team it is.
        leads_below: whether that leader stands somewhere below the viewer.
    """
    if leader_id in viewer.leads_as:
        return TeamVisibility.ALL
    return TeamVisibility.FIGURES_ONLY if leads_below else TeamVisibility.NOTHING


def role_in(viewer: Viewer, conversation: Conversation) -> Role:
    """The part that `viewer` has in a conversation: it is between two, and stays theirs when the leader changes.

    A later leader gets an unsigned one only from the employee (`services/handing_on.py`), and reads signed minutes only
    if the employee shows them (`may_read_shared_minutes`).

    Raises:
        NotAllowed: none.
    """
    if viewer.id == conversation.person_id:
        return Role.EMPLOYEE
    if viewer.id == conversation.leader_id:
        return Role.LEADER
    raise NotAllowed()


def may_read_shared_minutes(viewer: Viewer, person: Person, shared_with_ids: Collection[int]) -> bool:
    """Whether `viewer` reads minutes that `person` shows to these leaders: while they lead them, and no longer."""
    return leads(viewer, person) and not viewer.leads_as.isdisjoint(shared_with_ids)


def may_edit_page(viewer: Viewer, person: Person) -> bool:
    """Whether `viewer` may add and change goals, actions and conversations on the page of `person`."""
    return may_see_page(viewer, person)


def may_edit_action(viewer: Viewer, action: Action) -> bool:
    """Whether `viewer` may move, change or drop the action: those who agree on it, as on the rest of that page."""
    return may_edit_page(viewer, Person(action.person_id, action.person_name, leader_id=action.leader_id))


def may_set_schedule(viewer: Viewer, leader_id: int) -> bool:
    """Whether `viewer` says how often the team of this leader is followed up: its leader, or who stands in."""
    return leader_id in viewer.leads_as


def may_update_action(viewer: Viewer, person: Person, action: Action) -> bool:
    """Whether `viewer` may tick, start or comment the action: both parties, and whoever is responsible for it."""
    return may_see_page(viewer, person) or action.responsible_id == viewer.id


def may_acknowledge(viewer: Viewer, person: Person, action: Action) -> bool:
    """Whether `viewer` may answer that the action is done: either party, where somebody else did it."""
    return may_see_page(viewer, person) and action.responsible_id != viewer.id


def manages_people(viewer: Viewer) -> bool:
    """Whether `viewer` may add, change and import anybody: the administrator."""
    return viewer.is_administrator


def manages_accounts(viewer: Viewer) -> bool:
    """Whether `viewer` may open and close accounts, name stand-ins and administrators, and read the whole log."""
    return viewer.is_administrator


def may_create_code(viewer: Viewer, person: Person) -> bool:
    """Whether `viewer` may make a one-time code for `person`: administrators for others, leaders for their reports.

    Not for an administrator who reports to them: with the code they would administer.
    """
    if viewer.id == person.id:
        return False
    return viewer.is_administrator or (leads(viewer, person) and not person.is_administrator)


def may_see_organisation_figures(viewer: Viewer) -> bool:
    """Whether `viewer` sees figures of the whole organisation: the administrator, without names or content."""
    return viewer.is_administrator


def manages_retention(viewer: Viewer) -> bool:
    """Whether `viewer` may set how long things are kept, hold them back and have them erased: the administrator."""
    return viewer.is_administrator


def manages_organisation(viewer: Viewer) -> bool:
    """Whether `viewer` may say where the organisation is, and so when its days begin: the administrator."""
    return viewer.is_administrator


def manages_reminders(viewer: Viewer) -> bool:
    """Whether `viewer` may set how everybody is reminded who has not chosen otherwise: the administrator."""
    return viewer.is_administrator


def may_add_report(viewer: Viewer, leader_id: int | None, current_leader_ids: Collection[int]) -> bool:
    """Whether `viewer` may add a person under `leader_id`: administrators anywhere, leaders in the teams they lead.

    Args:
        viewer: the signed-in person.
        leader_id: who is to lead the new one.
        current_leader_ids: those who lead somebody already, of `viewer` and the ones they stand in for: whoever leads nobody would
            otherwise make themselves a leader, and an account.
    """
    return viewer.is_administrator or (leader_id in viewer.leads_as and leader_id in current_leader_ids)


def may_edit_person(viewer: Viewer, person: Person) -> bool:
    """Whether `viewer` may change name, title and dates of `person`: administrators and the direct leader."""
    return viewer.is_administrator or leads(viewer, person)


def manages_templates(viewer: Viewer) -> bool:
    """Whether `viewer` may see, change and publish every version of the organisation's forms: the administrator."""
    return viewer.is_administrator
