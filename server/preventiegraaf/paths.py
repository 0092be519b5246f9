"""Where the ontology, the data and the queries are, in a checkout and in a wheel alike."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from preventiegraaf.errors import UsageError

_PACKAGE = Path(__file__).resolve().parent
_FOLDERS = ("ontology", "data", "queries")


@dataclass(frozen=True)
class Root:
    """A folder with `ontology/`, `data/` and `queries/`: all that a graph is made from."""

    folder: Path

    @property
    def ontology(self) -> Path:
        """The folder of the vocabulary."""
        return self.folder / "ontology"

    @property
    def data(self) -> Path:
        """The folder of the register files, with the documents in `documents/`."""
        return self.folder / "data"

    @property
    def documents(self) -> Path:
        """The folder with one file for each document."""
        return self.data / "documents"

    @property
    def queries(self) -> Path:
        """The folder of the competency questions, with the fault queries in `checks/`."""
        return self.folder / "queries"


def bundled_root() -> Root:
    """The graph that comes with the program: inside the wheel, else at the top of the checkout."""
    inside = Root(_PACKAGE)
    return inside if inside.ontology.is_dir() else Root(_PACKAGE.parents[1])


def open_root(folder: Path | None) -> Root:
    """The root at `folder`, or the bundled one.

    Raises UsageError if one of the three folders is missing.
    """
    root = bundled_root() if folder is None else Root(folder.resolve())
    missing = [name for name in _FOLDERS if not (root.folder / name).is_dir()]
    if missing:
        raise UsageError(
            f"{root.folder} is no graph: it lacks {', '.join(name + '/' for name in missing)}. "
            "Give --root a folder that holds ontology/, data/ and queries/."
        )
    return root


def changelog() -> str:
    """The text of the project's changelog, which comes with the program."""
    places = (_PACKAGE / "CHANGELOG.md", _PACKAGE.parents[1] / "CHANGELOG.md")
    found = next((place for place in places if place.is_file()), None)
    return found.read_text(encoding="utf-8") if found is not None else ""


def default_texts(root: Root) -> Path | None:
    """The folder of the documents' texts beside a checkout, or None where there is none."""
    beside = root.folder.parent / "shared" / "documents"
    return beside if beside.is_dir() else None
