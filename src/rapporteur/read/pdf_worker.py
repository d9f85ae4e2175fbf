"""Run as a script: reads a PDF from standard input, writes its text to standard output, pages parted by form feeds.

Takes four numbers: the most pages, bytes of text, bytes of memory and seconds. Stands alone, because it runs under
limits that the package around it would not fit in. The exit status says what was wrong.
"""

from __future__ import annotations

import io
import logging
import math
import sys

ENCRYPTED, TOO_MANY, TOO_LARGE, BROKEN = 10, 11, 12, 13


def bound(memory: int, seconds: float) -> None:
    """Have the system hold this process to ``memory`` bytes and ``seconds`` of processor, where it can."""
    try:
        import resource
    except ImportError:
        return  # not a POSIX system: the time limit of the calling process still holds
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, math.ceil(seconds) + 1)):
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(what, (most, hard))
        except (OSError, ValueError):
            continue  # some systems know the limit but do not let it be set


def read(data: bytes, most_pages: int, most_bytes: int) -> str | int:
    """The text of every page, parted by form feeds, or the exit status that says what is wrong."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return ENCRYPTED
        if len(reader.pages) > most_pages:
            return TOO_MANY
        texts: list[str] = []
        size = 0
        for page in reader.pages:
            texts.append(page.extract_text().replace("\f", "\n"))
            size += len(texts[-1])
            if size > most_bytes:
                return TOO_LARGE
    except (FileNotDecryptedError, DependencyError):
        return ENCRYPTED
    except PyPdfError:
        return BROKEN
    return "\f".join(texts)


def main() -> None:
    """Read standard input within the limits given as arguments."""
    most_pages, most_bytes, memory = (int(argument) for argument in sys.argv[1:4])
    bound(memory, float(sys.argv[4]))
    logging.disable(logging.CRITICAL)
    try:
        result = read(sys.stdin.buffer.read(), most_pages, most_bytes)
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
        sys.exit(BROKEN)  # what the PDF library raises over damaged objects
    if isinstance(result, int):
        sys.exit(result)
    sys.stdout.buffer.write(result.encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
