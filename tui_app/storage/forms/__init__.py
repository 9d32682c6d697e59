"""Queries about form templates and form drafts."""
