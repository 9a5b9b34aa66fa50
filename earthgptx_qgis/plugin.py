"""The plugin as QGIS sees it: what initGui acquires, unload releases in reverse order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional

from qgis.core import QgsApplication, QgsRasterLayer
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication, QObject, QTranslator
from qgis.PyQt.QtWidgets import QAction

from .translation import install_translator, remove_translator
from .ui.locator_filter import LocatorFilter, propose_short_prefix
from .ui.marks.tool_shortcuts import ToolShortcuts
from .ui.options_page import OptionsPageFactory
from .ui.results.layer_actions import LayerActions
from .ui.source.layer_menu import LayerMenu
from .ui.widgets.icons import plugin_icon
from .wire.messages import PromptShape

if TYPE_CHECKING:
    from qgis.core import QgsVectorLayer

    from .canvas.prompts import PromptSet
    from .processing.provider import EarthGPTXProvider
    from .runtime.session import Session
    from .ui.dock import EarthGPTXDock
    from .ui.workbench import Workbench


class EarthGPTXPlugin(QObject):
    """One action; everything behind it is made when it is first used, so that QGIS starts fast."""

    def __init__(self, iface: QgisInterface) -> None:
        super().__init__()
        self._iface = iface
        self.action: Optional[QAction] = None
        self._options: Optional[OptionsPageFactory] = None
        self._shortcuts: Optional[ToolShortcuts] = None
        self._workbench: Optional[Workbench] = None
        self._provider: Optional[EarthGPTXProvider] = None
        self._locator_filter: Optional[LocatorFilter] = None
        self._layer_menu: Optional[LayerMenu] = None
        self._layer_actions: Optional[LayerActions] = None
        self._manual_action: Optional[QAction] = None
        self._translator: Optional[QTranslator] = None

    @property
    def dock(self) -> EarthGPTXDock:
        """The dock, made at first use; see ui/object_names.py for its widgets."""
        return self.workbench.dock

    @property
    def session(self) -> Session:
        """The conversation with the backend."""
        return self.workbench.session

    @property
    def prompt_set(self) -> PromptSet:
        """The marks."""
        return self.workbench.prompt_set

    @property
    def result_layer(self) -> Optional[QgsVectorLayer]:
        """The layer the last polygons went to; None while there are none."""
        return self.workbench.results.layer

    @property
    def workbench(self) -> Workbench:
        """Everything behind the dock."""
        if self._workbench is None:
            from .ui.workbench import Workbench

            self._workbench = Workbench(self._iface)
            self._workbench.dock.setToggleVisibilityAction(self.action)
        return self._workbench

    def initProcessing(self) -> None:
        """Offer the algorithms; all that qgis_process asks of a plugin."""
        from .processing.provider import EarthGPTXProvider

        self._translate()
        self._provider = EarthGPTXProvider()
        QgsApplication.processingRegistry().addProvider(self._provider)

    def initGui(self) -> None:
        """Add the action to the Raster menu and the toolbar. The dock stays closed."""
        self._translate()
        self.action = QAction(plugin_icon(), _tr("EarthGPT-X"), self._iface.mainWindow())
        self.action.setObjectName("earthgptx_show_dock")
        self.action.setToolTip(_tr("Ask a raster layer: mark, ask, get words and polygons"))
        self.action.setCheckable(True)
        self.action.toggled.connect(self._on_toggled)
        self._iface.addPluginToRasterMenu(_tr("EarthGPT-X"), self.action)
        self._iface.addToolBarIcon(self.action)
        self._options = OptionsPageFactory()
        self._options.install_wanted.connect(lambda: self.workbench.installation.open())
        self._iface.registerOptionsWidgetFactory(self._options)
        self._shortcuts = ToolShortcuts(self._iface, self._use_tool)
        self._layer_actions = LayerActions(self._iface, lambda: self.workbench)
        self._layer_menu = LayerMenu(self._iface, lambda layer: self.workbench.prepare_for(layer))
        self._locator_filter = LocatorFilter(self._name_of_layer, self._ask)
        propose_short_prefix()
        self._iface.registerLocatorFilter(self._locator_filter)
        self._manual_action = QAction(plugin_icon(), _tr("EarthGPT-X"), self._iface.mainWindow())
        self._manual_action.setObjectName("earthgptx_show_manual")
        self._manual_action.triggered.connect(lambda _: _open_manual())
        self._iface.pluginHelpMenu().addAction(self._manual_action)
        self.initProcessing()

    def unload(self) -> None:
        """Take everything back."""
        QgsApplication.processingRegistry().removeProvider(self._provider)
        self._provider = None
        self._layer_actions.release()
        self._layer_actions = None
        if self._workbench is not None:
            self._workbench.release()
            self._workbench = None
        self._manual_action.deleteLater()
        self._manual_action = None
        self._iface.deregisterLocatorFilter(self._locator_filter)
        self._locator_filter = None
        self._layer_menu.release()
        self._layer_menu = None
        self._shortcuts.release()
        self._shortcuts = None
        self._iface.unregisterOptionsWidgetFactory(self._options)
        self._options = None
        self._iface.removeToolBarIcon(self.action)
        self._iface.removePluginRasterMenu(_tr("EarthGPT-X"), self.action)
        self.action.deleteLater()
        self.action = None
        remove_translator(self._translator)
        self._translator = None

    def _translate(self) -> None:
        # initProcessing comes alone in qgis_process, and after initGui in the desktop.
        if self._translator is None:
            self._translator = install_translator()

    def _layer_to_ask(self) -> Optional[QgsRasterLayer]:
        """The current layer, else the one that is chosen in the dock."""
        layer = self._iface.activeLayer()
        if isinstance(layer, QgsRasterLayer):
            return layer
        return self.workbench.dock.source.layer

    def _name_of_layer(self) -> str:
        layer = self._layer_to_ask()
        return layer.name() if layer is not None else ""

    def _ask(self, question: str) -> None:
        layer = self._layer_to_ask()
        if layer is not None:
            self.workbench.ask(layer, question)

    def _use_tool(self, shape: PromptShape) -> None:
        # Whoever presses a tool's key wants the dock, too.
        self.workbench.dock.setUserVisible(True)
        tools = self.workbench.tools
        tools.use(None if tools.shape is shape else shape)

    def _on_toggled(self, shown: bool) -> None:
        # Once the dock exists it follows the action by itself.
        if shown and self._workbench is None:
            self.workbench.dock.setUserVisible(True)


def _open_manual() -> None:
    from .ui.help.help_controller import open_manual

    open_manual()


def _tr(text: str) -> str:
    return QCoreApplication.translate("EarthGPTXPlugin", text)
