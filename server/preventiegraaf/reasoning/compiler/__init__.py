"""The rules of the table made into rules about one graph: its axioms are put in, what is left speaks of things."""
