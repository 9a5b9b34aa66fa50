"""Scenes drawn from vector geometry, as optical, SAR and infrared sensors would see them."""
