"""Turns what one run left behind (sipp's statistics, clock ticks, a capture) into table lines and JSON."""

import argparse
import csv
import json
import os
import platform
import re
import statistics
import sys

import latency

KEPT_UP_SHARE = 0.97  # of the rate asked for: less means that calls pile up, and that asking for more is pointless
RAMP_ENDS = 3         # exit status


# --- one step --------------------------------------------------------------------------------------------------------


def rows(path):
    try:
        with open(path, newline="") as file:
            return list(csv.DictReader(file, delimiter=";"))
    except FileNotFoundError:
        return []


def clock(cell):
    """Seconds since the epoch, which sipp writes behind date and time."""
    return float(cell.split("\t")[-1])


def reached_at(table, column, count):
    """When the column reached the count, in seconds since the start; between two lines, in proportion."""
    before_at, before = 0.0, 0
    for row in table:
        at = clock(row["CurrentTime"]) - clock(row["StartTime"])
        value = int(row[column])
        if value >= count:
            return before_at + (at - before_at) * (count - before) / (value - before)
        before_at, before = at, value
    return None


def step(options):
    table = rows(options.caller)
    last = table[-1] if table else {}
    succeeded = int(last.get("SuccessfulCall(C)", 0))
    # Calls that were never placed, or never came to an end, failed as much as those that sipp calls failed.
    failures = options.calls - succeeded

    # Over the first 99 %: one lost packet at the very end costs half a second, which says nothing about the rate.
    counted = -(-options.calls * 99 // 100)
    took = reached_at(table, "SuccessfulCall(C)", counted)
    calls_per_second = counted / took if took else succeeded / (options.to - options.start)

    ticks = options.ticks_per_second
    callee = rows(options.callee)
    result = {
        "offeredCallsPerSecond": options.rate,
        "callsPerSecond": round(calls_per_second, 1),
        "calls": options.calls,
        "failures": failures,
        "retransmissions": int(last.get("Retransmissions(C)", 0)),
        "calleeRetransmissions": int(callee[-1]["Retransmissions(C)"]) if callee else None,
        "keptUp": calls_per_second >= KEPT_UP_SHARE * options.rate,
        "serverCpuMsPerCall": round(options.proxy_ticks * 1000 / ticks / succeeded, 4) if succeeded else None,
        "serverCores": round(options.proxy_ticks / ticks / (options.to - options.start), 2),
        "otherProgramsCores": round(
            max(0, options.all_ticks - options.our_ticks) / ticks / (options.settled - options.start), 2),
    }
    if options.capture:
        found = latency.measure(
            options.capture, options.proxy_port, options.caller_port, options.callee_port, options.warmup)
        with open(options.capture_log) as file:
            dropped = re.search(r"(\d+) packets? dropped by kernel", file.read())
        result["latency"] = {**found, "packetsMissed": int(dropped[1]) if dropped else None}
    json.dump(result, sys.stdout)


# --- the table -------------------------------------------------------------------------------------------------------

COLUMNS = {
    "rate": ("round", "offered/s", "calls/s", "failures", "retrans", "CPU ms/call", "proxy cores", "others' cores", ""),
    "latency": ("round", "calls/s", "failures", "CPU ms/call", "180 p50 us", "180 p99 us", "delivered p50 us",
                "delivered p99 us", "others' cores"),
}


def show(cells, names):
    print("| " + " | ".join(str(cell).rjust(len(name)) for cell, name in zip(cells, names)) + " |", flush=True)


def number(value, digits=0):
    return "-" if value is None else f"{value:.{digits}f}"


def heading(options):
    names = COLUMNS[options.mode]
    show(names, names)
    print("|" + "|".join("-" * (len(name) + 1) + ":" for name in names) + "|", flush=True)


def line(options):
    with open(options.step) as file:
        one = {"round": options.round, **json.load(file)}
    with open(options.into, "a") as file:
        file.write(json.dumps(one) + "\n")
    cpu = number(one["serverCpuMsPerCall"], 3)
    if "latency" in one:
        ringing, delivered = one["latency"]["inviteTo180"], one["latency"]["inviteToDelivered"]
        show((one["round"], number(one["callsPerSecond"]), one["failures"], cpu, number(ringing["p50Us"]),
              number(ringing["p99Us"]), number(delivered["p50Us"]), number(delivered["p99Us"]),
              one["otherProgramsCores"]), COLUMNS["latency"])
        return 0
    show((one["round"], one["offeredCallsPerSecond"], number(one["callsPerSecond"]), one["failures"],
          one["retransmissions"], cpu, one["serverCores"], one["otherProgramsCores"],
          "calls failed" if one["failures"] else "" if one["keptUp"] else "fell behind"), COLUMNS["rate"])
    return 0 if one["keptUp"] and not one["failures"] else RAMP_ENDS


# --- the whole run ---------------------------------------------------------------------------------------------------


def median(values):
    known = [value for value in values if value is not None]
    return round(statistics.median(known), 4) if known else None


def machine(load_before):
    model = None
    with open("/proc/cpuinfo") as file:
        found = re.search(r"^model name\s*:\s*(.+)$", file.read(), re.MULTILINE)
        model = found[1] if found else None
    return {
        "cpu": model,
        "cores": len(os.sched_getaffinity(0)),
        "kernel": platform.release(),
        "loadAverageBefore": load_before,
    }


def buffer_of(path):
    """The proxy's receive buffer; the kernel reports twice what was asked for, half of it for its own bookkeeping."""
    try:
        with open(path) as file:
            found = re.search(r"\brb(\d+)", file.read())
    except FileNotFoundError:
        return None
    return int(found[1]) // 2 if found else None


def summary(options):
    with open(options.steps) as file:
        steps = [json.loads(text) for text in file]
    rounds = sorted({one["round"] for one in steps})
    common = {
        "peer": "kamailio and sipp",
        "mode": options.mode,
        "rounds": len(rounds),
        "secondsPerStep": options.seconds,
        "proxyWorkers": options.workers,
        "proxyMemoryManager": options.memory,
        "proxyReceiveBufferBytes": buffer_of(options.buffers),
        "machine": machine(options.load_before),
    }
    if options.mode == "latency":
        def over_rounds(kind, figure):
            return median([one["latency"][kind][figure] for one in steps])

        figures = {
            "callsPerSecond": median([one["callsPerSecond"] for one in steps]),
            "failures": sum(one["failures"] for one in steps),
            "serverCpuMsPerCall": median([one["serverCpuMsPerCall"] for one in steps]),
            "inviteTo180P50Us": over_rounds("inviteTo180", "p50Us"),
            "inviteTo180P99Us": over_rounds("inviteTo180", "p99Us"),
            "inviteToDeliveredP50Us": over_rounds("inviteToDelivered", "p50Us"),
            "inviteToDeliveredP99Us": over_rounds("inviteToDelivered", "p99Us"),
            "packetsMissed": sum(one["latency"]["packetsMissed"] or 0 for one in steps),
        }
        said = (f"median of {len(rounds)}: {number(figures['callsPerSecond'])} calls/s, {figures['failures']} failures, "
                f"{number(figures['serverCpuMsPerCall'], 3)} ms CPU per call, "
                f"INVITE->180 p50 {number(figures['inviteTo180P50Us'])} us p99 {number(figures['inviteTo180P99Us'])} us, "
                f"INVITE->delivered p50 {number(figures['inviteToDeliveredP50Us'])} us "
                f"p99 {number(figures['inviteToDeliveredP99Us'])} us")
    else:
        best = []
        for each in rounds:
            held = [one for one in steps if one["round"] == each and not one["failures"]]
            best.append(max(held, key=lambda one: one["callsPerSecond"], default=None))
        rates = [one["callsPerSecond"] if one else 0 for one in best]
        figures = {
            "callsPerSecond": median(rates),
            "callsPerSecondOfRounds": rates,
            "failures": 0,
            "failuresAtEndOfRamp": [[one for one in steps if one["round"] == each][-1]["failures"] for each in rounds],
            "serverCpuMsPerCall": median([one["serverCpuMsPerCall"] for one in best if one]),
        }
        said = (f"median of {len(rounds)}: {number(figures['callsPerSecond'])} calls/s without a failure (rounds: "
                f"{', '.join(map(number, rates))}), {number(figures['serverCpuMsPerCall'], 3)} ms CPU per call")
        if not all(best):
            said += "\nA round failed at its first step, and counts as 0: start lower, with --rate."
    print(said, file=sys.stderr)
    json.dump({**common, **figures, "steps": steps}, sys.stdout, indent=2)
    print()


def main():
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(required=True)

    one = commands.add_parser("step")
    one.set_defaults(run=step)
    for name in ("--rate", "--calls", "--ticks-per-second", "--proxy-ticks", "--all-ticks", "--our-ticks"):
        one.add_argument(name, type=int, required=True)
    one.add_argument("--from", dest="start", type=float, required=True)
    one.add_argument("--to", type=float, required=True)
    one.add_argument("--settled", type=float, required=True)
    one.add_argument("--caller", required=True)
    one.add_argument("--callee", required=True)
    one.add_argument("--capture")
    one.add_argument("--capture-log")
    for name in ("--warmup", "--proxy-port", "--caller-port", "--callee-port"):
        one.add_argument(name, type=int)

    one = commands.add_parser("heading")
    one.set_defaults(run=heading)
    one.add_argument("--mode", choices=COLUMNS, required=True)

    one = commands.add_parser("line")
    one.set_defaults(run=line)
    one.add_argument("step")
    one.add_argument("--round", type=int, required=True)
    one.add_argument("--into", required=True)

    one = commands.add_parser("summary")
    one.set_defaults(run=summary)
    one.add_argument("steps")
    one.add_argument("--mode", choices=COLUMNS, required=True)
    one.add_argument("--seconds", type=int, required=True)
    one.add_argument("--workers", type=int, required=True)
    one.add_argument("--memory", required=True)
    one.add_argument("--load-before", required=True)
    one.add_argument("--buffers", required=True)

    options = parser.parse_args()
    return options.run(options) or 0


if __name__ == "__main__":
    sys.exit(main())
