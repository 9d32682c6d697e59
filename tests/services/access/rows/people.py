"""Who may do what with people: the page about Ola, teams, staff lists and joined entries."""

from __future__ import annotations

from typing import Any

from tests.conftest import NOW
from tests.services.access.rows.table import EVERYBODY, MUTUAL, Rows
from tests.services.access.world import World, goal_draft, person_draft, twin
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.records.person import Viewer
from tui_app.domain.staff_import.prepare import ListReview
from tui_app.domain.staff_list.heading_words import StaffField
from tui_app.domain.staff_list.table import StaffTable, StaffTableRow
from tui_app.services.people import (
    goals,
    joining,
    open_items,
    people,
    person_page,
    staff_import,
    staff_import_undo,
    team,
)

STAFF = StaffTable(("Navn",), (StaffTableRow(2, ("Ny Ansatt",)),))
NAMES = (StaffField.NAME,)

ROWS: Rows = {
    "people.person_page.get": (MUTUAL, lambda at, me: person_page.get(me, NOW, at.ola.id)),
    "people.goals.list_goals": (MUTUAL, lambda at, me: goals.list_goals(me, NOW, at.ola.id)),
    "people.goals.add": (MUTUAL, lambda at, me: goals.add(me, NOW, at.ola.id, goal_draft())),
    "people.goals.edit": (MUTUAL, lambda at, me: goals.edit(me, NOW, at.goal, 1, goal_draft())),
    "people.people.visible_people": (
        MUTUAL,
        lambda at, me: people.visible_people(me, NOW),
        lambda at, found: any(one.id == at.ola.id for one in found),
    ),
    "people.people.former_reports": (EVERYBODY, lambda at, me: people.former_reports(me, NOW)),
    "people.people.find": (EVERYBODY, lambda at, me: people.find(me, NOW, "Ola")),
    "people.people.get_for_editing": (
        "leader stand_in administrator",
        lambda at, me: people.get_for_editing(me, NOW, at.ola.id),
    ),
    "people.people.check_new_leader": (
        "administrator",
        lambda at, me: people.check_new_leader(me, NOW, at.ola.id, at.who["later"].id),
    ),
    "people.open_items.of_person": (
        "leader stand_in administrator",
        lambda at, me: open_items.of_person(me, NOW, at.ola.id),
    ),
    "people.people.edit": (
        "leader stand_in administrator",
        lambda at, me: people.edit(me, NOW, at.ola.id, at.ola.version, person_draft(at, title="Vernepleier")),
    ),
    "people.people.edit to another leader": (
        "administrator",
        lambda at, me: people.edit(me, NOW, at.ola.id, at.ola.version, person_draft(at, leader_id=at.who["later"].id)),
    ),
    "people.people.add": (
        "leader stand_in administrator",
        lambda at, me: people.add(me, NOW, validate_draft(PersonDraft, {"name": "Ny", "leader_id": at.lise})),
    ),
    "people.team.overview": ("leader stand_in above", lambda at, me: team.overview(me, NOW, at.lise)),
    "people.team.overview with what is open": (
        "leader stand_in",
        lambda at, me: team.overview(me, NOW, at.lise),
        lambda at, found: bool(found.open_actions),
    ),
    "people.people.namesakes": (EVERYBODY, lambda at, me: people.namesakes(me, NOW, "Ola")),
    "people.people.reports_of": ("administrator", lambda at, me: people.reports_of(me, NOW, at.lise)),
    "people.people.change_leaders": (
        "administrator",
        lambda at, me: people.change_leaders(me, NOW, [(at.ola, at.who["later"].id)]),
    ),
    "people.joining.preview": ("administrator", lambda at, me: joining.preview(me, NOW, at.ola.id, twin(at).id)),
    "people.joining.join": ("administrator", lambda at, me: joining.join(me, NOW, at.ola, twin(at))),
    "people.joining.check_removal": ("administrator", lambda at, me: joining.check_removal(me, NOW, twin(at).id)),
    "people.joining.remove": ("administrator", lambda at, me: joining.remove(me, NOW, twin(at))),
    "people.staff_import.everybody": ("administrator", lambda at, me: staff_import.everybody(me, NOW)),
    "people.staff_import_undo.last_import": ("administrator", lambda at, me: staff_import_undo.last_import(me, NOW)),
    "people.staff_import_undo.undo_import": (
        "administrator",
        lambda at, me: undone_import(at, me),
    ),
    "people.staff_import.preview": (
        "administrator",
        lambda at, me: staff_import.preview(me, NOW, ListReview(STAFF, NAMES)),
    ),
    "people.staff_import.import_staff": (
        "administrator",
        lambda at, me: staff_import.import_staff(me, NOW, ListReview(STAFF, NAMES), skip_bad=False),
    ),
}


def undone_import(at: World, me: Viewer) -> Any:
    """Take back the import of a new person."""
    if me.is_administrator:
        staff_import.import_staff(me, NOW, ListReview(STAFF, NAMES), skip_bad=True)
    return staff_import_undo.undo_import(me, NOW)
