"""What becomes of a picture: new files of our own making, without anything the camera or a trick put in."""

from io import BytesIO
from typing import NamedTuple

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from sme4smartcities.core.errors import Refused

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
WIDTHS = (96, 320, 1200)
QUALITY = 82
# A JPEG is read at the size that is needed; the other formats have to be unpacked whole.
MOST_PIXELS = {"JPEG": 64_000_000, "PNG": 25_000_000, "WEBP": 25_000_000, "GIF": 16_000_000}
MOST_SCANS = 200  # each pass of a progressive JPEG costs as much as the whole picture
LONGEST_SIDE = 20_000

Image.MAX_IMAGE_PIXELS = max(MOST_PIXELS.values())


class Picture(NamedTuple):
    """Encoded pieces by width, the smallest first, and the size of the largest."""

    pieces: dict[str, bytes]
    width: int
    height: int


def remade(data: bytes) -> Picture:
    """Decode a picture and encode it anew in the widths that pages need. Raises Refused."""
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as image:
            _check_size(image, data)
            return _encoded(_upright(image))
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except UnidentifiedImageError as error:
        raise Refused(
            _("This is not a picture we can read. Give a PNG, JPEG, WebP or GIF file."),
            code="wrong_type",
        ) from error
    except Refused:
        raise
    except Exception as error:
        # Decoders raise whatever a broken file leads them to; all of it means the same.
        raise Refused(
            _("The picture is damaged. Save it again and try once more."), code="damaged"
        ) from error


def _check_size(image: Image.Image, data: bytes) -> None:
    """Judge by the header, before anything is unpacked."""
    width, height = image.size
    most = MOST_PIXELS[image.format or "GIF"]
    scans = data.count(b"\xff\xda") if image.format == "JPEG" else 0
    if width * height > most or max(width, height) > LONGEST_SIDE or scans > MOST_SCANS:
        raise _too_large()


def _too_large() -> Refused:
    return Refused(
        _("The picture has too many pixels. Make it smaller, for example 2,000 pixels wide."),
        code="too_many_pixels",
    )


def _upright(image: Image.Image) -> Image.Image:
    """Decode the first frame, turned as the camera was held, in plain colours."""
    image.draft("RGB", (WIDTHS[-1] * 2, WIDTHS[-1] * 2))
    image.load()
    image = ImageOps.exif_transpose(image)
    clear = "A" in image.getbands() or "transparency" in image.info
    return image.convert("RGBA" if clear else "RGB")


def _encoded(image: Image.Image) -> Picture:
    """Shrink step by step, each piece from the larger one before it."""
    side = max(image.size)
    smaller = [width for width in WIDTHS if width < side]
    enough = next((width for width in WIDTHS if width >= side), None)
    pieces: dict[str, bytes] = {}
    size = (0, 0)
    for width in reversed([*smaller, enough] if enough else smaller):
        image.thumbnail((width, width), Image.Resampling.LANCZOS, reducing_gap=3.0)
        size = max(size, image.size)
        out = BytesIO()
        image.save(out, "WEBP", quality=QUALITY, method=4)
        pieces[str(width)] = out.getvalue()
    return Picture(dict(reversed(pieces.items())), *size)
