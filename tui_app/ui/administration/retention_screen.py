"""How long things are kept: the organisation's values, what is due, erasing it, and holds. For administrators."""

from __future__ import annotations

from collections.abc import Coroutine, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from tui_app.domain.errors import DomainError, InvalidInput
from tui_app.domain.retention import RETENTION_PERIODS, ErasureReceipt, RetentionHold, RetentionKind
from tui_app.services.administration import retention
from tui_app.services.administration.retention import PersonCounts, RetentionOverview
from tui_app.text import dates
from tui_app.text.administration import retention as retention_words
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.ui import content, keys
from tui_app.ui.content import plain
from tui_app.ui.messages import OpenRetention
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.record_list import RecordList, Row, heading_row, selected_id

if TYPE_CHECKING:
    pass

_PERIOD_COLUMNS = (ColumnSpec(27), ColumnSpec(30, flex=1), ColumnSpec(9, right=True))
_DUE_COLUMNS = (ColumnSpec(24), ColumnSpec(30, flex=1))
_HOLD_COLUMNS = (ColumnSpec(1), ColumnSpec(24), ColumnSpec(20, flex=1), ColumnSpec(16, right=True))


class RetentionScreen(DataScreen[RetentionOverview]):
    """Nothing is erased by looking; a key, and a question after it, does that."""

    BINDINGS = keys.RETENTION
    _doing = False

    def body(self) -> ComposeResult:
        """What is due in a line, then the list."""
        yield Static(id="retention-head")
        with Vertical(id="retention", classes="box") as box:
            box.border_title = plain(_("Retention"))
            yield RecordList(id="retention-rows")

    async def fetch(self) -> RetentionOverview:
        """Values, what is due today, and holds."""
        return await self.ctx.call(retention.overview)

    def refused(self, refusal: DomainError) -> None:
        """Not for this person: leave it."""
        super().refused(refusal)
        if refusal.code == "not_allowed":
            self.leave()

    def reopen_request(self) -> Message:
        """What opens it again."""
        return OpenRetention()

    def show(self, data: RetentionOverview) -> None:
        """Head and rows."""
        head = plain(" " + retention_words.due_for_erasure_text(data.counts), "bold" if data.counts else content.MUTED)
        if data.people:
            about = ngettext("about $count person", "about $count people", len(data.people))
            head += plain(" " + format_message(about, count=len(data.people)))
        last = plain("  ·  " + self._last(data.last_receipt), content.MUTED)
        self.query_one("#retention-head", Static).update(head + last)
        self.query_one(RecordList).fill(self._rows(data))
        self.refresh_bindings()

    def _last(self, last: ErasureReceipt | None) -> str:
        if last is None:
            return _("nothing erased yet")
        day = dates.short_date(last.at.astimezone(self.ctx.now.tzinfo).date(), self.ctx.today)
        return format_message(_("last erased $day by $who"), day=day, who=retention_words.erased_by(last))

    def _rows(self, data: RetentionOverview) -> Iterator[Row]:
        for line in retention_words.remaining_traces(data.last_receipt) if data.last_receipt else ():
            yield heading_row(plain("! ", content.WARNING) + plain(line))
        yield heading_row(plain(_("Retention periods"), "bold"))
        for kind in RetentionKind:
            yield _period_row(kind, data.months[kind], data.counts.get(kind, 0))
        yield heading_row(plain(""))
        yield heading_row(plain(_("Due for erasure"), "bold") + plain(f" {len(data.people)}", content.MUTED))
        yield from (_due_row(one) for one in data.people)
        if not data.people:
            yield heading_row(plain(_("Nothing is due for erasure."), content.MUTED))
        yield heading_row(plain(""))
        yield heading_row(plain(_("Erasure holds"), "bold"))
        for hold in data.holds:
            yield self._hold_row(hold, data)
        if not data.holds:
            yield heading_row(plain(_("None. Press a to put everything about one person on hold."), content.MUTED))

    def _hold_row(self, hold: RetentionHold, data: RetentionOverview) -> Row:
        today, stands = self.ctx.today, hold.ended_on is None
        reason = plain(hold.reason, "" if stands else content.MUTED)
        held = next((one for one in data.held_back if one.person_id == hold.person_id), None) if stands else None
        if held is not None:
            reason += plain(
                "  " + format_message(_("on hold: $what"), what=retention_words.erasure_counts_text(held.counts)),
                content.MUTED,
            )
        when = format_message(_("since $day"), day=dates.short_date(hold.since, today))
        if hold.ended_on is not None:
            when = format_message(_("ended $day"), day=dates.short_date(hold.ended_on, today))
        sign = plain("■", content.WARNING) if stands else plain("–", content.MUTED)
        cells = (sign, plain(hold.person_name, "" if stands else content.MUTED), reason, plain(when, content.MUTED))
        return Row(f"hold-{hold.id}", ColumnLine(cells, _HOLD_COLUMNS))

    @property
    def _kind(self) -> RetentionKind | None:
        row = self.query_one(RecordList).key
        return RetentionKind(row.removeprefix("kind-")) if row.startswith("kind-") else None

    @property
    def _hold(self) -> RetentionHold | None:
        rows = self.query_one(RecordList)
        holds = self.shown.holds if self.shown and rows.key.startswith("hold-") else ()
        return next((one for one in holds if one.id == selected_id(rows)), None)

    @on(RecordList.Moved)
    def _cursor_moved(self) -> None:
        self.keys_depend_on((self._kind is not None, self._hold is not None and self._hold.ended_on is None))

    @on(RecordList.Opened)
    def _opened(self) -> None:
        from tui_app.ui.dialogs.text import TextDialog

        if self._kind is not None:
            self.action_edit()
        elif hold := self._hold:
            said = format_message(_("$reason\n\nHold set by $name."), reason=hold.reason, name=hold.by_name)
            self.app.push_screen(TextDialog(hold.person_name, said))
        elif self.shown and (number := selected_id(self.query_one(RecordList))):
            one = next(one for one in self.shown.people if one.person_id == number)
            kinds = "\n".join(
                f"{count:>5}  {_(retention_words.RETENTION_KIND_LABELS[kind])}" for kind, count in one.counts.items()
            )
            self.app.push_screen(TextDialog(one.name, kinds))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can be done depends on the row under the cursor, and on whether anything is due."""
        if not self.reaches_files(action):
            return False
        if action == "edit":
            return self._kind is not None
        if action == "end_hold":
            return self._hold is not None and self._hold.ended_on is None
        if action == "erase":
            last = self.shown.last_receipt if self.shown else None
            return self.shown is not None and bool(self.shown.counts or (last and not last.is_purged))
        if action == "receipt":
            return self.shown is not None and self.shown.last_receipt is not None
        return super().check_action(action, parameters)

    def _do(self, doing: Coroutine[Any, Any, None]) -> None:
        """Run one thing at a time: keys pressed before its dialog stands open no second one."""
        if self._doing:
            doing.close()
        else:
            self._doing = True
            self.ctx.spawn(self._told(doing))

    async def _told(self, doing: Coroutine[Any, Any, None]) -> None:
        try:
            await doing
        except DomainError as refusal:
            self.ctx.notify_error(refusal)
        finally:
            self._doing = False
        self.reload()

    def action_edit(self) -> None:
        """Set how long a kind is kept."""
        if self.shown and (kind := self._kind):
            self._do(self._edit(kind, self.shown.months[kind]))

    async def _edit(self, kind: RetentionKind, months: int) -> None:
        from tui_app.ui.dialogs.fields import FormField
        from tui_app.ui.dialogs.form import FormDialog

        async def submit(values: Mapping[str, object]) -> None:
            typed = str(values["months"]).strip()
            if not (typed.isascii() and typed.isdigit() and len(typed) < 5):
                raise InvalidInput({"months": "not_a_number"})
            try:
                await self.ctx.call(retention.set_months, {kind: int(typed)})
            except InvalidInput as invalid:
                raise InvalidInput({"months": next(iter(invalid.problems.values()))}) from None

        period = RETENTION_PERIODS[kind]
        limits = format_message(
            _("From $least to $most months; default $start."),
            least=period.minimum,
            most=period.maximum,
            start=period.default,
        )
        about = plain(_("Counted: ") + _(retention_words.RETENTION_START_LABELS[kind]) + ".\n" + limits, content.MUTED)
        fields = [FormField("months", _("Months"), value=str(months), required=True)]
        await self.ctx.ask(FormDialog(plain(_(retention_words.RETENTION_KIND_LABELS[kind])), fields, submit, about))

    def action_erase(self) -> None:
        """Erase what is due, after a question."""
        if self.shown:
            self._do(self._erase(self.shown))

    async def _erase(self, data: RetentionOverview) -> None:
        from tui_app.ui.dialogs.confirm import ConfirmDialog
        from tui_app.ui.dialogs.text import TextDialog

        question = plain(retention_words.erasure_counts_text(data.counts) + "\n\n" if data.counts else "")
        question += plain(_("This erases it permanently and cannot be undone. Open actions and goals are kept."))
        ask = ConfirmDialog(_("Erase due items"), question, _("Erase"), _("Do not erase"))
        answer: bool | None = await self.ctx.ask(ask)
        if not answer:
            return
        receipt = await self.ctx.call(retention.erase_due, retention_words.erased_person_name())
        text = "\n".join(retention_words.receipt_lines(receipt, self.ctx.now))
        await self.ctx.ask(TextDialog(_("Receipt"), text))

    def action_receipt(self) -> None:
        """Save the last receipt as a file."""
        if self.shown and self.shown.last_receipt:
            self._do(self._receipt(self.shown.last_receipt))

    async def _receipt(self, receipt: ErasureReceipt) -> None:
        from tui_app.ui.dialogs.fields import FormField
        from tui_app.ui.dialogs.form import FormDialog
        from tui_app.ui.dialogs.save_file import write_or_confirm

        async def submit(values: Mapping[str, object]) -> None:
            path = Path(str(values["path"]).strip())
            text = retention_words.receipt_file_text(receipt, self.ctx.now)
            await write_or_confirm(self.ctx, partial(self.ctx.files.write_text, text, path), path)
            self.ctx.notify(format_message(_("Saved: $path"), path=path))

        proposed = self.ctx.files.export_folder / retention_words.receipt_file_name(receipt)
        fields = [FormField("path", _("File"), value=str(proposed), required=True)]
        await self.ctx.ask(FormDialog(plain(_("Export")), fields, submit))

    def action_new_hold(self) -> None:
        """Keep everything about one person for now."""
        self._do(self._new_hold())

    async def _new_hold(self) -> None:
        from tui_app.domain.drafts.base import ReasonDraft, validate_draft
        from tui_app.domain.form_drafts import form_draft_key
        from tui_app.ui.dialogs.fields import FieldKind, FormField
        from tui_app.ui.dialogs.form import FormDialog

        async def submit(values: Mapping[str, object]) -> None:
            draft = validate_draft(ReasonDraft, {"reason": values["reason"]})
            if not values["held_id"]:
                raise InvalidInput({"held_id": "unknown_person"})
            await self.ctx.call(retention.add_hold, values["held_id"], draft)

        about = plain(
            _("Nothing about this person is erased until you end the hold. They can see it, and why."), content.MUTED
        )
        fields = [
            FormField("held_id", _("Person"), FieldKind.PERSON, required=True),
            FormField("reason", _("Why"), required=True),
        ]
        screen = FormDialog(plain(_("New hold")), fields, submit, about, draft_key=form_draft_key("hold-new"))
        await self.ctx.ask(screen)

    def action_end_hold(self) -> None:
        """Let the hold under the cursor stand no more."""
        if hold := self._hold:
            self._do(self._end_hold(hold))

    async def _end_hold(self, hold: RetentionHold) -> None:
        from tui_app.ui.dialogs.confirm import ConfirmDialog

        question = plain(f"{hold.person_name}: {hold.reason}\n\n")
        question += plain(_("Due items about this person will be erased next time."))
        answer: bool | None = await self.ctx.ask(ConfirmDialog(_("End hold"), question, _("End"), _("Leave as is")))
        if answer:
            await self.ctx.call(retention.end_hold, hold.id)


def _period_row(kind: RetentionKind, months: int, due: int) -> Row:
    number = format_message(ngettext("$count due", "$count due", due), count=due) if due else ""
    cells = (
        plain(_(retention_words.RETENTION_KIND_LABELS[kind])),
        plain(retention_words.retention_period_text(kind, months), content.MUTED),
        plain(number, content.WARNING),
    )
    return Row(f"kind-{kind.value}", ColumnLine(cells, _PERIOD_COLUMNS))


def _due_row(one: PersonCounts) -> Row:
    cells = (plain(one.name), plain(retention_words.erasure_counts_text(one.counts), content.MUTED))
    return Row(f"due-{one.person_id}", ColumnLine(cells, _DUE_COLUMNS))
