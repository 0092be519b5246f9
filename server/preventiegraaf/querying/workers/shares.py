"""What each client has had of the workers: old use counts for less and less, and is forgotten."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import IntEnum

_HALF_LIFE = 30.0
_LATE_SECONDS = 30.0
"""How long a client that asked a long query counts as one that asks such."""
_MOST_CLIENTS = 10_000


class Standing(IntEnum):
    """What is known of a client, the best first."""

    TRUSTED = 0
    UNKNOWN = 1
    LATE = 2


@dataclass(slots=True)
class _Share:
    """Seconds of a worker, as they counted at a time, and the time of the last long query."""

    seconds: float = 0.0
    at: float = 0.0
    late: float | None = None

    def left(self, now: float) -> float:
        """What of the seconds still counts."""
        return float(self.seconds * 0.5 ** ((now - self.at) / _HALF_LIFE))


class Shares:
    """Seconds of workers by client, of the clients that asked last."""

    def __init__(self) -> None:
        self._shares: dict[str, _Share] = {}

    def of(self, client: str) -> float:
        """The seconds that a client had lately."""
        share = self._shares.get(client)
        return share.left(time.monotonic()) if share else 0.0

    def add(self, client: str, seconds: float) -> None:
        """Count seconds for a client."""
        now = time.monotonic()
        share = self._shares.pop(client, None) or _Share()
        share.seconds, share.at = share.left(now) + seconds, now
        self._shares[client] = share
        if len(self._shares) > _MOST_CLIENTS:
            del self._shares[next(iter(self._shares))]

    def note_late(self, client: str) -> None:
        """Note that a client has asked a long query."""
        self.add(client, 0.0)
        self._shares[client].late = time.monotonic()

    def standing(self, client: str) -> Standing:
        """Late if a client has lately asked a long query, trusted if it asked others only."""
        share = self._shares.get(client)
        if share is None:
            return Standing.UNKNOWN
        is_late = share.late is not None and time.monotonic() - share.late < _LATE_SECONDS
        return Standing.LATE if is_late else Standing.TRUSTED
