"""What the reading process takes away from itself once its imports are done."""

import importlib
import os
import resource
from collections.abc import Iterator
from typing import Any

_MAX_FILES = 32
# Memory, time, reading the standard library and talking to the pipes; no network, no new program, no writing.
_SYSTEM_CALLS = [
    "read",
    "write",
    "readv",
    "writev",
    "close",
    "fstat",
    "newfstatat",
    "lseek",
    "mmap",
    "munmap",
    "mprotect",
    "mremap",
    "brk",
    "rt_sigaction",
    "rt_sigprocmask",
    "rt_sigreturn",
    "exit",
    "exit_group",
    "futex",
    "getrusage",
    "prlimit64",
    "setrlimit",
    "getrlimit",
    "madvise",
    "clock_gettime",
    "clock_nanosleep",
    "gettimeofday",
    "getrandom",
    "sched_yield",
    "sched_getaffinity",
    "getpid",
    "gettid",
    "tgkill",
    "sigaltstack",
    "restart_syscall",
    "fcntl",
    "ioctl",
    "readlink",
    "stat",
    "lstat",
    "statx",
    "access",
    "faccessat",
    "faccessat2",
    "getcwd",
    "getdents64",
    "pread64",
    "poll",
    "ppoll",
    "rseq",
    "set_robust_list",
    "membarrier",
    "sysinfo",
    "uname",
]
# In the order in which they are likely to be needed; what comes last takes the longest.
_PRELOADED = (
    "service.reading.pdf.document",
    "service.reading.pdf.content",
    "service.reading.pdf.bullets",
    "service.reading.pdf.order",
    "service.reading.pdf.paragraphs",
    "service.reading.pdf.visibility",
    "service.reading.pdf.guards",
    "service.reading.cleaning",
    "service.reading.docx",
    "service.reading.pdf.rendering",
    "service.reading.pdf.second",
    "pypdfium2",
    "service.reading.odt",
    "service.reading.html_page",
    "service.reading.rtf",
    "service.reading.markdown",
    "service.reading.json_resume",
    "encodings.utf_16",
    "encodings.utf_32",
    "encodings.latin_1",
    "encodings.cp1252",
    "encodings.cp437",
    "encodings.utf_8_sig",
    "html.entities",
)


def preload() -> Iterator[str]:
    """Import what documents need, one part for each step, so that no document pays for it."""
    for name in _PRELOADED:
        module = importlib.import_module(name)
        if name.endswith("guards"):
            module.install()
        yield name


def limit_resources(memory_bytes: int) -> None:
    """Bound memory, files and processes of this process for good; no core dumps, no file may grow."""
    for what, value in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, _MAX_FILES),
    ):
        resource.setrlimit(what, (value, value))


def limit_seconds(seconds: int) -> None:
    """Let this process use ``seconds`` more of processor time; the kernel ends it after that."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(usage.ru_utime + usage.ru_stime) + seconds + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def filter_system_calls() -> bool:
    """Allow only the system calls that reading needs; False where libseccomp or its binding is missing."""
    try:
        seccomp: Any = importlib.import_module("pyseccomp")
    except (ImportError, OSError, RuntimeError, AttributeError):
        return False
    rules = seccomp.SyscallFilter(seccomp.ERRNO(1))
    for name in _SYSTEM_CALLS:
        try:
            rules.add_rule(seccomp.ALLOW, name)
        except (OSError, RuntimeError, ValueError):
            continue  # not a call of this architecture
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
    for name, argument in (("openat", 2), ("open", 1)):
        try:
            rules.add_rule(seccomp.ALLOW, name, seccomp.Arg(argument, seccomp.MASKED_EQ, writing, 0))
        except (OSError, RuntimeError, ValueError):
            continue
    rules.load()
    return True
