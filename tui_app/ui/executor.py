"""Runs use cases on a few threads of their own, so that the keyboard is never blocked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol, TypeVar

Result = TypeVar("Result")


class Executor(Protocol):
    """Runs a use case and returns its result, or raises its error."""

    async def __call__(self, use_case: Callable[..., Result], *args: object) -> Result:
        """Run `use_case(*args)`."""

    def close(self) -> None:
        """Let running use cases finish; start no others."""


class ThreadExecutor:
    """Runs use cases on its own threads, a few at a time, in the order of the calls.

    Args:
        before: called on the thread before each use case.
    """

    def __init__(self, threads: int = 3, before: Callable[[], None] | None = None) -> None:
        self._before = before
        self._pool = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="use-case")
        self._is_closed = False

    async def __call__(self, use_case: Callable[..., Result], *args: object) -> Result:
        """Run `use_case(*args)` on a thread. It is completed even if the waiting task is cancelled.

        Raises:
            CancelledError: the executor is closed, since the application is ending.
        """
        if self._is_closed:
            raise asyncio.CancelledError
        return await asyncio.get_running_loop().run_in_executor(self._pool, lambda: self._run(use_case, *args))

    def begin(self, use_case: Callable[..., Result], *args: object) -> Future[Result]:
        """Start `use_case(*args)` on a thread, before there is an event loop to wait in."""
        return self._pool.submit(self._run, use_case, *args)

    def _run(self, use_case: Callable[..., Result], *args: object) -> Result:
        if self._before is not None:
            self._before()
        return use_case(*args)

    def close(self) -> None:
        """Let running use cases finish; drop the waiting ones."""
        self._is_closed = True
        self._pool.shutdown(wait=False, cancel_futures=True)
