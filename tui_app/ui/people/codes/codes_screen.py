"""Who gets a one-time code: everybody without a password, whom one may skip."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import ProgressBar, Static

from tui_app.domain.accounts.codes import CodeScope, IssuedCodes, WithoutPassword
from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import Person
from tui_app.services.accounts import codes
from tui_app.text.administration.codes import told_apart_by
from tui_app.text.dates import short_date
from tui_app.text.errors import error_message
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.dialogs.flow import confirm
from tui_app.ui.people.codes import code_keys
from tui_app.ui.people.codes.code_list import CodeList
from tui_app.ui.people.codes.issued_screen import IssuedCodesScreen
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.record_list import RecordList, Row

_COLUMNS = (ColumnSpec(1), ColumnSpec(18, flex=3, max_width=34), ColumnSpec(14, flex=3), ColumnSpec(14, flex=1))
_STOPPED = "codes_stopped"

Waiting = tuple[WithoutPassword, ...]


class CodesScreen(DataScreen[Waiting]):
    """The people without a password; those with an unused code are skipped at first.

    Args:
        scope: the viewer's own team, or everybody.
    """

    BINDINGS = code_keys.CODES
    LEAVE_ON = frozenset({"not_allowed"})

    class Progressed(Message):
        """Posted from the thread that makes codes, with how many of how many are made."""

        def __init__(self, done: int, total: int) -> None:
            super().__init__()
            self.done = done
            self.total = total

    def __init__(self, scope: CodeScope) -> None:
        super().__init__()
        self._scope = scope
        self._turned: frozenset[int] = frozenset()
        """Ids of the people with whom it is otherwise than at first: skipped, or given a code after all."""
        self._is_making = False
        self._is_stopped = False

    def compose_body(self) -> ComposeResult:
        """Yield what this is about, the people, and the progress."""
        with Vertical(id="codes", classes="box"):
            yield Static(id="codes-about")
            yield CodeList(id="codes-rows")
            yield ProgressBar(id="codes-progress", show_eta=False)

    def on_mount(self) -> None:
        """Show no progress before there is any."""
        self.query_one(ProgressBar).display = False

    async def fetch(self) -> Waiting:
        """Read who has no password."""
        return await self.ctx.call(codes.without_password, self._scope)

    def show(self, data: Waiting) -> None:
        """Show a row for each person, and how many get a code."""
        count = len(self._chosen)
        title = format_message(ngettext("$count one-time code", "$count one-time codes", count), count=count)
        self.query_one("#codes").border_title = plain(title)
        if data and not self._chosen:
            about = self.ctx.with_keys(_("Nobody is chosen. $done chooses one; a new code replaces an unused one."))
        elif data:
            about = self.ctx.with_keys(
                _("None of these has a password yet. $done skips one, $save makes a code for each of the others.")
            )
        else:
            about = _("Everyone can sign in.")
        self.query_one("#codes-about", Static).update(plain(about, content.MUTED))
        self.query_one(CodeList).fill(self._rows(data))
        self.refresh_bindings()

    def _rows(self, data: Waiting) -> Iterator[Row]:
        for one in data:
            is_chosen = self._is_chosen(one)
            if one.code_until is not None:
                day = short_date(one.code_until.astimezone(self.ctx.now.tzinfo).date(), self.ctx.today)
                state = format_message(_("code until $day"), day=day)
            else:
                state = "" if is_chosen else _("skipped")
            cells = (
                plain("○" if is_chosen else " ", content.ACCENT),
                plain(one.person.name, "" if is_chosen else content.MUTED),
                plain(told_apart_by(one.person), content.MUTED),
                plain(state, content.MUTED),
            )
            yield Row(one.person, ColumnLine(cells, _COLUMNS))

    def _is_chosen(self, one: WithoutPassword) -> bool:
        return (one.code_until is None) != (one.person.id in self._turned)

    @property
    def key_labels(self) -> dict[str, str]:
        """What the key does with the person under the cursor, for the footer."""
        one = self._selected
        return {} if one is None or self._is_chosen(one) else {"leave_out": _("Include")}

    @property
    def _selected(self) -> WithoutPassword | None:
        person = self.query_one(CodeList).selected(Person)
        return next((one for one in self.shown or () if person and one.person.id == person.id), None)

    @on(RecordList.Moved)
    def _cursor_moved(self) -> None:
        self.refresh_bindings_for(tuple(self.key_labels))

    @property
    def _chosen(self) -> list[WithoutPassword]:
        return [one for one in self.shown or () if self._is_chosen(one)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the keys for choosing and making while codes are made, and where there is nobody."""
        if action == "save":
            return bool(self._chosen) and not self._is_making
        if action == "leave_out":
            return bool(self.shown) and not self._is_making
        return super().check_action(action, parameters)

    def action_leave_out(self) -> None:
        """Skip the person under the cursor, or make a code for them after all; then go to the next one."""
        rows = self.query_one(CodeList)
        if person := rows.selected(Person):
            self._turned ^= {person.id}
            self.redraw()
            rows.action_cursor_down()

    def action_save(self) -> None:
        """Make the codes, after a question that says how many."""
        self.run_once(self._make_codes(self._chosen))

    async def _make_codes(self, chosen: list[WithoutPassword]) -> None:
        count = len(chosen)
        question = ngettext(
            "$count person gets a one-time code, valid for seven days. It is shown only once: write it down, or save "
            "it as PDF.",
            "$count people get a one-time code each, valid for seven days. They are shown only once: write them down, "
            "or save them as PDF.",
            count,
        )
        question = format_message(question, count=count)
        if sum(one.code_until is not None for one in chosen):
            question += "\n" + _("An unused code stops working when a new one is made.")
        make = format_message(ngettext("Make $count code", "Make $count codes", count), count=count)
        if not await confirm(self.ctx, _("One-time codes"), question, make, is_asked_for=True):
            return
        issued = await self._issue(chosen)
        if issued is not None and issued.codes:
            self._turned = frozenset()
            await self.ctx.ask(IssuedCodesScreen(issued))
        elif issued is not None:
            self.ctx.notify(_("Everyone can sign in."))

    async def _issue(self, chosen: list[WithoutPassword]) -> IssuedCodes | None:
        self._is_making, self._is_stopped = True, False
        bar = self.query_one(ProgressBar)
        bar.update(total=len(chosen), progress=0)
        bar.display = True
        self.refresh_bindings()

        def progress(done: int, total: int) -> None:
            if self._is_stopped:
                raise DomainError(_STOPPED)
            self.post_message(self.Progressed(done, total))

        anew = frozenset(one.person.id for one in chosen if one.code_until is not None)
        use_case = partial(codes.issue_codes, anew=anew, progress=progress)
        try:
            return await self.ctx.call(use_case, self.ctx.hasher, [one.person.id for one in chosen])
        except DomainError as error:
            self.ctx.notify(error_message(error), error=error.code != _STOPPED)
            return None
        finally:
            self._is_making = False
            bar.display = False
            self.refresh_bindings()

    @on(Progressed)
    def _progressed(self, event: Progressed) -> None:
        self.query_one(ProgressBar).update(total=event.total, progress=event.done)

    def action_back(self) -> None:
        """Leave the screen; while codes are made, stop, and nobody gets one."""
        if self._is_making:
            self._is_stopped = True
        else:
            super().action_back()
