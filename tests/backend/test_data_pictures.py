"""Image files become the picture the model is shown when it answers."""

import struct
import zlib

import numpy as np
import pytest
from PIL import Image
from raster_files import write_raster

from backend.data.pictures import read_indices, read_picture, shown, source_of_names
from backend.errors import RasterError
from backend.scenes.scene import Scene


def ramp(high, dtype=np.uint16):
    return np.linspace(0, high, 200).astype(dtype).reshape(10, 20)


def test_eight_bits_are_shown_as_they_are(tmp_path):
    colours = (np.arange(10 * 20 * 3) % 251).astype(np.uint8).reshape(10, 20, 3)
    Image.fromarray(colours).save(tmp_path / "a.png")
    assert np.array_equal(read_picture(tmp_path / "a.png", "optical"), colours)
    Image.fromarray(colours[:, :, 0]).save(tmp_path / "grey.png")
    grey = read_picture(tmp_path / "grey.png", "optical")
    assert np.array_equal(grey, np.repeat(colours[:, :, :1], 3, axis=2))


def test_sixteen_bits_are_stretched_from_the_second_to_the_ninety_eighth_percentile(tmp_path):
    Image.fromarray(ramp(1990)).save(tmp_path / "a.png")
    picture = read_picture(tmp_path / "a.png", "optical")
    assert picture.dtype == np.uint8
    assert (picture.min(), picture.max()) == (0, 255)
    # Value 995 lies in the middle between 39.8 and 1950.2.
    middle = picture.reshape(-1, 3)[np.abs(ramp(1990).ravel().astype(int) - 995).argmin()]
    assert 126 <= middle[0] <= 129


def test_a_raster_of_many_bands_and_floats_is_shown_as_in_use(tmp_path):
    values = np.stack([ramp(scale, np.float32) for scale in (1.0, 2.0, 3.0, 4.0)])
    values[:, 0, 0] = -9999
    path = write_raster(tmp_path / "four.tif", values, nodata=-9999)
    with Scene(path) as scene:
        tile = scene.read(scene.window, 20)
    picture = read_picture(path, "optical")
    assert picture.shape == (10, 20, 3)
    assert np.array_equal(picture, shown(tile))
    assert picture[0, 0].tolist() == [0, 0, 0]
    assert picture[9, 19].tolist() == [255, 255, 255]


def test_a_raster_without_data_and_a_file_that_is_none_are_named(tmp_path):
    path = write_raster(tmp_path / "empty.tif", np.full((1, 8, 8), 7, np.int16), nodata=7)
    with pytest.raises(RasterError, match=r"empty\.tif has no data"):
        read_picture(path, "optical")
    (tmp_path / "broken.tif").write_bytes(b"II*\x00nothing")
    with pytest.raises(RasterError, match=r"broken\.tif cannot be opened"):
        read_picture(tmp_path / "broken.tif", "optical")
    with pytest.raises(RasterError, match=r"gone\.png cannot be read: No such file"):
        read_picture(tmp_path / "gone.png", "optical")


def test_indices_are_read_as_numbers(tmp_path):
    numbers = np.array([[0, 1, 300]], np.uint16)
    Image.fromarray(numbers).save(tmp_path / "a.png")
    assert read_indices(tmp_path / "a.png").tolist() == [[0, 1, 300]]


@pytest.mark.parametrize(
    ("names", "source"),
    [
        (("ships", "SAR_train"), "sar"),
        (("thermal", "people"), "infrared"),
        (("s1", "flood"), "sar"),
        (("mine", "sardinia"), "optical"),
    ],
)
def test_names_speak_of_the_sensor(names, source):
    assert source_of_names(*names) == source


def test_colours_of_sixteen_bits_and_images_too_large_to_open_are_named(tmp_path):
    row = b"\x00" + bytes(range(12))
    header = struct.pack(">IIBBBBB", 2, 1, 16, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(row)), (b"IEND", b"")]
    deep = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
    (tmp_path / "deep.png").write_bytes(deep)
    with pytest.raises(RasterError, match=r"deep\.png is a colour image of 16 bits"):
        read_picture(tmp_path / "deep.png", "optical")
    Image.new("RGB", (4, 4)).save(tmp_path / "huge.bmp")
    bytes_of = bytearray((tmp_path / "huge.bmp").read_bytes())
    bytes_of[18:26] = struct.pack("<ii", 100_000, 100_000)
    (tmp_path / "huge.bmp").write_bytes(bytes_of)
    with pytest.raises(RasterError, match=r"huge\.bmp cannot be read: .* exceeds limit"):
        read_picture(tmp_path / "huge.bmp", "optical")
