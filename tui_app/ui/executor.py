"""The gate: the only wait for services. Use cases run on its own few threads, so the keyboard is never blocked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol, TypeVar

Result = TypeVar("Result")


class Executor(Protocol):
    """Runs a use case somewhere and hands back its answer, or raises what it raised."""

    async def __call__(self, use_case: Callable[..., Result], *args: object) -> Result:
        """Run `use_case(*args)`."""

    def close(self) -> None:
        """Let what is running finish; start nothing more."""


class ThreadExecutor:
    """Runs use cases on threads of its own, a few at a time, in the order asked."""

    def __init__(self, threads: int = 3) -> None:
        self._pool = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="gate")
        self._is_closed = False

    async def __call__(self, use_case: Callable[..., Result], *args: object) -> Result:
        """Run `use_case(*args)` on a thread. Leaving the wait does not stop it: a write is never cut in half.

        Raises:
            CancelledError: the gate is closed, the application on its way out.
        """
        if self._is_closed:
            raise asyncio.CancelledError
        return await asyncio.get_running_loop().run_in_executor(self._pool, lambda: use_case(*args))

    def begin(self, use_case: Callable[..., Result], *args: object) -> Future[Result]:
        """Begin `use_case(*args)` on a thread, before there is a loop to wait in."""
        return self._pool.submit(use_case, *args)

    def close(self) -> None:
        """Let what is running finish; drop what waits."""
        self._is_closed = True
        self._pool.shutdown(wait=False, cancel_futures=True)


class InlineExecutor:
    """Runs use cases at once, on the caller's thread: for tests of screens, where nothing is to wait."""

    async def __call__(self, use_case: Callable[..., Result], *args: object) -> Result:
        """Run `use_case(*args)` now."""
        return use_case(*args)

    def close(self) -> None:
        """Nothing to close."""
