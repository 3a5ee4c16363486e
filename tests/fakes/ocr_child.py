"""Stands in for bot.ocr.process: the picture's bytes say what becomes of it, the argument how it greets."""

import json
import os
import struct
import sys
import time


def send(text: str = "", problem: str | None = None) -> None:
    body = json.dumps({"text": text, "problem": problem, "fingerprint": 1, "seconds": 0.1}).encode()
    sys.stdout.buffer.write(struct.pack(">I", len(body)) + body)
    sys.stdout.buffer.flush()


greeting = sys.argv[1] if len(sys.argv) > 1 else "ready"
if greeting == "mute":
    time.sleep(3600)
send(problem=None if greeting == "ready" else greeting)
while head := sys.stdin.buffer.read(4):
    data = sys.stdin.buffer.read(struct.unpack(">I", head)[0])
    match data:
        case b"crash":
            os.abort()
        case b"hang":
            time.sleep(3600)
        case b"babble":
            sys.stdout.buffer.write(b"\xff\xff\xff\xff")
            sys.stdout.buffer.flush()
        case b"wait":
            time.sleep(0.3)
            send("waited")
        case b"secrets":
            send(",".join(sorted(os.environ)))
        case _:
            send(f"{os.getpid()}:{data.decode()}")
