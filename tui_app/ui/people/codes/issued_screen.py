"""The one-time codes that were just made: they are shown once, to be written down or saved as PDF."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from tui_app.domain.accounts.codes import IssuedCodes
from tui_app.text.administration.codes import code_handout, told_apart_by, valid_until_text
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.context import HasContext
from tui_app.ui.dialogs.fields import FieldKind, FormField
from tui_app.ui.dialogs.flow import confirm, show_form
from tui_app.ui.dialogs.save_file import write_or_confirm
from tui_app.ui.people.codes import code_keys
from tui_app.ui.people.codes.code_list import CodeList
from tui_app.ui.textual_compat import AnswersOnce
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.frame import KeyFooter, TopBar
from tui_app.ui.widgets.record_list import Row

_COLUMNS = (ColumnSpec(14), ColumnSpec(20, flex=3, max_width=40), ColumnSpec(14, flex=3))


class IssuedCodesScreen(HasContext, AnswersOnce, Screen[None]):
    """Shows who has which code until it is closed, and then forgets them.

    Args:
        issued: the codes.
    """

    BINDINGS = code_keys.ISSUED_CODES
    AUTO_FOCUS = "CodeList"

    def __init__(self, issued: IssuedCodes) -> None:
        super().__init__()
        self._issued = issued
        self._is_saved = False
        self._is_asking = False

    def compose(self) -> ComposeResult:
        """Yield what to do with the codes, and the codes."""
        yield TopBar()
        with Vertical(id="issued-codes", classes="box") as box:
            count = len(self._issued.codes)
            title = format_message(ngettext("$count one-time code", "$count one-time codes", count), count=count)
            box.border_title = plain(title)
            yield Static(self._about(), id="issued-about")
            yield CodeList(id="issued-rows")
        yield KeyFooter()

    def _about(self) -> Content:
        told = _("Give each person only their own. They sign in with their name and the code, and choose a password.")
        once = _("The codes are shown only now: when you close this, they are gone.")
        return plain(valid_until_text(self._issued.until) + "\n") + plain(f"{told} {once}", content.MUTED)

    def on_mount(self) -> None:
        """Show the codes."""
        rows = []
        for one in self._issued.codes:
            details = plain(told_apart_by(one.person), content.MUTED)
            line = ColumnLine((plain(one.code, "bold"), plain(one.person.name), details), _COLUMNS)
            rows.append(Row(one.person, line))
        self.query_one(CodeList).fill(rows)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the key for saving where nobody has files."""
        if action == "export":
            return not self.ctx.setup.is_kiosk
        return super().check_action(action, parameters)

    def action_export(self) -> None:
        """Save the codes as PDF: a page for each person, or a list."""
        self._run(self._export)

    def action_back(self) -> None:
        """Close the screen; ask before, unless the codes are saved."""
        self._run(self._close)

    def _run(self, flow: Callable[[], Coroutine[Any, Any, None]]) -> None:
        if not self._is_asking:
            self._is_asking = True
            self.ctx.spawn(flow())

    async def _export(self) -> None:
        async def submit(values: Mapping[str, object]) -> None:
            handout = code_handout(self._issued, self.ctx.now, one_each=bool(values["one_each"]))
            typed = Path(str(values["path"]).strip())
            path = typed if typed.suffix.lower() == ".pdf" else typed.with_name(typed.name + ".pdf")
            await write_or_confirm(self.ctx, partial(self.ctx.files.write_codes, handout, path), path)
            self._is_saved = True
            self.ctx.notify(format_message(_("Saved: $path"), path=path))

        choices = ((True, _("a page for each person")), (False, _("a list")))
        suggested = self.ctx.files.export_folder / f"{_('one-time-codes')}.pdf"
        fields = [
            FormField("one_each", _("Print"), FieldKind.CHOICE, True, choices),
            FormField("path", _("File"), value=str(suggested), required=True),
        ]
        try:
            await show_form(self.ctx, _("Save as PDF"), fields, submit)
        finally:
            self._is_asking = False

    async def _close(self) -> None:
        question = _("The codes are not saved. When you close this, nobody can see them again.")
        title = _("Close the codes?")
        try:
            if self._is_saved or await confirm(self.ctx, title, question, _("Close"), _("Keep showing")):
                self._issued = IssuedCodes(self._issued.until)
                self.query_one(CodeList).fill(())
                self.dismiss(None)
        finally:
            self._is_asking = False
