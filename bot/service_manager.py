"""Tells systemd how we are (sd_notify); without it nobody listens and nothing happens."""

import contextlib
import socket


class ServiceManager:
    """`address` is what systemd puts into NOTIFY_SOCKET: a path, or @ and a name without a file."""

    def __init__(self, address: str) -> None:
        self._address = f"\0{address[1:]}" if address.startswith("@") else address

    def say(self, word: str) -> None:
        """READY=1, WATCHDOG=1, STOPPING=1. A manager that does not listen is no reason to stop."""
        if not self._address:
            return
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.setblocking(False)
            line.sendto(word.encode(), self._address)
