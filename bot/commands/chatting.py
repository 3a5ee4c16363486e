"""`benteng chat`: the conversation in the terminal."""

import asyncio

from bot.app import App
from bot.channels.terminal import LIMITS
from bot.domain.channel import Webhook
from bot.domain.messages import Address


async def talk(app: App, me: Address) -> None:
    """Until the end of the input."""
    print("Tulis pesan, lalu Enter. Ctrl+D untuk selesai.")
    await _say(app, me, "MULAI")
    while True:
        try:
            line = await asyncio.to_thread(input, "> ")
        except EOFError:
            return
        await _say(app, me, line)


async def _say(app: App, me: Address, line: str) -> None:
    await app.take(app.channels["terminal"].read(Webhook(me.id, "", {}, line.encode())))
    messages, cursor = await app.fetch(me, 0, LIMITS)
    for out in messages:
        numbered = [f"  {number}. {choice.label}" for number, choice in enumerate(out.choices, 1)]
        file = [f"[{out.file.path}]"] if out.file else []
        print("\n" + "\n".join([*file, out.text, *numbered]) + "\n")
    if cursor:
        await app.fetch(me, cursor, LIMITS)
