"""What is stored about the person, and who has seen it."""
