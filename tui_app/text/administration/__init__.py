"""Texts about the database, the audit log, retention and the staff list import."""
