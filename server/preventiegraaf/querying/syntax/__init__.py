"""The text of a query: its signs and words, what it asks for, the values and services in it."""
