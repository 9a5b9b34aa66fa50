"""Pixel perception module: a segmentation token becomes all instances of its phrase, or one mask.

The hidden state of `<seg>` is turned into a query. Its product with the pixel features gives a map
of instance centres (one peak an instance, so touching objects come apart) and, for covers such as
water, a map of the cover itself. Each instance's mask is drawn by a small convolution whose weights
come from the feature at one of its places and from the query, in coordinates relative to its box
(after CondInst, arXiv 2003.05664, with centres after CenterNet, arXiv 1904.07850). A marked
object is drawn the same way from the features under the mark.

Maps are at the finest stride of the pyramid, and positions in cells of it, x right, y down, corner
origin. Only masks are drawn FINER: half of what is looked for in aerial images is but six such
cells across, and its outline would be lost between them.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from .config import EarthGPTXConfig
from .vision_experts import resize

FINER = 2
"""Rows and columns of a mask per cell."""
SMALLEST_SIZE = 2.0
"""Half-sizes of boxes are at least this many cells when they scale relative coordinates."""


@dataclass(frozen=True)
class PixelFeatures:
    """What a tile gives the decoder, computed once however many prompts follow.

    Attributes:
        shared: (B, C, h, w) features that instance kernels are read from.
        centre: (B, C, h, w) compared with the query for centres.
        cover: (B, C, h, w) compared with the query for covers.
        basis: (B, K, FINER * h, FINER * w) that instance kernels are applied to.
        distances: (B, 4, h, w) predicted left, top, right, bottom extents in cells.
    """

    shared: Tensor
    centre: Tensor
    cover: Tensor
    basis: Tensor
    distances: Tensor

    def boxes_at(self, image: Tensor | int, rows: Tensor, columns: Tensor) -> Tensor:
        """(M, 4) predicted boxes in cells, from the extents at the middles of cells."""
        extents = self.distances.permute(0, 2, 3, 1)[image, rows, columns]
        middle = torch.stack([columns, rows], dim=1) + 0.5
        return torch.cat([middle - extents[:, :2], middle + extents[:, 2:]], dim=1)


@dataclass(frozen=True)
class PhraseQuery:
    """What a segmentation token asks for.

    Attributes:
        image: (N,) tile of each query.
        centre, cover: (N, C + 1), weights and bias.
        kernel: (N, C) part of every instance kernel.
        is_cover: (N,) logit: a cover without instances, such as water.
    """

    image: Tensor
    centre: Tensor
    cover: Tensor
    kernel: Tensor
    is_cover: Tensor


@dataclass(frozen=True)
class Anchors:
    """Where instance masks are drawn.

    Attributes:
        query: (M,) index of the phrase query each belongs to.
        feature: (M, C) of PixelFeatures.shared at or under the instance.
        centre: (M, 2) x, y of its box's centre.
        half_size: (M, 2) of its box.
        prompts: (M, 2, h, w) positive and negative prompt maps; None where found by words.
    """

    query: Tensor
    feature: Tensor
    centre: Tensor
    half_size: Tensor
    prompts: Tensor | None = None

    def take(self, indices: Tensor) -> Anchors:
        """The instances of the given indices."""
        return Anchors(
            self.query[indices],
            self.feature[indices],
            self.centre[indices],
            self.half_size[indices],
            None if self.prompts is None else self.prompts[indices],
        )


@dataclass(frozen=True)
class Windows:
    """Equal squares of the grid, one per instance: most instances are small.

    Attributes:
        top, left: (M,) first row and column of each, the whole square within the grid.
        size: cells along a side.
    """

    top: Tensor
    left: Tensor
    size: int

    def cut(self, maps: Tensor) -> Tensor:
        """(M, C, h, w) -> (M, C, size, size)."""
        steps = torch.arange(self.size, device=maps.device)
        rows, columns = self.top[:, None] + steps, self.left[:, None] + steps
        index = torch.arange(len(maps), device=maps.device)
        cut = maps[index[:, None, None], :, rows[:, :, None], columns[:, None, :]]
        return cut.permute(0, 3, 1, 2)

    def finer(self) -> Windows:
        """The same squares on the grid of masks."""
        return Windows(self.top * FINER, self.left * FINER, self.size * FINER)


class Surroundings(nn.Module):
    """What lies around each cell: where the edges of a large object are, a cell cannot see."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(
            nn.Sequential(
                nn.Conv2d(width, width, 5, padding=2, groups=width, bias=False),
                nn.BatchNorm2d(width),
                nn.ReLU(),
                nn.Conv2d(width, width, 1, bias=False),
                nn.BatchNorm2d(width),
            )
            for _ in range(3)
        )

    def forward(self, maps: Tensor) -> Tensor:
        """(B, C, h, w) -> (B, C, h, w)."""
        for block in self.blocks:
            maps = (maps + block(maps)).relu()
        return maps


def _convolution(inputs: int, outputs: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, stride=stride, padding=1, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(),
    )


class PixelDecoder(nn.Module):
    """Pixel features, phrase queries, and masks from both."""

    def __init__(self, config: EarthGPTXConfig, language_width: int) -> None:
        super().__init__()
        sizes = config.pixel_decoder
        width = sizes.width
        self.basis_width, self.dynamic_width = sizes.mask_basis, sizes.dynamic_width
        self.entry = _convolution(config.pyramid_width, width)
        self.coarse_entry = _convolution(config.pyramid_width, width)
        self.surroundings = Surroundings(width)
        self.tower = _convolution(width, width)
        self.to_centre = nn.Conv2d(width, width, 1)
        self.to_cover = nn.Conv2d(width, width, 1)
        self.to_mask = nn.Conv2d(width, sizes.mask_basis, 1)
        self.detail = nn.Sequential(
            _convolution(3, sizes.mask_basis, stride=2),
            _convolution(sizes.mask_basis, sizes.mask_basis),
        )
        self.to_basis = nn.Sequential(
            _convolution(2 * sizes.mask_basis, sizes.mask_basis),
            nn.Conv2d(sizes.mask_basis, sizes.mask_basis, 1),
        )
        self.to_distances = nn.Conv2d(width, 4, 1)
        self.query = nn.Sequential(
            nn.LayerNorm(language_width), nn.Linear(language_width, 2 * width), nn.GELU()
        )
        self.query_centre = nn.Linear(2 * width, width + 1)
        self.query_cover = nn.Linear(2 * width, width + 1)
        self.query_kernel = nn.Linear(2 * width, width)
        self.query_is_cover = nn.Linear(2 * width, 1)
        # basis + 2 relative coordinates + 2 prompt maps -> dynamic_width -> 1
        self.first_inputs = sizes.mask_basis + 4
        kernel_size = (self.first_inputs + 1) * self.dynamic_width + self.dynamic_width + 1
        self.to_kernel = nn.Sequential(
            nn.Linear(2 * width, 2 * width), nn.ReLU(), nn.Linear(2 * width, kernel_size)
        )
        # Centres are rare: start at a probability of 0.01, as focal losses need.
        with torch.no_grad():
            self.query_centre.bias[-1] = -4.6
            self.to_distances.bias.fill_(1.0)  # pyright: ignore[reportOptionalMemberAccess]

    def features(self, images: Tensor, pyramid: dict[int, Tensor]) -> PixelFeatures:
        """images (B, 3, H, W), pyramid (B, P, h, w) by stride, finest first."""
        finest, coarser = list(pyramid.values())[:2]
        near = self.entry(finest)
        around = self.surroundings(self.coarse_entry(coarser))
        shared = self.tower(near + resize(around, near))
        return PixelFeatures(
            shared=shared,
            centre=self.to_centre(shared),
            cover=self.to_cover(shared),
            basis=self._basis(images, shared),
            distances=self.to_distances(shared).float().clamp(-3.0, 6.0).exp(),
        )

    def _basis(self, images: Tensor, shared: Tensor) -> Tensor:
        """What is where, from the features, and exactly where it ends, from the image itself."""
        detail = self.detail(images)
        target = detail.new_empty(0, 0, FINER * shared.shape[2], FINER * shared.shape[3])
        layout = resize(self.to_mask(shared), target)
        return self.to_basis(torch.cat([layout, resize(detail, target)], dim=1))

    @property
    def picture_modules(self) -> tuple[nn.Module, ...]:
        """What works on the whole tile, before anything is asked."""
        return (
            self.entry,
            self.coarse_entry,
            self.surroundings,
            self.tower,
            self.detail,
            self.to_mask,
            self.to_basis,
            self.to_centre,
            self.to_cover,
            self.to_distances,
        )

    def phrase_query(self, hidden: Tensor, image: Tensor) -> PhraseQuery:
        """hidden (N, L) of segmentation tokens, image (N,)."""
        query = self.query(hidden)
        return PhraseQuery(
            image=image,
            centre=self.query_centre(query),
            cover=self.query_cover(query),
            kernel=self.query_kernel(query),
            is_cover=self.query_is_cover(query)[:, 0],
        )

    @staticmethod
    def centre_logits(features: PixelFeatures, query: PhraseQuery) -> Tensor:
        """(N, h, w): how likely an instance has its centre in each cell."""
        return _compare(features.centre, query.centre, query.image)

    @staticmethod
    def cover_logits(features: PixelFeatures, query: PhraseQuery) -> Tensor:
        """(N, h, w): how likely each cell belongs to what the phrase names."""
        return _compare(features.cover, query.cover, query.image)

    def instance_logits(
        self,
        features: PixelFeatures,
        query: PhraseQuery,
        anchors: Anchors,
        windows: Windows | None = None,
    ) -> Tensor:
        """(M, FINER * h, FINER * w): the mask of each anchored instance, above 0 inside.

        With windows only these are drawn: (M, FINER * size, FINER * size).
        """
        joined = torch.cat([anchors.feature, query.kernel[anchors.query]], dim=1)
        kernel = self.to_kernel(joined)
        inner = self.first_inputs * self.dynamic_width
        first, first_bias, second, second_bias = kernel.split(
            [inner, self.dynamic_width, self.dynamic_width, 1], dim=1
        )
        first = first.unflatten(1, (self.dynamic_width, self.first_inputs))
        basis = features.basis
        image = query.image[anchors.query]
        coordinates = _relative_coordinates(anchors, basis, windows)
        # Split by input so that the large basis is never copied once per instance.
        on_basis, on_coordinates, on_prompts = first.split([self.basis_width, 2, 2], dim=2)
        if windows is None:
            hidden = _apply_per_image(on_basis, basis, image)
        else:
            patches = windows.finer().cut(basis.expand(len(image), -1, -1, -1)).float()
            hidden = torch.einsum("mdk,mkhw->mdhw", on_basis, patches)
        hidden = hidden + torch.einsum("mdk,mkhw->mdhw", on_coordinates, coordinates)
        if anchors.prompts is not None:
            maps = windows.cut(anchors.prompts) if windows else anchors.prompts
            prompted = torch.einsum("mdk,mkhw->mdhw", on_prompts, maps)
            hidden = hidden + resize(prompted, hidden)
        hidden = (hidden + first_bias[:, :, None, None]).relu()
        return torch.einsum("md,mdhw->mhw", second, hidden) + second_bias[:, :, None]


def _compare(maps: Tensor, weights: Tensor, image: Tensor) -> Tensor:
    """maps (B, C, h, w), weights and bias (N, C + 1), image (N,) -> (N, h, w)."""
    scale = maps.shape[1] ** -0.5
    products = _apply_per_image(weights[:, None, :-1] * scale, maps, image)[:, 0]
    return products + weights[:, -1, None, None]


def _apply_per_image(weights: Tensor, maps: Tensor, image: Tensor) -> Tensor:
    """weights (N, D, C) on the map of their image, (B, C, h, w) -> (N, D, h, w)."""
    weights = weights.to(maps.dtype)
    if maps.shape[0] == 1:
        products = weights.flatten(0, 1) @ maps[0].flatten(1)
        return products.reshape(*weights.shape[:2], *maps.shape[2:])
    return torch.einsum("ndc,nchw->ndhw", weights, maps[image])


def _relative_coordinates(anchors: Anchors, basis: Tensor, windows: Windows | None) -> Tensor:
    """(M, 2, rows, columns) of masks: x, y from the box's centre in half-sizes, within -3..3."""
    height, width = (2 * [FINER * windows.size]) if windows else basis.shape[2:]
    xs = (torch.arange(width, device=basis.device)[None] + 0.5) / FINER
    ys = (torch.arange(height, device=basis.device)[None] + 0.5) / FINER
    if windows:
        xs, ys = xs + windows.left[:, None], ys + windows.top[:, None]
    half = anchors.half_size.clamp(min=SMALLEST_SIZE)
    x = (xs - anchors.centre[:, :1]) / half[:, :1]
    y = (ys - anchors.centre[:, 1:]) / half[:, 1:]
    grid = torch.stack(
        [x[:, None, :].expand(-1, height, -1), y[:, :, None].expand(-1, -1, width)], dim=1
    )
    # Not in the basis' own precision: bfloat16 cannot tell the cells of a large object apart.
    return grid.clamp(-3.0, 3.0)
