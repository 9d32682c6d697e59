"""A line of small bars. It needs nothing of figures, so that the Team screen does not load them."""

from __future__ import annotations

_SPARKLINE_SIGNS = "▁▂▃▄▅▆▇█"


def sparkline(shares: list[float | None]) -> str:
    """A line of small bars for shares between 0 and 1; a dot for None."""
    return "".join(
        "·" if share is None else _SPARKLINE_SIGNS[min(len(_SPARKLINE_SIGNS) - 1, int(share * len(_SPARKLINE_SIGNS)))]
        for share in shares
    )
