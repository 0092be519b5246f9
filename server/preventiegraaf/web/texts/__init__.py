"""The fixed texts of the pages, in Dutch and in English: a module for each page, one table of all."""

from preventiegraaf.web.texts.table import TEXTS

__all__ = ["TEXTS"]
