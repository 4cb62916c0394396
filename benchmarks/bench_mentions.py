"""Countries named in a running text: time per character on hostile texts eight times longer, against the shorter ones.

A search that goes back over what it read would take eight times longer per character. Prints the worst ratio; the target is 2.
"""

import json
import time

from kb.vocabulary.country_mentions import doubtful_countries_in

TARGET, ROUNDS, SHORT, LONG = 2.0, 5, 10_000, 80_000
HOSTILE = (
    "a", "Guinée équatoriale, ", "République démocratique du ", " ", "guinee-", "\n", "@", "a.b@", "https://", "R.D.",
    "Jordan ", "e\u0301", "Georgia Atlanta ",
)  # fmt: skip


def taken(piece: str, size: int) -> float:
    """Seconds per character, the best of the rounds."""
    text = piece * (size // len(piece))
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        doubtful_countries_in(text)
        times.append(time.perf_counter() - began)
    return min(times) / len(text)


def main() -> None:
    """Print the worst ratio and its text."""
    taken(HOSTILE[1], SHORT)
    ratios = {piece: taken(piece, LONG) / taken(piece, SHORT) for piece in HOSTILE}
    worst = max(ratios, key=lambda piece: ratios[piece])
    print(json.dumps({"bench": "countries in a text", "worst": round(ratios[worst], 2), "of": worst, "target": TARGET}))


if __name__ == "__main__":
    main()
