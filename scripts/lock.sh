#!/usr/bin/env bash
# Write requirements/*.lock anew from requirements/*.in: every package of every platform, pinned with
# its hashes, without the address of any index. Needs uv.
set -eu
cd "$(dirname "$0")/../requirements"
export UV_CUSTOM_COMPILE_COMMAND="make locks"
for name in backend development evaluation qgis-test qt6-test; do
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --override overrides.txt \
        "$name.in" --output-file "$name.lock"
done
