"""Replies and sessions as JSON can hold them, and back. What is sealed is this JSON."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bot.domain.messages import (
    Address,
    Choice,
    Delivery,
    Enclosure,
    Event,
    Inbound,
    Location,
    Media,
    MediaKind,
    Param,
    Receipt,
    Reply,
)

ALONE, COUNTS = 1, 2  # bits of a packed reply


def packed_replies(replies: Sequence[Reply]) -> list[Any]:
    return [_packed(reply) for reply in replies]


def unpacked_replies(kept: Sequence[Any]) -> tuple[Reply, ...]:
    return tuple(_unpacked(item) for item in kept)


def packed_choices(choices: Sequence[Choice]) -> list[Any]:
    return [[c.id, c.key, _packed_params(c.params), c.topic] for c in choices]


def unpacked_choices(kept: Sequence[Any]) -> tuple[Choice, ...]:
    return tuple(Choice(id_, key, _unpacked_params(params), topic) for id_, key, params, topic in kept)


def packed_inbound(msg: Inbound) -> dict[str, Any]:
    """A message that has to wait (an album, a turn that broke, a database that is gone). Bytes are kept elsewhere."""
    return {
        "sender": [msg.sender.channel, msg.sender.id],
        "account": msg.account,
        "id": msg.id,
        "text": msg.text,
        "button": msg.button,
        "media": [[m.kind.value, m.ref, m.mime, m.size, m.id] for m in msg.media],
        "location": [msg.location.lat, msg.location.lng] if msg.location else None,
        "phone": msg.phone,
        "start": msg.start,
        "album": msg.album,
        "is_cut": msg.is_cut,
        "event": msg.event.value,
        "tap": msg.tap,
        "in_chat": msg.in_chat,
    }


def unpacked_inbound(kept: Mapping[str, Any]) -> Inbound:
    return Inbound(
        sender=Address(*kept["sender"]),
        account=kept["account"],
        id=kept["id"],
        text=kept["text"],
        button=kept["button"],
        media=tuple(
            Media(MediaKind(k), ref, mime, size, None, id_) for k, ref, mime, size, id_ in kept["media"]
        ),
        location=Location(*kept["location"]) if kept["location"] else None,
        phone=kept["phone"],
        start=kept["start"],
        album=kept["album"],
        is_cut=kept["is_cut"],
        event=Event(kept.get("event", Event.MESSAGE)),
        tap=kept.get("tap"),
        in_chat=kept.get("in_chat", ""),
    )


def packed_call(items: Sequence[Inbound | Receipt]) -> list[Any]:
    """Everything a provider handed over in one call."""
    return [{"message": packed_inbound(item)} if isinstance(item, Inbound) else {"receipt": _packed_receipt(item)}
            for item in items]  # fmt: skip


def unpacked_call(kept: Sequence[Any]) -> list[Inbound | Receipt]:
    return [unpacked_inbound(item["message"]) if "message" in item else _unpacked_receipt(item["receipt"])
            for item in kept]  # fmt: skip


def _packed_receipt(receipt: Receipt) -> list[Any]:
    return [receipt.channel, receipt.account, receipt.id, receipt.state.value, receipt.code]


def _unpacked_receipt(kept: Sequence[Any]) -> Receipt:
    channel, account, id_, state, code = kept
    return Receipt(channel, account, id_, Delivery(state), code)


def _packed(reply: Reply) -> list[Any]:
    encloses = [[reply.encloses.kind.value, reply.encloses.name]] if reply.encloses else []
    return [
        reply.key,
        _packed_params(reply.params),
        packed_choices(reply.choices),
        ALONE * reply.alone | COUNTS * reply.counts,
        *encloses,
    ]


def _unpacked(kept: Sequence[Any]) -> Reply:
    key, params, choices, bits, *encloses = kept
    enclosed = next((Enclosure(MediaKind(kind), name) for kind, name in encloses), None)
    return Reply(
        key,
        _unpacked_params(params),
        unpacked_choices(choices),
        alone=bool(bits & ALONE),
        encloses=enclosed,
        counts=bool(bits & COUNTS),
    )


def _packed_params(params: Mapping[str, Param]) -> dict[str, Any]:
    return {name: _packed_param(value) for name, value in params.items()}


def _packed_param(value: Param) -> Any:
    if isinstance(value, Reply):
        return {"reply": _packed(value)}
    if isinstance(value, tuple):
        return {"replies": [_packed(reply) for reply in value]}
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return value


def _unpacked_params(kept: Mapping[str, Any]) -> dict[str, Param]:
    return {name: _unpacked_param(value) for name, value in kept.items()}


def _unpacked_param(kept: Any) -> Param:
    if isinstance(kept, dict):
        if "reply" in kept:
            return _unpacked(kept["reply"])
        if "replies" in kept:
            return tuple(_unpacked(item) for item in kept["replies"])
        if "moment" in kept:
            return datetime.fromisoformat(kept["moment"])
        return date.fromisoformat(kept["date"])
    answer: str | int = kept
    return answer
