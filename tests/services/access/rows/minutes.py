"""Who may do what with minutes, comments, statements and amendments."""

from __future__ import annotations

from typing import Any

from tests.conftest import NOW
from tests.services.access.rows.table import BOTH, Rows
from tests.services.access.world import World
from tui_app.domain.records.person import Viewer
from tui_app.services.minutes import amendments, comments, drafting, export, sharing, signing, statements, submission

ROWS: Rows = {
    "minutes.drafting.save_section": (
        "own",
        lambda at, me: drafting.save_section(me, NOW, at.held, "work", "Vi snakket", 0),
    ),
    "minutes.drafting.share_draft": ("own", lambda at, me: drafting.share_draft(me, NOW, at.drafted, shared=True)),
    "minutes.submission.list_gaps": ("own", lambda at, me: submission.list_gaps(me, NOW, at.drafted)),
    "minutes.submission.submit": ("own", lambda at, me: submission.submit(me, NOW, at.drafted, "nb")),
    "minutes.signing.return_minutes": ("leader", lambda at, me: signing.return_minutes(me, NOW, commented(at, me))),
    "minutes.signing.sign": ("leader", lambda at, me: signing.sign(me, NOW, at.submitted)),
    "minutes.amendments.start": (BOTH, lambda at, me: amendments.start(me, NOW, at.signed)),
    "minutes.amendments.discard": ("own", lambda at, me: amendments.discard(me, NOW, at.amended)),
    "minutes.statements.add": (BOTH, lambda at, me: statements.add(me, NOW, at.signed, "Jeg er uenig")),
    "minutes.export.export_conversation": (BOTH, lambda at, me: export.export_conversation(me, NOW, at.signed)),
    "minutes.export.export_all": (
        "own leader earlier",
        lambda at, me: export.export_all(me, NOW, "Ola Hansen"),
        lambda at, found: bool(found),
    ),
    "minutes.comments.save_comment": (
        "leader",
        lambda at, me: comments.save_comment(me, NOW, at.submitted, "work", "Fint", 0),
    ),
    "minutes.statements.save_draft": (
        BOTH,
        lambda at, me: statements.save_draft(me, NOW, at.signed, "Jeg er uenig", 0),
    ),
    "minutes.export.export_conversation of an older one": (
        "own earlier",
        lambda at, me: export.export_conversation(me, NOW, at.older),
    ),
    "minutes.sharing.set_shared": ("own", lambda at, me: sharing.set_shared(me, NOW, at.older, shared=True)),
    "minutes.sharing.read_shared": ("", lambda at, me: sharing.read_shared(me, NOW, at.older)),
    "minutes.sharing.read_shared of one that is shown": ("leader stand_in", lambda at, me: read_shared_minutes(at, me)),
}


def commented(at: World, me: Viewer) -> int:
    """Submitted minutes with an unsent comment."""
    comments.save_comment(at.who["leader"], NOW, at.submitted, "work", "Mer om kurset", 0)
    return at.submitted


def read_shared_minutes(at: World, me: Viewer) -> Any:
    """Read an older conversation that Ola shares with his current leader."""
    sharing.set_shared(at.who["own"], NOW, at.older, shared=True)
    return sharing.read_shared(me, NOW, at.older)
