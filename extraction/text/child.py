"""The child process: reads one hostile file after another under a cap of memory, and may be killed at any moment.

`python -m extraction.text.child DESCRIPTOR`, started by `extraction.text.isolate` alone.
"""

import resource
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection

import pypdfium2 as pdfium

from extraction.text.limits import CHILD_MEMORY_BYTES, DOCUMENT_SECONDS
from extraction.text.messages import READY, Answer, Ask, Damaged, Done, Opened, Read, Refused, ask_decoder, encoder
from extraction.text.pdf.reader import UnreadFile, facts_of, open_pdf, read_sheet


def main(descriptor: int) -> None:
    """Answer until the parent hangs up."""
    resource.setrlimit(resource.RLIMIT_AS, (CHILD_MEMORY_BYTES, CHILD_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    link = Connection(descriptor)
    link.send_bytes(READY)
    while True:
        try:
            ask = ask_decoder.decode(link.recv_bytes())
        except EOFError:
            return
        _limit_processor_time()
        for answer in answers(ask):
            link.send_bytes(encoder.encode(answer))


def _limit_processor_time() -> None:
    """The parent kills a slow child. A child whose parent died over a hostile file ends by itself."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + 2 * DOCUMENT_SECONDS)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def answers(ask: Ask) -> Iterator[Answer]:
    """What the file gives, page by page."""
    yield from _pdf(ask) if ask.kind == "pdf" else _web(ask)
    yield Done()


def _pdf(ask: Ask) -> Iterator[Answer]:
    try:
        document = open_pdf(ask.body)
    except UnreadFile as refusal:
        yield Refused(str(refusal))
        return
    try:
        yield Opened(len(document), facts_of(document))
        for number in range(ask.first, min(ask.last, len(document)) + 1):
            try:
                yield Read(read_sheet(document, number))
            except pdfium.PdfiumError:
                yield Damaged(number)
    finally:
        document.close()


def _web(ask: Ask) -> Iterator[Answer]:
    from extraction.text.web.reader import read_web_page  # half a second of imports that no PDF needs

    yield read_web_page(ask.body, ask.media_type)


if __name__ == "__main__":
    main(int(sys.argv[1]))
