"""The tables of signing in, of standing in, and of the log."""

from __future__ import annotations

import peewee as pw

from tui_app.storage.table_base import Person, Table, UtcField


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


class SignInTry(Table):
    """Wrong tries to sign in, counted under a keyed digest of who and where: the key tells nobody's name."""

    key = pw.CharField(max_length=64, primary_key=True)
    count = pw.IntegerField()
    last_at = UtcField(index=True)


class Session(Table):
    """Somebody signed in at a terminal that several use."""

    id = pw.CharField(max_length=64, primary_key=True)
    person = pw.ForeignKeyField(Person, on_delete="CASCADE")
    terminal = pw.CharField(max_length=80, default="")
    started_at = UtcField()
    ended_at = UtcField(null=True)


class StandIn(Table):
    """Who leads somebody's team while that leader is away; both days included."""

    leader = pw.ForeignKeyField(Person, backref="stand_ins", on_delete="CASCADE")
    stand_in = pw.ForeignKeyField(Person, on_delete="CASCADE")
    first = pw.DateField()
    last = pw.DateField()


class AuditEntry(Table):
    """One line of the log, chained to the one before by its hash; people are named by id, so that no name stays."""

    at = UtcField()
    by = pw.IntegerField(null=True)
    person = pw.IntegerField(null=True, index=True)
    conversation = pw.IntegerField(null=True, index=True)
    kind = pw.CharField(max_length=30)
    terminal = pw.CharField(max_length=80, default="")
    details = pw.TextField(default="")
    previous = pw.CharField(max_length=64)
    hash = pw.CharField(max_length=64)
