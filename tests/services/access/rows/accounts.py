"""Who may do what with accounts, codes and passwords."""

from __future__ import annotations

from tests.conftest import NOW
from tests.services.access.rows.table import EVERYBODY, Rows
from tests.services.hasher import HASHER
from tui_app.domain.accounts.codes import CodeScope
from tui_app.services.accounts import account_events, accounts, codes, credentials, passwords, signed_in

ROWS: Rows = {
    "accounts.signed_in.leads_anybody": (
        "leader stand_in later above",
        lambda at, me: signed_in.leads_anybody(me, NOW),
        lambda at, found: found,
    ),
    "accounts.accounts.state_of": (
        "leader stand_in administrator",
        lambda at, me: accounts.state_of(me, NOW, at.ola.id),
    ),
    "accounts.accounts.issue_code": (
        "leader stand_in administrator",
        lambda at, me: accounts.issue_code(me, NOW, HASHER, at.ola.id),
    ),
    "accounts.codes.issue_codes": (
        "leader stand_in administrator",
        lambda at, me: codes.issue_codes(me, NOW, HASHER, [at.ola.id]),
    ),
    "accounts.codes.without_password": (
        "leader stand_in",
        lambda at, me: codes.without_password(me, NOW, CodeScope.TEAM),
        lambda at, found: any(one.person.id == at.ola.id for one in found),
    ),
    "accounts.codes.waiting_for_code": (
        "administrator",
        lambda at, me: codes.waiting_for_code(me, NOW, CodeScope.ALL, True),
    ),
    "accounts.accounts.search": ("administrator", lambda at, me: accounts.search(me, NOW, "")),
    "accounts.accounts.set_open": (
        "administrator",
        lambda at, me: accounts.set_open(me, NOW, at.ola.id, is_open=False),
    ),
    "accounts.accounts.end_sessions": ("administrator", lambda at, me: accounts.end_sessions(me, NOW, at.ola.id)),
    "accounts.accounts.set_administrator": (
        "administrator",
        lambda at, me: accounts.set_administrator(me, NOW, at.ola.id, administers=True),
    ),
    "accounts.accounts.own_state": (EVERYBODY, lambda at, me: accounts.own_state(me, NOW)),
    "accounts.passwords.choose_password": (
        EVERYBODY,
        lambda at, me: passwords.choose_password(me, NOW, HASHER, "", "ku og katt på tur"),
    ),
    "accounts.passwords.choose_pin": (EVERYBODY, lambda at, me: passwords.choose_pin(me, NOW, HASHER, "", "")),
    "accounts.account_events.since_last_sign_in": (
        EVERYBODY,
        lambda at, me: account_events.since_last_sign_in(me, NOW),
    ),
    "accounts.account_events.take_untold": (EVERYBODY, lambda at, me: account_events.take_untold(me, NOW)),
    "accounts.account_events.codes_used": (EVERYBODY, lambda at, me: account_events.codes_used(me, NOW)),
    "accounts.credentials.confirm_password": (
        EVERYBODY,
        lambda at, me: credentials.confirm_password(me, NOW, HASHER, ""),
    ),
}
