"""Maintenance of the whole database from the command line: integrity, backup, doctor and sign-in key."""
