"""A web server of map tiles in a colour each, on this machine; may be slow, or lack some."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from qgis.PyQt.QtCore import QBuffer, QByteArray, QIODevice
from qgis.PyQt.QtGui import QColor, QImage

WORLD = 20037508.342789244
WMS_CAPABILITIES = """<?xml version="1.0"?>
<WMS_Capabilities version="1.3.0" xmlns="http://www.opengis.net/wms"
 xmlns:xlink="http://www.w3.org/1999/xlink">
<Service><Name>WMS</Name><Title>test</Title></Service>
<Capability><Request>
<GetCapabilities><Format>text/xml</Format><DCPType><HTTP><Get>
<OnlineResource xlink:href="{url}"/></Get></HTTP></DCPType></GetCapabilities>
<GetMap><Format>image/png</Format><DCPType><HTTP><Get>
<OnlineResource xlink:href="{url}"/></Get></HTTP></DCPType></GetMap></Request>
<Layer><Title>all</Title><CRS>EPSG:3857</CRS>
<Layer queryable="0"><Name>colours</Name><Title>colours</Title><CRS>EPSG:3857</CRS>
<EX_GeographicBoundingBox><westBoundLongitude>-180</westBoundLongitude>
<eastBoundLongitude>180</eastBoundLongitude><southBoundLatitude>-85</southBoundLatitude>
<northBoundLatitude>85</northBoundLatitude></EX_GeographicBoundingBox>
<BoundingBox CRS="EPSG:3857" minx="-20037508" miny="-20037508" maxx="20037508" maxy="20037508"/>
</Layer></Layer></Capability></WMS_Capabilities>"""
WMTS_CAPABILITIES = """<?xml version="1.0"?>
<Capabilities xmlns="http://www.opengis.net/wmts/1.0" xmlns:ows="http://www.opengis.net/ows/1.1"
 xmlns:xlink="http://www.w3.org/1999/xlink" version="1.0.0">
<Contents><Layer><ows:Title>colours</ows:Title><ows:Identifier>colours</ows:Identifier>
<ows:WGS84BoundingBox><ows:LowerCorner>-180 -85</ows:LowerCorner>
<ows:UpperCorner>180 85</ows:UpperCorner></ows:WGS84BoundingBox>
<Style isDefault="true"><ows:Identifier>default</ows:Identifier></Style>
<Format>image/png</Format><TileMatrixSetLink><TileMatrixSet>web</TileMatrixSet>
</TileMatrixSetLink>
<ResourceURL format="image/png" resourceType="tile"
 template="{url}{{TileMatrix}}/{{TileCol}}/{{TileRow}}.png"/></Layer>
<TileMatrixSet><ows:Identifier>web</ows:Identifier>
<ows:SupportedCRS>urn:ogc:def:crs:EPSG::3857</ows:SupportedCRS>
<TileMatrix><ows:Identifier>2</ows:Identifier>
<ScaleDenominator>139770566.0071794</ScaleDenominator>
<TopLeftCorner>-20037508.342789244 20037508.342789244</TopLeftCorner>
<TileWidth>256</TileWidth><TileHeight>256</TileHeight>
<MatrixWidth>4</MatrixWidth><MatrixHeight>4</MatrixHeight></TileMatrix></TileMatrixSet>
</Contents></Capabilities>"""


class PictureServer(ThreadingHTTPServer):
    """Tiles z/x/y.png of zoom 2, red by column and green by row, as WMS, WMTS and XYZ.

    Attributes:
        missing: tiles (x, y) that are answered with an error.
        late: seconds before a tile is answered.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.missing: frozenset[tuple[int, int]] = frozenset()
        self.late = 0.0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


class _Handler(BaseHTTPRequestHandler):
    server: PictureServer

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {key.lower(): value[0] for key, value in parse_qs(parts.query).items()}
        if query.get("request") == "GetCapabilities":
            known = WMTS_CAPABILITIES if query.get("service") == "WMTS" else WMS_CAPABILITIES
            self._send("text/xml", known.format(url=self.server.url).encode())
        elif query.get("request") == "GetMap":
            size = int(query["width"]), int(query["height"])
            bounds = [float(number) for number in query["bbox"].split(",")]
            self._send("image/png", _map(bounds, *size))
        else:
            _, x, y = (int(part.split(".")[0]) for part in parts.path.strip("/").split("/"))
            time.sleep(self.server.late)
            if (x, y) in self.server.missing:
                self.send_error(500)
            else:
                self._send("image/png", _tile(x, y))

    def log_message(self, *_: object) -> None:
        pass

    def _send(self, kind: str, body: bytes) -> None:
        with suppress(ConnectionError):  # who asked has given up waiting
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)


def colour(x: int, y: int) -> QColor:
    return QColor(40 + 40 * x, 40 + 40 * y, 90)


def _tile(x: int, y: int) -> bytes:
    image = QImage(256, 256, QImage.Format.Format_RGB32)
    image.fill(colour(x, y))
    return _png(image)


def _map(bounds: list[float], width: int, height: int) -> bytes:
    x_min, y_min, x_max, y_max = bounds
    image = QImage(width, height, QImage.Format.Format_RGB32)
    for column in range(width):
        x = x_min + (column + 0.5) / width * (x_max - x_min)
        for row in range(height):
            y = y_max - (row + 0.5) / height * (y_max - y_min)
            at = int((x + WORLD) / WORLD * 2), int((WORLD - y) / WORLD * 2)
            image.setPixelColor(column, row, colour(*at))
    return _png(image)


def _png(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(data)


@contextmanager
def picture_server():
    server = PictureServer()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
