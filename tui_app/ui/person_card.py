"""The card of a person: its fields in a form, and in words where two people changed it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_app.domain.records import Person
from tui_app.ui.colliding import day_words
from tui_app.ui.language import _

if TYPE_CHECKING:
    from tui_app.ui.modals.form import Field

PERSON_FIELDS = ("name", "title", "unit", "email", "employee_number", "start_date", "end_date", "leader_id")


def person_fields(person: Person | None) -> list[Field]:
    """What stands on the card of a person; with the last day where there is somebody already."""
    from tui_app.ui.modals.form import Field, Kind

    fields = [
        Field("name", _("Name"), value=person.name if person else "", required=True),
        Field("title", _("Title"), value=person.title if person else ""),
        Field("unit", _("Unit"), value=person.unit if person else ""),
        Field("email", _("E-mail"), value=person.email if person else ""),
        Field("employee_number", _("Number"), value=person.employee_number if person else ""),
        Field("start_date", _("Started"), Kind.DATE, person.start_date if person else None),
    ]
    if person is not None:
        last = Field("end_date", _("Last day"), Kind.DATE, person.end_date, hint=_("when leaving"))
        fields.append(last)
    return fields


def person_words(field: str, holder: Any) -> str:
    """One field of a person's card in words."""
    labels = {
        "name": _("Name"),
        "title": _("Title"),
        "unit": _("Unit"),
        "email": _("E-mail"),
        "employee_number": _("Number"),
        "start_date": _("Started"),
        "end_date": _("Last day"),
    }
    if field == "leader_id":
        name = getattr(holder, "leader_name", "") or (_("another") if holder.leader_id else "–")
        return f"{_('Leader')}: {name}"
    value = getattr(holder, field)
    return f"{labels[field]}: {day_words(value) if field.endswith('_date') else value or '–'}"
