"""The shape of what Qt draws itself: fields, lists, menus, scroll bars. Colours come by role."""

from collections.abc import Callable, Mapping

# Words in braces are roles of the palette; [n] is a height that makes room for larger text.
_SHEET = """
QLabel { background: transparent; }
QLabel[ink="muted"] { color: {muted}; }
QLabel[ink="error"] { color: {error}; }
QLabel[ink="warn"] { color: {warn}; }
QLabel[ink="success"] { color: {success}; }
QLabel[ink="accent"] { color: {accent}; }

QFrame[ground="panel"] {
    background: {surface}; border: 1px solid {line}; border-radius: 10px;
}
QFrame[ground="popup"] {
    background: {surface}; border: 1px solid {lineStrong}; border-radius: 10px;
}
QWidget[ground="window"] { background: {window}; }
QWidget[ground="surface"] { background: {surface}; }
QWidget[ground="raised"] { background: {raised}; }
QFrame[ground="line"] { background: {line}; border: none; }
QDialog { background: {surface}; }

QAbstractScrollArea { background: transparent; border: none; }
QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox {
    background: {surface}; color: {text};
    border: 1px solid {lineStrong}; border-radius: 8px;
    padding: 0px 10px; min-height: [42];
    selection-background-color: {accent}; selection-color: {onAccent};
    placeholder-text-color: {muted};
}
QPlainTextEdit, QTextEdit { padding: 8px 7px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus {
    border: 2px solid {accent}; padding: 0px 9px; min-height: [40];
}
QPlainTextEdit:focus, QTextEdit:focus { padding: 7px 6px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QAbstractSpinBox:disabled {
    background: {sunken}; color: {muted}; border: 1px solid {line};
}
QLineEdit:read-only { background: {raised}; }
QSpinBox[ink="muted"] { color: {muted}; }

QAbstractItemView {
    background: transparent; border: none; outline: none;
    alternate-background-color: transparent;
    selection-background-color: {accentSoft}; selection-color: {text};
}
QAbstractScrollArea::corner { background: transparent; border: none; }
QHeaderView { background: {raised}; border: none; }
QHeaderView::section {
    background: {raised}; color: {muted}; border: none;
    border-bottom: 1px solid {line}; padding: 0px 8px; min-height: [43];
}
QHeaderView[is_tight="true"]::section { padding: 0px 4px; }
QHeaderView::section:focus { color: {accent}; }

QScrollBar { background: transparent; border: none; margin: 0px; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: {lineStrong}; border: none; border-radius: 2px; }
QScrollBar::handle:vertical { margin: 2px 4px; min-height: 44px; }
QScrollBar::handle:horizontal { margin: 4px 2px; min-width: 44px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { border-radius: 6px; }
QScrollBar::handle:vertical:hover, QScrollBar::handle:vertical:pressed { margin: 2px 0px; }
QScrollBar::handle:horizontal:hover, QScrollBar::handle:horizontal:pressed { margin: 0px 2px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QSlider { background: transparent; }
QSlider::groove:horizontal { background: {lineStrong}; height: 4px; border-radius: 2px; }
QSlider[runs="right"]::sub-page:horizontal, QSlider[runs="left"]::add-page:horizontal {
    background: {accent}; border-radius: 2px;
}
QSlider::handle:horizontal {
    background: {surface}; border: 2px solid {accent};
    width: 20px; margin: -10px 0px; border-radius: 12px;
}
QSlider::handle:horizontal:focus, QSlider::handle:horizontal:pressed { background: {accent}; }
QSlider::handle:horizontal:disabled { border-color: {line}; }
QSlider::sub-page:horizontal:disabled, QSlider::add-page:horizontal:disabled {
    background: {line};
}

QMenu {
    background: {surface}; color: {text};
    border: 1px solid {lineStrong}; border-radius: 8px; padding: 6px;
    menu-scrollable: 1;
}
QMenu::item {
    min-height: [40]; padding: 0px 24px 0px 12px;
    border: 2px solid transparent; border-radius: 6px;
}
QMenu::item:selected { background: {accentSoft}; border-color: {accent}; }
QMenu::item:disabled { color: {muted}; }
QMenu::icon { padding-left: 8px; }
QMenu::scroller { height: [40]; }
QMenu::separator { height: 1px; background: {line}; margin: 6px 4px; }

QComboBox {
    background: {surface}; color: {text};
    border: 1px solid {lineStrong}; border-radius: 8px; padding: 0px 11px; min-height: [42];
    combobox-popup: 0;
}
QComboBox::drop-down { border: none; width: 36px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView {
    background: {surface}; border: 1px solid {lineStrong}; padding: 4px;
}

QToolTip {
    background: {surface}; color: {text}; border: 1px solid {lineStrong}; padding: 6px 8px;
}
"""


def style_sheet(colours: Mapping[str, str], room: Callable[[int], int]) -> str:
    """Return the sheet for one palette and text size."""
    text = _SHEET
    for role, value in colours.items():
        text = text.replace(f"{{{role}}}", value)
    for height in (40, 42, 43, 44):
        text = text.replace(f"[{height}]", f"{room(height)}px")
    return text
