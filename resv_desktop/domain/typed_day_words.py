"""How the days are called that a host types, in each language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class DayWords:
    """How a language calls the days: ahead counts from today, weekdays from Monday as 0.

    A word of shorts is also a name, or the beginning of one ("Sam", "Fr." for Frau, "שני"): it is
    a day only beside a party, an hour or a number, and never beside a name. A word of intros says
    that a weekday follows ("יום שני"); then nothing else can be meant. So do date_intros where a
    date stands behind that one ("le sam. 5 déc"). In phrases a day is said in several words, of
    which the last alone would be another one; so is a weekday in eves, where two are possible both.
    loose tells of so many days that fewer may be meant: "in acht Tagen" is in a week. A feast is on
    its month and day, or on one of two, or has none and is asked for; also_names are those that
    guests are called as. What stands in at is a short day, or says at which hour: "ב 20".
    """

    ahead: Mapping[str, int]
    weekdays: Mapping[str, int]
    shorts: Mapping[str, int] = field(default_factory=dict)
    intros: tuple[str, ...] = ()
    date_intros: tuple[str, ...] = ()
    spans: tuple[str, ...] = ()
    counted: Mapping[str, int] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    whole_spans: Mapping[str, int] = field(default_factory=dict)
    phrases: Mapping[tuple[str, ...], int] = field(default_factory=dict)
    loose: Mapping[int, int] = field(default_factory=dict)
    eves: Mapping[tuple[str, ...], tuple[int, ...]] = field(default_factory=dict)
    feasts: Mapping[tuple[str, ...], tuple[tuple[int, int], ...]] = field(default_factory=dict)
    also_names: frozenset[str] = frozenset()
    at: str = ""


def _numbered(*words: str, first: int = 0) -> dict[str, int]:
    return {word: number for number, word in enumerate(words, first)}


_PARTS: Final = ("morgen", "vormittag", "mittag", "nachmittag", "abend", "nacht")
_GERMAN: Final = _numbered(
    *("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
)
_REVEILLONS: Final[Mapping[tuple[str, ...], tuple[tuple[int, int], ...]]] = {
    (): ((12, 24), (12, 31)),
    **{("de", noel): ((12, 24),) for noel in ("noël", "noel")},
    ("du", "nouvel", "an"): ((12, 31),),
    ("du", "jour", "de", "l'an"): ((12, 31),),
}
_HEBREW: Final = {"ראשון": 6, "שלישי": 1, "רביעי": 2, "חמישי": 3, "שישי": 4, "שבת": 5}
_HEBREW_LETTERS: Final = {"א": 6, "ב": 0, "ג": 1, "ד": 2, "ה": 3, "ו": 4}

ENGLISH: Final = DayWords(
    ahead={"today": 0, "tonight": 0, "tonite": 0, "tomorrow": 1, "tmrw": 1, "tmr": 1},
    weekdays={
        **_numbered("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        **_numbered("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
        **{"tues": 1, "weds": 2, "thur": 3, "thurs": 3},
    },
    spans=("in", "this"),
    counted={"day": 1, "days": 1, "week": 7, "weeks": 7, "fortnight": 14},
    numbers={
        **{"a": 1, "nine": 9, "ten": 10},
        **_numbered("one", "two", "three", "four", "five", "six", "seven", "eight", first=1),
    },
    whole_spans={"evening": 0},
    phrases={("day", "after", "tomorrow"): 2},
    feasts={
        **{(day, "eve"): ((12, 24),) for day in ("christmas", "xmas")},
        **{(day, "day"): ((12, 25),) for day in ("christmas", "xmas")},
        **{("new", of, "eve"): ((12, 31),) for of in ("year's", "years", "year")},
        **{("new", of, "day"): ((1, 1),) for of in ("year's", "years", "year")},
        **{(of, "day"): ((2, 14),) for of in ("valentine's", "valentines", "valentine")},
        ("boxing", "day"): ((12, 26),),
        **{("easter", day): () for day in ("sunday", "monday")},
        **{(of, "day"): () for of in ("mother's", "mothers", "father's", "fathers")},
        **{("good", "friday"): (), ("weekend",): ()},
    },
)
DAY_WORDS: Final[Mapping[str, DayWords]] = MappingProxyType(
    {
        "en": ENGLISH,
        "de": DayWords(
            ahead={"heute": 0, "heut": 0, "morgen": 1, "übermorgen": 2, "uebermorgen": 2},
            weekdays={
                **_GERMAN,
                **{f"{day}{part}": n for part in _PARTS for day, n in _GERMAN.items()},
                "sonnabend": 5,
            },
            shorts=_numbered("mo", "di", "mi", "do", "fr", "sa", "so"),
            intros=("am", "diesen", "kommenden"),
            spans=("in", "diesen", "diese"),
            whole_spans={"abend": 0, "nacht": 0},
            counted={"tag": 1, "tagen": 1, "woche": 7, "wochen": 7},
            numbers={
                **{"einem": 1, "einer": 1},
                **_numbered("zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", first=2),
                **{"neun": 9, "zehn": 10, "vierzehn": 14},
            },
            loose={8: 7},
            feasts={
                **{(*at, "heiligabend"): ((12, 24),) for at in ((), ("an",), ("zu",))},
                ("heiliger", "abend"): ((12, 24),),
                **{(*at, "silvester"): ((12, 31),) for at in ((), ("an",), ("zu",))},
                **{(f"silvester{part}",): ((12, 31),) for part in ("abend", "nacht")},
                ("valentinstag",): ((2, 14),),
                **{(of,): ((1, 1),) for of in ("neujahr", "neujahrstag")},
                **{(f"{of}sonntag",): () for of in ("oster", "pfingst")},
                **{(f"{of}montag",): () for of in ("oster", "pfingst", "rosen")},
                **{(day,): () for day in ("karfreitag", "gründonnerstag", "muttertag", "vatertag")},
                **{(days,): () for days in ("weihnachten", "ostern", "pfingsten", "wochenende")},
            },
            also_names=frozenset({"silvester", "neujahr"}),
        ),
        "fr": DayWords(
            ahead={"aujourd'hui": 0, "demain": 1, "après-demain": 2, "apres-demain": 2},
            weekdays=_numbered(
                *("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
            ),
            shorts=_numbered("lun", "mar", "mer", "jeu", "ven", "sam", "dim"),
            intros=("ce",),
            date_intros=("le", "du"),
            spans=("dans", "ce", "cette"),
            counted={"jour": 1, "jours": 1, "semaine": 7, "semaines": 7},
            numbers={
                **{"un": 1, "une": 1},
                **_numbered("deux", "trois", "quatre", "cinq", "six", "sept", "huit", first=2),
                **{"neuf": 9, "dix": 10, "quinze": 15},
            },
            whole_spans={"matin": 0, "midi": 0, "soir": 0, "nuit": 0},
            loose={8: 7, 15: 14},
            phrases={("après", "demain"): 2, ("apres", "demain"): 2},
            feasts={
                **{("veille", "de", noel): ((12, 24),) for noel in ("noël", "noel")},
                **{
                    (eve, *of): days
                    for eve in ("réveillon", "reveillon")
                    for of, days in _REVEILLONS.items()
                },
                **{(f"{st}-sylvestre",): ((12, 31),) for st in ("saint", "st")},
                **{(f"{st}-valentin",): ((2, 14),) for st in ("saint", "st")},
                **{("lundi", "de", of): () for of in ("pâques", "paques", "pentecôte")},
                **{("dimanche", "de", of): () for of in ("pâques", "paques", "pentecôte")},
                **{("fête", "des", whose): () for whose in ("mères", "pères")},
                **{("jour", "de", "l'an"): ((1, 1),), ("week-end",): ()},
            },
        ),
        "he": DayWords(
            ahead={
                **{"היום": 0, "הערב": 0, "הלילה": 0, "מחר": 1, "מחרתיים": 2},
                **{"להיום": 0, "להערב": 0, "למחר": 1, "למחרתיים": 2},
            },
            weekdays={
                **_HEBREW,
                **{f"{at}{day}": n for at in "בל" for day, n in _HEBREW.items()},
                **{"בשני": 0, "לשני": 0},
                **{f"{at}{end}": 5 for at in ("", *"בל") for end in ('מוצ"ש', "מוצ״ש")},
            },
            shorts={"שני": 0, **_HEBREW_LETTERS},
            intros=("יום", "ביום", "ליום"),
            at="ב",
            spans=("בעוד", "עוד"),
            counted={"יום": 1, "ימים": 1, "שבוע": 7, "שבועות": 7},
            numbers=_numbered(
                *("שלושה", "ארבעה", "חמישה", "שישה", "שבעה", "שמונה", "תשעה", "עשרה"), first=3
            ),
            whole_spans={"יום": 1, "יומיים": 2, "שבוע": 7, "שבועיים": 14},
            eves={
                **{(f"{at}מוצאי", "שבת"): (5,) for at in ("", *"בל")},
                **{(eve, "שבת"): (4,) for eve in ("ערב", "לערב", "ליל", "בליל", "לליל")},
                ("בערב", "שבת"): (4, 5),  # the eve of the Sabbath, or its evening
                **{("ערב", day): ((n - 1) % 7, n) for day, n in _HEBREW.items() if day != "שבת"},
            },
            feasts={
                **{(f"{at}סילבסטר",): ((12, 31),) for at in ("", *"בל")},
                **{(*eve, "ראש", "השנה"): () for eve in ((), ("ערב",))},
                **{(eve, feast): () for eve in ("ערב", "מוצאי") for feast in ("חג", "פסח")},
                **{(night, "הסדר"): () for night in ("ליל", "בליל")},
            },
        ),
    }
)
