"""Opening pictures from strangers."""

import io

import pytest
from PIL import Image

from bot.ocr.picture import NoPicture, cleaned, is_picture, opened
from tests.ocr.bad_pictures import FRAMES, OPENED, PLAIN, REFUSED, saved

SECRET = b"kalimat rahasia"


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_has_a_named_reason(name: str) -> None:
    data, problem = REFUSED[name]
    with pytest.raises(NoPicture) as refused:
        opened(data, 1000)
    assert refused.value.problem is problem


@pytest.mark.parametrize("name", OPENED)
def test_odd_pictures_are_opened_in_plain_colours(name: str) -> None:
    assert is_picture(OPENED[name])
    picture = opened(OPENED[name], 1000)
    assert picture.mode == "RGB"
    assert max(picture.size) <= 1000
    assert Image.open(io.BytesIO(cleaned(OPENED[name]))).format == "JPEG"


def test_of_an_animation_the_first_frame_is_taken() -> None:
    for kind in ("GIF", "WEBP", "PNG"):
        data = saved(FRAMES[0], kind, save_all=True, append_images=FRAMES[1:])
        red, green, blue = opened(data, 100).getpixel((40, 30))  # type: ignore[misc]
        assert (red > 200, green < 60, blue < 60) == (True, True, True), kind


def test_what_is_transparent_becomes_white_and_sixteen_bits_grey() -> None:
    assert opened(OPENED["transparent"], 100).getpixel((1, 1)) == (255, 255, 255)
    assert opened(OPENED["sixteen bits"], 100).getpixel((1, 1)) == (156, 156, 156)


@pytest.mark.parametrize(
    ("orientation", "size"), [(1, (60, 40)), (3, (60, 40)), (6, (40, 60)), (8, (40, 60))]
)
def test_it_is_put_upright(orientation: int, size: tuple[int, int]) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = saved(Image.new("RGB", (60, 40), "teal"), "JPEG", exif=exif)
    assert opened(data, 100).size == size
    assert Image.open(io.BytesIO(cleaned(data))).getexif() == {}


def test_nothing_beside_the_pixels_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    jpeg = saved(Image.new("RGB", (60, 40)), "JPEG", exif=exif, comment=SECRET, icc_profile=SECRET * 20)
    assert SECRET not in cleaned(jpeg)
    assert SECRET not in cleaned(PLAIN + SECRET)


def test_a_large_photo_is_made_smaller() -> None:
    photo = saved(Image.new("RGB", (4000, 3000), "teal"), "JPEG")
    assert opened(photo, 1088).size == (1088, 816)
    assert Image.open(io.BytesIO(cleaned(photo))).size == (1600, 1200)
