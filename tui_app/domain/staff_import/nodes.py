"""A person while an import is planned: the row, the stored person, or both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tui_app.domain.records.person import Person
from tui_app.domain.staff_import.cells import name_key, number_key
from tui_app.domain.staff_import.rows import RowProblem, RowProblemCode, StaffEntry

_DETAIL_FIELDS = ("employee_number", "email", "title", "unit")
"""What tells people with the same name apart; the first field that is not empty is shown."""


def describe_person(person: Person) -> str:
    """The person's name, with a detail that tells them from others with the same name."""
    return _with_detail(person.name, (getattr(person, name) for name in _DETAIL_FIELDS))


def _with_detail(name: str, details: Iterable[str]) -> str:
    detail = next(filter(None, details), "")
    return f"{name} ({detail})" if detail else name


@dataclass(slots=True, eq=False)
class ImportNode:
    """A person in a plan that is being made.

    Attributes:
        key: the row number; negative for a leader whom only other rows name; 0 for people who are not in the list.
        values: the fields after the import.
        is_former: their last working day will have passed.
        leader: the leader named in the row; None if it names none.
        stored_leader: the leader in the database; for a new person, the default leader.
        depends_on: nodes whose rows must be imported for this one to be, as they have its e-mail address now.
        possible_people: descriptions of the people who could be meant, if only other rows name this person and it is
            unclear whom they mean.
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
        """What the row says; only for people in the list."""
        assert self.entry is not None
        return self.entry

    @property
    def is_created(self) -> bool:
        """True if only other rows name this person."""
        return self.entry is None and self.person is None

    @property
    def name(self) -> str:
        """The name after the import."""
        return str(self.values["name"])

    def text(self, field_name: str) -> str:
        """A text field after the import."""
        return str(self.values[field_name])

    @property
    def description(self) -> str:
        """The name, with a detail that tells this person from others with the same name."""
        return _with_detail(self.name, map(self.text, _DETAIL_FIELDS))

    @property
    def comparison_keys(self) -> tuple[str, str, str]:
        """Number, e-mail and name after the import, in the form in which they are compared."""
        return number_key(self.text("employee_number")), name_key(self.text("email")), name_key(self.name)

    def has(self, *codes: RowProblemCode) -> bool:
        """True if the row has one of these problems."""
        return any(problem.code in codes for problem in self.problems)

    def reject(self, code: RowProblemCode, **values: object) -> None:
        """Note a problem of the row."""
        self.problems.append(RowProblem(self.row_entry.row, code, values))
