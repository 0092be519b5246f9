"""The Flask application: a blueprint for each subject, over one snapshot."""

from preventiegraaf.web.app import create_app

__all__ = ["create_app"]
