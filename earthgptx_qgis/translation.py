"""The user's language: the translation that QGIS's locale asks for, while the plugin is loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QTranslator

FOLDER = Path(__file__).resolve().parent / "i18n"
_TRADITIONAL_CHINESE = ("hant", "tw", "hk", "mo")


def language_of(locale: str) -> str:
    """The ending of the translation's file name for a locale: de for "de_AT", zh_CN for "zh-Hans".

    Empty for traditional Chinese, which nobody has translated: English is better than the script
    of another country.
    """
    language, *others = locale.replace("-", "_").lower().split("_")
    if language != "zh":
        return language
    return "" if set(others) & set(_TRADITIONAL_CHINESE) else "zh_CN"


def install_translator() -> Optional[QTranslator]:
    """Load the translation for QGIS's locale; None where there is none, and English is shown."""
    locale = QgsApplication.locale()
    if locale == "zh":  # QGIS tells the language only, where it follows the system
        locale = QLocale().name()
    translator = QTranslator()
    file = FOLDER / f"earthgptx_{language_of(locale)}.qm"
    if not translator.load(str(file)):
        return None
    QCoreApplication.installTranslator(translator)
    return translator


def remove_translator(translator: Optional[QTranslator]) -> None:
    """Back to English."""
    if translator is not None:
        QCoreApplication.removeTranslator(translator)
