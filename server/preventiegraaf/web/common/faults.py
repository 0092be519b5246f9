"""What a reader asked wrongly, as errors with a text in each language; the English one is for programs too."""

from __future__ import annotations

from collections.abc import Mapping

from werkzeug.exceptions import NotFound

from preventiegraaf.errors import UsageError
from preventiegraaf.web.texts.errors import FAULTS


class MissingError(NotFound):
    """There is nothing at an address: the message by language, and the path of a page that may help instead."""

    def __init__(self, texts: Mapping[str, str], instead: str) -> None:
        super().__init__(texts["en"])
        self.texts, self.instead = texts, instead


def fault(key: str, **values: object) -> UsageError:
    """What is wrong with a request (400), by the key of its texts and what they name."""
    texts = _texts(key, values)
    return UsageError(texts["en"], texts)


def missing(key: str, instead: str, **values: object) -> MissingError:
    """That there is nothing at an address (404), likewise, and the path of a page that may help."""
    return MissingError(_texts(key, values), instead)


def _texts(key: str, values: Mapping[str, object]) -> dict[str, str]:
    return {language: text.format(**values) for language, text in FAULTS[key].items()}
