"""Whether a result layer is still as it was."""

from __future__ import annotations

from .segment_layer import SegmentLayer


class LayerWatch:
    """Notices features that come, go or are edited; edits that are under way count at once.

    Attributes:
        segments: the layer.
    """

    def __init__(self, segments: SegmentLayer) -> None:
        """Watch from now on.

        Raises:
            ResultLayerError: the layer was removed.
        """
        self.segments = segments
        self._was_edited = segments.layer.isEditable()
        self._feature_ids = segments.feature_ids()
        segments.layer.editingStarted.connect(self._on_edited)

    @property
    def has_changed(self) -> bool:
        """Whether the layer has changed since, or was removed."""
        if self._was_edited or not self.segments.is_alive:
            return True
        return self.segments.feature_ids() != self._feature_ids

    def _on_edited(self) -> None:
        self._was_edited = True
