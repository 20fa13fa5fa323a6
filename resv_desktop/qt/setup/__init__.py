"""The first conversation with a new house: what it is called, when it opens, where people sit."""

from resv_desktop.qt.setup.setup_wizard import SetupWizard

__all__ = ["SetupWizard"]
