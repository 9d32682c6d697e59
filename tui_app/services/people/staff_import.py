"""Importing a list of staff: a preview, and the import itself. For administrators."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from tui_app.domain import access
from tui_app.domain.audit import AuditEntry, AuditKind
from tui_app.domain.errors import DomainError
from tui_app.domain.records.open_items import OpenItems
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.staff_import.plan import ImportChange, ImportContext, ImportPlan, PlannedPerson
from tui_app.domain.staff_import.prepare import ListReview, ReviewedPlan, plan_list
from tui_app.domain.staff_list.findings import FindingKind
from tui_app.domain.staff_list.heading_words import NAME_FIELDS
from tui_app.services.accounts.administrators import keeping_an_administrator
from tui_app.services.authorize import require
from tui_app.services.people import open_items
from tui_app.services.people.people import record_new_leaders, stand_in_entries
from tui_app.storage import audit_log
from tui_app.storage.database import reading, writing
from tui_app.storage.people import administration, former_identifiers, identifiers, people, staff_imports, team
from tui_app.storage.people.identifiers import IdentifierTaken

CHUNK_SIZE = 500
"""How many people one statement stores."""

Progress = Callable[[int, int], None]
"""Called with how many people are done, and how many there are; whatever it raises stops the import, and nothing of it
is stored."""


class StaffImportResult(Struct, frozen=True):
    """How many people were created, changed or left as they were, and how many rows were left out.

    Attributes:
        leaving: what is still open for those who got a last day.
        leaders_leaving: those of them who lead somebody.
    """

    created: int
    updated: int
    unchanged: int
    skipped_rows: int
    leaving: tuple[OpenItems, ...] = ()
    leaders_leaving: tuple[Person, ...] = ()


def preview(viewer: Viewer, now: datetime, review: ListReview) -> ReviewedPlan:
    """What importing the list would change; nothing is written.

    Raises:
        NotAllowed: not an administrator.
        DomainError: `staff_list_no_names`: no column has names.
    """
    _check(viewer, review)
    with reading(viewer):
        context = _import_context(viewer, now)
    return plan_list(review, context)


def import_staff(
    viewer: Viewer, now: datetime, review: ListReview, *, skip_bad: bool, progress: Progress | None = None
) -> StaffImportResult:
    """Import the list: all of it, or none. It can be taken back until the next import.

    Args:
        skip_bad: import the other rows if some do not come in.

    Raises:
        NotAllowed: not an administrator.
        DomainError: `staff_list_no_names`; `staff_list_dates_unclear`; `staff_list_has_problems`, with the number of
            rows, unless `skip_bad`; `staff_list_changed_meanwhile`: somebody else stored one of the employee numbers or
            addresses at the same moment.
    """
    _check(viewer, review)
    with reading(viewer):
        context = _import_context(viewer, now)
    reviewed = plan_list(review, context)  # takes half of the time, and nobody waits for it here
    with writing(viewer), team.changing_leaders(), keeping_an_administrator():
        if (stored := _import_context(viewer, now)) != context:
            reviewed = plan_list(review, stored)
        plan = reviewed.plan
        if reviewed.is_date_order_unclear:
            finding = next(one for one in plan.findings if one.kind is FindingKind.DATE_ORDER_UNCLEAR)
            raise DomainError("staff_list_dates_unclear", column=finding.column, text=finding.values["text"])
        if plan.rows_left_out and not skip_bad:
            raise DomainError("staff_list_has_problems", count=plan.rows_left_out)
        try:
            _Writer(viewer, now, progress or (lambda done, total: None)).store(plan, review.table.name)
        except IdentifierTaken:
            raise DomainError("staff_list_changed_meanwhile") from None
        changed = [one for one in plan.people if one.change is ImportChange.UPDATE and "end_date" in one.changed]
        ended = {one.person_id for one in changed if one.person_id is not None}
        leaving, leaders_leaving = open_items.of_people_leaving(ended, now), open_items.leaders_leaving(ended, now)
    return StaffImportResult(
        plan.count(ImportChange.CREATE),
        plan.count(ImportChange.UPDATE),
        plan.count(ImportChange.UNCHANGED),
        plan.rows_left_out,
        leaving,
        leaders_leaving,
    )


def everybody(viewer: Viewer, now: datetime) -> list[Person]:
    """Everybody in the database by name, those who have left too.

    Raises:
        NotAllowed: not an administrator.
    """
    require(access.manages_people(viewer))
    with reading(viewer):
        return sorted(people.all_people(), key=lambda person: (person.name.casefold(), person.id))


def _check(viewer: Viewer, review: ListReview) -> None:
    require(access.manages_people(viewer))
    if not NAME_FIELDS.intersection(review.mapping):
        raise DomainError("staff_list_no_names")


def _import_context(viewer: Viewer, now: datetime) -> ImportContext:
    today = now.date()
    administrators = frozenset(person.id for person in administration.administrators(today))
    return ImportContext(people.all_people(), today, viewer.id, administrators, former_identifiers.by_person())


class _Writer:
    """Stores a plan, and what it takes to take it back."""

    def __init__(self, viewer: Viewer, now: datetime, progress: Progress) -> None:
        self._viewer = viewer
        self._now = now
        self._progress = progress
        self._ids: dict[int, int] = {}
        self._done = 0
        self._total = 0

    def store(self, plan: ImportPlan, file_name: str) -> None:
        """Store new people first, without leaders, because their leaders may be new and come later in the list."""
        new = [person for person in plan.people if person.change is ImportChange.CREATE]
        changed = [person for person in plan.people if person.change is ImportChange.UPDATE]
        self._total = len(new) + len(changed)
        if not self._total:
            return
        import_id = staff_imports.start(self._viewer.id, self._now, file_name)
        identifiers.free(*([self._id(one) for one in changed if field in one.changed] for field in identifiers.FIELDS))
        self._create(new)
        self._update(changed)
        staff_imports.record(
            import_id, {self._id(one): _as_before(one) if one.stored else None for one in (*new, *changed)}
        )
        audit_log.add_many(
            stand_in_entries(self._viewer.id, self._now, {self._id(one): self._leader_id(one) for one in new})
        )
        details = {"created": len(new), "updated": len(changed)}
        audit_log.add(AuditEntry(self._now, AuditKind.STAFF_IMPORT, self._viewer.id, details=details))

    def _create(self, new: Sequence[PlannedPerson]) -> None:
        for chunk in _chunks(new):
            stored = people.add_many([person.values for person in chunk])
            self._ids.update(zip((person.key for person in chunk), stored, strict=True))
            self._advance(len(chunk))
        ids_by_leader: dict[int, list[int]] = defaultdict(list)
        for person in new:
            leader_id = self._leader_id(person)
            if leader_id is not None:
                ids_by_leader[leader_id].append(self._id(person))
        for leader_id, led_ids in ids_by_leader.items():
            for start in range(0, len(led_ids), CHUNK_SIZE):
                people.set_leader(leader_id, led_ids[start : start + CHUNK_SIZE])

    def _update(self, changed: Sequence[PlannedPerson]) -> None:
        for chunk in _chunks(changed):
            people.update_many({self._id(one): {**one.values, "leader_id": self._leader_id(one)} for one in chunk})
            self._advance(len(chunk))
        new_leaders = {self._id(one): self._leader_id(one) for one in changed if one.has_new_leader}
        record_new_leaders(self._viewer, self._now, new_leaders)

    def _advance(self, count: int) -> None:
        self._done += count
        self._progress(self._done, self._total)

    def _id(self, person: PlannedPerson) -> int:
        return person.person_id if person.person_id is not None else self._ids[person.key]

    def _leader_id(self, person: PlannedPerson) -> int | None:
        return person.leader_id if person.leader_key is None else self._ids[person.leader_key]


def _as_before(person: PlannedPerson) -> Mapping[str, object]:
    """The fields that the import changes, as they are stored."""
    fields = {*person.changed}
    if fields & {"name", "employee_number", "email"}:
        fields |= {"name", "employee_number", "email"}  # they are stored together, since people are searched by them
    return {name: getattr(person.stored, name) for name in sorted(fields)}


def _chunks(planned: Sequence[PlannedPerson]) -> list[Sequence[PlannedPerson]]:
    return [planned[start : start + CHUNK_SIZE] for start in range(0, len(planned), CHUNK_SIZE)]
