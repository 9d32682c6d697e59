"""A form in a small application, for the tests of forms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from textual.pilot import Pilot

from tests.ui.host import DialogApp
from tests.ui.screens import screen_text
from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import Person, Viewer
from tui_app.ui.content import plain
from tui_app.ui.dialogs.fields import FieldKind, FormField
from tui_app.ui.dialogs.form import FormDialog

OLA, PER = Person(1, "Ola Hansen"), Person(2, "Per Åsheim")
FIELDS = (
    FormField("text", "What", required=True, hint="a few words"),
    FormField("due", "When", FieldKind.DATE, required=True, confirm_past=True),
    FormField("responsible_id", "Who", FieldKind.PERSON, OLA, nearby=(OLA, PER)),
    FormField("goal", "Goal", FieldKind.CHOICE, 7, choices=((None, "none"), (7, "Lead a group"), (8, "Learn"))),
    FormField("note", "Note", FieldKind.NOTE),
    FormField("word", "Password", FieldKind.PASSWORD),
)
"""A field of every kind."""
DAY = date(2026, 11, 27)


class Form:
    """A form, and what it hands over.

    Attributes:
        app: the application that shows it.
        saved: what was handed over and not refused.
        refusal: what to refuse with.
    """

    def __init__(self, folder: Path, *fields: FormField, about: str = "", viewer: Viewer | None = None) -> None:
        self.saved: list[Mapping[str, object]] = []
        self.refusal: DomainError | None = None
        self.tries = 0
        dialog = FormDialog(plain("New action"), fields or FIELDS, self.save, plain(about) if about else None)
        self.app = DialogApp(dialog, folder=folder, viewer=viewer)

    async def save(self, values: Mapping[str, object]) -> None:
        """Take what was typed."""
        self.tries += 1
        if self.refusal is not None:
            raise self.refusal
        self.saved.append(values)

    @property
    def focused_field(self) -> str:
        """The key of the field that has the focus; the id of a button that has it."""
        focused = self.app.focused
        assert focused is not None
        names = (widget.id or "" for widget in focused.ancestors_with_self)
        return next((name.removeprefix("field-") for name in names if name.startswith("field-")), focused.id or "")


def line_below(pilot: Pilot[str], label: str) -> str:
    """The line of the screen below the one that begins with a label."""
    lines = [line.strip(" │") for line in screen_text(pilot).splitlines()]
    return lines[next(place for place, line in enumerate(lines) if line.startswith(label)) + 1]
