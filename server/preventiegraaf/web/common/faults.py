"""What a reader asked wrongly, as errors with a text in each language; the English one is for programs too."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from werkzeug.exceptions import HTTPException

from preventiegraaf.errors import UsageError
from preventiegraaf.web.texts.faults import FAULTS


class ToldError(HTTPException):
    """An answer that is an error of HTTP: the message by language, and the path of a page that may help instead."""

    def __init__(self, status: HTTPStatus, texts: Mapping[str, str], instead: str = "") -> None:
        super().__init__(texts["en"])
        self.code, self.texts, self.instead = status.value, texts, instead


def fault(key: str, **values: object) -> UsageError:
    """What is wrong with a request (400), by the key of its texts and what they name."""
    texts = _texts(key, values)
    return UsageError(texts["en"], texts)


def missing(key: str, instead: str, **values: object) -> ToldError:
    """That there is nothing at an address (404), likewise, and the path of a page that may help."""
    return ToldError(HTTPStatus.NOT_FOUND, _texts(key, values), instead)


def refused(status: HTTPStatus, key: str, **values: object) -> ToldError:
    """That a request is answered with another status, likewise."""
    return ToldError(status, _texts(key, values))


def _texts(key: str, values: Mapping[str, object]) -> dict[str, str]:
    return {language: text.format(**values) for language, text in FAULTS[key].items()}
