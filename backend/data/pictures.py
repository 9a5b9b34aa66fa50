"""Image files of any kind as the picture the model is shown when it answers.

What is not 8 bits is stretched by the same code as a tile of a question, so that training and use
see the same.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from backend.errors import RasterError
from backend.picture.image_processor import stretched_picture
from earthgptx_qgis.wire.geobox import Affine, GeoBox
from earthgptx_qgis.wire.messages import Array, SourceKind, Tile
from earthgptx_qgis.wire.source_names import named_kind

RASTERS = frozenset({".tif", ".tiff", ".vrt", ".jp2", ".img"})
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".avif", ".bmp", ".gif"})
_WHERE = Affine(1.0, 0.0, 0.0, 0.0, -1.0, 0.0)


def is_image(path: Path) -> bool:
    """Whether a file's ending is that of an image."""
    return path.suffix.lower() in RASTERS | PICTURES


def read_picture(path: Path, source: str) -> np.ndarray:
    """(H, W, 3) uint8.

    Raises:
        RasterError: the file is missing, broken, or of a kind that cannot be read here.
    """
    if path.suffix.lower() in RASTERS:
        return _read_raster(path, source)
    picture = _opened(path)
    if picture.mode[0] in "IF":
        return shown(_tile_of(np.asarray(picture)[:, :, None], path.stem, source))
    return np.array(picture.convert("RGB"))


def read_indices(path: Path) -> np.ndarray:
    """(H, W), the numbers in a mask or palette image, as they are.

    Raises:
        RasterError: the file is missing or broken, or has colours where numbers are due.
    """
    numbers = np.asarray(_opened(path))
    if numbers.ndim != 2:
        raise RasterError(
            f"{path} has {numbers.shape[2]} bands: a mask has one, with a class number a pixel.",
            "Turn colours into class numbers first.",
        )
    return numbers


def _opened(path: Path) -> Image.Image:
    """An image with its pixels in memory."""
    try:
        with Image.open(path) as picture:
            stored = [str(tile[3]) for tile in picture.tile]
            picture.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise RasterError(
            f"{path} cannot be read: {getattr(error, 'strerror', None) or error}",
            "Check that the file is there, that Pillow can decode its format (AVIF needs Pillow "
            "11.3 or newer), and that it is no larger than some thousand pixels a side.",
        ) from error
    if picture.mode == "RGB" and any(";16B" in mode for mode in stored):
        raise RasterError(
            f"{path} is a colour image of 16 bits, which would lose half of them.",
            "Save it as a GeoTIFF.",
        )
    return picture


def shown(tile: Tile) -> np.ndarray:
    """(H, W, 3) uint8: a tile of raw values as the model would see it."""
    picture = stretched_picture(tile)
    pixels = picture.pixels[:, : picture.height, : picture.width].transpose(1, 2, 0)
    return np.round(pixels * 255).astype(np.uint8)


def source_of_names(*names: str) -> str:
    """The sensor that names speak of, as for a layer of unknown kind; else "optical"."""
    named = named_kind(names)
    return (SourceKind.OPTICAL if named is SourceKind.AUTO else named).value


def _tile_of(values: np.ndarray, name: str, source: str) -> Tile:
    height, width = values.shape[:2]
    pixels = Array(values.dtype.name, values.shape, np.ascontiguousarray(values).tobytes())
    geobox = GeoBox(width, height, _WHERE)
    return Tile(pixels, geobox, source_kind=SourceKind(source), layer_name=name)


def _read_raster(path: Path, source: str) -> np.ndarray:
    try:
        from backend.scenes.scene import Scene
    except ImportError as error:
        raise RasterError(
            f"{path} cannot be read without rasterio.",
            "Install it, or convert the data where it is: python -m backend.data.convert.",
        ) from error
    with Scene(path, SourceKind(source)) as scene:
        tile = scene.read(scene.window, max(scene.window.width, scene.window.height))
    if tile is None:
        raise RasterError(f"{path} has no data: every pixel is nodata.", "Leave it out.")
    return shown(tile)
