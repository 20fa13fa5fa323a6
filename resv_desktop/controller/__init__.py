"""What a host can do, one method for each: the windows and the command line ask here."""

from resv_desktop.controller.controller import Controller

__all__ = ["Controller"]
