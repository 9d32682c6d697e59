"""The commands that print what the screens show, for the shell and for scripts: team, actions, figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui_app import environment
from tui_app.cli.identity import current_viewer
from tui_app.cli.output import print_json, print_lines, terminal_width
from tui_app.domain.errors import DomainError
from tui_app.files import access

if TYPE_CHECKING:
    from tui_app.domain.figures.records import FiguresView, PeriodFigures
    from tui_app.domain.records.action import Action
    from tui_app.domain.records.person import Person
    from tui_app.domain.team import ActionCounts, TeamOverview, TeamRow


_FILE_PATH = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.option("--of", "leader", default="", metavar="NAME", help="A team below yours, by the name of who leads it.")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
@click.pass_obj
def team(database: str | None, leader: str, as_json: bool) -> None:
    """Print your team: those who need attention first, and why."""
    from tui_app.services.people import people
    from tui_app.services.people import team as service

    viewer, now = current_viewer(database), environment.now()
    leader_id = _find_one(people.find(viewer, now, leader), leader).id if leader else viewer.id
    found = service.overview(viewer, now, leader_id)
    if as_json:
        print_json(_team_as_json(found, now.date()))
        return
    from tui_app.text.team import team_lines

    print_lines(team_lines(found, now.date(), terminal_width(), mine=leader_id == viewer.id))


@click.command()
@click.option("--mine", "scope", flag_value="mine", default=True, help="What you are responsible for (the usual).")
@click.option("--team", "scope", flag_value="team", help="What concerns your team.")
@click.option("--person", default="", metavar="NAME", help="What concerns one person.")
@click.option("--overdue", is_flag=True, help="Only what is overdue.")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
@click.pass_obj
def actions(database: str | None, scope: str, person: str, overdue: bool, as_json: bool) -> None:
    """Print actions by urgency; done and dropped ones of the last year too."""
    from tui_app.services.actions import actions as service
    from tui_app.services.actions.actions import ChecklistScope
    from tui_app.services.people import people

    viewer, now = current_viewer(database), environment.now()
    whose = ChecklistScope.PERSON if person else ChecklistScope(scope)
    person_id = _find_one(people.visible_people(viewer, now), person).id if person else 0
    found = service.checklist(viewer, now, whose, person_id)
    if overdue:
        found = tuple(action for action in found if action.is_overdue(now.date()))
    if as_json:
        shown = [_action_as_json(action, now.date()) for action in found]
        print_json({"day": now.date(), "whose": whose.value, "actions": shown})
        return
    from tui_app.text.actions import action_lines

    print_lines(action_lines(found, now.date(), terminal_width(), with_person=not person))


@click.command()
@click.option("--team", "scope", flag_value="team", help="Your own team (the usual).")
@click.option("--line", "scope", flag_value="line", help="Everybody below you.")
@click.option("--organisation", "scope", flag_value="organisation", help="Everybody; for administrators.")
@click.option("--csv", "csv_", type=_FILE_PATH, metavar="FILE", help="Into a CSV file instead.")
@click.option("--xlsx", type=_FILE_PATH, metavar="FILE", help="Into an Excel file instead.")
@click.option("--pdf", type=_FILE_PATH, metavar="FILE", help="Onto one page for the annual report instead.")
@click.option("--replace", is_flag=True, help="Write over a file of the same name.")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
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
    """Print by quarter whether what was agreed is followed up; no names, nothing that anybody wrote."""
    from tui_app.domain.figures.records import FigureScope
    from tui_app.services import figures as service
    from tui_app.text import figures as figure_words

    viewer, now = current_viewer(database), environment.now()
    found = service.overview(viewer, now, FigureScope(scope) if scope else None)
    if found.is_hidden:
        raise DomainError("too_few_people")
    sheet = figure_words.figure_table(found, now)
    for kind, path in ((".csv", csv_), (".xlsx", xlsx), (".pdf", pdf)):
        if path is not None:
            # the option, not the ending, says what kind it is
            target = path if path.suffix.lower() == kind else path.with_name(path.name + kind)
            access.write_figures(sheet, target, replace=replace)
            click.echo(str(target), err=True)
    if as_json:
        print_json(_figures_as_json(found, now.date()))
    elif not (csv_ or xlsx or pdf):
        from tui_app.text.figures import figure_lines

        print_lines(figure_lines(sheet, terminal_width()))


COMMANDS: dict[str, click.Command] = {"actions": actions, "figures": figures, "team": team}


def _find_one(people: Sequence[Person], name: str) -> Person:
    """The one person who is meant: by the whole name or number, else by words that only one has.

    Raises:
        DomainError: `nobody_called`, `several_called`.
    """
    from tui_app.domain.text_normalization import folded

    wanted = folded(name).strip()
    whole = [one for one in people if wanted in (folded(one.name), folded(one.employee_number), folded(one.email))]
    found = whole or [one for one in people if all(word in folded(one.name) for word in wanted.split())]
    if not found or not wanted:
        raise DomainError("nobody_called", name=name)
    if len(found) > 1:
        raise DomainError("several_called", name=name, names=", ".join(one.name for one in found))
    return found[0]


def _team_as_json(found: TeamOverview, today: date) -> dict[str, object]:
    from tui_app.text.team import reason_text

    def person(row: TeamRow) -> dict[str, object]:
        facts = row.facts
        return {
            "id": row.person.id,
            "name": row.person.name,
            "reasons": [
                {"code": one.reason, "count": one.count, "days": one.days, "text": reason_text(one)}
                for one in row.reasons
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
        "leader": {"id": found.leader.id, "name": found.leader.name},
        "figures_only": found.figures_only,
        "people": [person(row) for row in found.rows],
        "actions": _counts_as_json(found.counts),
        "in_time_percent": found.in_time_percent,
    }


def _counts_as_json(counts: ActionCounts) -> dict[str, int]:
    return {"done": counts.done, "started": counts.started, "open": counts.open, "overdue": counts.overdue}


def _figures_as_json(found: FiguresView, today: date) -> dict[str, object]:
    from tui_app.domain.figures.records import Figure

    def column(one: PeriodFigures) -> dict[str, object]:
        values = {figure.value: one.values.get(figure) for figure in Figure}
        return {"first": one.period.first, "last": one.period.last, **values}

    return {
        "day": today,
        "whose": found.scope,
        "people": found.people,
        "quarters": [column(one) for one in found.quarters],
        "year": column(found.year),
    }


def _action_as_json(action: Action, today: date) -> dict[str, object]:
    return {
        "id": action.id,
        "text": action.text,
        "person": {"id": action.person_id, "name": action.person_name},
        "responsible": {"id": action.responsible_id, "name": action.responsible_name},
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
