"""The fixtures hold for the plugin's own tests as well, where they run under Qt 6."""

pytest_plugins = ["in_place_of_pytest_qgis"]
