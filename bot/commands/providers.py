"""Whether providers know us: do they take our credentials, and where do they call. For `benteng doctor`."""

import asyncio
from datetime import timedelta

from bot.app import App
from bot.channels.telegram import HOOK, Standing, TelegramChannel
from bot.channels.whatsapp import WhatsAppChannel
from bot.domain.channel import Misconfigured, Refused, TryAgain, Uncertain

OFF = "off ({name} is not set{others})"
SWITCHES = {"TELEGRAM_": "TELEGRAM_BOT_TOKEN", "TWILIO_": "TWILIO_ACCOUNT_SID"}  # each on by this
LATELY = timedelta(days=1)
MANY = 100  # messages that wait at Telegram


def telegram(app: App) -> tuple[str, bool]:
    """How it stands, and whether something needs doing."""
    channel = app.channels.get("telegram")
    if not isinstance(channel, TelegramChannel):
        return _off(app, "TELEGRAM_")
    try:
        seen = asyncio.run(_standing(channel))
    except Misconfigured:
        return "Telegram refuses TELEGRAM_BOT_TOKEN: BotFather shows the right one under /token", True
    except (TryAgain, Uncertain, Refused) as error:
        return f"Telegram could not be asked ({error.code}): see whether this machine reaches it", True
    trouble = _trouble(app, seen)
    return f"on (@{seen.bot}, {trouble or app.config.telegram_mode})", bool(trouble)


def whatsapp(app: App) -> tuple[str, bool]:
    """How it stands, and whether something needs doing. Where Twilio calls is set in its console, not told here."""
    channel = app.channels.get("whatsapp")
    if not isinstance(channel, WhatsAppChannel):
        return _off(app, "TWILIO_")
    try:
        known = asyncio.run(_catalogue(channel))
    except Refused as error:
        why = f"Twilio refuses us ({error.code})"
        return f"{why}: compare TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN with its console", True
    except TryAgain as error:
        return f"Twilio could not be asked ({error.code}): see whether this machine reaches it", True
    hooks = " and ".join(app.config.public_url + hook for hook in channel.hooks)
    return f"on ({known} templates; Twilio's console must call {hooks})", False


def _off(app: App, prefix: str) -> tuple[str, bool]:
    """A channel nobody set up is no trouble; one of which something is set, without what switches it on, is."""
    given = sorted(name for name in app.config.channels if name.startswith(prefix))
    others = f", but {', '.join(given)}" if given else ""
    return OFF.format(name=SWITCHES[prefix], others=others), bool(given)


def _trouble(app: App, seen: Standing) -> str:
    wanted = app.config.public_url + HOOK if app.config.telegram_mode == "webhook" else ""
    if seen.hook != wanted:
        where = "elsewhere" if seen.hook else "nowhere"
        return f"calls {where}: start `benteng web`, which tells Telegram where to call"
    if seen.failed_at is not None and app.desk.now() - seen.failed_at < LATELY:
        return f"could not reach PUBLIC_URL at {seen.failed_at:%Y-%m-%d %H:%M} UTC: look at its certificate and proxy"
    return f"{seen.waiting} messages wait there: is `benteng web` running?" if seen.waiting > MANY else ""


async def _standing(channel: TelegramChannel) -> Standing:
    await channel.open()
    try:
        return await channel.standing()
    finally:
        await channel.close()


async def _catalogue(channel: WhatsAppChannel) -> int:
    await channel.open()
    try:
        return len(await channel.catalogue())
    finally:
        await channel.close()
