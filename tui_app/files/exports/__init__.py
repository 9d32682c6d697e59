"""Exports: signed minutes, figures and a person's own data."""
