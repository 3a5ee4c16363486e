"""The whole service, with the provider's pacing lifted: the fake Bot API has no limits."""

import asyncio
import os

from bot.app import App
from bot.channels import build_all
from bot.channels.telegram import API, TelegramChannel
from bot.config import Config
from bot.domain.channel import Limits

config = Config.from_env(os.environ)
channels = build_all(config.channels)
channels["telegram"] = TelegramChannel(
    config.channels["TELEGRAM_BOT_TOKEN"],
    secret=config.channels["TELEGRAM_WEBHOOK_SECRET"],
    api=config.channels.get("TELEGRAM_API_BASE_URL", API),
    limits=Limits(text=4096, buttons=8),
)
asyncio.run(App(config, channels=channels).run("web", "worker", "clock"))
