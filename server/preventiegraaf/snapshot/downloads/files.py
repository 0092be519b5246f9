"""Prepared files: their sizes, checksums and compressed forms, the same bytes whenever they are made."""

from __future__ import annotations

import gzip
import hashlib
import os
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO, TypeAlias, cast

import zstandard

from preventiegraaf.snapshot.shelf import Download

Compressor: TypeAlias = gzip.GzipFile | zstandard.ZstdCompressionWriter

CHECKSUMS = "SHA256SUMS"
_CHUNK = 1 << 20
_GZIP_LEVEL, _QUICK_LEVEL, _ZSTD_LEVEL = 6, 2, 3
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time that every member of a ZIP file bears: the first that the format can express."""
_COMPRESSIONS = {"gz": "application/gzip", "zst": "application/zstd"}


class Workshop:
    """A folder of downloads in the making; files are compressed and summed beside the writing of the next ones.

    Of a large graph `quick` makes the gzip files in a tenth of the time, and a third larger.
    """

    def __init__(self, folder: Path, quick: bool = False) -> None:
        self.folder, self._quick = folder, quick
        self._hands = ThreadPoolExecutor(max_workers=max(1, min(4, (os.cpu_count() or 1) - 1)))
        self._finished: list[Future[list[Download]]] = []

    def path(self, name: str) -> Path:
        """Where the file of that name is written."""
        return self.folder / name

    def hand_in(self, described: Download, compress: bool = True) -> None:
        """Take in a written file; its size, checksum and compressed forms follow."""
        finish = partial(_finish, self.path(described.name), described, _COMPRESSIONS if compress else {}, self._quick)
        self._finished.append(self._hands.submit(finish))

    def collect(self) -> list[Download]:
        """All files, by name, when every one is done."""
        with self._hands:
            return sorted((file for done in self._finished for file in done.result()), key=lambda file: file.name)


class _Summed:
    """A file in the making: what is written to it is counted and summed."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._digest = hashlib.sha256()
        self._size = 0

    def write(self, data: bytes) -> int:
        """Take the next bytes."""
        self._digest.update(data)
        self._size += len(data)
        return self._file.write(data)

    def flush(self) -> None:
        """The file does so itself when it is closed."""

    def close(self) -> None:
        """Nothing more comes."""
        self._file.close()

    def describe(self, described: Download) -> Download:
        """The description with size and checksum."""
        return replace(described, size=self._size, sha256=self._digest.hexdigest())


def _finish(path: Path, described: Download, compressions: Mapping[str, str], quick: bool) -> list[Download]:
    """The descriptions of a file and of its compressed forms, which are written while it is read once."""
    targets = {suffix: _Summed(path.with_name(f"{path.name}.{suffix}")) for suffix in compressions}
    with ExitStack() as stack:
        for target in targets.values():
            stack.callback(target.close)
        outputs = [_compressor(target, suffix, quick) for suffix, target in targets.items()]
        for output in outputs:
            stack.callback(output.close)
        plain = _summed(path, described, outputs)
    forms = {
        suffix: replace(plain, name=f"{path.name}.{suffix}", media_type=media_type, compression=suffix)
        for suffix, media_type in compressions.items()
    }
    return [plain, *(target.describe(forms[suffix]) for suffix, target in targets.items())]


def _compressor(target: _Summed, suffix: str, quick: bool) -> Compressor:
    raw = cast(IO[bytes], target)
    if suffix != "gz":
        return zstandard.ZstdCompressor(level=_ZSTD_LEVEL, write_checksum=True).stream_writer(raw, closefd=False)
    if quick:
        from isal import igzip  # who has a small graph never needs it

        return igzip.IGzipFile(  # type: ignore[no-untyped-call, unused-ignore]
            filename="", mode="wb", compresslevel=_QUICK_LEVEL, fileobj=raw, mtime=0
        )
    return gzip.GzipFile(filename="", mode="wb", compresslevel=_GZIP_LEVEL, fileobj=raw, mtime=0)


def _summed(path: Path, described: Download, outputs: Iterable[Compressor] = ()) -> Download:
    """The description with size and checksum; the file is handed on to the outputs."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for chunk in _chunks(file):
            digest.update(chunk)
            for output in outputs:
                output.write(chunk)
    return replace(described, size=path.stat().st_size, sha256=digest.hexdigest())


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk


def write_zip(path: Path, members: Iterable[Path]) -> None:
    """A ZIP file of some files, in their order."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in members:
            head = zipfile.ZipInfo(member.name, _EARLIEST)
            head.compress_type, head.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            with archive.open(head, "w") as target, member.open("rb") as source:
                for chunk in _chunks(source):
                    target.write(chunk)


def add_alias(folder: Path, file: Download, name: str) -> Download:
    """A second name for a file, at no cost of space."""
    (folder / name).hardlink_to(folder / file.name)
    return replace(file, name=name, same_as=file.name)


def write_checksums(folder: Path, files: Iterable[Download]) -> Download:
    """The file that `sha256sum --check` reads."""
    path = folder / CHECKSUMS
    path.write_text("".join(f"{file.sha256}  {file.name}\n" for file in files), encoding="utf-8")
    return _summed(path, Download(CHECKSUMS, "text/plain", 0, "", "checksums", "txt"))
