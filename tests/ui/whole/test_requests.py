"""Whatever a subject may ask for is answered, by a screen or by a flow."""

from __future__ import annotations

from typing import Any

import pytest

from tui_app.ui.flow_table import FLOWS
from tui_app.ui.messages import OpenPerson, Request
from tui_app.ui.navigation import SCREENS


def test_every_request_opens_one_screen_or_runs_one_flow() -> None:
    requests = {one for one in Request.__subclasses__() if one.__module__.startswith("tui_app.")}
    assert not SCREENS.keys() & FLOWS.keys()
    assert requests == SCREENS.keys() | FLOWS.keys()


def test_the_fields_of_a_request_are_its_parameters() -> None:
    assert (OpenPerson(3).person_id, OpenPerson(3).action_id) == (3, 0)
    assert OpenPerson(person_id=3, action_id=5).action_id == OpenPerson(3, 5).action_id == 5
    make: Any = OpenPerson
    for values, named in [((), {}), ((1, 2, 3), {}), ((1,), {"person_id": 1}), ((1,), {"person": 1})]:
        with pytest.raises(TypeError, match="OpenPerson takes"):
            make(*values, **named)
