"""A form that brings a file: read part by part, its mark before anything else, never more than it may hold."""

from collections.abc import Callable, Mapping

from aiohttp import BodyPartReader, MultipartReader, web

from bot.services.holding import Upload

MARK = "tanda"  # the name of the first field
MOST_FIELDS = 20
MOST_FIELD = 2_000  # bytes
FORGED, TOO_BIG, UNREADABLE = 403, 413, 400


class Refused(Exception):
    """The form is not taken; `status` is what HTTP says of it."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


async def received(
    request: web.Request, is_mark: Callable[[str], bool], most: int
) -> tuple[Mapping[str, str], Upload | None]:
    """The fields and the file, None when none was chosen. Raises Refused; nothing is written anywhere."""
    if request.content_type != "multipart/form-data":
        raise Refused(UNREADABLE)
    if (request.content_length or 0) > most + MOST_FIELDS * MOST_FIELD:
        raise Refused(TOO_BIG)
    try:
        return await _parts(await request.multipart(), is_mark, most)
    except (ValueError, AssertionError, web.HTTPException) as error:
        raise Refused(UNREADABLE) from error


async def _parts(
    reader: MultipartReader, is_mark: Callable[[str], bool], most: int
) -> tuple[Mapping[str, str], Upload | None]:
    fields: dict[str, str] = {}
    upload = None
    for number in range(MOST_FIELDS):
        part = await reader.next()
        if part is None:
            return fields, upload
        if not isinstance(part, BodyPartReader) or not part.name:
            raise Refused(UNREADABLE)
        if number == 0 and (
            part.name != MARK or not is_mark((await _bounded(part, MOST_FIELD)).decode("ascii"))
        ):
            raise Refused(FORGED)
        if number and part.filename is not None:
            upload = Upload(part.filename, await _bounded(part, most))
        elif number:
            fields[part.name] = (await _bounded(part, MOST_FIELD)).decode(errors="replace").strip()
    raise Refused(UNREADABLE)


async def _bounded(part: BodyPartReader, most: int) -> bytes:
    data = bytearray()
    while chunk := await part.read_chunk():
        data += chunk
        if len(data) > most:
            raise Refused(TOO_BIG)
    return bytes(data)
