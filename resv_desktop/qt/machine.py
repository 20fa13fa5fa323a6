"""What this machine tells about where it stands, as a first guess for the host to correct."""

from dataclasses import dataclass

from PySide6.QtCore import QLocale, QTimeZone

from resv_desktop.domain.restaurant import region_of_zone


@dataclass(frozen=True, slots=True)
class Machine:
    """The country (ISO 3166) and the zone (IANA name) this machine was set to, if it was."""

    region: str | None
    zone: str | None

    @classmethod
    def here(cls) -> "Machine":
        """Ask the system: its clock's zone goes before its language, which is often English."""
        zone = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace") or None
        locale = QLocale.territoryToCode(QLocale.system().territory()) or None
        return cls((region_of_zone(zone) if zone else None) or locale, zone)


def country_name(region: str | None) -> str:
    """Return a country's name, or "" where there is none; in English where Qt knows no other."""
    if region is None:
        return ""
    territory = QLocale.codeToTerritory(region)
    if territory == QLocale.Country.AnyTerritory:
        return ""
    here = QLocale(QLocale().language(), territory)
    if here.territory() == territory and here.nativeTerritoryName():
        return here.nativeTerritoryName()
    return QLocale.territoryToString(territory)
