"""Call latencies from a capture of a SIP proxy's loopback traffic: libpcap file, Ethernet, IPv4, UDP."""

import struct

ETHERNET = 1
MAGIC_MICRO, MAGIC_NANO = 0xA1B2C3D4, 0xA1B23C4D


def packets(path):
    """Yields (nanoseconds, source port, destination port, payload) of each UDP packet."""
    with open(path, "rb") as file:
        header = file.read(24)
        if len(header) < 24:
            raise ValueError("the capture is empty")
        for order in "<>":
            magic = struct.unpack(order + "I", header[:4])[0]
            if magic in (MAGIC_MICRO, MAGIC_NANO):
                break
        else:
            raise ValueError("not a libpcap file")
        if struct.unpack(order + "I", header[20:])[0] & 0xFFFF != ETHERNET:
            raise ValueError("not a capture of Ethernet frames")
        unit = 1 if magic == MAGIC_NANO else 1000
        record = struct.Struct(order + "IIII")
        while len(head := file.read(record.size)) == record.size:
            seconds, fraction, captured, _ = record.unpack(head)
            frame = file.read(captured)
            if len(frame) < 42 or frame[12:14] != b"\x08\x00" or frame[23] != 17:
                continue
            udp = 14 + (frame[14] & 0x0F) * 4
            source, destination = struct.unpack("!HH", frame[udp:udp + 4])
            yield seconds * 1_000_000_000 + fraction * unit, source, destination, frame[udp + 8:]


def call_id(payload):
    for line in payload.split(b"\r\n"):
        if line[:8].lower() == b"call-id:":
            return line[8:].strip()
    return None


def percentile(ordered, share):
    """The nearest rank: the smallest value that `share` of all values do not exceed."""
    if not ordered:
        return None
    rank = -(-len(ordered) * share // 100)
    return ordered[max(0, int(rank) - 1)]


def measure(path, proxy_port, caller_port, callee_port, warmup_seconds):
    """Latencies in microseconds, by the first packet of each kind of each call; a retransmission counts from the first."""
    sent, delivered, ringing = {}, {}, {}
    for at, source, destination, payload in packets(path):
        if source == caller_port and destination == proxy_port and payload.startswith(b"INVITE "):
            seen = sent
        elif source == proxy_port and destination == callee_port and payload.startswith(b"INVITE "):
            seen = delivered
        elif source == proxy_port and destination == caller_port and payload.startswith(b"SIP/2.0 180 "):
            seen = ringing
        else:
            continue
        seen.setdefault(call_id(payload), at)

    start = min(sent.values(), default=0) + int(warmup_seconds * 1e9)
    measured = [call for call, at in sent.items() if at >= start]

    def figures(ends):
        times = sorted((ends[call] - sent[call]) / 1000 for call in measured if call in ends)
        return {
            "count": len(times),
            "p50Us": percentile(times, 50),
            "p90Us": percentile(times, 90),
            "p99Us": percentile(times, 99),
            "maxUs": times[-1] if times else None,
        }

    return {"calls": len(measured), "inviteTo180": figures(ringing), "inviteToDelivered": figures(delivered)}
