"""The card of a person: its fields in a form, and in words where two people changed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_app.domain.records.person import Person
from tui_app.text.i18n import _

if TYPE_CHECKING:
    from tui_app.ui.dialogs.fields import FormField

PERSON_FIELDS = ("name", "title", "unit", "email", "employee_number", "start_date", "end_date", "leader_id")


def person_fields(person: Person | None) -> list[FormField]:
    """What stands on the card of a person; with the last day where there is somebody already."""
    from tui_app.ui.dialogs.fields import FieldKind, FormField

    fields = [
        FormField("name", _("Name"), value=person.name if person else "", required=True),
        FormField("title", _("Job title"), value=person.title if person else ""),
        FormField("unit", _("Unit"), value=person.unit if person else ""),
        FormField("email", _("E-mail"), value=person.email if person else ""),
        FormField("employee_number", _("Number"), value=person.employee_number if person else ""),
        FormField("start_date", _("Started"), FieldKind.DATE, person.start_date if person else None),
    ]
    if person is not None:
        last = FormField("end_date", _("Last day"), FieldKind.DATE, person.end_date, hint=_("when leaving"))
        fields.append(last)
    return fields
