"""What a signed-in person can do: one function per use case."""
