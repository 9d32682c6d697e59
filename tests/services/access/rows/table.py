"""A row of the table: who may call a service function, and how it is called.

own           Ola himself
leader        Lise, his direct leader
stand_in      Siri, who stands in for Lise today
later         Nina, a leader in another team
earlier       Egil, who led Ola before and signed a conversation with him
above         Tor, who leads Lise: figures of teams below, nothing more
colleague     Per, in the same organisation
administrator Kari, who has no part in any of it
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.services.access.world import World
from tui_app.domain.records.person import Viewer

EVERYBODY = "own leader stand_in later earlier above colleague administrator"
Call = Callable[[World, Viewer], Any]
Sees = Callable[[World, Any], bool]
"""For functions that everybody may call: true if the result contains something of Ola's."""
MUTUAL = "own leader stand_in"
"""The page about Ola is the same for him and for the people who lead him today."""
BOTH = "own leader"
"""A conversation belongs to its two parties."""

Row = tuple[str, Call] | tuple[str, Call, Sees]
"""Who may, the call, and what of Ola's must be in the result."""
Rows = dict[str, Row]
"""Name of a service function, with what sets it apart -> row."""
