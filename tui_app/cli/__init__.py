"""The command `samtale`."""
