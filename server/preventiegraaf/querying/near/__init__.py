"""Answers in the server process itself to queries about given things, within a budget of work."""

from preventiegraaf.querying.near.engine import Near, plan_of

__all__ = ["Near", "plan_of"]
