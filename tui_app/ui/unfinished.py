"""What is begun in a form: kept while one types, there again when the same form is opened, gone when it is left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from tui_app.domain.conversations import Written
from tui_app.domain.forms import Answer
from tui_app.domain.refusals import Refusal
from tui_app.domain.unfinished import FormKey, NotSaved, Unfinished
from tui_app.services import unfinished
from tui_app.ui.autosave import Autosave
from tui_app.ui.dates import moment
from tui_app.ui.language import _, ngettext, spoken, told

if TYPE_CHECKING:
    from tui_app.ui.app import SamtaleApp

_FORM = "form"
WORDS_SAID = 40
"""Characters of what a form is about."""
TITLES_SAID = 3
"""Forms told by name at the sign-in; the rest are counted."""


class Beginning:
    """Keeps what is begun in one form, as one text of an `Autosave`.

    A refusal is not told while one types: nobody has asked to save yet. Whoever locks or quits waits or is told.

    Args:
        texts: what stands in the form that did not stand in it at first, field -> as typed.
    """

    def __init__(self, app: SamtaleApp, key: FormKey, title: str, texts: Callable[[], Mapping[str, str]]) -> None:
        self._app = app
        self._key = key
        self._title = f"{title} «{_cut(key.words)}»" if key.words else title
        self._texts = texts
        self._saving = Autosave(app, self._mine, lambda at: None, lambda name, value: None, is_quiet=True)
        self._is_read = self._is_over = False

    async def read(self) -> Unfinished | None:
        """What was begun before; keep from now on. A database that does not answer has nothing."""
        found: Unfinished | None = None
        try:
            async with self._app.keeping:
                found = await self._app.ask(unfinished.begun, self._key)
        except Refusal:
            found = None  # whatever is done next in the form says it, where it still is so
        stood = Written(_listed(found.texts), 1, found.at) if found else None
        self._saving.keep(_FORM, stood, self._save)
        self._is_read = True
        return found

    def changed(self) -> None:
        """Somebody typed, perhaps: keep it soon, if anything is another than before."""
        if self._is_read and not self._is_over:
            self._saving.changed(_FORM, _listed(self._texts()))

    @property
    def is_dirty(self) -> bool:
        """Whether something is begun that is not kept."""
        return not self._is_over and self._saving.is_dirty

    async def flush(self) -> None:
        """Keep what stands there now, and wait for it."""
        self.changed()
        await self._saving.flush()

    async def put_aside(self) -> None:
        """Let go of what no waiting helps to keep."""
        await self._saving.put_aside()

    def end(self) -> None:
        """It is saved, or left knowingly: forget it."""
        if self._is_over:
            return
        self._is_over = True
        if self._saving.is_dirty or self._saving.standing(_FORM) or self._saving.version(_FORM):
            self._app.flow(self._forget())

    async def _forget(self) -> None:
        try:
            async with self._app.keeping:
                await self._app.ask(unfinished.forget, self._key)
        except Refusal as refusal:
            self._app.tell_refusal(refusal)

    async def _save(self, value: Answer, seen_version: int) -> Written:
        texts = _by_field(value)
        async with self._app.keeping:
            if not self._is_over:
                await self._app.ask(unfinished.keep, self._key, self._title, texts)
        return Written(value, seen_version + 1, self._app.moment)

    async def _mine(self, name: str, theirs: Answer, mine: Answer) -> Answer:
        return mine


def _listed(texts: Mapping[str, str]) -> Answer:
    """Fields and texts by turns, or None for nothing."""
    return [part for pair in texts.items() for part in pair] or None


def _by_field(value: Answer) -> dict[str, str]:
    parts = value if isinstance(value, list) else []
    return dict(zip(parts[::2], parts[1::2], strict=True))


def _cut(words: str) -> str:
    return words if len(words) <= WORDS_SAID else f"{words[: WORDS_SAID - 1]}…"


def since_words(at: datetime, now: datetime) -> str:
    """That something was begun, when, and how it is thrown away."""
    if at.astimezone(now.tzinfo).date() == now.date():
        said = _("You had begun this at $when; esc throws it away.")
    else:
        said = _("You had begun this on $when; esc throws it away.")
    return told(said, when=moment(at, now, spoken()))


async def show_not_saved(app: SamtaleApp) -> None:
    """Show what could not be saved, one after the other, each once while somebody is signed in.

    Raises:
        Refusal: the database does not answer.
    """
    from tui_app.ui.modals.not_saved import NotSavedScreen

    viewer = app.viewer
    while viewer is not None and not any(isinstance(screen, NotSavedScreen) for screen in app.screen_stack):
        every: tuple[NotSaved, ...] = await app.ask(unfinished.not_saved)
        if app.viewer != viewer:
            return  # they have locked or gone meanwhile: nothing of theirs is for the sign-in screen
        one = next((one for one in every if one.key.name not in app.shown_not_saved), None)
        if one is None:
            return
        app.shown_not_saved.add(one.key.name)
        if await app.push_screen_wait(NotSavedScreen(one)):
            await app.ask(unfinished.forget, one.key)


async def tell_unfinished(app: SamtaleApp) -> None:
    """Say once which forms wait to be finished, if any.

    Raises:
        Refusal: the database does not answer.
    """
    titles: tuple[str, ...] = await app.ask(unfinished.untold)
    if not titles:
        return
    names = " · ".join(titles[:TITLES_SAID])
    more = len(titles) - TITLES_SAID
    if more > 0:
        names = told(ngettext("$names and $count more", "$names and $count more", more), names=names, count=more)
    app.tell(told(_("Not finished: $names. Open it again to go on."), names=names), longer=True)
