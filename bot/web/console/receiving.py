"""Forms as they come, never more than they may hold; where one brings a file its mark is read before anything else."""

import asyncio
from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, MultipartReader, web

from bot.services.holding import Upload

MARK = "tanda"  # the name of the first field
MOST_FORM, MOST_FIELDS = 64 * 1024, 200  # bytes and fields of a form without a file
MOST_PARTS, MOST_FIELD = 20, 2_000  # of one with a file, and bytes of each that is none
FORGED, TOO_BIG, UNREADABLE = 403, 413, 400


class Refused(Exception):
    """The form is not taken; `status` is what HTTP says of it."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


async def fields(request: web.Request) -> Mapping[str, str] | None:
    """Of a form without a file; None for one that is too long."""
    try:
        await request.content.readexactly(MOST_FORM + 1)
    except asyncio.IncompleteReadError as whole:
        body = whole.partial.decode("ascii", errors="replace")
    else:
        return None
    try:
        found = parse_qsl(body, errors="replace", max_num_fields=MOST_FIELDS)
    except ValueError:
        return None
    return {name: text.strip() for name, text in found}


async def received(
    request: web.Request, is_mark: Callable[[str], bool], most: int
) -> tuple[Mapping[str, str], Upload | None]:
    """The fields and the file, None when none was chosen. Raises Refused; nothing is written anywhere."""
    if request.content_type != "multipart/form-data":
        raise Refused(UNREADABLE)
    if (request.content_length or 0) > most + MOST_PARTS * MOST_FIELD:
        raise Refused(TOO_BIG)
    try:
        return await _parts(await request.multipart(), is_mark, most)
    except (ValueError, AssertionError, web.HTTPException) as error:
        raise Refused(UNREADABLE) from error


async def _parts(
    reader: MultipartReader, is_mark: Callable[[str], bool], most: int
) -> tuple[Mapping[str, str], Upload | None]:
    typed: dict[str, str] = {}
    upload = None
    for number in range(MOST_PARTS):
        part = await reader.next()
        if part is None:
            return typed, upload
        if not isinstance(part, BodyPartReader) or not part.name:
            raise Refused(UNREADABLE)
        if number == 0 and (
            part.name != MARK or not is_mark((await _bounded(part, MOST_FIELD)).decode("ascii"))
        ):
            raise Refused(FORGED)
        if number and part.filename is not None:
            upload = Upload(part.filename, await _bounded(part, most))
        elif number:
            typed[part.name] = (await _bounded(part, MOST_FIELD)).decode(errors="replace").strip()
    raise Refused(UNREADABLE)


async def _bounded(part: BodyPartReader, most: int) -> bytes:
    data = bytearray()
    while chunk := await part.read_chunk():
        data += chunk
        if len(data) > most:
            raise Refused(TOO_BIG)
    return bytes(data)
