"""One person while a staff list is being planned: the row, the stored person, or both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tui_app.domain.records.person import Person
from tui_app.domain.staff_import.cells import name_key, number_key
from tui_app.domain.staff_import.rows import RowProblem, RowProblemCode, StaffEntry


@dataclass(slots=True, eq=False)
class ImportNode:
    """A person of the plan in the making.

    Attributes:
        key: the row number; negative for a leader whom only other rows name; 0 for those not in the list.
        values: the fields as they will be.
        leader: whom the row names as leader; None when it names nobody.
        stored_leader: the leader in the database, or whom a new person is placed under.
        depends_on: those whose rows must be imported for this one to be: they hold its e-mail address now.
        possible_people: for somebody whom only other rows name, and not clearly: those who could be meant.
    """

    key: int
    entry: StaffEntry | None = None
    person: Person | None = None
    problems: list[RowProblem] = field(default_factory=list)
    values: Mapping[str, object] = field(default_factory=dict)
    is_former: bool = False
    leader: ImportNode | None = None
    stored_leader: ImportNode | None = None
    depends_on: list[ImportNode] = field(default_factory=list)
    possible_people: tuple[str, ...] = ()

    @property
    def row_entry(self) -> StaffEntry:
        """What the row says; only for those who stand in the list."""
        assert self.entry is not None
        return self.entry

    @property
    def is_created(self) -> bool:
        """Whether only other rows name this person."""
        return self.entry is None and self.person is None

    @property
    def name(self) -> str:
        """The name as it will be."""
        return str(self.values["name"])

    def text(self, field_name: str) -> str:
        """A text field as it will be."""
        return str(self.values[field_name])

    @property
    def description(self) -> str:
        """The name with what tells this person from others of the name."""
        more = next((text for name in ("employee_number", "email", "title", "unit") if (text := self.text(name))), "")
        return f"{self.name} ({more})" if more else self.name

    @property
    def comparison_keys(self) -> tuple[str, str, str]:
        """Number, e-mail and name as they will be, in the form in which they are compared."""
        return number_key(self.text("employee_number")), name_key(self.text("email")), name_key(self.name)

    def has(self, *codes: RowProblemCode) -> bool:
        """Whether any of these is wrong with the row."""
        return any(problem.code in codes for problem in self.problems)

    def reject(self, code: RowProblemCode, **values: object) -> None:
        """Note what is wrong with the row."""
        self.problems.append(RowProblem(self.row_entry.row, code, values))
