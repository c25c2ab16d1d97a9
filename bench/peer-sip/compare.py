"""Medians of alternated rounds of the SIP peer and of our own load generator, and our share of the peer's."""

import json
import os
import statistics
import sys

# Ours, the peer's, which of its two modes says so, what it is called in the table, whether more is better.
ROWS = (
    ("callsPerSecond", "callsPerSecond", "rate", "calls/s", True),
    ("serverCpuMsPerCall", "serverCpuMsPerCall", "rate", "server CPU ms per call", False),
    ("inviteToReceivedP50Us", "inviteTo180P50Us", "latency", "received / INVITE->180, p50 us", False),
    ("inviteToReceivedP99Us", "inviteTo180P99Us", "latency", "received / INVITE->180, p99 us", False),
    ("inviteToReceivedP50Us", "inviteToDeliveredP50Us", "latency", "received / INVITE->delivered, p50 us", False),
    ("inviteToReceivedP99Us", "inviteToDeliveredP99Us", "latency", "received / INVITE->delivered, p99 us", False),
)


def last_object(text):
    """The last JSON object that starts a line and has what is asked for."""
    decoder, found, lines = json.JSONDecoder(), None, text.splitlines(keepends=True)
    at = 0
    for line in lines:
        if line.startswith("{"):
            try:
                value, _ = decoder.raw_decode(text, at)
                if "callsPerSecond" in value:
                    found = value
            except json.JSONDecodeError:
                pass
        at += len(line)
    if found is None:
        raise SystemExit("peer-sip: our own load printed no JSON object with callsPerSecond")
    return found


def median(rounds, field):
    values = [each[field] for each in rounds if each.get(field) is not None]
    return statistics.median(values) if values else None


def main(folder, count):
    def text(kind, number, ending):
        with open(os.path.join(folder, f"{kind}-{number}.{ending}")) as file:
            return file.read()

    rounds = {
        "ours": [last_object(text("ours", number, "txt")) for number in range(1, count + 1)],
        "rate": [json.loads(text("rate", number, "json")) for number in range(1, count + 1)],
        "latency": [json.loads(text("latency", number, "json")) for number in range(1, count + 1)],
    }
    table = []
    print(f"\nmedians of {count} alternated rounds\n\n"
          "|                                      |       ours |   SIP peer | ours / peer | of single rounds |\n"
          "|:-------------------------------------|-----------:|-----------:|------------:|-----------------:|",
          file=sys.stderr)
    for ours_field, peer_field, mode, name, more_is_better in ROWS:
        ours, peer = median(rounds["ours"], ours_field), median(rounds[mode], peer_field)
        singles = [mine[ours_field] / its[peer_field] for mine, its in zip(rounds["ours"], rounds[mode])
                   if mine.get(ours_field) is not None and its.get(peer_field)]
        ratio = ours / peer if ours is not None and peer else None
        table.append({
            "figure": peer_field, "ours": ours, "peer": peer, "ratio": ratio, "ratiosOfRounds": singles,
            "better": "more" if more_is_better else "less",
        })
        cells = ["-" if value is None else f"{value:.3f}" if value < 10 else f"{value:.0f}" for value in (ours, peer)]
        spread = f"{min(singles):.2f} to {max(singles):.2f}" if singles else "-"
        print(f"| {name:<36} | {cells[0]:>10} | {cells[1]:>10} | {'-' if ratio is None else f'{ratio:.2f}':>11} "
              f"| {spread:>16} |", file=sys.stderr)
    json.dump({"rounds": count, "medians": table, "everyRound": rounds}, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
