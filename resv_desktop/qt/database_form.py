"""The questions about a MongoDB of one's own: its address, the password, the database."""

from urllib.parse import quote_plus, unquote_plus

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from resv_desktop.domain.database_uri import (
    PASSWORD,
    is_misspelt,
    join_secrets,
    split_secrets,
)
from resv_desktop.qt.look import FIELD_TO_FIELD, Look
from resv_desktop.qt.widgets.field import Field
from resv_desktop.settings import DEFAULT_DATABASE

_LONGEST_NAME = 63  # bytes, of MongoDB


class DatabaseForm(QWidget):
    """Three lines; a password that is pasted within the address goes into its own, unseen.

    changed is emitted with each edit.
    """

    changed = Signal()

    def __init__(self, look: Look, uri: str, database: str) -> None:
        super().__init__()
        self.address = Field(look, self.tr("Address"))
        self.address.edit.setObjectName("uriEdit")
        self.address.edit.setInputMethodHints(Qt.InputMethodHint.ImhUrlCharactersOnly)
        self.address.set_helper(
            self.tr(
                "A replica set, sharded cluster or Atlas, as "
                "mongodb://name@host1,host2/?replicaSet=rs0"
            )
        )
        self.password = Field(look, self.tr("Password"), optional=True)
        self.password.edit.setObjectName("passwordEdit")
        self.password.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.set_helper(
            self.tr(
                "It goes into the keyring of this system; without one, into a file that only you "
                "can read."
            )
        )
        self.database = Field(look, self.tr("Name of the database"))
        self.database.edit.setObjectName("databaseEdit")
        self.database.edit.setMaxLength(_LONGEST_NAME)
        self.database.edit.setInputMethodHints(Qt.InputMethodHint.ImhUrlCharactersOnly)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(FIELD_TO_FIELD)
        for field in (self.address, self.password, self.database):
            field.edit.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            column.addWidget(field)
        self.address.set_text(split_secrets(uri)[0])
        self.database.set_text(database)
        for field in (self.address, self.password, self.database):
            field.edit.textEdited.connect(lambda _: self.changed.emit())
        self._shown = self.address.text()
        self.address.edit.textChanged.connect(self._on_address)
        self.address.edit.editingFinished.connect(self._take_password)

    def uri(self) -> str:
        """Return the address with the password that was typed, or without where none was."""
        self._take_password()
        password = self.password.text()
        secrets = {PASSWORD: quote_plus(password)} if password else {}
        return join_secrets(self.address.text().strip(), secrets)

    def name(self) -> str:
        """Return the name of the database."""
        return self.database.text().strip() or DEFAULT_DATABASE

    def show_beginning(self) -> None:
        """Let the beginning of a long address be seen."""
        self.address.edit.setCursorPosition(0)

    def _on_address(self, text: str) -> None:
        is_pasted = abs(len(text) - len(self._shown)) > 1
        self._shown = text
        if is_pasted:
            self._take_password()

    def _take_password(self) -> None:
        """Move a password out of the address, where others at the stand could read it."""
        typed = self.address.text().strip()
        if is_misspelt(typed):
            return
        bare, secrets = split_secrets(typed)
        password = secrets.pop(PASSWORD, "")
        if password:
            self.address.set_text(join_secrets(bare, secrets))
            self.password.set_text(unquote_plus(password))
