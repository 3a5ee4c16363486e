"""Replies and sessions as JSON can hold them, and back. What is sealed is this JSON."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bot.domain.messages import Address, Choice, Enclosure, Inbound, Location, Media, MediaKind, Param, Reply


def packed_replies(replies: Sequence[Reply]) -> list[Any]:
    return [_packed(reply) for reply in replies]


def unpacked_replies(kept: Sequence[Any]) -> tuple[Reply, ...]:
    return tuple(_unpacked(item) for item in kept)


def packed_choices(choices: Sequence[Choice]) -> list[Any]:
    return [[c.id, c.key, _packed_params(c.params), c.topic] for c in choices]


def unpacked_choices(kept: Sequence[Any]) -> tuple[Choice, ...]:
    return tuple(Choice(id_, key, _unpacked_params(params), topic) for id_, key, params, topic in kept)


def packed_inbound(msg: Inbound) -> dict[str, Any]:
    """A message that has to wait (an album, a turn that broke). Bytes of attachments are kept elsewhere."""
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
    )


def _packed(reply: Reply) -> list[Any]:
    encloses = [[reply.encloses.kind.value, reply.encloses.name]] if reply.encloses else []
    return [
        reply.key,
        _packed_params(reply.params),
        packed_choices(reply.choices),
        int(reply.alone),
        *encloses,
    ]


def _unpacked(kept: Sequence[Any]) -> Reply:
    key, params, choices, alone, *encloses = kept
    enclosed = next((Enclosure(MediaKind(kind), name) for kind, name in encloses), None)
    return Reply(key, _unpacked_params(params), unpacked_choices(choices), bool(alone), enclosed)


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
