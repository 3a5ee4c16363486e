"""The same conversation as python-telegram-bot offers it: ConversationHandler with PicklePersistence."""

import asyncio
import hmac
import os
import signal
from collections.abc import Callable, Coroutine
from typing import Any

from aiohttp import web
from telegram import Update
from telegram.ext import (
    Application,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)

QUESTIONS = ("Ceritakan apa yang terjadi.", "Di desa mana?", "Siapa yang mengajak?", "Kapan berangkat?",
             "Berapa orang?", "Ada yang di bawah 18 tahun?", "Punya foto?")  # fmt: skip
SECRET = os.environ["TELEGRAM_WEBHOOK_SECRET"]


def asks(number: int) -> Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, int]]:
    async def step(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        assert update.message is not None and context.user_data is not None
        context.user_data[f"answer {number}"] = update.message.text
        await update.message.reply_text(QUESTIONS[number])
        return number + 1 if number + 1 < len(QUESTIONS) else ConversationHandler.END

    return step


async def main() -> None:
    base = os.environ["TELEGRAM_API_BASE_URL"]
    conversation = ConversationHandler(
        entry_points=[MessageHandler(filters.TEXT, asks(0))],
        states={n: [MessageHandler(filters.TEXT, asks(n))] for n in range(1, len(QUESTIONS))},
        fallbacks=[],
        name="report",
        persistent=True,
    )
    application = (
        Application.builder()
        .token(os.environ["TELEGRAM_BOT_TOKEN"])
        .base_url(f"{base}/bot")
        .persistence(PicklePersistence(os.environ["BENCH_PICKLE"]))
        .updater(None)
        .build()
    )
    application.add_handler(conversation)

    async def hook(request: web.Request) -> web.Response:
        if not hmac.compare_digest(request.headers.get("X-Telegram-Bot-Api-Secret-Token", ""), SECRET):
            return web.Response(status=403)
        await application.update_queue.put(Update.de_json(await request.json(), application.bot))
        return web.Response()

    async def health(_request: web.Request) -> web.Response:
        return web.Response()

    server = web.Application()
    server.router.add_post("/telegram/webhook", hook)
    server.router.add_get("/healthz", health)
    over = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, over.set)
    async with application:
        await application.start()
        runner = web.AppRunner(server, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", int(os.environ["PORT"])).start()
        await over.wait()
        await runner.cleanup()
        await application.stop()


asyncio.run(main())
