"""Queries about actions and the goals that they serve."""
