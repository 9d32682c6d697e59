"""What a key has started, until it is in front: a dialog takes all keys from the moment it is asked for."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from textual.app import App
from textual.screen import Screen
from textual.worker import Worker, get_current_worker

from tui_app.ui.textual_compat import begin_dialog

HOLD_SECONDS = 0.3
"""How long keys wait for it: a slow database does not hold up the keyboard longer."""
SUBMIT_SECONDS = 3.0
"""How long keys wait for a form that is submitted: until it has closed, they could only be lost in it."""


@dataclass(slots=True)
class _Flow:
    """A flow that runs.

    Attributes:
        since: when it was started or last answered.
        dialogs_before: how many dialogs had been shown when it was started.
        answer: what it waits for, once it has shown a dialog.
    """

    worker: weakref.ref[Worker[object]]
    since: float
    dialogs_before: int
    is_background: bool
    answer: asyncio.Future[Any] | None = None


class Started:
    """The flows that run and the work that a key has started."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._flows: list[_Flow] = []
        self._work: list[float] = []
        self._dialogs = 0

    def add(self, worker: Worker[object], *, is_background: bool) -> None:
        """Note a flow that begins.

        Args:
            is_background: no key asked for it. Its dialogs come after the one that is in front.
        """
        self._flows = [flow for flow in self._flows if not _is_over(flow)]
        self._flows.append(_Flow(weakref.ref(worker), _now(), self._dialogs, is_background))

    @contextmanager
    def work(self, seconds: float = HOLD_SECONDS) -> Iterator[None]:
        """While this lasts, but not longer than the seconds, the next keys wait: for a form or a name."""
        until = _now() + seconds
        self._work.append(until)
        try:
            yield
        finally:
            self._work.remove(until)

    def holds_keys(self) -> bool:
        """True while something that a key has started is about to come in front."""
        if not self._work and not self._flows:
            return False
        now = _now()
        return any(until > now for until in self._work) or any(_is_preparing(flow, now) for flow in self._flows)

    async def ask(self, dialog: Screen[Any], *, at_once: bool) -> Any:
        """Show a dialog of a flow and wait for its result.

        Args:
            at_once: in front of any other dialog, even if no key asked for it.

        Raises:
            CancelledError: another dialog came in front after this flow was started: the key was meant for that one.
        """
        flow = next((flow for flow in self._flows if flow.worker() is get_current_worker()), None)
        if flow is not None and flow.answer is None and not at_once:
            await self._wait_for_turn(flow)
        self._dialogs += 1
        answer = await begin_dialog(self._app, dialog)
        if flow is not None:
            flow.answer = answer
            answer.add_done_callback(lambda _done: setattr(flow, "since", _now()))
        return await asyncio.shield(answer)

    async def _wait_for_turn(self, flow: _Flow) -> None:
        if flow.is_background:
            while self._app.screen.is_modal:  # noqa: ASYNC110 - nothing tells when the last dialog has closed
                await asyncio.sleep(HOLD_SECONDS)
        elif flow.dialogs_before != self._dialogs and self._app.screen.is_modal:
            raise asyncio.CancelledError


def _is_over(flow: _Flow) -> bool:
    worker = flow.worker()
    return worker is None or worker.is_finished


def _is_preparing(flow: _Flow, now: float) -> bool:
    waits_for_answer = flow.answer is not None and not flow.answer.done()
    if flow.is_background or _is_over(flow) or waits_for_answer:
        return False
    return now - flow.since < HOLD_SECONDS


def _now() -> float:
    return asyncio.get_running_loop().time()
