"""Plan the import of a staff list: who is new, who changes, comes back or leaves, and what is left out and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct, field

from tui_app.domain.records.person import Person
from tui_app.domain.staff_import.administrators import keep_an_administrator
from tui_app.domain.staff_import.former_identifiers import with_present_identifiers
from tui_app.domain.staff_import.leader_cycles import break_leader_cycles
from tui_app.domain.staff_import.leaders import resolve_leaders
from tui_app.domain.staff_import.matching import match_people
from tui_app.domain.staff_import.merging import ColumnNames, leave_out_shared_addresses, merge_values
from tui_app.domain.staff_import.nodes import ImportNode
from tui_app.domain.staff_import.same_person import join_rows
from tui_app.domain.staff_list.entries import StaffEntry
from tui_app.domain.staff_list.findings import Finding, FindingKind, LeftOut, Level
from tui_app.domain.staff_list.heading_words import LEADER_FIELDS


class ImportChange(StrEnum):
    """What an import does to a person."""

    CREATE = "create"
    UPDATE = "update"
    UNCHANGED = "unchanged"


class Answers(Struct, frozen=True):
    """What has been said to the questions of an import. Where nothing is said, the careful answer counts.

    Attributes:
        all_under: the leader of everybody without one, if the list has no column for leaders.
        my_row: the row of whoever imports; 0: they are not in the list.
        last_days: id of a person who is missing from the list -> their last day.
    """

    all_under: int | None = None
    my_row: int | None = None
    last_days: Mapping[int, date] = field(default_factory=dict)


class ImportContext(Struct, frozen=True):
    """What a plan needs to know besides the list.

    Attributes:
        known: everybody in the database, including people who have left.
        viewer_id: who imports.
        administrators: ids of those who can administer.
        former_identifiers: person id -> numbers and addresses of entries that were joined with theirs.
    """

    known: Sequence[Person]
    today: date
    viewer_id: int = 0
    administrators: Collection[int] = ()
    former_identifiers: Mapping[int, Collection[str]] = field(default_factory=dict)


class PlannedPerson(Struct, frozen=True):
    """What happens to one person.

    Attributes:
        key: unique within the plan.
        rows: the row numbers, the main one first; empty for a leader who is created because rows name them.
        stored: the person as they are now, if they are stored.
        values: the person's fields after the import, except for the leader.
        changed: names of the fields that differ from what is stored, including `leader_id`.
        leader_id: the leader, if stored already.
        leader_key: the leader's key, if created by the same plan.
        comes_back: they had left, and are here again.
    """

    key: int
    rows: tuple[int, ...]
    change: ImportChange
    stored: Person | None
    values: Mapping[str, object]
    changed: tuple[str, ...]
    leader_id: int | None
    leader_key: int | None
    leader_name: str
    comes_back: bool = False
    leaves: bool = False

    @property
    def name(self) -> str:
        """The name after the import."""
        return str(self.values["name"])

    @property
    def person_id(self) -> int | None:
        """The id, if the person is stored."""
        return self.stored.id if self.stored else None

    @property
    def has_new_leader(self) -> bool:
        """True for a stored person who gets another leader, or none."""
        return self.change is ImportChange.UPDATE and "leader_id" in self.changed


class ImportPlan(Struct, frozen=True):
    """What an import would do.

    Attributes:
        people: the people who come in, including created leaders, in the order of the list.
        findings: everything that is to be said, by row.
        missing: people who are here and not in the list.
        teams: name of each leader, with a detail -> how many people they lead who are here.
        rows_left_out: number of rows that do not come in.
    """

    people: tuple[PlannedPerson, ...]
    findings: tuple[Finding, ...]
    missing: tuple[Person, ...]
    teams: tuple[tuple[str, int], ...]
    rows_left_out: int

    def count(self, change: ImportChange) -> int:
        """The number of people this happens to."""
        return sum(person.change is change for person in self.people)

    @property
    def has_left_out(self) -> bool:
        """True if a row or a value does not come in."""
        return any(finding.left_out is not LeftOut.NOTHING for finding in self.findings)


def plan_import(
    entries: Sequence[StaffEntry],
    context: ImportContext,
    columns: ColumnNames,
    answers: Answers | None = None,
    findings: Sequence[Finding] = (),
) -> ImportPlan:
    """Plan the import of these entries.

    The order of the rows makes no difference, and a second import of the same list changes nothing.

    Args:
        entries: the rows of the list.
        context: who is stored, and who imports.
        columns: field -> the heading of its column, for each field that the list has.
        findings: what has been said already about the file and its columns.
    """
    answers = answers or Answers()
    entries = with_present_identifiers(entries, context.known, context.former_identifiers)
    nodes = join_rows(entries, context.known, context.today)
    match_people(nodes, context.known, (context.viewer_id, answers.my_row) if answers.my_row else None)
    listed = {node.person.id for node in nodes if node.person}
    others = [ImportNode(0, person=person) for person in context.known if person.id not in listed]
    everybody = [*nodes, *others]
    for node in everybody:
        merge_values(node, context.today, columns)
    missing = _find_missing(others, context, answers)
    leave_out_shared_addresses(everybody, columns)
    keep_an_administrator(everybody, context.administrators, context.viewer_id, context.today, columns)
    _set_stored_leaders(everybody)
    created, about_leaders = resolve_leaders(everybody, columns)
    if LEADER_FIELDS.isdisjoint(columns):
        about_leaders += _without_leader_column(nodes, everybody, context.viewer_id, answers)
    break_leader_cycles(everybody, columns)
    own_findings = [finding for node in everybody for finding in node.findings]
    return _build_plan(
        everybody,
        created,
        missing,
        [*findings, *about_leaders, *_about_people(nodes, missing, context, answers)],
        own_findings,
    )


def _find_missing(others: Sequence[ImportNode], context: ImportContext, answers: Answers) -> list[Person]:
    """The people who are here and not in the list; those whose last day has been said get it."""
    missing = []
    for node in others:
        person = node.person
        if person is None or person.has_left(context.today) or person.id == context.viewer_id:
            continue
        if person.end_date is None or person.id in answers.last_days:
            missing.append(person)
        if person.id in answers.last_days:
            node.values["end_date"] = answers.last_days[person.id]
    return missing


def _set_stored_leaders(nodes: Sequence[ImportNode]) -> None:
    by_person = {node.person.id: node for node in nodes if node.person}
    for node in nodes:
        if node.person and node.person.leader_id is not None:
            node.leader = node.stored_leader = by_person.get(node.person.leader_id)


def _without_leader_column(
    nodes: Sequence[ImportNode], everybody: Sequence[ImportNode], viewer_id: int, answers: Answers
) -> list[Finding]:
    """Nobody is put under anybody unless it has been said; where everybody has a leader already, nothing is asked."""
    without = [node for node in nodes if node.leader is None and not node.is_left_out]
    if all(node.person and node.person.id == viewer_id for node in without):
        return []
    leader = next((one for one in everybody if one.person and one.person.id == answers.all_under), None)
    if leader is None:
        return [Finding(FindingKind.NO_LEADER_COLUMN, Level.ASKED)]
    for node in without:
        if node is not leader:
            node.leader = leader
    return []


def _about_people(
    nodes: Sequence[ImportNode], missing: Sequence[Person], context: ImportContext, answers: Answers
) -> list[Finding]:
    findings = [
        Finding(FindingKind.MISSING_FROM_LIST, Level.ASKED, person=person.name)
        for person in missing
        if person.id not in answers.last_days
    ]
    me = next((person for person in context.known if person.id == context.viewer_id), None)
    if me and answers.my_row is None and not any(node.person and node.person.id == me.id for node in nodes):
        findings.append(Finding(FindingKind.ME_NOT_IN_LIST, Level.ASKED, person=me.name))
    return findings


def _build_plan(
    everybody: Sequence[ImportNode],
    created: Sequence[ImportNode],
    missing: Sequence[Person],
    general: Sequence[Finding],
    own_findings: Sequence[Finding],
) -> ImportPlan:
    coming = [node for node in everybody if node.entry and not node.is_left_out]
    ended = [node for node in everybody if node.entry is None and _has_changed(node)]
    led: dict[ImportNode, int] = defaultdict(int)
    for node in (*everybody, *created):
        if node.leader and node.is_available and not node.is_former:
            led[node.leader] += 1
    by_name_of_leader = [
        Finding(FindingKind.LEADER_CREATED, Level.NOTICE, person=node.name, values={"count": led[node]})
        for node in created
    ]
    findings = sorted(
        (*general, *own_findings, *by_name_of_leader), key=lambda one: (one.row is not None, one.row or 0, one.kind)
    )
    return ImportPlan(
        people=tuple(_planned_person(node) for node in (*created, *coming, *ended)),
        findings=tuple(findings),
        missing=tuple(missing),
        teams=tuple(
            sorted(((node.description, count) for node, count in led.items()), key=lambda team: (-team[1], team[0]))
        ),
        rows_left_out=sum(len(node.rows) for node in everybody if node.entry and node.is_left_out),
    )


def _has_changed(node: ImportNode) -> bool:
    return node.person is not None and node.values["end_date"] != node.person.end_date


def _planned_person(node: ImportNode) -> PlannedPerson:
    person, leader = node.person, node.leader
    leader_id = leader.person.id if leader and leader.person else None
    if person is None:
        change, changed = ImportChange.CREATE, tuple(name for name, value in node.values.items() if value)
    else:
        differing = [name for name, value in node.values.items() if getattr(person, name) != value]
        if node.leader is not node.stored_leader:
            differing.append("leader_id")
        change, changed = (ImportChange.UPDATE if differing else ImportChange.UNCHANGED), tuple(differing)
    return PlannedPerson(
        key=node.key if node.entry or person is None else -_FIRST_KEY_OF_OTHERS - person.id,
        rows=node.rows,
        change=change,
        stored=person,
        values=node.values,
        changed=changed,
        leader_id=leader_id,
        leader_key=leader.key if leader and not leader.person else None,
        leader_name=leader.name if leader else "",
        comes_back=node.comes_back,
        leaves="end_date" in changed and node.values["end_date"] is not None,
    )


_FIRST_KEY_OF_OTHERS = 1_000_000_000
"""Keys of people who are not in the list, below those of created leaders."""
