"""Two who make one-time codes for the same people at once: each person gets one, and it works; on both databases."""

from __future__ import annotations

import threading
from datetime import datetime
from functools import partial

from tests.conftest import viewer_of
from tests.services.accounts.test_codes import add
from tests.services.hasher import HASHER, PASSWORD
from tests.services.people.test_people_at_once import at_once
from tui_app.domain.accounts.records import Session
from tui_app.domain.records.person import Viewer
from tui_app.services.accounts import accounts, codes, sessions
from tui_app.services.accounts.signed_in import get_viewer


def test_two_make_codes_for_the_same_people_in_opposite_orders(kari: Viewer, now: datetime) -> None:
    siri = viewer_of(add(kari, now, "Siri", None))
    accounts.set_administrator(kari, now, siri.id, administers=True)
    other = get_viewer(Session(siri.id), now)
    codes.issue_codes(kari, now, HASHER, [siri.id])  # the first one stores the key of the computer
    ids = [add(kari, now, f"Per {number}", kari).id for number in range(30)]
    together = threading.Barrier(2)

    def all_made(done: int, total: int) -> None:
        if done == total:
            together.wait()

    found = at_once(
        partial(codes.issue_codes, kari, now, HASHER, ids, progress=all_made),
        partial(codes.issue_codes, other, now, HASHER, ids[::-1], progress=all_made),
    )
    issued = [one for each in found for one in each.codes]
    assert sorted(one.person.id for one in issued) == sorted(ids)
    for one in issued:
        session = sessions.choose_password_with_code(now, HASHER, "t1", one.person.id, one.code, PASSWORD)
        assert session.person_id == one.person.id
