"""The rows of the review of a staff list: groups of people and of problems that open to their rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from msgspec import Struct

from tui_app.domain.records.person import Person
from tui_app.domain.staff_import.plan import ImportPlan, PlannedPerson
from tui_app.domain.staff_list.findings import Finding, FindingKind, LeftOut, Level
from tui_app.text.administration.staff_import import (
    change_lines,
    finding_line,
    finding_message,
    level_label,
    plan_groups,
)
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.widgets.columns import TextLine
from tui_app.ui.widgets.record_list import Row

MAX_SHOWN = 500
"""Most rows shown of one group; its heading counts the rest."""
QUESTIONS = (FindingKind.DATE_ORDER_UNCLEAR, FindingKind.NO_LEADER_COLUMN, FindingKind.ME_NOT_IN_LIST)
"""What is asked about the whole list."""


class Group(Struct, frozen=True):
    """The row that opens and closes a group."""

    key: str


class Entry(Struct, frozen=True):
    """One row of a group.

    Attributes:
        rows: numbers of the rows of the list that it is about.
        text: all of it, for the lines below the list.
        missing: a person who is not in the list.
        question: what is asked about the whole list.
    """

    key: str
    rows: tuple[int, ...]
    text: str
    missing: Person | None = None
    question: FindingKind | None = None


class _Part(Struct, frozen=True):
    key: str
    title: str
    entries: Sequence[Entry]
    style: str = ""


def review_rows(plan: ImportPlan, taken_out: Collection[int], opened: Collection[str], today: date) -> list[Row]:
    """The questions, then each group with its entries if it is open."""
    rows = []
    for finding in plan.findings:
        if finding.kind in QUESTIONS and finding.level is Level.ASKED:
            entry = Entry(f"question {finding.kind} {finding.column}", (), finding_message(finding, today))
            entry = Entry(entry.key, (), entry.text, question=finding.kind)
            rows.append(Row(entry, TextLine(plain("? ", content.WARNING) + plain(entry.text)), entry.key))
    for part in _parts(plan, taken_out, today):
        if part.entries:
            rows += _rows_of(part, is_open=part.key in opened)
    return rows


def _rows_of(part: _Part, *, is_open: bool) -> Iterator[Row]:
    sign = "▾ " if is_open else "▸ "
    heading = plain(sign) + plain(f"{part.title} · {len(part.entries)}", part.style or "bold")
    yield Row(Group(part.key), TextLine(heading), part.key)
    for entry in part.entries[:MAX_SHOWN] if is_open else ():
        yield Row(entry, TextLine(plain("    ") + plain(entry.text)), entry.key)


def _parts(plan: ImportPlan, taken_out: Collection[int], today: date) -> Iterator[_Part]:
    asked = [one for one in plan.findings if one.kind not in (*QUESTIONS, FindingKind.MISSING_FROM_LIST)]
    costly = [one for one in asked if one.left_out is not LeftOut.NOTHING or one.level is Level.ASKED]
    told = [one for one in asked if one not in costly]
    yield _Part("look", _("To look at"), [_finding_entry(one, today) for one in costly], content.ERROR)
    for title, people in plan_groups(plan):
        yield _Part(title, title, [_person_entry(one, title, today) for one in people])
    missing = [Entry(f"missing {one.id}", (), one.name, missing=one) for one in plan.missing]
    yield _Part("missing", _("Missing from the list"), missing)
    yield _Part("told", _("For information"), [_finding_entry(one, today) for one in told])
    yield _Part("teams", _("Teams"), [_team_entry(leader, count) for leader, count in plan.teams])
    out = [
        Entry(f"out {row}", (row,), format_message(_("Row $row is taken out."), row=row)) for row in sorted(taken_out)
    ]
    yield _Part("out", _("Taken out"), out)


def _finding_entry(finding: Finding, today: date) -> Entry:
    text = f"{finding_line(finding, today)} [{level_label(finding)}]"
    key = f"finding {finding.kind} {finding.row} {finding.column} {finding.person}"
    return Entry(key, (finding.row,) if finding.row is not None else (), text)


def _person_entry(person: PlannedPerson, group: str, today: date) -> Entry:
    if person.stored:
        details = ", ".join(change_lines(person, today))
    else:
        values = (person.values["employee_number"], person.values["title"], person.values["unit"], person.leader_name)
        details = " · ".join(str(value) for value in values if value)
    return Entry(f"{group} {person.key}", person.rows, f"{person.name}: {details}" if details else person.name)


def _team_entry(leader: str, count: int) -> Entry:
    message = ngettext("$leader leads $count person", "$leader leads $count people", count)
    return Entry(f"team {leader}", (), format_message(message, leader=leader, count=count))


def problem_table(plan: ImportPlan, today: date) -> list[tuple[str, ...]]:
    """Everything that is said, as rows of a table with headings."""
    rows = [
        (
            str(finding.row or ""),
            finding.person,
            finding.column,
            level_label(finding),
            finding_message(finding, today),
        )
        for finding in plan.findings
    ]
    return [(_("Row"), _("Name"), _("Column"), _("Result"), _("Reason")), *rows]
