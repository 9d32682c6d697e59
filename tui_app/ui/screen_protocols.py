"""TODO-DOC."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_app.ui.shell.lock import KeyboardHandover


@runtime_checkable
class Reloadable(Protocol):
    """A screen that can read anew what it shows."""

    def reload(self) -> None:
        """Read anew."""


@runtime_checkable
class Resettable(Protocol):
    """A screen at which nothing that one person has typed is left for the next."""

    def begin_anew(self) -> None:
        """Empty it."""


@runtime_checkable
class Savable(Protocol):
    """A screen in which people write: it can save what is written."""

    @property
    def is_unsaved(self) -> bool:
        """Whether something is written that is not saved."""

    async def flush(self) -> None:
        """Save now, and wait for it."""

    async def put_aside(self) -> None:
        """Keep for its writer what can never be saved where it stands.

        Raises:
            DomainError: it cannot be kept just now.
        """


@runtime_checkable
class Reopenable(Protocol):
    """A screen that can be opened again where it was."""

    def reopening(self) -> Callable[[], None]:
        """What opens it again; holds numbers only, nothing that stands on it."""


@runtime_checkable
class ConflictPrompt(Protocol):
    """A question about two texts, which can be answered by keeping both."""

    def keep_both(self) -> None:
        """Answer so."""


@runtime_checkable
class HandsOverKeyboard(Protocol):
    """A screen on which the keyboard may be handed to somebody."""

    @property
    def hands_to(self) -> KeyboardHandover | None:
        """To whom; None when there is nobody."""
