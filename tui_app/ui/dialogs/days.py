"""The days of a form: what is said about each, and which need to be confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.widget import Widget

from tui_app.domain.dates.day_remarks import UNLIKELY, DayRemark, calendar_remarks
from tui_app.domain.errors import DomainError
from tui_app.services.follow_up import days
from tui_app.ui.context import AppContext
from tui_app.ui.dialogs.fields import FormField
from tui_app.ui.widgets.fields.person import PersonField


async def remarks_about(ctx: AppContext, day: date, person_ids: Sequence[int] = ()) -> Sequence[DayRemark]:
    """What there is to say about a day; from the calendar alone if the database cannot be asked."""
    try:
        return await ctx.call(days.day_remarks, day, tuple(person_ids))
    except DomainError:  # the field must still accept its day; what is wrong is shown when the form is saved
        return calendar_remarks(day, ctx.today)


def people_of(field: FormField, dialog: Widget) -> list[int]:
    """Ids of the people whose absence matters for a day: those of the field, and those chosen in the form."""
    return [*field.absences_of, *(chosen.person.id for chosen in dialog.query(PersonField) if chosen.person)]


class DayConfirmations:
    """The days that were asked about in a form; saving again confirms one."""

    def __init__(self) -> None:
        self._asked: set[tuple[str, date, tuple[DayRemark, ...]]] = set()

    def was_asked(self, field: FormField, day: date) -> bool:
        """True if the question about this day stands beside the field, or did."""
        return any(asked[:2] == (field.key, day) for asked in self._asked)

    def to_ask(self, field: FormField, day: date, remarks: Sequence[DayRemark]) -> tuple[DayRemark, ...]:
        """The remarks to ask about; none if there are none, or if they were asked about before."""
        asked = tuple(
            remark for remark in remarks if field.confirm_day_off or (field.confirm_past and remark.kind in UNLIKELY)
        )
        if not asked or day == field.value or (field.key, day, asked) in self._asked:
            return ()
        self._asked.add((field.key, day, asked))
        return asked
