"""My data: what is kept about me, when it goes, who has seen it; and all of it as files, after the secret."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from tui_app.domain.my_data import Going, MyData
from tui_app.domain.refusals import Refusal
from tui_app.domain.retention import Kept
from tui_app.services import my_data
from tui_app.services.my_data import Overview
from tui_app.ui import keys, my_data_words, retention_words, words
from tui_app.ui.dates import full_day
from tui_app.ui.language import _, ngettext, spoken, told
from tui_app.ui.screens.base import DataScreen
from tui_app.ui.text import lit
from tui_app.ui.widgets.rows import Column, Line, Row, RowList, heading

_COLUMNS = (Column(26), Column(5, right=True), Column(30, flex=1))


class Lines(RowList):
    """Lines to read; nothing stands behind them."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing to open."""
        return False if action == "select" else super().check_action(action, parameters)


class MyDataScreen(DataScreen[Overview]):
    """A few lines with numbers and days; the words themselves are in the files."""

    BINDINGS = keys.MY_DATA
    _doing = False

    def body(self) -> ComposeResult:
        """The lines."""
        with Vertical(id="my-data", classes="box") as box:
            box.border_title = lit(_("My data"))
            yield Lines(id="my-data-rows")

    async def fetch(self) -> Overview:
        """What is kept about me."""
        return await self.samtale.ask(my_data.overview)

    def reopening(self) -> Callable[[], None]:
        """What opens it again."""
        return self.samtale.open_my_data

    def show(self, data: Overview) -> None:
        """Lines with numbers and days."""
        self.query_one("#my-data").border_title = lit(_("My data"))
        self.query_one(RowList).fill(self._rows(data))

    def _rows(self, data: Overview) -> Iterator[Row]:
        for hold in data.holds:
            if hold.ended_on is None:
                said = told(_("Nothing is erased, $since"), since=my_data_words.hold_words(hold))
                yield Row(f"hold-{hold.id}", lit("■ ", words.AMBER) + lit(said))
        yield heading(lit(_("What is kept about me, and when it is erased"), "bold"))
        if data.still_open:
            said = _("stays while it is open")
            yield Row(
                "open", Line([lit(_("Open actions, goals, topics")), lit(str(data.still_open)), lit(said)], _COLUMNS)
            )
        there = {one.kind: one for one in data.going}
        for kind in Kept:
            if kind is not Kept.PERSON:
                yield self._kind_row(kind, there.get(kind), data)
        yield Row(Kept.PERSON.value, Line(self._all(data), _COLUMNS))
        yield heading(lit(""))
        yield heading(lit(_("Who has seen it"), "bold"))
        yield Row("seen", self._seen(data))
        yield heading(lit(""))
        yield heading(lit(self._how(), words.FAINT))

    def _kind_row(self, kind: Kept, one: Going | None, data: Overview) -> Row:
        number = lit(str(one.number) if one else "–", "" if one else words.FAINT)
        when = lit(retention_words.kept_words(kind, data.months[kind]), words.FAINT)
        if one is not None:
            when = lit(retention_words.from_to(one.first, one.last))
        return Row(kind.value, Line([lit(_(retention_words.KINDS[kind])), number, when], _COLUMNS))

    def _all(self, data: Overview) -> list[Content]:
        when = lit(retention_words.kept_words(Kept.PERSON, data.months[Kept.PERSON]), words.FAINT)
        if data.erased_on is not None:
            when = lit(full_day(data.erased_on, spoken()))
        return [lit(_("Everything about me")), lit(""), when]

    def _seen(self, data: Overview) -> Content:
        if data.seen is None:
            return lit(_("Nobody else has opened your conversations."), words.FAINT)
        on = data.seen.entry.at.astimezone(self.samtale.moment.tzinfo).date()
        name = data.seen.by_name or _("Somebody")
        said = told(_("Last: $name, $day. F6 shows it all."), name=name, day=words.day(on, self.samtale.today))
        return lit(said)

    def _how(self) -> str:
        if self.samtale.parts.is_kiosk:
            return _(
                "All of it as files: sign in on a computer of your own, or on one that an administrator lends you."
            )
        return _("Press t to take all of it out as two files: one to read, one for other programs.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No files on a terminal that many use."""
        if not self.reaches_files(action):
            return False
        return super().check_action(action, parameters)

    def action_seen(self) -> None:
        """Who has opened what is written about me."""
        self.samtale.open_log()

    def action_take_out(self) -> None:
        """Write the files, after the secret."""
        if not self._doing:
            self._doing = True
            self.samtale.flow(self._take_out())

    async def _take_out(self) -> None:
        from tui_app.ui.modals.form import Field, FormScreen, Kind

        taken: list[MyData] = []

        async def submit(values: Mapping[str, object]) -> None:
            if not taken:
                smith, secret = self.samtale.parts.smith, str(values.get("secret") or "")
                taken.append(await self.samtale.ask(my_data.collect, smith, secret, self.samtale.parts.terminal))
            await self._write(taken[0], Path(str(values["path"]).strip()).with_suffix(".md"))

        name = f"{_('my-data-file')}-{words.for_file(self.samtale.me.name)}-{self.samtale.today.isoformat()}.md"
        fields = [Field("path", _("File"), value=str(self.samtale.parts.documents / name), required=True)]
        if self.samtale.has_secret:
            fields.insert(0, Field("secret", _("Your secret"), Kind.SECRET, required=True))
        about = lit(_("What stands in the files is for you alone. A .json for other programs comes beside it."))
        try:
            await self.samtale.push_screen_wait(FormScreen(lit(_("Take it all out")), fields, submit, about))
        except Refusal as refusal:
            self.samtale.tell_refusal(refusal)
        finally:
            self._doing = False
        self.reload()

    async def _write(self, data: MyData, path: Path) -> None:
        from tui_app.ui.exporting import write_or_ask

        page = my_data_words.document(data)
        await write_or_ask(self.samtale, partial(self.samtale.parts.write_my_data, data, page, path), path)
        count = ngettext("$count conversation", "$count conversations", len(data.talks))
        self.samtale.tell(told(_("Saved, with $what: $path"), what=told(count, count=len(data.talks)), path=path))
