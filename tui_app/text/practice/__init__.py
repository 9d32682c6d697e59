"""The practice in words."""
