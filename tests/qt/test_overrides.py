"""A bug in a method that Qt calls is told, and does not end the program."""

import subprocess
import sys

BUG = """
import sys
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QWidget
import resv_desktop.qt

class Field(QWidget):
    def focusOutEvent(self, event):
        int("no number")

def lose():
    QCoreApplication.sendEvent(field, QFocusEvent(QEvent.Type.FocusOut))

app, field = QApplication([]), Field()
sys.excepthook = lambda kind, bug, _: print(kind.__name__, bug)
QTimer.singleShot(0, lose)
QTimer.singleShot(1, app.quit)
app.exec()
print("goes on")
"""


def test_a_bug_in_what_qt_calls_while_python_waits_for_qt_is_told_and_the_program_goes_on() -> None:
    done = subprocess.run(
        [sys.executable, "-c", BUG], capture_output=True, text=True, check=False, timeout=60
    )
    told = done.stdout.splitlines()
    assert len(told) == 2, (done.returncode, done.stdout, done.stderr[-2000:])
    assert told[0].startswith("ValueError")
    assert "no number" in told[0]
    assert told[1] == "goes on"
