"""Stable names of the dock's widgets, for tests, the demo and style sheets.

`dock.findChild(QWidget, object_names.ASK)` finds a widget; the names never change between releases.
"""

DOCK = "EarthGPTXDock"

LAYER = "earthgptx_layer"  # QgsMapLayerComboBox: the raster layer that is asked about
SOURCE_KIND = "earthgptx_source_kind"  # QComboBox, item data: SourceKind
BANDS = "earthgptx_bands"  # QWidget of QComboBoxes, item data: the band's number from 1
TASK = "earthgptx_task"  # QComboBox, item data: Task
VIEW = "earthgptx_view"  # QLabel, hidden while the view is read at full detail

POINT_TOOL = "earthgptx_point_tool"  # checkable QToolButton
BOX_TOOL = "earthgptx_box_tool"  # checkable QToolButton
POLYGON_TOOL = "earthgptx_polygon_tool"  # checkable QToolButton
SCRIBBLE_TOOL = "earthgptx_scribble_tool"  # checkable QToolButton
USE_SELECTED_FEATURES = "earthgptx_use_selected_features"  # QToolButton
MARKS = "earthgptx_marks"  # QListWidget, one row a mark, item data: its number
UNDO_MARK = "earthgptx_undo_mark"  # QToolButton
REMOVE_MARK = "earthgptx_remove_mark"  # QToolButton
CLEAR_MARKS = "earthgptx_clear_marks"  # QToolButton

CONVERSATION_MENU = "earthgptx_conversation_menu"  # QToolButton with a menu
COPY_CONVERSATION = "earthgptx_copy_conversation"  # QAction in that menu
EXPORT_CONVERSATION = "earthgptx_export_conversation"  # QAction in that menu
CLEAR_CONVERSATION = "earthgptx_clear_conversation"  # QAction in that menu
EXPORT_DIALOG = "earthgptx_export_dialog"  # QFileDialog
CONVERSATION = "earthgptx_conversation"  # QTextBrowser
MESSAGE = "earthgptx_message"  # QLabel, hidden while there is nothing to say
PROGRESS = "earthgptx_progress"  # QProgressBar, hidden while nothing is asked
QUESTION = "earthgptx_question"  # QPlainTextEdit
ASK = "earthgptx_ask"  # QPushButton, hidden while an answer is on its way
STOP = "earthgptx_stop"  # QPushButton, shown in the place of ASK

MINIMUM_SCORE = "earthgptx_minimum_score"  # QSlider in hundredths
MINIMUM_SCORE_VALUE = "earthgptx_minimum_score_value"  # QLabel
RESULT_COUNT = "earthgptx_result_count"  # QLabel: how many polygons are shown, how many hidden
REFINE = "earthgptx_refine"  # QFrame, hidden until an answer's "Refine" is clicked
REFINE_OUTLINES = "earthgptx_refine_outlines"  # QComboBox, item data: Outlines
REFINE_PARTS = "earthgptx_refine_parts"  # QComboBox, item data: Parts
REFINE_AREA = "earthgptx_refine_area"  # QDoubleSpinBox
REFINE_RESET = "earthgptx_refine_reset"  # QPushButton
REFINE_CLOSE = "earthgptx_refine_close"  # QToolButton
SAVING = "earthgptx_saving"  # QProgressBar, hidden while no file is being saved
CANCEL_SAVING = "earthgptx_cancel_saving"  # QToolButton
SAVE = "earthgptx_save"  # QToolButton: save to GeoPackage
WRITE_BACK = "earthgptx_write_back"  # QToolButton with a menu
WRITE_FIELD = "earthgptx_write_field"  # QAction in that menu, followed by _ and a field's name
WRITE_TO_COPY = "earthgptx_write_to_copy"  # QAction in that menu
WRITE_TO_LAYER = "earthgptx_write_to_layer"  # QAction in that menu

STATE = "earthgptx_state"  # QLabel: what the backend is doing
STATE_ACTION = "earthgptx_state_action"  # QToolButton: start the backend again
STATE_SETTINGS = "earthgptx_state_settings"  # QToolButton: the options page, shown on failure
STATE_INSTALL = "earthgptx_state_install"  # QToolButton: the installation, shown on failure

HELP = "earthgptx_help"  # QToolButton with a menu
MANUAL = "earthgptx_manual"  # QAction in that menu
START_TOUR = "earthgptx_start_tour"  # QAction in that menu
OPEN_DIAGNOSTICS = "earthgptx_open_diagnostics"  # QAction in that menu
DIAGNOSTICS = "earthgptx_diagnostics"  # QDialog
DIAGNOSTICS_COPY = "earthgptx_diagnostics_copy"  # QPushButton
TOUR = "earthgptx_tour"  # QFrame, hidden but for the first use
TOUR_TEXT = "earthgptx_tour_text"  # QLabel
TOUR_NEXT = "earthgptx_tour_next"  # QPushButton
TOUR_CLOSE = "earthgptx_tour_close"  # QPushButton

INSTALL_DIALOG = "earthgptx_install_dialog"  # QDialog
INSTALL_WAY = "earthgptx_install_way"  # QRadioButton, followed by _ and the value of a Way
INSTALL_INTERPRETER = "earthgptx_install_interpreter"  # QgsFileWidget
INSTALL_FOLDER = "earthgptx_install_folder"  # QgsFileWidget: wheels
INSTALL_FOLDER_INTERPRETER = "earthgptx_install_folder_interpreter"  # QgsFileWidget
INSTALL_ENVIRONMENT = "earthgptx_install_environment"  # QgsFileWidget
INSTALL_COMMAND = "earthgptx_install_command"  # QLineEdit
INSTALL_START = "earthgptx_install_start"  # QPushButton, hidden while something runs
INSTALL_CANCEL = "earthgptx_install_cancel"  # QPushButton, shown in its place
INSTALL_REMOVE = "earthgptx_install_remove"  # QPushButton, hidden while nothing is installed
INSTALL_CLOSE = "earthgptx_install_close"  # QPushButton
INSTALL_MESSAGE = "earthgptx_install_message"  # QLabel, hidden while there is nothing to say

OPTIONS = "earthgptx_options"  # QgsOptionsPageWidget
OPTION_FEATURE_MARGIN = "earthgptx_option_feature_margin"  # QSpinBox, in percent
OPTION_HOVER_PREVIEW = "earthgptx_option_hover_preview"  # QCheckBox
OPTION_INSTALL = "earthgptx_option_install"  # QPushButton: opens the installation
OPTION_BACKEND_COMMAND = "earthgptx_option_backend_command"  # QLineEdit

SAVE_DIALOG = "earthgptx_save_dialog"  # QDialog
SAVE_PATH = "earthgptx_save_path"  # QgsFileWidget
SAVE_TABLE = "earthgptx_save_table"  # QLineEdit
SAVE_NEW = "earthgptx_save_new"  # QRadioButton
SAVE_APPEND = "earthgptx_save_append"  # QRadioButton
SAVE_REPLACE = "earthgptx_save_replace"  # QRadioButton
SAVE_GOES_ON = "earthgptx_save_goes_on"  # QCheckBox: answers go straight into the table
SAVE_HIDDEN = "earthgptx_save_hidden"  # QCheckBox, hidden while no polygon is
SAVE_SELECTED = "earthgptx_save_selected"  # QCheckBox, hidden while nothing is selected

REVIEW_BAR = "earthgptx_review_bar"  # QFrame on the map, hidden while nothing is reviewed
REVIEW_POLYGON = "earthgptx_review_polygon"  # QLabel: label and score of what is shown
REVIEW_PROGRESS = "earthgptx_review_progress"  # QLabel: how many are reviewed
REVIEW_ACCEPT = "earthgptx_review_accept"  # QToolButton
REVIEW_REJECT = "earthgptx_review_reject"  # QToolButton
REVIEW_NEXT = "earthgptx_review_next"  # QToolButton
REVIEW_UNDO = "earthgptx_review_undo"  # QToolButton
REVIEW_EXPORT = "earthgptx_review_export"  # QToolButton: as training data
REVIEW_EXPORT_DIALOG = "earthgptx_review_export_dialog"  # QFileDialog
REVIEW_CLOSE = "earthgptx_review_close"  # QToolButton

RUN_RECIPE = "earthgptx_run_recipe"  # QAction of a result layer
REVIEW = "earthgptx_review"  # QAction of a result layer
APPEND = "earthgptx_append"  # QAction of a result layer
RECIPE_DIALOG = "earthgptx_recipe_dialog"  # QDialog
RECIPE = "earthgptx_recipe"  # QComboBox, item data: Recipe
RECIPE_RASTER = "earthgptx_recipe_raster"  # QgsMapLayerComboBox
RECIPE_AREA = "earthgptx_recipe_area"  # QComboBox, item data: whether all of the raster
APPEND_DIALOG = "earthgptx_append_dialog"  # QDialog
APPEND_LAYER = "earthgptx_append_layer"  # QgsMapLayerComboBox
APPEND_PROGRESS = "earthgptx_append_progress"  # QDialog
APPEND_FIELDS = "earthgptx_append_fields"  # QgsFieldMappingWidget
APPEND_SELECTED = "earthgptx_append_selected"  # QCheckBox, hidden while nothing is selected
