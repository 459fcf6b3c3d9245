"""A filter of system calls for the reading process: what it may still ask of the kernel, for good.

The filter is a small program that the kernel runs before every call (seccomp, with classic BPF). What is not in the
table answers as if the kernel had no such call, which the C library knows how to live with. No call in the table opens
a socket, starts a program or a process, or changes, makes or removes a file.
"""

import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

Machine = Literal["x86_64", "aarch64"]

# How each kind of machine introduces itself to a filter (linux/audit.h).
_ARCHITECTURES: Final[dict[Machine, int]] = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
# The numbers on x86-64 and on aarch64 (asm/unistd.h); None where a machine has no such call.
_ALLOWED: Final[dict[str, tuple[int | None, int | None]]] = {
    "access": (21, None),
    "brk": (12, 214),
    "clock_gettime": (228, 113),
    "clock_nanosleep": (230, 115),
    "close": (3, 57),
    "exit": (60, 93),
    "exit_group": (231, 94),
    "faccessat": (269, 48),
    "faccessat2": (439, 439),
    "fcntl": (72, 25),
    "fstat": (5, 80),
    "futex": (202, 98),
    "getcwd": (79, 17),
    "getdents64": (217, 61),
    "getpid": (39, 172),
    "getrandom": (318, 278),
    "getrlimit": (97, 163),
    "getrusage": (98, 165),
    "gettid": (186, 178),
    "gettimeofday": (96, 169),
    "ioctl": (16, 29),
    "lseek": (8, 62),
    "lstat": (6, None),
    "madvise": (28, 233),
    "membarrier": (324, 283),
    "mmap": (9, 222),
    "mprotect": (10, 226),
    "mremap": (25, 216),
    "munmap": (11, 215),
    "newfstatat": (262, 79),
    "poll": (7, None),
    "ppoll": (271, 73),
    "pread64": (17, 67),
    "read": (0, 63),
    "readlink": (89, None),
    "readlinkat": (267, 78),
    "readv": (19, 65),
    "restart_syscall": (219, 128),
    "rseq": (334, 293),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "sched_getaffinity": (204, 123),
    "sched_yield": (24, 124),
    "set_robust_list": (273, 99),
    "setrlimit": (160, 164),
    "sigaltstack": (131, 132),
    "stat": (4, None),
    "statx": (332, 291),
    "sysinfo": (99, 179),
    "uname": (63, 160),
    "write": (1, 64),
    "writev": (20, 66),
}
_OPEN: Final[tuple[int | None, int | None]] = (2, None)
_OPENAT: Final[tuple[int | None, int | None]] = (257, 56)
_PRLIMIT: Final[tuple[int | None, int | None]] = (302, 261)
_TGKILL: Final[tuple[int | None, int | None]] = (234, 131)
_CHANGING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC

# linux/bpf_common.h and linux/seccomp.h
_LOAD, _IF_EQUAL, _IF_ANY_BIT, _ANSWER = 0x20, 0x15, 0x45, 0x06
_CALL_AT, _ARCHITECTURE_AT, _ARGUMENTS_AT, _ARGUMENT_BYTES = 0, 4, 16, 8
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_UNKNOWN, _FORBIDDEN = _REFUSE | errno.ENOSYS, _REFUSE | errno.EACCES
# linux/prctl.h
_SET_SECCOMP, _FILTER, _NO_NEW_PRIVILEGES = 22, 2, 38


class _Step(NamedTuple):
    """An instruction: a code, how many steps to skip if its test holds and if not, and a value."""

    code: int
    if_so: int
    if_not: int
    value: int

    def packed(self) -> bytes:
        return struct.pack("=HBBI", *self)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def _answer(value: int) -> _Step:
    return _Step(_ANSWER, 0, 0, value)


def _allow(number: int) -> Iterator[_Step]:
    yield _Step(_IF_EQUAL, 0, 1, number)
    yield _answer(_ALLOW)


def _allow_if(number: int, argument: int, test: int, value: int, *, holds: bool) -> Iterator[_Step]:
    """Allow a call if a test of one of its arguments (its lower half: all are C ints) holds, or does not."""
    yield _Step(_IF_EQUAL, 0, 4, number)
    yield _Step(_LOAD, 0, 0, _ARGUMENTS_AT + _ARGUMENT_BYTES * argument)
    yield _Step(test, 0, 1, value)
    yield _answer(_ALLOW if holds else _FORBIDDEN)
    yield _answer(_FORBIDDEN if holds else _ALLOW)


def _steps(machine: Machine, pid: int) -> Iterator[_Step]:
    column = list(_ARCHITECTURES).index(machine)
    yield _Step(_LOAD, 0, 0, _ARCHITECTURE_AT)
    yield _Step(_IF_EQUAL, 1, 0, _ARCHITECTURES[machine])
    yield _answer(_KILL)  # calls of another kind of machine have other numbers
    yield _Step(_LOAD, 0, 0, _CALL_AT)
    for numbers in _ALLOWED.values():
        if (number := numbers[column]) is not None:
            yield from _allow(number)
    conditions = (
        (_OPEN, 1, _IF_ANY_BIT, _CHANGING, False),  # only to read
        (_OPENAT, 2, _IF_ANY_BIT, _CHANGING, False),
        (_PRLIMIT, 0, _IF_EQUAL, 0, True),  # only its own limits
        (_TGKILL, 0, _IF_EQUAL, pid, True),  # only itself, as abort() does
    )
    for numbers, argument, test, value, holds in conditions:
        if (number := numbers[column]) is not None:
            yield from _allow_if(number, argument, test, value, holds=holds)
    yield _answer(_UNKNOWN)


def _machine() -> Machine | None:
    """The kind of this machine; None where no filter of ours fits."""
    name = platform.machine()
    if sys.platform != "linux" or sys.byteorder != "little" or sys.maxsize < 1 << 32:
        return None
    return next((known for known in _ARCHITECTURES if known == name), None)


def filter_system_calls() -> bool:
    """Take everything but reading and computing away from this process for good; False where the system can't."""
    machine = _machine()
    if machine is None:
        return False
    steps = [step.packed() for step in _steps(machine, os.getpid())]
    program = _Program(len(steps), b"".join(steps))
    control = ctypes.CDLL(None).prctl
    control.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
    address = ctypes.addressof(program)
    return not control(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) and not control(_SET_SECCOMP, _FILTER, address, 0, 0)
