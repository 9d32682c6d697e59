"""How long things are kept: the organisation's values, what is due, erasing it, and holds. For administrators."""

from __future__ import annotations

from collections.abc import Coroutine, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui_app.domain.refusals import Invalid, Refusal
from tui_app.domain.retention import PERIODS, Hold, Kept, Receipt
from tui_app.services import retention
from tui_app.services.retention import AboutPerson, Overview
from tui_app.ui import keys, retention_words, words
from tui_app.ui.language import _, ngettext, told
from tui_app.ui.screens.base import DataScreen, chosen
from tui_app.ui.text import lit
from tui_app.ui.widgets.rows import Column, Line, Row, RowList, heading

if TYPE_CHECKING:
    from collections.abc import Callable

_KINDS = (Column(27), Column(30, flex=1), Column(9, right=True))
_PEOPLE = (Column(24), Column(30, flex=1))
_HOLDS = (Column(1), Column(24), Column(20, flex=1), Column(16, right=True))


class RetentionScreen(DataScreen[Overview]):
    """Nothing is erased by looking; a key, and a question after it, does that."""

    BINDINGS = keys.RETENTION
    _doing = False

    def body(self) -> ComposeResult:
        """What is due in a line, then the list."""
        yield Static(id="retention-head")
        with Vertical(id="retention", classes="box") as box:
            box.border_title = lit(_("Retention"))
            yield RowList(id="retention-rows")

    async def fetch(self) -> Overview:
        """Values, what is due today, and holds."""
        return await self.samtale.ask(retention.overview)

    def refused(self, refusal: Refusal) -> None:
        """Not for this person: leave it."""
        super().refused(refusal)
        if refusal.code == "not_allowed":
            self.samtale.leave(self)

    def reopening(self) -> Callable[[], None]:
        """What opens it again."""
        return self.samtale.open_retention

    def show(self, data: Overview) -> None:
        """Head and rows."""
        head = lit(" " + retention_words.due_words(data.counts), "bold" if data.counts else words.FAINT)
        if data.people:
            about = ngettext("about $count person", "about $count people", len(data.people))
            head += lit(" " + told(about, count=len(data.people)))
        self.query_one("#retention-head", Static).update(head + lit("  ·  " + self._last(data.last), words.FAINT))
        self.query_one(RowList).fill(self._rows(data))
        self.refresh_bindings()

    def _last(self, last: Receipt | None) -> str:
        if last is None:
            return _("never erased yet")
        day = words.day(last.at.astimezone(self.samtale.moment.tzinfo).date(), self.samtale.today)
        return told(_("last erased $day by $who"), day=day, who=retention_words.by_words(last))

    def _rows(self, data: Overview) -> Iterator[Row]:
        for line in retention_words.left_words(data.last) if data.last else ():
            yield heading(lit("! ", words.AMBER) + lit(line))
        yield heading(lit(_("How long things are kept"), "bold"))
        for kind in Kept:
            yield _kind_row(kind, data.months[kind], data.counts.get(kind, 0))
        yield heading(lit(""))
        yield heading(lit(_("To be erased"), "bold") + lit(f" {len(data.people)}", words.FAINT))
        yield from (_person_row(one) for one in data.people)
        if not data.people:
            yield heading(lit(_("Nobody has anything that is due."), words.FAINT))
        yield heading(lit(""))
        yield heading(lit(_("Holds"), "bold"))
        for hold in data.holds:
            yield self._hold_row(hold, data)
        if not data.holds:
            yield heading(lit(_("None. Press a to keep everything about one person for now."), words.FAINT))

    def _hold_row(self, hold: Hold, data: Overview) -> Row:
        today, stands = self.samtale.today, hold.ended_on is None
        reason = lit(hold.reason, "" if stands else words.FAINT)
        held = next((one for one in data.held if one.person_id == hold.person_id), None) if stands else None
        if held is not None:
            reason += lit("  " + told(_("keeps $what"), what=retention_words.counts_words(held.counts)), words.FAINT)
        when = told(_("since $day"), day=words.day(hold.since, today))
        if hold.ended_on is not None:
            when = told(_("ended $day"), day=words.day(hold.ended_on, today))
        sign = lit("■", words.AMBER) if stands else lit("–", words.FAINT)
        cells = (sign, lit(hold.person_name, "" if stands else words.FAINT), reason, lit(when, words.FAINT))
        return Row(f"hold-{hold.id}", Line(cells, _HOLDS))

    @property
    def _kind(self) -> Kept | None:
        row = self.query_one(RowList).key
        return Kept(row.removeprefix("kind-")) if row.startswith("kind-") else None

    @property
    def _hold(self) -> Hold | None:
        rows = self.query_one(RowList)
        holds = self.shown.holds if self.shown and rows.key.startswith("hold-") else ()
        return next((one for one in holds if one.id == chosen(rows)), None)

    @on(RowList.Moved)
    def _cursor_moved(self) -> None:
        self.keys_depend_on((self._kind is not None, self._hold is not None and self._hold.ended_on is None))

    @on(RowList.Opened)
    def _opened(self) -> None:
        from tui_app.ui.modals.note import NoteScreen

        if self._kind is not None:
            self.action_edit()
        elif hold := self._hold:
            said = told(_("$reason\n\nHeld back by $name."), reason=hold.reason, name=hold.by_name)
            self.app.push_screen(NoteScreen(hold.person_name, said))
        elif self.shown and (number := chosen(self.query_one(RowList))):
            one = next(one for one in self.shown.people if one.person_id == number)
            kinds = "\n".join(f"{count:>5}  {_(retention_words.KINDS[kind])}" for kind, count in one.counts.items())
            self.app.push_screen(NoteScreen(one.name, kinds))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can be done depends on the row under the cursor, and on whether anything is due."""
        if not self.reaches_files(action):
            return False
        if action == "edit":
            return self._kind is not None
        if action == "end_hold":
            return self._hold is not None and self._hold.ended_on is None
        if action == "erase":
            last = self.shown.last if self.shown else None
            return self.shown is not None and bool(self.shown.counts or (last and not last.is_settled))
        if action == "receipt":
            return self.shown is not None and self.shown.last is not None
        return super().check_action(action, parameters)

    def _do(self, doing: Coroutine[Any, Any, None]) -> None:
        """Run one thing at a time: keys pressed before its dialog stands open no second one."""
        if self._doing:
            doing.close()
        else:
            self._doing = True
            self.samtale.flow(self._told(doing))

    async def _told(self, doing: Coroutine[Any, Any, None]) -> None:
        try:
            await doing
        except Refusal as refusal:
            self.samtale.tell_refusal(refusal)
        finally:
            self._doing = False
        self.reload()

    def action_edit(self) -> None:
        """Set how long a kind is kept."""
        if self.shown and (kind := self._kind):
            self._do(self._edit(kind, self.shown.months[kind]))

    async def _edit(self, kind: Kept, months: int) -> None:
        from tui_app.ui.modals.form import Field, FormScreen

        async def submit(values: Mapping[str, object]) -> None:
            typed = str(values["months"]).strip()
            if not (typed.isascii() and typed.isdigit() and len(typed) < 5):
                raise Invalid({"months": "not_a_number"})
            try:
                await self.samtale.ask(retention.set_months, {kind: int(typed)})
            except Invalid as invalid:
                raise Invalid({"months": next(iter(invalid.problems.values()))}) from None

        period = PERIODS[kind]
        limits = told(
            _("From $least to $most months, $start to begin with."),
            least=period.least,
            most=period.most,
            start=period.start,
        )
        about = lit(_("Counted: ") + _(retention_words.FROM[kind]) + ".\n" + limits, words.FAINT)
        fields = [Field("months", _("Months"), value=str(months), required=True)]
        await self.samtale.push_screen_wait(FormScreen(lit(_(retention_words.KINDS[kind])), fields, submit, about))

    def action_erase(self) -> None:
        """Erase what is due, after a question."""
        if self.shown:
            self._do(self._erase(self.shown))

    async def _erase(self, data: Overview) -> None:
        from tui_app.ui.modals.ask import Ask
        from tui_app.ui.modals.note import NoteScreen

        question = lit(retention_words.counts_words(data.counts) + "\n\n" if data.counts else "")
        question += lit(_("It is erased for good and cannot be brought back. Open actions and goals stay."))
        ask = Ask(_("Erase what is due"), question, _("Erase"), _("Leave it"))
        answer: bool | None = await self.samtale.push_screen_wait(ask)
        if not answer:
            return
        receipt = await self.samtale.ask(retention.carry_out, retention_words.erased_name())
        text = "\n".join(retention_words.receipt_lines(receipt, self.samtale.moment))
        await self.samtale.push_screen_wait(NoteScreen(_("Receipt"), text))

    def action_receipt(self) -> None:
        """Save the last receipt as a file."""
        if self.shown and self.shown.last:
            self._do(self._receipt(self.shown.last))

    async def _receipt(self, receipt: Receipt) -> None:
        from tui_app.ui.exporting import write_or_ask
        from tui_app.ui.modals.form import Field, FormScreen

        async def submit(values: Mapping[str, object]) -> None:
            path = Path(str(values["path"]).strip())
            text = retention_words.receipt_text(receipt, self.samtale.moment)
            await write_or_ask(self.samtale, partial(self.samtale.parts.write_text, text, path), path)
            self.samtale.tell(told(_("Saved: $path"), path=path))

        proposed = self.samtale.parts.documents / retention_words.receipt_name(receipt)
        fields = [Field("path", _("File"), value=str(proposed), required=True)]
        await self.samtale.push_screen_wait(FormScreen(lit(_("To a file")), fields, submit))

    def action_new_hold(self) -> None:
        """Keep everything about one person for now."""
        self._do(self._new_hold())

    async def _new_hold(self) -> None:
        from tui_app.domain.drafts import ReasonDraft, checked
        from tui_app.domain.unfinished import form_key
        from tui_app.ui.modals.form import Field, FormScreen, Kind

        async def submit(values: Mapping[str, object]) -> None:
            draft = checked(ReasonDraft, {"reason": values["reason"]})
            if not values["held_id"]:
                raise Invalid({"held_id": "unknown_person"})
            await self.samtale.ask(retention.hold, values["held_id"], draft)

        about = lit(_("Nothing about this person is erased until you end it. They see it, and why."), words.FAINT)
        fields = [
            Field("held_id", _("About whom"), Kind.PERSON, required=True),
            Field("reason", _("Why"), required=True),
        ]
        screen = FormScreen(lit(_("New hold")), fields, submit, about, unfinished=form_key("hold-new"))
        await self.samtale.push_screen_wait(screen)

    def action_end_hold(self) -> None:
        """Let the hold under the cursor stand no more."""
        if hold := self._hold:
            self._do(self._end_hold(hold))

    async def _end_hold(self, hold: Hold) -> None:
        from tui_app.ui.modals.ask import Ask

        question = lit(f"{hold.person_name}: {hold.reason}\n\n")
        question += lit(_("What is due about this person is erased the next time."))
        answer: bool | None = await self.samtale.push_screen_wait(
            Ask(_("End the hold"), question, _("End it"), _("Leave it as it is"))
        )
        if answer:
            await self.samtale.ask(retention.end_hold, hold.id)


def _kind_row(kind: Kept, months: int, due: int) -> Row:
    number = told(ngettext("$count due", "$count due", due), count=due) if due else ""
    cells = (
        lit(_(retention_words.KINDS[kind])),
        lit(retention_words.kept_words(kind, months), words.FAINT),
        lit(number, words.AMBER),
    )
    return Row(f"kind-{kind.value}", Line(cells, _KINDS))


def _person_row(one: AboutPerson) -> Row:
    cells = (lit(one.name), lit(retention_words.counts_words(one.counts), words.FAINT))
    return Row(f"due-{one.person_id}", Line(cells, _PEOPLE))
