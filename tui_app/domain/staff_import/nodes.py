"""A person while an import is planned: the row, the stored person, or both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tui_app.domain.mail_addresses import address_key
from tui_app.domain.records.person import Person
from tui_app.domain.staff_list.entries import StaffEntry
from tui_app.domain.staff_list.findings import Finding, FindingKind, LeftOut, Level
from tui_app.domain.staff_list.names import number_key

_DETAIL_FIELDS = ("employee_number", "email", "title", "unit")
"""What tells people with the same name apart; the first field that is not empty is shown."""


def describe_person(person: Person) -> str:
    """The person's name, with a detail that tells them from others with the same name."""
    return _with_detail(person.name, (getattr(person, name) for name in _DETAIL_FIELDS))


def _with_detail(name: str, details: Iterable[str]) -> str:
    detail = next(filter(None, details), "")
    return f"{name} ({detail})" if name and detail else name or detail


@dataclass(slots=True, eq=False)
class ImportNode:
    """A person in a plan that is being made.

    Attributes:
        key: the row number; negative for a leader whom only other rows name; 0 for people who are not in the list.
        values: the fields after the import.
        other_numbers: numbers of further rows of the same person.
        rows: the numbers of all rows of the person.
        is_left_out: the row does not come in; a stored person stays as they are.
        is_former: their last working day will have passed.
        comes_back: they had left, and are here again.
        leader: who leads them after the import.
    """

    key: int
    entry: StaffEntry | None = None
    person: Person | None = None
    findings: list[Finding] = field(default_factory=list)
    values: dict[str, object] = field(default_factory=dict)
    other_numbers: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()
    is_left_out: bool = False
    is_former: bool = False
    comes_back: bool = False
    leader: ImportNode | None = None
    stored_leader: ImportNode | None = None

    @property
    def row_entry(self) -> StaffEntry:
        """What the row says; only for people in the list."""
        assert self.entry is not None
        return self.entry

    @property
    def is_available(self) -> bool:
        """True if the person is in the database after the import."""
        return self.person is not None or not self.is_left_out

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
    def number_keys(self) -> tuple[str, ...]:
        """Every number that means this person, in the form in which they are compared: also that of a row left out."""
        listed = self.entry.employee_number if self.entry and self.is_left_out else ""
        return tuple({number_key(n) for n in (self.text("employee_number"), listed, *self.other_numbers) if n})

    @property
    def address_key(self) -> str:
        """The e-mail address after the import, in the form in which it is unique."""
        return address_key(self.text("email"))

    def note(
        self,
        kind: FindingKind,
        level: Level,
        column: str = "",
        leaves_out: LeftOut = LeftOut.NOTHING,
        **values: object,
    ) -> None:
        """Note a finding about this person."""
        row = self.entry.row if self.entry else None
        person = self.entry.name if self.entry else self.name
        self.findings.append(Finding(kind, level, row, person, column, values, leaves_out))
