"""Tests of the command `samtale`."""
