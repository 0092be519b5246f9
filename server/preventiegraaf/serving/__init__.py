"""Production: the server processes in front of the application."""

from preventiegraaf.serving.production import serve

__all__ = ["serve"]
