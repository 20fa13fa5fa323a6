"""What the columns of somebody's file mean, by what stands over them in four languages."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

# What a row may say. A name or note may come from several columns, anything else from one.
FIELDS: Final = (
    "starts_at",
    "date",
    "time",
    "party_size",
    "phone",
    "name",
    "table",
    "note",
    "allergy",
    "status",
    "id",
)
SEVERAL: Final = ("name", "note")
Mapped = Mapping[str, tuple[int, ...]]  # the numbers of the columns of each field

_HEADS: Final[dict[str, str]] = {
    "starts_at": "starts at, starts, start, start time, datetime, date time, date and time, when, "
    "reservation time, reserved for, visit time, beginn, startet um, datum uhrzeit, "
    "datum und uhrzeit, termin, début, date et heure, date heure, תאריך ושעה, מועד, התחלה",
    "date": "date, day, start date, reservation date, visit date, booking date, datum, tag, "
    "reservierungsdatum, besuchsdatum, jour, date de réservation, date de la réservation, "
    "תאריך, יום, תאריך הזמנה, תאריך ההזמנה",
    "time": "time, hour, arrival time, booking time, uhrzeit, zeit, stunde, heure, "
    "heure de réservation, heure d arrivée, שעה, שעת הזמנה, שעת הגעה",
    "party_size": "party size, party, partysize, guests, covers, pax, people, persons, seats, "
    "size, number of guests, no of guests, guest count, personen, gäste, anzahl, anzahl personen, "
    "personenzahl, anzahl gäste, gästezahl, couverts, personnes, convives, nombre de personnes, "
    "nombre de couverts, nb personnes, nb couverts, סועדים, אורחים, מספר סועדים, כמות סועדים, "
    "מספר אורחים, אנשים, כמות",
    "phone": "phone, phone number, telephone, telephone number, tel, mobile, mobile number, "
    "mobile phone, cell, cell phone, contact number, reserved by, guest phone, telefon, "
    "telefonnummer, rufnummer, handy, handynummer, mobil, mobilnummer, téléphone, "
    "numéro de téléphone, portable, tél, mobile, טלפון, מספר טלפון, נייד, טלפון נייד, פלאפון",
    "name": "name, guest name, guest, customer, customer name, full name, client, client name, "
    "first name, firstname, given name, last name, lastname, surname, family name, gast, gastname, "
    "vorname, nachname, familienname, kunde, kundenname, nom, prénom, nom du client, "
    "nom de famille, nom complet, שם, שם מלא, שם פרטי, שם משפחה, שם אורח, שם האורח, שם לקוח, "
    "שם הלקוח",
    "table": "table, table number, table no, table id, table name, tables, tisch, tischnummer, "
    "tisch nr, numéro de table, n de table, שולחן, מספר שולחן",
    "note": "note, notes, comment, comments, remark, remarks, special request, special requests, "
    "requests, guest notes, reservation notes, visit notes, notiz, notizen, bemerkung, "
    "bemerkungen, anmerkung, anmerkungen, hinweis, kommentar, wünsche, remarque, remarques, "
    "commentaire, commentaires, demande, demandes spéciales, הערה, הערות, בקשות, בקשה מיוחדת",
    "allergy": "allergy, allergies, allergens, dietary, dietary requirements, "
    "dietary restrictions, allergie, allergien, unverträglichkeiten, allergène, allergènes, "
    "אלרגיה, אלרגיות, רגישויות",
    "status": "status, state, reservation status, booking status, zustand, statut, état, סטטוס, "
    "מצב",
    "id": "id",
}
_BY_HEAD: Final = {
    head.strip(): field for field, heads in _HEADS.items() for head in heads.split(",")
}


def told(head: str) -> str:
    """Return what stands over a column as it is compared: its words, in small letters."""
    return " ".join(re.findall(r"[^\W_]+", head.casefold()))


def field_of(head: str) -> str | None:
    """Return which field a column holds by what stands over it, None where that is not known."""
    return _BY_HEAD.get(told(head))


def columns_of(heads: Sequence[str]) -> Mapped:
    """Return which column holds which field; of two for one field the first counts."""
    found: dict[str, tuple[int, ...]] = {}
    for number, head in enumerate(heads):
        field = field_of(head)
        if field is not None and (field not in found or field in SEVERAL):
            found[field] = (*found.get(field, ()), number)
    return MappingProxyType(found)


def mapped(fields: Sequence[str | None]) -> Mapped:
    """Return the same from the field that was chosen for each column."""
    found: dict[str, tuple[int, ...]] = {}
    for number, field in enumerate(fields):
        if field is not None and (field not in found or field in SEVERAL):
            found[field] = (*found.get(field, ()), number)
    return MappingProxyType(found)


def missing(columns: Mapped) -> list[str]:
    """Return the fields without which no row can be a reservation."""
    needed = [field for field in ("party_size", "phone") if field not in columns]
    if "starts_at" in columns:
        return needed
    return [field for field in ("date", "time") if field not in columns] + needed
