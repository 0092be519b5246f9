"""The Flask application: a blueprint for each subject, over one snapshot."""

from preventiegraaf.web.app import compile_templates, create_app

__all__ = ["compile_templates", "create_app"]
