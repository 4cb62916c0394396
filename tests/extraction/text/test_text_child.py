"""The child process: kept for the next file, replaced when it dies, never shared by two processes."""

import os
import signal
import threading
import time

import pytest
from pdf_maker import column, pdf

from extraction.text import isolate
from extraction.text.isolate import NoChild, Stopped, answers
from extraction.text.messages import Ask, Opened, Read

BODY = pdf([column(["Une page."])] * 2)


def read() -> list[type]:
    return [type(answer) for answer in answers(Ask(BODY, "pdf", last=9), 20, time.monotonic() + 20)]


def pid() -> int:
    child = isolate._reader._child
    assert child is not None
    return child._process.pid


def test_one_child_reads_one_file_after_another() -> None:
    assert read() == [Opened, Read, Read]
    first = pid()
    read()
    assert pid() == first


def test_a_child_that_died_between_two_files_is_replaced() -> None:
    read()
    os.kill(pid(), signal.SIGKILL)
    time.sleep(0.2)
    assert read() == [Opened, Read, Read]


def test_a_child_killed_in_the_middle_of_a_file_stops_that_file() -> None:
    body = pdf([column(["Une page."])] * 3_000)
    coming = answers(Ask(body, "pdf", last=3_000), 20, time.monotonic() + 20)
    next(coming)
    os.kill(pid(), signal.SIGKILL)
    with pytest.raises(Stopped) as stop:
        list(coming)
    assert not stop.value.slow


def test_a_silent_child_is_given_up() -> None:
    read()
    os.kill(pid(), signal.SIGSTOP)
    begun = time.monotonic()
    with pytest.raises(Stopped) as stop:
        list(answers(Ask(BODY, "pdf", last=9), 0.3, time.monotonic() + 20))
    assert stop.value.slow
    assert time.monotonic() - begun < 5
    assert read() == [Opened, Read, Read]


def test_a_reader_who_leaves_in_the_middle_leaves_nothing_behind() -> None:
    coming = answers(Ask(BODY, "pdf", last=9), 20, time.monotonic() + 20)
    next(coming)
    coming.close()
    assert read() == [Opened, Read, Read]


def test_threads_take_their_turn() -> None:
    found: list[list[type]] = []
    threads = [threading.Thread(target=lambda: found.append(read())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [[Opened, Read, Read]] * 4


def test_a_forked_process_starts_its_own_child() -> None:
    read()
    ours = pid()
    forked = os.fork()
    if forked == 0:
        os._exit(0 if read() == [Opened, Read, Read] and pid() != ours else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(forked, 0)[1]) == 0
    assert read() == [Opened, Read, Read]
    assert pid() == ours


def test_a_broken_installation_is_no_fault_of_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    isolate._reader.close()
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(NoChild, match="did not start"):
        read()
