"""Accounts, passwords and sessions: signing in and out, and what an administrator does with accounts."""
