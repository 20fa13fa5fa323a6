"""The only place that knows Qt: what the host sees and touches."""

from resv_desktop.qt.overrides import keep_errors_whole

keep_errors_whole()  # before the first class is made that Qt calls
