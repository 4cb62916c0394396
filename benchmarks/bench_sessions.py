"""Fifty readers at once: each asks for a fiche, thinks for five seconds on average, asks for another. Bounded, self-stopping.

Prints the 95th percentile of a rerun with 50 sessions over the median of one session alone on the same server, the errors, and
the memory that each session after the first adds. The client shares the machine with the server.
"""

import asyncio
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

import room

from kb.vocabulary.loader import load_countries, load_families
from ui import address
from ui.choice import Choice

SESSIONS, THINK, ALONE, LASTS = 50, 5.0, 20, 60.0  # readers, mean seconds, reruns of one reader, seconds of the crowd
ARRIVALS = 20.0  # seconds over which the readers come in
TARGETS = {"p95_over_alone": 4.0, "errors": 0, "mb_per_session": 5.0}


def fiches(chance: random.Random, number: int) -> list[str]:
    """As many fiches as a morning may see, the same in each run."""
    countries, families = list(load_countries()), list(load_families())
    drawn = [Choice(chance.choice(countries), (chance.choice(families),)) for _ in range(number)]
    return [f"v={address.write(one)}" for one in drawn]


async def reader(port: int, queries: list[str], seed: int, until: float) -> tuple[list[float], int]:
    """The seconds of each rerun of one session, and how many failed."""
    chance = random.Random(seed)
    took: list[float] = []
    await asyncio.sleep(chance.uniform(0, ARRIVALS))
    try:
        async with room.opened(port) as socket:
            session = room.Session(socket)
            await session.rerun("")
            while time.monotonic() < until:
                await asyncio.sleep(chance.expovariate(1 / THINK))
                took.append(await session.rerun(chance.choice(queries)))
    except (OSError, RuntimeError, TimeoutError):
        return took, 1
    return took, 0


async def alone(port: int, queries: list[str]) -> float:
    """The median of one session, each fiche for the first time or not as it happens for the fifty."""
    async with room.opened(port) as socket:
        session = room.Session(socket)
        await session.rerun("")
        for query in queries:
            await session.rerun(query)  # the fiches of the morning, read once: a release never changes
        return statistics.median([await session.rerun(queries[number % len(queries)]) for number in range(ALONE)])


async def crowd(port: int, queries: list[str]) -> tuple[list[float], int]:
    """Everybody's reruns, and the errors."""
    until = time.monotonic() + ARRIVALS + LASTS
    found = await asyncio.gather(*(reader(port, queries, seed, until) for seed in range(SESSIONS)))
    return [seconds for took, _ in found for seconds in took], sum(errors for _, errors in found)


def main() -> int:
    """One server, one reader, then fifty."""
    queries = fiches(random.Random(8), 40)
    with tempfile.TemporaryDirectory() as name, room.serving(room.ROOM, room.base_in(Path(name))) as (port, pid):
        one = asyncio.run(alone(port, queries))
        memory = room.resident_mb(pid)
        took, errors = asyncio.run(crowd(port, queries))
        grown = room.resident_mb(pid) - memory
    p95 = statistics.quantiles(took, n=20)[-1]
    found = {
        "alone_ms": one * 1000, "median_ms": statistics.median(took) * 1000, "p95_ms": p95 * 1000, "reruns": len(took),
        "p95_over_alone": p95 / one, "errors": errors, "mb_per_session": grown / (SESSIONS - 1),
    }  # fmt: skip
    return room.told("sessions", found, TARGETS)


if __name__ == "__main__":
    sys.exit(main())
