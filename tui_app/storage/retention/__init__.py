"""Queries about stored data and how long it is kept."""
