"""What the reading process takes away from itself once its imports are done."""

import gc
import importlib
import resource
from collections.abc import Iterator

_MAX_FILES = 32
_NEW_OBJECTS = 20_000  # a page makes some thousands, nearly all of which go by themselves
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
    "service.reading.pdf.pdfium",
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


def spare_the_collector() -> None:
    """Let the collector of cycles leave alone what stays, and look at what a document made less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)


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
