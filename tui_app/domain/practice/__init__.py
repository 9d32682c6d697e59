"""Practice in asking, listening and sharing: how a question looks, and the exercises."""
