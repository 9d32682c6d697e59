"""The fields of a person in a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import Person
from tui_app.domain.text_normalization import folded
from tui_app.services.people import people
from tui_app.text.i18n import _, format_message
from tui_app.text.people import described_person
from tui_app.ui.dialogs.flow import confirm

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext
    from tui_app.ui.dialogs.fields import FormField

PERSON_FIELDS = ("name", "title", "unit", "email", "employee_number", "start_date", "end_date", "leader_id")
"""The fields of a person that a form can change."""


MAX_NAMESAKES = 3
"""Most people of one name who are described."""


async def confirm_namesake(ctx: AppContext, name: str, before: Person | None = None) -> None:
    """Ask before a second person gets a name; only in a flow.

    Args:
        before: the person who gets it, as they are stored; None for a new one.

    Raises:
        DomainError: `not_saved`, if the answer is no.
    """
    if before is not None and folded(before.name) == folded(name):
        return
    others = [one for one in await ctx.call(people.namesakes, name) if before is None or one.id != before.id]
    if not others:
        return
    described = ", ".join(map(described_person, others[:MAX_NAMESAKES]))
    if before is None:
        question, yes = _("There is already a $name: $others. Add another person with this name?"), _("Add")
    else:
        question, yes = _("There is already a $name: $others. Are these two people?"), _("Two people")
    question = format_message(question, name=name, others=described)
    if not await confirm(ctx, _("The same name"), question, yes):
        raise DomainError("not_saved")


def person_fields(person: Person | None) -> list[FormField]:
    """The fields of a form about a person, without their leader.

    Args:
        person: the person to edit; None for a new one, who has no last day yet.
    """
    from tui_app.ui.dialogs.fields import FieldKind, FormField

    fields = [
        FormField("name", _("Name"), value=person.name if person else "", required=True),
        FormField("title", _("Job title"), value=person.title if person else ""),
        FormField("unit", _("Unit"), value=person.unit if person else ""),
        FormField("email", _("E-mail"), value=person.email if person else ""),
        FormField("employee_number", _("Number"), value=person.employee_number if person else ""),
        FormField("start_date", _("Start date"), FieldKind.DATE, person.start_date if person else None),
    ]
    if person is not None:
        last = FormField("end_date", _("Last day"), FieldKind.DATE, person.end_date, hint=_("when leaving"))
        fields.append(last)
    return fields
