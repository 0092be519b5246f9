"""Processes that answer queries apart from the server: the queue in front of them, their limits, their end."""
