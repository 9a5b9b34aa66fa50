"""The EarthGPT-X graph (arXiv 2504.12795), one file per part, assembled in earthgptx.py.

Knows its configuration, torch and transformers; knows nothing of the wire, of files on disk other
than its checkpoint, or of geography.
"""
