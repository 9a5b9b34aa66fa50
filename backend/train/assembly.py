"""Tokenizer and model of a run, as they are before the first step."""

from __future__ import annotations

from dataclasses import replace

from accelerate import Accelerator
from tokenizers import Tokenizer

from backend.errors import WeightsError
from backend.model.config import EarthGPTXConfig
from backend.model.earthgptx import EarthGPTX
from backend.model.tokenizer import TextTokenizer
from backend.model_files import CONFIG, TOKENIZER

from .mixture import Mixture
from .options import TrainingOptions
from .pretrained import extended_tokenizer, fill_expert, fill_language_model, with_language_model
from .run_state import STATE
from .starting_point import StartingPoint
from .switches import switch_off


def assemble(
    options: TrainingOptions, mixture: Mixture, accelerator: Accelerator
) -> tuple[TextTokenizer, EarthGPTX]:
    """Tokenizer and model, with all the weights that the options name.

    Raises:
        WeightsError: weights to begin with cannot be read or do not fit, or the folder holds the
            run of another preset.
    """
    path = options.run / TOKENIZER
    if (options.run / STATE).exists():
        model = _as_begun(options)
        switch_off(model, options.without)
        return TextTokenizer.load(path), model
    start = None
    if options.start is not None:
        start = StartingPoint.load(options.start).for_sources(mixture.sources)
    if accelerator.is_main_process:
        _write_tokenizer(options, mixture, start)
    accelerator.wait_for_everyone()
    tokenizer = TextTokenizer.load(path)
    config = options.model_config
    language = None
    if options.language_model is not None:
        config, language = with_language_model(config, options.language_model, tokenizer.size)
    else:
        config = replace(config, language={**config.language, "vocab_size": tokenizer.size})
    model = EarthGPTX(config)
    if start is not None:
        start.fill(model, Tokenizer.from_file(str(path)))
    if options.space_expert is not None:
        fill_expert(model.vision_experts.space, options.space_expert)
    if options.semantic_expert is not None:
        fill_expert(model.vision_experts.semantic, options.semantic_expert)
    if language is not None:
        fill_language_model(model, language)
    switch_off(model, options.without)
    return tokenizer, model


def _as_begun(options: TrainingOptions) -> EarthGPTX:
    """The graph of a run that goes on; its weights come with its state."""
    config = EarthGPTXConfig.load(options.weights / CONFIG)
    if config.name != options.model_config.name:
        raise WeightsError(
            f"{options.run} holds a run of {config.name}, not of {options.model_config.name}.",
            "Name the preset it was begun with, or another folder with --run.",
        )
    return EarthGPTX(config)


def _write_tokenizer(
    options: TrainingOptions, mixture: Mixture, start: StartingPoint | None
) -> None:
    path = options.run / TOKENIZER
    if options.language_model is not None:
        extended_tokenizer(options.language_model).save(str(path))
    elif start is not None and start.knows_special_tokens and not options.new_tokenizer:
        start.tokenizer.save(str(path))
    else:
        texts = [text for _ in range(3) for text in mixture.texts(rounds=6)]
        TextTokenizer.train(texts, options.model_config.language["vocab_size"]).save(path)
