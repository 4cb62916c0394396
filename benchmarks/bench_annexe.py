"""The annexe in PDF: three hundred lines against one hundred, in the same run, and the limits it must keep.

    python benchmarks/bench_annexe.py

Lines are invented, in six scripts, of the length of real quotations. Time is of the whole making: model, references, PDF.
"""

import random
import sys
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "kb" / "citing"))

from annexes import DAY, line, lines, prepared

from kb.citing.annexe import Cited, annexe_of
from kb.citing.formats import AnnexeFormat, written
from kb.citing.references import references

PASSES = 3
MOST_SECONDS, MOST_BYTES = 5.0, 2_000_000  # of 300 lines (issue R8)
LINEAR = 1.2  # 300 lines take at most 1.2 × 3 times what 100 take


def of(number: int) -> Cited:
    """An annexe of that many lines, quotations of 40 to 600 characters, each line from a report of its own."""
    drawn = random.Random(number)
    held = [
        line(
            id=one.id, lang=one.lang, title=one.title, component=one.component, url=f"https://rapports.exemple/{one.id}",
            sha256=f"{drawn.getrandbits(256):064x}", quote=" ".join([one.quote or ""] * drawn.randint(1, 12)),
        )
        for one in lines(number)
    ]  # fmt: skip
    return prepared(held, code_bits=17 * number - number * 5)


def seconds(what: Cited, output: AnnexeFormat) -> tuple[float, int]:
    """The median of a few passes, and the size of the file."""
    taken, size = [], 0
    for _ in range(PASSES):
        start = time.perf_counter()
        size = len(written(what, output, DAY))
        taken.append(time.perf_counter() - start)
    return median(taken), size


def main() -> int:
    """Exit 1 where a limit is passed."""
    small, large = of(100), of(300)
    written(small, AnnexeFormat.PDF, DAY)  # fonts and the style are loaded once per process
    failed = False
    for output in (AnnexeFormat.PDF, AnnexeFormat.DOCX, AnnexeFormat.ODT, AnnexeFormat.TXT):
        one, _ = seconds(small, output)
        three, size = seconds(large, output)
        ratio = three / (3 * one)
        print(
            f"{output}: 100 lines {one:.2f} s, 300 lines {three:.2f} s ({ratio:.2f} × 3 × 100 lines), {size / 1e6:.2f} MB"
        )
        if output is AnnexeFormat.PDF:
            failed = three > MOST_SECONDS or size > MOST_BYTES or ratio > LINEAR
    start = time.perf_counter()
    references(large.items)
    print(f"of which 300 references through citeproc-py: {time.perf_counter() - start:.2f} s")
    start = time.perf_counter()
    annexe_of(large, DAY)
    print(f"the model of 300 lines: {time.perf_counter() - start:.2f} s")
    print("limits of the PDF (5 s, 2 MB, 1.2):", "exceeded" if failed else "kept")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
