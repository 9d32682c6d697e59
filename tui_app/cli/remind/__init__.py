"""The command `samtale remind`, and one run of it."""
