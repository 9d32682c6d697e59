"""The tables of signing in, of standing in, and of the log."""

from __future__ import annotations

import peewee as pw

from tui_app.storage.tables.base import Table, UtcField
from tui_app.storage.tables.people import Person


class Account(Table):
    """How a person signs in. Secrets are kept as argon2id hashes of a keyed digest (`services/locksmith.py`)."""

    person = pw.ForeignKeyField(Person, primary_key=True, on_delete="CASCADE")
    secret = pw.CharField(max_length=200, default="")
    secret_at = UtcField(null=True)
    pin = pw.CharField(max_length=200, default="")
    pin_tries = pw.IntegerField(default=0)
    code = pw.CharField(max_length=200, default="")
    code_until = UtcField(null=True)
    is_open = pw.BooleanField(default=True)


class SignInAttempt(Table):
    """Wrong tries to sign in, counted under a keyed digest of who and where: the key tells nobody's name."""

    key = pw.CharField(max_length=64, primary_key=True)
    count = pw.IntegerField()
    last_at = UtcField(index=True)

    class Meta:
        table_name = "sign_in_try"


class Session(Table):
    """Somebody signed in at a terminal that several use."""

    id = pw.CharField(max_length=64, primary_key=True)
    person = pw.ForeignKeyField(Person, on_delete="CASCADE")
    terminal = pw.CharField(max_length=80, default="")
    started_at = UtcField()
    ended_at = UtcField(null=True)
