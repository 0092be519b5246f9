"""What is known, as relations of numbers, how new facts are taken in, and joins over them."""
