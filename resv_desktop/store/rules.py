"""What the server itself holds the book to: which documents are none, and which there is once."""

from dataclasses import dataclass

from resv_desktop.domain.reservation import STATUSES
from resv_desktop.domain.restaurant import LARGEST_TABLE, SMALLEST_TABLE
from resv_desktop.store.documents import (
    JOURNAL,
    MANAGERS,
    REFUSED,
    RESERVATIONS,
    RESTAURANTS,
    SLOTS,
    WAITING,
    Document,
)

_ID = {"bsonType": ["objectId", "string"]}
_TEXT = {"bsonType": ["string", "null"]}
_CAPACITY = {"bsonType": "number", "minimum": SMALLEST_TABLE, "maximum": LARGEST_TABLE}


def _schema(required: list[str], properties: Document) -> Document:
    return {"$jsonSchema": {"bsonType": "object", "required": required, "properties": properties}}


# Strict about what makes a document usable, silent about fields other programs add.
VALIDATORS: dict[str, Document] = {
    RESTAURANTS: _schema(
        ["name"],
        {
            "name": {"bsonType": "string", "minLength": 1},
            "phone": _TEXT,
            "openingHours": _TEXT,
            "tables": {
                "bsonType": "array",
                "items": {
                    "bsonType": "object",
                    "required": ["id", "capacity"],
                    "properties": {
                        "id": {"bsonType": "string", "minLength": 1},
                        "capacity": _CAPACITY,
                        "retiredFrom": _TEXT,
                    },
                },
            },
            "timezone": _TEXT,
            "weekHours": {"bsonType": "object"},
            "closures": {"bsonType": "array"},
            "daysAhead": {"bsonType": "number"},
            "retentionMonths": {"bsonType": "number"},
        },
    ),
    SLOTS: _schema(
        ["restId", "time", "tables"],
        {
            "restId": _ID,
            "time": {"bsonType": "date"},
            "tables": {
                "bsonType": "array",
                "items": {
                    "bsonType": "object",
                    "required": ["tableId", "capacity", "isAvailable"],
                    "properties": {
                        "tableId": {"bsonType": "string", "minLength": 1},
                        "capacity": _CAPACITY,
                        "isAvailable": {"bsonType": "bool"},
                        "leaving": {"bsonType": "bool"},
                    },
                },
            },
        },
    ),
    RESERVATIONS: _schema(
        ["time", "tableId", "reservedBy", "slotId"],
        {
            "time": {"bsonType": "date"},
            "tableId": {"bsonType": "string", "minLength": 1},
            "reservedBy": {"bsonType": "string"},
            "slotId": _ID,
            "restId": _ID,
            "partySize": {"bsonType": ["number", "null"], "minimum": 1, "maximum": 8},
            "name": _TEXT,
            "note": _TEXT,
            "status": {"enum": [*STATUSES, None]},
            "createdAt": {"bsonType": ["date", "null"]},
            "station": _TEXT,
            "phoneLast4": {"bsonType": ["string", "null"], "pattern": "^([0-9]{4})?$"},
        },
    ),
    WAITING: _schema(
        ["restId", "slotId", "time", "partySize", "reservedBy"],
        {
            "restId": _ID,
            "slotId": _ID,
            "time": {"bsonType": "date"},
            "partySize": {"bsonType": "number", "minimum": 1, "maximum": 8},
            "reservedBy": {"bsonType": "string", "minLength": 1},
            "name": _TEXT,
            "note": _TEXT,
            "createdAt": {"bsonType": ["date", "null"]},
            "station": _TEXT,
        },
    ),
    REFUSED: _schema(
        ["restId", "at", "day", "partySize"],
        {
            "restId": _ID,
            "at": {"bsonType": "date"},
            "day": {"bsonType": "string"},
            "time": {"bsonType": ["date", "null"]},
            "partySize": {"bsonType": "number", "minimum": 1},
            "station": _TEXT,
        },
    ),
    MANAGERS: _schema(["_id"], {"_id": _ID, "pin": _TEXT}),
    JOURNAL: _schema(
        ["at", "act", "station"],
        {
            "_id": {"bsonType": "objectId"},
            "at": {"bsonType": "date"},
            "act": {"bsonType": "string", "minLength": 1},
            "station": {"bsonType": "string"},
            "host": _TEXT,
        },
    ),
}


@dataclass(frozen=True, slots=True)
class Index:
    """An index of the contract, under MongoDB's default name."""

    collection: str
    keys: tuple[str, ...]
    unique: bool = False
    sparse: bool = False  # what lacks the field costs nothing

    @property
    def name(self) -> str:
        return "_".join(f"{key}_1" for key in self.keys)


INDEXES = (
    Index(SLOTS, ("restId", "time"), unique=True),
    Index(RESERVATIONS, ("slotId", "tableId"), unique=True),
    Index(RESERVATIONS, ("reservedBy", "time")),
    Index(RESERVATIONS, ("restId", "time")),
    Index(RESERVATIONS, ("phoneLast4",)),
    Index(JOURNAL, ("restId", "at")),
    Index(JOURNAL, ("reservationId", "at")),
    Index(JOURNAL, ("after.reservedBy", "at")),
    Index(JOURNAL, ("before.reservedBy", "at")),
    Index(JOURNAL, ("slotId", "at")),
    Index(WAITING, ("restId", "time")),
    Index(REFUSED, ("restId", "day")),
    Index(RESERVATIONS, ("guestHash",), sparse=True),
    Index(JOURNAL, ("before.guestHash",), sparse=True),
    Index(JOURNAL, ("guestHash",), sparse=True),
)
