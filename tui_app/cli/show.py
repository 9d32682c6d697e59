"""The commands `samtale team`, `actions`, `people` and `figures`, which print what the screens show."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui_app import environment
from tui_app.cli.common import choose_one, current_viewer, find_one
from tui_app.cli.output import (
    FilePath,
    given_name,
    print_csv,
    print_json,
    print_lines,
    showing_progress,
    terminal_width,
)
from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import has_left
from tui_app.wiring import build_file_access

if TYPE_CHECKING:
    from tui_app.domain.figures.records import FiguresView, PeriodFigures, UnitFigures
    from tui_app.domain.records.action import Action
    from tui_app.domain.records.person import Viewer
    from tui_app.domain.team import ActionCounts, TeamOverview, TeamRow

_FILE_PATH = FilePath(path_type=Path, dir_okay=False)


@click.command()
@click.option("--of", "leader", callback=given_name, metavar="NAME", help="A team below yours, by its leader's name.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def team(database: str | None, leader: str | None, as_json: bool) -> None:
    """Print your team, with those who need attention first, and why."""
    viewer, now = current_viewer(database), environment.now()
    from tui_app.services.people import people
    from tui_app.services.people import team as service

    leader_id = choose_one(people.find(viewer, now, leader), leader).id if leader else viewer.id
    with showing_progress():
        overview = service.overview(viewer, now, leader_id)
    if as_json:
        print_json(_team_as_json(overview, now.date()))
        return
    from tui_app.text.team import team_lines

    print_lines(team_lines(overview, now.date(), terminal_width(), mine=leader_id == viewer.id))


@click.command()
@click.option("--mine", "scope", flag_value="mine", default=True, help="Actions you are responsible for (default).")
@click.option("--team", "scope", flag_value="team", help="Your team's actions.")
@click.option("--person", callback=given_name, metavar="NAME", help="One person's actions.")
@click.option("--overdue", is_flag=True, help="Only overdue actions.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def actions(database: str | None, scope: str, person: str | None, overdue: bool, as_json: bool) -> None:
    """Print actions by urgency, including those done or dropped in the last year."""
    viewer, now = current_viewer(database), environment.now()
    from tui_app.services.actions import actions as service
    from tui_app.services.actions.actions import ChecklistScope

    selected = ChecklistScope.PERSON if person else ChecklistScope(scope)
    person_id = _whose_page(viewer, now, person) if person else 0
    with showing_progress():
        checklist = service.checklist(viewer, now, selected, person_id)
    if overdue:
        checklist = tuple(action for action in checklist if action.is_overdue(now.date()))
    if as_json:
        rows = [_action_as_json(action, now.date()) for action in checklist]
        print_json({"day": now.date(), "whose": selected.value, "actions": rows})
        return
    from tui_app.text.actions import action_lines

    print_lines(action_lines(checklist, now.date(), terminal_width(), with_person=not person))


def _whose_page(viewer: Viewer, now: datetime, name: str) -> int:
    """The id of the person with this name whose page the viewer may open; those who have left come last.

    Raises:
        DomainError: `person_not_found` or `several_people_found`.
    """
    from tui_app.services.people import people

    try:
        return find_one(people.visible_people(viewer, now), name).id
    except DomainError as error:
        if error.code != "person_not_found":
            raise
        return find_one(people.former_reports(viewer, now), name).id


@click.command()
@click.option("--team", "scope", flag_value="team", help="Your own team (default).")
@click.option("--line", "scope", flag_value="line", help="Everyone below you.")
@click.option("--organisation", "scope", flag_value="organisation", help="Everyone (administrators only).")
@click.option("--csv", "csv_", type=_FILE_PATH, metavar="FILE", help="Write a CSV file instead.")
@click.option("--xlsx", type=_FILE_PATH, metavar="FILE", help="Write an Excel file instead.")
@click.option("--pdf", type=_FILE_PATH, metavar="FILE", help="Write a one-page PDF for the annual report instead.")
@click.option("--replace", is_flag=True, help="Overwrite an existing file.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def figures(
    database: str | None,
    scope: str | None,
    csv_: Path | None,
    xlsx: Path | None,
    pdf: Path | None,
    replace: bool,
    as_json: bool,
) -> None:
    """Print by quarter how well agreements are followed up. No names or written text."""
    viewer, now = current_viewer(database), environment.now()
    from tui_app.domain.figures.records import FigureScope
    from tui_app.services import figures as service
    from tui_app.text.figures import figure_lines, figure_table

    with showing_progress():
        view = service.overview(viewer, now, FigureScope(scope) if scope else None)
    if view.is_hidden:
        raise DomainError("too_few_people")
    table, files = figure_table(view, now), build_file_access()
    for suffix, path in ((".csv", csv_), (".xlsx", xlsx), (".pdf", pdf)):
        if path is not None:
            # the option decides on the format, whatever suffix was typed
            target = path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)
            files.write_figures(table, target, replace=replace)
            click.echo(str(target), err=True)
    if as_json:
        print_json(_figures_as_json(view, now.date()))
    elif not (csv_ or xlsx or pdf):
        print_lines(figure_lines(table, terminal_width()))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV that `samtale import people` can read.")
@click.pass_obj
def people(database: str | None, as_json: bool, as_csv: bool) -> None:
    """Print who is who: everybody, those who have left too (administrators only)."""
    viewer, now = current_viewer(database), environment.now()
    from tui_app.services.people import staff_import
    from tui_app.text.people import STAFF_LIST_KEYS, staff_list_headings, staff_list_rows
    from tui_app.text.tables import align_columns

    with showing_progress():
        everybody = staff_import.everybody(viewer, now)
        rows = staff_list_rows(everybody)
    if as_json:
        listed = [
            {
                **dict(zip(STAFF_LIST_KEYS, row, strict=True)),
                "leader_name": person.leader_name,
                "here": not person.has_left(now.date()),
                "administrator": person.is_administrator,
            }
            for person, row in zip(everybody, rows, strict=True)
        ]
        print_json({"day": now.date(), "people": listed})
    elif as_csv:
        print_csv([staff_list_headings(), *rows])
    else:
        print_lines(align_columns([staff_list_headings(), *rows], terminal_width()))


COMMANDS: dict[str, click.Command] = {"actions": actions, "figures": figures, "people": people, "team": team}


def _team_as_json(overview: TeamOverview, today: date) -> dict[str, object]:
    from tui_app.text.team import reason_text

    def person(row: TeamRow) -> dict[str, object]:
        facts = row.facts
        return {
            "id": row.person.id,
            "name": row.person.name,
            "reasons": [
                {"code": reason.reason, "count": reason.count, "days": reason.days, "text": reason_text(reason)}
                for reason in row.reasons
            ],
            "last_conversation": facts.last_conversation,
            "next_conversation": facts.next_conversation,
            "minutes": facts.minutes_state,
            "last_follow_up": facts.last_follow_up,
            "next_follow_up": facts.next_follow_up,
            "away_until": facts.away_until,
            "actions": _counts_as_json(row.counts),
            "next_due": facts.next_due,
            "reports": facts.reports,
        }

    return {
        "day": today,
        "leader": {"id": overview.leader.id, "name": overview.leader.name},
        "figures_only": overview.figures_only,
        "people": [person(row) for row in overview.rows],
        "actions": _counts_as_json(overview.counts),
        "in_time_percent": overview.in_time_percent,
    }


def _counts_as_json(counts: ActionCounts) -> dict[str, int]:
    return {"done": counts.done, "started": counts.started, "open": counts.open, "overdue": counts.overdue}


def _figures_as_json(view: FiguresView, today: date) -> dict[str, object]:
    from tui_app.domain.figures.records import Figure

    def column(figures: PeriodFigures) -> dict[str, object]:
        values = {figure.value: figures.values.get(figure) for figure in Figure}
        return {"first": figures.period.first, "last": figures.period.last, **values}

    return {
        "day": today,
        "whose": view.scope,
        "people": view.people,
        "quarters": [column(quarter) for quarter in view.quarters],
        "year": column(view.year),
        "units": [_unit_as_json(unit) for unit in view.units],
    }


def _unit_as_json(unit: UnitFigures) -> dict[str, object]:
    return {
        "unit": unit.unit,
        "people": unit.people or None,
        "covered": unit.covered,
        "covered_signed": unit.covered_signed,
        "leaders": unit.leaders or None,
        "answers": {
            counts.item.value: {"mean": counts.mean, "spread": counts.spread, "answers": counts.answers}
            for counts in unit.listening
        },
    }


def _action_as_json(action: Action, today: date) -> dict[str, object]:
    return {
        "id": action.id,
        "text": action.text,
        "person": {
            "id": action.person_id,
            "name": action.person_name,
            "has_left": has_left(action.person_end, today),
        },
        "responsible": {
            "id": action.responsible_id,
            "name": action.responsible_name,
            "has_left": has_left(action.responsible_end, today),
        },
        "status": action.status,
        "overdue": action.is_overdue(today),
        "due": action.due,
        "first_due": action.first_due,
        "moved": action.moved,
        "done_on": action.done_on,
        "reason": action.reason,
        "goal": action.goal_text,
        "comments": action.comments,
    }
