"""Whatever a subject may ask for is answered, by a screen or by a flow."""

from __future__ import annotations

from tui_app.ui.flow_table import FLOWS
from tui_app.ui.messages import Request
from tui_app.ui.navigation import SCREENS


def test_every_request_opens_one_screen_or_runs_one_flow() -> None:
    requests = {one for one in Request.__subclasses__() if one.__module__.startswith("tui_app.")}
    assert not SCREENS.keys() & FLOWS.keys()
    assert requests == SCREENS.keys() | FLOWS.keys()
