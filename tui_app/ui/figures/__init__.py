"""The organisation's figures."""
