"""The tables of accounts, failed sign-ins and sessions."""

from __future__ import annotations

import peewee as pw

from tui_app.storage.tables.base import Table, UtcField
from tui_app.storage.tables.people import Person


class Account(Table):
    """How a person signs in.

    `password_hash`, `pin` and `code` are argon2id hashes of a keyed digest (`services/accounts/password_hasher.py`),
    never what was typed; empty if there is none. `told_upto` is the newest entry of the log that its owner was told
    about.
    """

    person = pw.ForeignKeyField(Person, primary_key=True, on_delete="CASCADE")
    password_hash = pw.CharField(max_length=200, default="", column_name="secret")
    password_at = UtcField(null=True, column_name="secret_at")
    pin = pw.CharField(max_length=200, default="")
    pin_tries = pw.IntegerField(default=0)
    code = pw.CharField(max_length=200, default="")
    code_until = UtcField(null=True)
    is_open = pw.BooleanField(default=True)
    told_upto = pw.IntegerField(default=0)


class SignInAttempt(Table):
    """The number of failed sign-ins under a keyed digest of the person and the terminal, which reveals neither."""

    key = pw.CharField(max_length=64, primary_key=True)
    count = pw.IntegerField()
    last_at = UtcField(index=True)

    class Meta:
        table_name = "sign_in_try"


class Session(Table):
    """A sign-in at a terminal that several people share."""

    id = pw.CharField(max_length=64, primary_key=True)
    person = pw.ForeignKeyField(Person, on_delete="CASCADE")
    terminal = pw.CharField(max_length=80, default="")
    started_at = UtcField()
    ended_at = UtcField(null=True)
