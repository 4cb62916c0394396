"""recoupe signals: one line in, one line out; a bad line is named and the others are read."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kb.vocabulary.signals_loader import load_signal_types

FRENCH = {"id": "a", "lang": "fr", "text": "L’hôpital manque d’insuline."}
RECOUPE = Path(sys.executable).parent / "recoupe"


def run(*args: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(RECOUPE), "signals", *map(str, args)], capture_output=True, text=True, timeout=300)


def lines_of(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_passage_gives_its_signals_with_cue_and_rule(tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(
        json.dumps(FRENCH) + "\n\n" + json.dumps({"id": "b", "text": "La réunion a eu lieu mardi à la mairie."}) + "\n"
    )
    told = run(source, "--out", out)
    assert (told.returncode, told.stderr) == (0, "")
    first, second = lines_of(out)
    assert (first["id"], first["lang"]) == ("a", "fr")
    (signal,) = first["signals"]
    assert list(signal) == ["type", "polarity", "start", "end", "quote", "cue", "rule"]
    assert FRENCH["text"][signal["start"] : signal["end"]] == signal["quote"]
    assert second == {"id": "b", "signals": [], "lang": "fr"}


def test_without_out_the_answer_is_on_standard_output(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps(FRENCH) + "\n")
    told = run(source)
    assert json.loads(told.stdout)["signals"][0]["type"] == "stock_out_medicines"


def test_bad_lines_are_named_and_the_others_are_written(tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    bad = [b"{not json", b'{"id": "x"}', b'{"id": 3, "text": "y"}', b'{"id": "z", "text": "\xff\xfe"}', b"[" * 100_000]
    source.write_bytes(
        b"\n".join([json.dumps(FRENCH).encode(), *bad, json.dumps(FRENCH | {"id": "last"}).encode()]) + b"\n"
    )
    told = run(source, "--out", out)
    assert told.returncode == 2
    assert [row["id"] for row in lines_of(out)] == ["a", "last"]
    sentences = told.stderr.splitlines()
    assert [f"line {number}:" in sentence for number, sentence in zip(range(2, 7), sentences, strict=True)] == [
        True
    ] * 5
    assert "Traceback" not in told.stderr


def test_a_language_not_read_is_said_and_not_guessed(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    texts = [
        "الأدوية غير متوفرة في المستشفى منذ ثلاثة أشهر",
        "Dawa hazipatikani katika hospitali ya wilaya tangu mwezi wa tatu",
        "",
    ]
    source.write_text("".join(json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate(texts)))
    told = run(source)
    assert [json.loads(line)["lang"] for line in told.stdout.splitlines()] == [None, None, None]
    assert [json.loads(line)["signals"] for line in told.stdout.splitlines()] == [[], [], []]


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    told = run(tmp_path / "none.jsonl")
    assert (told.returncode, told.stderr.count("\n")) == (2, 1)
    assert "is not a file" in told.stderr
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps(FRENCH) + "\n")
    told = run(source, "--out", tmp_path / "no" / "out.jsonl")
    assert told.returncode == 2
    assert "no folder" in told.stderr


def test_the_output_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    out.write_text("what was there\n")
    source.write_text(json.dumps(FRENCH | {"text": "mot " * 3_000_000}) + "\n")
    running = subprocess.Popen([str(RECOUPE), "signals", str(source), "--out", str(out)], stderr=subprocess.DEVNULL)
    try:
        running.wait(timeout=1.2)
    except subprocess.TimeoutExpired:
        running.kill()
        running.wait()
        assert out.read_text() == "what was there\n"


@pytest.mark.slow
def test_fifty_megabytes_in_one_line_stay_in_memory(tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(
        json.dumps({"id": "big", "lang": "fr", "text": "mot sans suite " * 3_400_000 + FRENCH["text"]}) + "\n"
    )
    program = (
        "import sys; sys.argv = ['recoupe', 'signals', *sys.argv[1:]]\n"
        "from cli import main\n"
        "try:\n    main()\n"
        "finally:\n    status = open('/proc/self/status').read().split()\n"
        "    print(int(status[status.index('VmHWM:') + 1]) // 1024, file=sys.stderr)\n"  # ru_maxrss would count pytest itself
    )
    told = subprocess.run(
        [sys.executable, "-c", program, str(source), "--out", str(out)], capture_output=True, text=True, timeout=600
    )
    assert int(told.stderr.split()[-1]) <= 300, told.stderr
    (row,) = lines_of(out)
    assert [signal["type"] for signal in row["signals"]] == ["stock_out_medicines"]


@pytest.mark.shared
def test_the_labelled_passages_are_found(shared: Path, tmp_path: Path) -> None:
    out, gold = tmp_path / "out.jsonl", shared / "signals" / "dev.jsonl"
    assert run(gold, "--out", out).returncode == 0
    scored = subprocess.run(
        [sys.executable, str(shared / "signals" / "score.py"), str(gold), str(out)], capture_output=True, text=True
    )
    figures = {words[0]: words for words in map(str.split, scored.stdout.splitlines()) if words}
    assert float(figures["micro"][2]) >= 0.90
    assert float(figures["polarity-blind"][-1]) >= 0.92
    assert all(float(figures[type_][-1]) >= 0.75 for type_ in load_signal_types())
    clean, alarms = re.findall(
        r"\d+", next(line for line in scored.stdout.splitlines() if line.startswith("passages without"))
    )
    assert int(alarms) <= 0.05 * int(clean)
