"""When a program without a terminal has come to rest."""

from __future__ import annotations

import asyncio
from typing import Any

FRAME = 0.03
"""Seconds; what is due so soon belongs to what is under way: a frame to draw, a panel that follows the cursor."""


async def quiet(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Wait until the event loop has nothing to do and nothing due within a frame.

    Textual's own wait takes a program for idle when it used little processor time for 20 ms. That naps for most of the
    time of the tests, and on a busy machine it takes a program for idle that was only not let run.

    Args:
        min_sleep: Seconds to wait at least.
        max_sleep: Seconds to wait at most; something that moves all the time never rests.
    """
    loop: Any = asyncio.get_running_loop()
    start = loop.time()
    while loop.time() - start < max_sleep:
        await asyncio.sleep(0)
        if loop._ready:
            continue
        soonest = min((handle._when for handle in loop._scheduled if not handle._cancelled), default=None)
        if soonest is not None and soonest - loop.time() < FRAME:
            await asyncio.sleep(max(0, soonest - loop.time()))
        elif loop.time() - start >= min_sleep:
            return
        else:
            await asyncio.sleep(min_sleep - (loop.time() - start))
