"""Rules about the entries of people: joining two of one person, and removing one made by mistake."""
