"""Queries about accounts, failed sign-ins and sessions."""
