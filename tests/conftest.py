"""What several tests need: the built real graph, and small graphs of a test's own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings

from preventiegraaf.paths import Root, bundled_root, default_texts
from preventiegraaf.querying import Crew, ForkServer, Limits, Pool, read_questions
from preventiegraaf.querying.emptiness import reasons
from preventiegraaf.reasoning import ColumnarReasoner
from preventiegraaf.snapshot import Shelf, Snapshot, build
from preventiegraaf.web import create_app
from preventiegraaf.web.answering import answerable, candidates, emptiness
from preventiegraaf.web.common.served import Served
from started import started

PREFIXES = """@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix pg: <https://w3id.org/preventiegraaf/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix ex: <http://example.org/> .
"""


settings.register_profile(
    "shared machines",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="PREVENTIEGRAAF_EXAMPLES" not in os.environ,  # so that no run fails by chance; who looks for more asks
)
settings.load_profile("shared machines")


def pytest_configure(config: pytest.Config) -> None:
    """Let the programs that tests start find the modules compiled, outside the tree, also where Python is to keep none.

    They are some hundred, and compiling takes longer than all else that they do to start.
    """
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
        folder = TemporaryDirectory(prefix="preventiegraaf-bytecode-", ignore_cleanup_errors=True)
        config.add_cleanup(folder.cleanup)
        os.environ["PYTHONPYCACHEPREFIX"] = folder.name


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-expected", action="store_true", help="rewrite the answers beside the questions")


@pytest.fixture(scope="session", autouse=True)
def patient() -> Iterator[None]:
    """No page in this process is without what takes longer than a reader would wait: machines are shared."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name in ((answerable, "_SECONDS"), (candidates, "_SECONDS"), (emptiness, "EXPLAINING_SECONDS")):
            patch.setattr(module, name, 60.0)
        patch.setattr(reasons, "EXPLAINING_SECONDS", 60.0)
        yield


@pytest.fixture(scope="session")
def root() -> Root:
    return bundled_root()


@pytest.fixture(scope="session")
def texts(root: Root) -> Path:
    folder = default_texts(root)
    if folder is None:
        pytest.skip("the texts of the documents are not at hand: ../shared/documents is absent")
    return folder


@pytest.fixture(scope="session")
def snapshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the snapshots of this run, or that of PREVENTIEGRAAF_SNAPSHOTS."""
    return Path(os.environ.get("PREVENTIEGRAAF_SNAPSHOTS") or tmp_path_factory.mktemp("snapshots"))


@pytest.fixture(scope="session")
def snapshot(root: Root, snapshots: Path) -> Snapshot:
    """The real graph, built if it is not there yet."""
    return build(root, Shelf(snapshots, root), ColumnarReasoner(), lambda _: None)


@pytest.fixture(scope="session")
def assets_hook() -> ModuleType:
    """The build hook, which fetches packages from npm: it is no part of the program."""
    spec = spec_from_file_location("assets_hook", Path(__file__).parents[1] / "server" / "assets_hook.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def forks() -> Iterator[ForkServer]:
    """What starts the workers of all pools of this run."""
    server = ForkServer()
    yield server
    server.close()


@pytest.fixture(scope="session")
def pool(forks: ForkServer, snapshot: Snapshot) -> Iterator[Pool]:
    hired = Pool(forks, snapshot.stores, Limits(seconds=60), Crew(patience=60))
    yield hired
    hired.close()


@pytest.fixture(scope="session")
def application(root: Root, snapshot: Snapshot, pool: Pool) -> Flask:
    """The application on the real graph, for tests that leave it as it is: it compiles each template once."""
    return create_app(Served(snapshot, pool, {question.name: question for question in read_questions(root.queries)}))


@pytest.fixture(scope="session")
def site(snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of the real graph that was started by its command, with a slash at its end."""
    places = ("--snapshots", str(snapshot.folder.parents[1]))
    with started(tmp_path_factory.mktemp("site"), *places, "--queries-per-client", "50") as address:
        yield address


@pytest.fixture
def client(application: Flask) -> Iterator[FlaskClient]:
    with application.test_client() as opened:
        yield opened


@pytest.fixture
def make_root(tmp_path: Path) -> Callable[..., Root]:
    """Make a root from Turtle by file name, such as `make_root(**{"data/register.ttl": "ex:a a ex:B ."})`."""

    def make(**files: str) -> Root:
        root = Root(tmp_path / "root")
        for folder in (root.ontology, root.documents, root.queries):
            folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            path = root.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(PREFIXES + content if name.endswith(".ttl") else content, encoding="utf-8")
        return root

    return make
