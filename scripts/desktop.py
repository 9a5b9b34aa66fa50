"""Start the real QGIS desktop with a script, in a profile of its own that holds this plugin."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from scripts.package_plugin import PLUGIN, link_into

SCREEN = "1500x950x24"


class DesktopError(Exception):
    """QGIS could not be started, or did not come to its end."""


def run_in_desktop(
    script: Path,
    log: Path,
    time_limit_seconds: float,
    plugin_enabled: bool = True,
    plugin_linked: bool = True,
    settings: str = "",
    **variables: str,
) -> int:
    """Run a script inside QGIS and wait until QGIS ends, which the script has to bring about.

    On the user's display, or under Xvfb where there is none.

    Args:
        log: gets what QGIS writes to its terminal.
        plugin_enabled: whether QGIS loads the plugin at its start.
        plugin_linked: whether the plugin is in the profile at all.
        settings: further sections of QGIS's ini file, such as a locale or a theme.
        variables: environment variables for the script.

    Returns:
        QGIS's exit status; other than 0, it crashed.

    Raises:
        DesktopError: QGIS or Xvfb is not installed, or time ran out.
    """
    # A fresh profile each time: QGIS switches a plugin off that it believes to have crashed.
    with tempfile.TemporaryDirectory(prefix="earthgptx-profile-") as profiles:
        profile = Path(profiles) / "profiles" / "default"
        ini = profile / "QGIS" / "QGIS3.ini"
        ini.parent.mkdir(parents=True)
        switches = "processing=true\n"
        if plugin_linked:
            link_into(profile)
            switches += f"{PLUGIN}={'true' if plugin_enabled else 'false'}\n"
        ini.write_text(f"[PythonPlugins]\n{switches}[{PLUGIN}]\ntour_shown=true\n{settings}")
        command = ["qgis", "--profiles-path", profiles, "--nologo", "--noversioncheck"]
        command += ["--code", str(script)]
        environment = {**os.environ, **variables}
        environment.pop("QT_QPA_PLATFORM", None)
        if not os.environ.get("DISPLAY"):
            command = ["xvfb-run", "-a", "-s", f"-screen 0 {SCREEN} -nolisten tcp", *command]
        return _run(["timeout", f"{time_limit_seconds:.0f}", *command], environment, log)


def _run(command: list[str], environment: dict[str, str], log: Path) -> int:
    # timeout(1) ends the whole group; a stopped xvfb-run would leave QGIS behind.
    with log.open("ab") as output:
        status = subprocess.run(
            command, env=environment, stdout=output, stderr=output, check=False
        ).returncode
    if status == 127:
        raise DesktopError("QGIS or Xvfb is not installed: run `make environments`.")
    if status == 124:
        raise DesktopError(f"QGIS was ended after {command[1]} s; see {log}.")
    return status
