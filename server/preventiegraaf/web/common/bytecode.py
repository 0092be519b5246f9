"""Compiled templates, kept where Python keeps compiled modules: beside their sources, in `__pycache__`."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib.metadata import version
from importlib.util import cache_from_source
from pathlib import Path

from jinja2.bccache import Bucket, FileSystemBytecodeCache


class TemplateBytecode(FileSystemBytecodeCache):
    """The code of compiled templates in files, each for one source, version of Jinja and set of options.

    As with modules, nothing is written where Python is told to keep no bytecode or where nothing can be written.
    """

    def __init__(self, templates: Path, options: Mapping[str, object]) -> None:
        folder = Path(cache_from_source(str(templates / "template.py"))).parent
        kind = hashlib.sha256(f"{version('jinja2')} {sorted(options.items())}".encode()).hexdigest()[:8]
        super().__init__(str(folder), f"{kind}-%s.template")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the code from its file; a file that is damaged or cannot be read is one that is not there."""
        try:
            super().load_bytecode(bucket)
        except Exception:  # noqa: BLE001 - pickle raises whatever its bytes make it raise
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write the code to its file, if that is wanted and can be done."""
        if sys.dont_write_bytecode:
            return
        with suppress(OSError):
            Path(self.directory).mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)
