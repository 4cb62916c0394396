"""A small recording whose series speak of children and of pregnant women beside everybody; every figure invented."""

from typing import Any

CHILDREN, PREGNANT, EVERYBODY = "HIV_0000000024", "HIV_0000000020", "HIV_ARTCOVERAGE"


def keep_populations(recording: Any, *, everybody: bool = True) -> None:
    """Answers on children and on pregnant women in the shape of the one on everybody, kept beside it or without it."""
    for code in (CHILDREN, PREGNANT):
        answer = recording.answer(EVERYBODY)
        for row in answer["value"]:
            row["IndicatorCode"] = code
        recording.keep(code, answer)
    if not everybody:
        recording.keep(EVERYBODY, None)


def released(base: Any, recording: Any, *, everybody: bool = True) -> Any:
    """Release 1 of that recording."""
    keep_populations(recording, everybody=everybody)
    told = base.crawl(recording.index)
    assert told.returncode in {0, 1}, told.stderr
    assert base.release()["number"] == 1
    return base
