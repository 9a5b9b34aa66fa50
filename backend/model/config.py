"""Sizes of every part, and the presets: the same classes from 6 M to 13 B parameters."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class ExpertConfig:
    """One vision backbone of `transformers`.

    Attributes:
        architecture: model_type of transformers, "mobilenet_v2", "convnext", "dinov2", ...
        options: keyword arguments of its configuration class.
        taps: indices into hidden_states, finest first; the last one only for a ViT.
        strides: pixels per cell of each tap.
        channels: of each tap.
    """

    architecture: str
    options: dict[str, Any]
    taps: tuple[int, ...]
    strides: tuple[int, ...]
    channels: tuple[int, ...]


@dataclass(frozen=True)
class PixelDecoderConfig:
    """Widths of the pixel perception module; mask_basis is the K of the dynamic convolution."""

    width: int = 64
    mask_basis: int = 16
    dynamic_width: int = 8


@dataclass(frozen=True)
class EarthGPTXConfig:
    """Everything needed to build the graph.

    Attributes:
        pyramid_width: channels of the fused feature pyramid.
        understanding_width: channels of image and prompt tokens in the mutual understanding block.
        understanding_heads: attention heads there.
        image_grid: the language model sees image_grid x image_grid image tokens.
        overview_size: longest side in pixels the semantic expert sees.
        sensor_decoders: sensors with a pixel decoder of their own; the others share one.
        language: keyword arguments of the causal LM's configuration, with its model_type.
        image_mean, image_std: of pixel values 0..1, per channel.
        score_scales: source -> slope and offset of the logit of a centre there, so that scores of
            instances mean what they say; found after training.
        score_offsets: source -> category -> what is added to that offset: rare categories are
            scored too low, those that others are taken for too high.
    """

    name: str
    space_expert: ExpertConfig
    semantic_expert: ExpertConfig
    language: dict[str, Any]
    pyramid_width: int = 96
    understanding_width: int = 128
    understanding_heads: int = 4
    image_grid: int = 8
    overview_size: int = 448
    pixel_decoder: PixelDecoderConfig = field(default_factory=PixelDecoderConfig)
    sensor_decoders: tuple[str, ...] = ()
    image_mean: tuple[float, float, float] = (0.5, 0.5, 0.5)
    image_std: tuple[float, float, float] = (0.5, 0.5, 0.5)
    score_scales: dict[str, tuple[float, float]] = field(default_factory=dict)
    score_offsets: dict[str, dict[str, float]] = field(default_factory=dict)

    def score_scale(self, source: str, category: str) -> tuple[float, float]:
        """Slope and offset of the logit of a centre."""
        slope, offset = self.score_scales.get(source, (1.0, 0.0))
        return slope, offset + self.score_offsets.get(source, {}).get(category, 0.0)

    @property
    def uncalibrated(self) -> EarthGPTXConfig:
        """The same without what scores mean, for weights of which that is still to be found."""
        return dataclasses.replace(self, score_scales={}, score_offsets={})

    @classmethod
    def load(cls, path: Path) -> EarthGPTXConfig:
        """Read config.json."""
        return cls.from_dict(json.loads(path.read_text(encoding="utf-8")))

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> EarthGPTXConfig:
        """The inverse of dataclasses.asdict after a trip through JSON."""
        values = dict(values)
        for name in ("space_expert", "semantic_expert"):
            expert: dict[str, Any] = dict(values[name])
            for key in ("taps", "strides", "channels"):
                expert[key] = tuple(expert[key])
            values[name] = ExpertConfig(**expert)
        values["pixel_decoder"] = PixelDecoderConfig(**values["pixel_decoder"])
        values["sensor_decoders"] = tuple(values.get("sensor_decoders", ()))
        values["image_mean"] = tuple(values["image_mean"])
        values["image_std"] = tuple(values["image_std"])
        scales = values.get("score_scales", {})
        values["score_scales"] = {source: tuple(scale) for source, scale in scales.items()}
        return cls(**values)

    def to_json(self) -> str:
        """Text of config.json."""
        return json.dumps(dataclasses.asdict(self), indent=2) + "\n"


def _convnext(depths: tuple[int, ...], widths: tuple[int, ...]) -> ExpertConfig:
    return ExpertConfig(
        architecture="convnext",
        options={"depths": list(depths), "hidden_sizes": list(widths)},
        taps=(1, 2, 3, 4),
        strides=(4, 8, 16, 32),
        channels=widths,
    )


def _dinov2(width: int, layers: int, heads: int, patch: int, image_size: int) -> ExpertConfig:
    return ExpertConfig(
        architecture="dinov2",
        options={
            "hidden_size": width,
            "num_hidden_layers": layers,
            "num_attention_heads": heads,
            "patch_size": patch,
            "image_size": image_size,
        },
        taps=(layers,),
        strides=(patch,),
        channels=(width,),
    )


def _llama(
    width: int, layers: int, heads: int, intermediate: int, vocabulary: int, **options: Any
) -> dict[str, Any]:
    return {
        "model_type": "llama",
        "hidden_size": width,
        "num_hidden_layers": layers,
        "num_attention_heads": heads,
        "num_key_value_heads": heads,
        "intermediate_size": intermediate,
        "vocab_size": vocabulary,
        **options,
    }


def nano(vocabulary: int = 1536) -> EarthGPTXConfig:
    """earthgptx-nano: about 6 M parameters, runs on a CPU, shipped with weights."""
    space = ExpertConfig(
        architecture="mobilenet_v2",
        options={"tf_padding": True, "image_size": 224},
        taps=(1, 4, 11, 15),
        strides=(4, 8, 16, 32),
        channels=(24, 32, 96, 320),
    )
    return EarthGPTXConfig(
        name="earthgptx-nano",
        space_expert=space,
        semantic_expert=_dinov2(width=128, layers=4, heads=4, patch=16, image_size=256),
        language=_llama(192, 4, 6, 512, vocabulary, tie_word_embeddings=True),
        overview_size=256,
    )


def tiny(vocabulary: int = 400) -> EarthGPTXConfig:
    """A few thousand parameters with every part in place, for tests."""
    return EarthGPTXConfig(
        name="earthgptx-tiny",
        space_expert=_convnext((1, 1, 1, 1), (8, 16, 24, 32)),
        semantic_expert=_dinov2(width=32, layers=2, heads=2, patch=16, image_size=64),
        language=_llama(32, 2, 2, 64, vocabulary, tie_word_embeddings=True),
        pyramid_width=16,
        understanding_width=32,
        understanding_heads=2,
        image_grid=4,
        overview_size=64,
        pixel_decoder=PixelDecoderConfig(width=16, mask_basis=4, dynamic_width=4),
    )


def _paper_size(name: str, language: dict[str, Any]) -> EarthGPTXConfig:
    return EarthGPTXConfig(
        name=name,
        space_expert=_convnext((3, 3, 27, 3), (192, 384, 768, 1536)),
        semantic_expert=_dinov2(width=1024, layers=24, heads=16, patch=14, image_size=518),
        language=language,
        pyramid_width=256,
        understanding_width=1024,
        understanding_heads=16,
        image_grid=16,
        pixel_decoder=PixelDecoderConfig(width=256, mask_basis=32, dynamic_width=16),
        image_mean=(0.485, 0.456, 0.406),
        image_std=(0.229, 0.224, 0.225),
    )


def earthgptx_7b() -> EarthGPTXConfig:
    """ConvNeXt-L + DINOv2-L + a Llama-2-7B-shaped language model."""
    return _paper_size("earthgptx-7b", _llama(4096, 32, 32, 11008, 32064))


def earthgptx_13b() -> EarthGPTXConfig:
    """The paper's: ConvNeXt-L + DINOv2-L + LLaMA-2 13B."""
    return _paper_size("earthgptx-13b", _llama(5120, 40, 40, 13824, 32064))


PRESETS = {
    "earthgptx-nano": nano,
    "earthgptx-7b": earthgptx_7b,
    "earthgptx-13b": earthgptx_13b,
}
