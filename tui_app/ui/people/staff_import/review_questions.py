"""What the review of a staff list asks: corrections of a row, dates, leaders, who one is, and last days."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui_app.domain.records.person import has_left
from tui_app.domain.staff_import.plan import ImportPlan, PlannedPerson
from tui_app.domain.staff_list.column_dates import DateOrder, both_readings
from tui_app.domain.staff_list.findings import FindingKind
from tui_app.domain.staff_list.heading_words import StaffField
from tui_app.domain.staff_list.names import may_be_short_for, shares_a_word
from tui_app.text.dates import full_date
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.ui.content import plain
from tui_app.ui.dialogs.fields import FieldKind, FormField
from tui_app.ui.dialogs.flow import confirm, show_form

if TYPE_CHECKING:
    from tui_app.domain.records.person import Person
    from tui_app.domain.staff_import.prepare import ListReview
    from tui_app.ui.context import AppContext
    from tui_app.ui.people.staff_import.review_rows import Entry

MAX_CHOICES = 8
"""Rows offered as one's own, those with a like name first."""


def _last_day(person: PlannedPerson) -> date | None:
    value = person.values["end_date"]
    return value if isinstance(value, date) else None


class ReviewQuestions:
    """Asks about an entry of the review, and hands on what is decided.

    Args:
        decide: takes the list with the decision.
    """

    def __init__(
        self, ctx: AppContext, review: ListReview, plan: ImportPlan, decide: Callable[[ListReview], None]
    ) -> None:
        self._ctx = ctx
        self._review = review
        self._plan = plan
        self._decide = decide

    async def answer(self, entry: Entry) -> None:
        """Ask what the entry leaves open."""
        if entry.question is not None:
            await self.answer_question(entry.question)
        elif entry.missing:
            await self._ask_last_day(entry.missing)
        elif entry.rows:
            await self._correct(entry.rows[0], entry.text)

    async def answer_question(self, kind: FindingKind) -> bool:
        """Ask what is open about the whole list; True if it was answered."""
        if kind is FindingKind.DATE_ORDER_UNCLEAR:
            return await self._ask_date_order()
        if kind is FindingKind.ME_NOT_IN_LIST:
            return await self._ask_who_i_am()
        await self._ask_for_everybody()
        return True

    async def _ask_date_order(self) -> bool:
        finding = next(one for one in self._plan.findings if one.kind is FindingKind.DATE_ORDER_UNCLEAR)
        text = str(finding.values["text"])
        readings = both_readings(text, self._ctx.today)
        days = tuple(map(full_date, readings)) if readings else ("–", "–")
        choices = tuple(zip((DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST), days, strict=True))

        async def submit(values: Mapping[str, object]) -> None:
            self._decide(replace(self._review, dates=DateOrder(str(values["dates"]))))

        field = FormField("dates", text, FieldKind.CHOICE, DateOrder.DAY_FIRST, choices)
        return await show_form(
            self._ctx, _("Which day is this?"), [field], submit, plain(finding.column), submit_label=_("Go on")
        )

    async def _ask_for_everybody(self) -> None:
        today, me = self._ctx.today, self._ctx.me.id
        count = sum(
            not person.leader_name and person.person_id != me and not has_left(_last_day(person), today)
            for person in self._plan.people
        )
        question = ngettext(
            "You would lead $count person, and see their page. Does everybody become yours?",
            "You would lead $count people, and see their pages. Does everybody become yours?",
            count,
        )
        question = format_message(question, count=count)
        if await confirm(self._ctx, _("Everybody becomes yours"), question, _("Yes, mine"), _("No leader")):
            answers = replace(self._review.answers, all_under=self._ctx.me.id)
            self._decide(replace(self._review, answers=answers))

    async def _ask_who_i_am(self) -> bool:
        mine = self._ctx.me.name
        new = [person for person in self._plan.people if person.rows and not person.stored]
        new.sort(key=lambda person: (not may_be_short_for(person.name, mine), not shares_a_word(person.name, mine)))
        choices: list[tuple[object, str]] = [
            (person.rows[0], format_message(_("$name (row $row)"), name=person.name, row=person.rows[0]))
            for person in new[:MAX_CHOICES]
        ]
        choices.append((0, _("I am not in it")))

        async def submit(values: Mapping[str, object]) -> None:
            answers = replace(self._review.answers, my_row=int(str(values["row"])))
            self._decide(replace(self._review, answers=answers))

        likely = choices[0][0] if new and may_be_short_for(new[0].name, mine) else 0
        field = FormField("row", _("You"), FieldKind.CHOICE, likely, tuple(choices))
        return await show_form(
            self._ctx, _("Which of these is you?"), [field], submit, plain(mine), submit_label=_("Go on")
        )

    async def _ask_last_day(self, person: Person) -> None:
        async def submit(values: Mapping[str, object]) -> None:
            day = values["day"]
            last_days = {one: last for one, last in self._review.answers.last_days.items() if one != person.id}
            ids = [one.id for one in self._plan.missing] if values["who"] == "all" else [person.id]
            if isinstance(day, date):
                last_days |= dict.fromkeys(ids, day)
            answers = replace(self._review.answers, last_days=last_days)
            self._decide(replace(self._review, answers=answers))

        choices = (("one", person.name), ("all", _("Everybody who is missing")))
        last_day = self._review.answers.last_days.get(person.id)
        fields = [
            FormField("day", _("Last day"), FieldKind.DATE, last_day, hint=_("empty: stays as before")),
            FormField("who", _("Who"), FieldKind.CHOICE, "one", choices),
        ]
        await show_form(self._ctx, _("Missing from the list"), fields, submit, submit_label=_("Go on"))

    async def _correct(self, number: int, about: str) -> None:
        row = next((row for row in self._review.table.rows if row.number == number), None)
        if row is None:
            return
        corrections = self._review.corrections
        columns = [index for index, field in enumerate(self._review.mapping) if field is not StaffField.IGNORE]
        cells = {index: corrections.get((number, index), row.cells[index]) for index in columns}
        fields = [
            FormField(str(index), self._review.table.headings[index] or str(index + 1), value=cell)
            for index, cell in cells.items()
        ]

        async def submit(values: Mapping[str, object]) -> None:
            changed = {
                (number, int(index)): str(value or "")
                for index, value in values.items()
                if str(value or "") != row.cells[int(index)]
            }
            kept = {place: cell for place, cell in corrections.items() if place[0] != number}
            self._decide(replace(self._review, corrections=kept | changed))

        title = format_message(_("Row $row"), row=number)
        await show_form(self._ctx, title, fields, submit, plain(about), submit_label=_("Correct"))
