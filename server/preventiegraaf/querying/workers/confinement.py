"""What a worker process may not do, whatever its query says: it cannot reach a network."""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
import sys

_SYSTEM_CALLS = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""For each machine its number in seccomp's data, and that of the system call `socket` (Linux, <linux/audit.h>)."""
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _FAIL = 0x7FFF0000, 0x00050000 | errno.EACCES
_SET_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def forbid_sockets() -> bool:
    """From now on this process and its threads can make no socket; sockets that are open stay so.

    Returns whether the system holds it to that: Linux on x86-64 and ARM64 does (seccomp), others cannot be asked.
    """
    if sys.platform != "linux" or platform.machine() not in _SYSTEM_CALLS:
        return False
    instructions = _instructions(*_SYSTEM_CALLS[platform.machine()])
    program = _Program(len(instructions) // 8, instructions)
    control = ctypes.CDLL(None, use_errno=True).prctl
    if control(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    return not control(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0)


def _instructions(machine: int, socket_call: int) -> bytes:
    """The filter: a call of `socket` fails with EACCES, and every other call is let through."""
    return b"".join(
        struct.pack("HBBI", code, if_equal, if_not, value)
        for code, if_equal, if_not, value in [
            (_LOAD, 0, 0, 4),  # the machine
            (_JUMP_IF_EQUAL, 0, 2, machine),
            (_LOAD, 0, 0, 0),  # the number of the call
            (_JUMP_IF_EQUAL, 1, 0, socket_call),
            (_RETURN, 0, 0, _ALLOW),
            (_RETURN, 0, 0, _FAIL),
        ]
    )
