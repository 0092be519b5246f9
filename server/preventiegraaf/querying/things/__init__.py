"""What the graph says of its things, from its sorted columns: their ties, times, names and neighbours, and in words."""
