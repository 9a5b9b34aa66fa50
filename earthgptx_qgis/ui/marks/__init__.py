"""Marks on the map: tools, list, keys and the preview under the cursor."""
