"""Since you were last here: what others did meanwhile, grouped by whom it is about."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from tui_app.domain.happenings import Happening, News
from tui_app.domain.records import Subject
from tui_app.domain.refusals import Refusal
from tui_app.ui import happening_words, keys, words
from tui_app.ui.language import _, ngettext, told
from tui_app.ui.text import lit
from tui_app.ui.widgets.frame import KeyLine
from tui_app.ui.widgets.rows import Row, RowList, heading

if TYPE_CHECKING:
    from tui_app.ui.app import SamtaleApp


FRAME = 6
"""Lines of the screen that are not for what happened."""
QUIET_SECONDS = 0.6
"""So long nobody has pressed a key before it comes by itself."""
LOOKS = 10


class NewsScreen(ModalScreen["Happening | None"]):
    """Answers with the happening whose page is to be opened, or None when it was read."""

    BINDINGS = keys.NEWS

    def __init__(self, news: News) -> None:
        super().__init__()
        self._news = news

    @property
    def _samtale(self) -> SamtaleApp:
        return cast("SamtaleApp", self.app)

    def compose(self) -> ComposeResult:
        """One line for each thing."""
        with Vertical(classes="dialog", id="news") as dialog:
            dialog.border_title = lit(_("Since you were last here"))
            if not self._news.happenings:
                yield Static(lit(_("Nothing new. You are up to date.")), classes="about")
            yield RowList(id="news-rows")
        yield KeyLine()

    def on_mount(self) -> None:
        """Ready to be read."""
        listed = self.query_one(RowList)
        listed.fill(self._rows())
        listed.display = bool(self._news.happenings)
        listed.focus()

    def _rows(self) -> Iterator[Row]:
        today, zone = self._samtale.today, self._samtale.moment.tzinfo
        happenings = self._news.happenings
        fitting = newest_fitting(happenings, self._samtale.size.height - FRAME)
        left_out = len(happenings) - len(fitting)
        if self._news.goes_on:
            yield heading(lit(_("… and older things, which stand in the timelines"), words.FAINT))
        elif left_out:
            said = ngettext("… and $count more, in the timelines", "… and $count more, in the timelines", left_out)
            yield heading(lit(told(said, count=left_out), words.FAINT))
        grouped: dict[tuple[int, str], list[Happening]] = {}
        for one in fitting:
            grouped.setdefault((one.person_id, one.person_name), []).append(one)
        for (person_id, name), there in grouped.items():
            mine = person_id == self._samtale.me.id
            yield heading(lit(_("About you") if mine else name, "bold"))
            for one in there:
                yield happening_words.row(one, today, zone)

    @on(RowList.Opened)
    def _opened(self, event: RowList.Opened) -> None:
        number = int(event.key.rpartition("-")[2])
        chosen = next((one for one in self._news.happenings if one.change.id == number), None)
        if self.is_current:
            self.dismiss(chosen)

    def action_back(self) -> None:
        """It is read."""
        if self.is_current:
            self.dismiss(None)


def newest_fitting(happenings: Sequence[Happening], room: int) -> tuple[Happening, ...]:
    """As many of these, the newest, as fit into so many lines with a heading for each person and one for the rest."""
    found: list[Happening] = []
    people: set[int] = set()
    for one in reversed(happenings):
        lines = len(found) + len(people | {one.person_id}) + 1
        if found and lines >= room:
            break
        found.insert(0, one)
        people.add(one.person_id)
    return tuple(found)


async def _at_rest(app: SamtaleApp) -> bool:
    """Wait until nobody is pressing keys: what is typed belongs to what stands in front. False if they go on."""
    for _look in range(LOOKS):
        if app.quiet_for >= QUIET_SECONDS:
            return not isinstance(app.focused, (Input, TextArea))
        await asyncio.sleep(QUIET_SECONDS / 2)
    return False


async def show_news(app: SamtaleApp, *, asked: bool = False) -> None:
    """Show what others did since the last visit, if anything, and remember that it has been seen.

    Args:
        asked: it was asked for, so that nothing new is said too.
    """
    from tui_app.services import news

    found: News = await app.ask(news.since_last)
    if not found.happenings and not asked:
        return
    at_rest = asked or await _at_rest(app)
    if not asked and (not at_rest or app.screen.is_modal or len(app.screen_stack) > 1):
        return  # somebody is at work already: it waits for the next time, or F8
    chosen: Happening | None = await app.push_screen_wait(NewsScreen(found))
    await app.ask(news.mark_seen, found.upto)
    if chosen is not None:
        open_happening(app, chosen)


def open_happening(app: SamtaleApp, one: Happening) -> None:
    """Open what something was done with: a conversation, an action, or the page it stands on."""
    change = one.change
    if change.subject is Subject.CONVERSATION:
        app.flow(app.planning.open_by_id(change.subject_id))
    elif change.subject is Subject.ACTION:
        app.flow(_open_action(app, change.subject_id))
    else:
        app.open_person(one.person_id)


async def _open_action(app: SamtaleApp, action_id: int) -> None:
    from tui_app.services import actions

    try:
        app.open_action(await app.ask(actions.one, action_id))
    except Refusal as refusal:
        app.tell_refusal(refusal)
