"""What is said beside a number to tell what it counts, and the numbers in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from resv_desktop.domain.typed_words import Counted

Whole = tuple[Counted, int] | None  # None: it may be guests or an hour


@dataclass(frozen=True, slots=True, kw_only=True)
class CountWords:
    """How a language says what a number counts: "um 20 Uhr", "4 Personen", "Tisch für vier".

    before and behind stand beside the number, wholes hold it themselves ("zu viert"), prefixes are
    one word with its figures. A number in words counts only where something tells what; one of
    articles only with a word behind it. Behind joints it may be the end of a larger one, choices
    stand between two ("four or five"). Of some alone it is not known how many guests there are in
    all. What is lasting tells no hour, "in 20 minutes", nor do hours within which something is.
    Minutes past a full hour, or before it, are said in offsets before the number or in minutes
    behind it; in ticks others begin. has_dots tells that hours are written as "20.00".
    """

    before: Mapping[str, Counted]
    behind: Mapping[str, Counted]
    numbers: Mapping[str, int]
    articles: Mapping[str, int] = field(default_factory=dict)
    wholes: Mapping[str, Whole] = field(default_factory=dict)
    prefixes: str = ""
    table: str = ""
    lasting: frozenset[str] = frozenset()
    some: frozenset[str] = frozenset()
    one_of_some: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()
    joints: frozenset[str] = frozenset()
    choices: frozenset[str] = frozenset()
    ticks: frozenset[str] = frozenset()
    offsets: Mapping[str, int] = field(default_factory=dict)
    minutes: Mapping[str, int] = field(default_factory=dict)
    has_dots: bool = False


def _numbered(*words: str, first: int = 1) -> dict[str, int]:
    """Number the words; several for one stand side by side in one string."""
    return {word: number for number, each in enumerate(words, first) for word in each.split()}


def _before(
    hours: Iterable[str], parties: Iterable[str], tables: Iterable[str], of: Iterable[str]
) -> dict[str, Counted]:
    """Return what stands before an hour or a party, also behind "table"; `of` only there."""
    alone: dict[str, Counted] = {**dict.fromkeys(hours, "hour"), **dict.fromkeys(parties, "party")}
    said = {f"{table} {word}": alone[word] for table in tables for word in alone}
    return {**alone, **said, **dict.fromkeys(of, "party")}


def _behind(hours: str, parties: str) -> dict[str, Counted]:
    return {**dict.fromkeys(hours.split(), "hour"), **dict.fromkeys(parties.split(), "party")}


ENGLISH: Final = CountWords(
    before=_before(
        ("at", "around", "@"),
        ("for",),
        ("table", "a table", "reservation", "booking", "party"),
        ("party of", "a party of", "table of", "a table of", "group of", "a group of"),
    ),
    behind=_behind("o'clock oclock", "people persons person guests pax ppl covers adults adult"),
    numbers=_numbered(
        *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
        *("eleven", "twelve"),
    ),
    wholes={"at noon": ("hour", 12), "at midnight": ("hour", 0)},
    lasting=frozenset({"hours", "hour", "minutes", "minute"}),
    within=frozenset({"in"}),
    some=frozenset({"children", "kids", "babies", "couples"}),
    one_of_some=frozenset({"child", "kid", "baby"}),
    joints=frozenset({"twenty", "thirty", "forty", "hundred", "and"}),
    choices=frozenset({"or", "to"}),
    ticks=frozenset({"past", "to", "after"}),
    offsets={
        **{"half past": 30, "half": 30},
        **{f"{a}quarter {way}": by for a in ("", "a ") for way, by in (("past", 15), ("to", -15))},
    },
    minutes={"thirty": 30, "fifteen": 15, "forty-five": 45},
)


def _with_english(own: CountWords) -> CountWords:
    """Add the English words, which are known in every language."""
    return replace(
        own,
        before={**ENGLISH.before, **own.before},
        behind={**ENGLISH.behind, **own.behind},
        numbers={**ENGLISH.numbers, **own.numbers},
        wholes={**ENGLISH.wholes, **own.wholes},
        lasting=ENGLISH.lasting | own.lasting,
        within=ENGLISH.within | own.within,
        some=ENGLISH.some | own.some,
        one_of_some=ENGLISH.one_of_some | own.one_of_some,
        joints=ENGLISH.joints | own.joints,
        choices=ENGLISH.choices | own.choices,
        ticks=ENGLISH.ticks | own.ticks,
        offsets={**ENGLISH.offsets, **own.offsets},
        minutes={**ENGLISH.minutes, **own.minutes},
    )


_GERMAN: Final = CountWords(
    before=_before(
        ("um", "gegen", "ab", "ca"),
        ("für", "fuer"),
        ("tisch", "ein tisch", "einen tisch", "reservierung"),
        ("gruppe von", "tisch zu"),
    ),
    behind=_behind("uhr", "personen person pers p gäste leute plätze erwachsene erwachsener"),
    numbers=_numbered(
        *("eins", "zwei zwo", "drei", "vier", "fünf fuenf", "sechs", "sieben", "acht", "neun"),
        *("zehn", "elf", "zwölf zwoelf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn"),
        *("siebzehn", "achtzehn", "neunzehn", "zwanzig", "einundzwanzig", "zweiundzwanzig"),
        "dreiundzwanzig",
    ),
    articles={"ein": 1, "eine": 1},
    wholes={
        f"zu {word}": ("party", number)
        for word, number in _numbered(
            "zweit", "dritt", "viert", "fünft", "sechst", "siebt", "acht", first=2
        ).items()
    },
    lasting=frozenset({"stunden", "stunde", "std", "minuten"}),
    some=frozenset({"kinder", "babys", "paare"}),
    one_of_some=frozenset({"kind"}),
    joints=frozenset({"und", "hundert"}),
    choices=frozenset({"oder", "bis"}),
    ticks=frozenset({"nach", "vor"}),
    offsets={
        **{"halb": -30, "viertel nach": 15, "viertel vor": -15},
        **{"viertel": -45, "dreiviertel": -15},
    },
    minutes={"dreißig": 30, "dreissig": 30, "fünfzehn": 15, "fünfundvierzig": 45},
    has_dots=True,
)
_FRENCH: Final = CountWords(
    before=_before(
        ("à", "vers"),
        ("pour",),
        ("table", "une table", "réservation"),
        ("table de", "une table de", "groupe de", "un groupe de"),
    ),
    behind=_behind(
        "h heures heure", "personnes personne pers p couverts couv cvts convives adultes adulte"
    ),
    numbers=_numbered(
        *("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze"),
        *("douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"),
        *("vingt", "vingt-et-une", "vingt-deux", "vingt-trois"),
        first=2,
    ),
    articles={"un": 1, "une": 1},
    wholes={"à midi": ("hour", 12), "à minuit": ("hour", 0)},
    some=frozenset({"enfants", "bébés"}),
    one_of_some=frozenset({"enfant", "bébé"}),
    within=frozenset({"dans", "pendant"}),
    joints=frozenset({"et", "cent", "trente", "quarante"}),
    choices=frozenset({"ou"}),
    ticks=frozenset({"moins", "et"}),
    minutes={
        **{"et demie": 30, "et demi": 30, "et quart": 15, "trente": 30},
        **{"moins le quart": -15, "moins quart": -15},
    },
)
_GUESTS: Final = _numbered(
    "שניים", "שלושה", "ארבעה", "חמישה", "שישה ששה", "שבעה", "שמונה", "תשעה", "עשרה", first=2
)
_HOURS: Final = _numbered("אחת", "שתיים", "שלוש", "ארבע", "חמש", "שש", "שבע", "שמונה", "תשע", "עשר")
_FOR_GUESTS: Final = {word: number for word, number in _GUESTS.items() if word not in _HOURS}
_HEBREW: Final = CountWords(
    before=_before(("בשעה", "לשעה"), ("ל",), ("שולחן",), ()),
    behind=_behind("", "אנשים סועדים אורחים איש מבוגרים מבוגר"),
    numbers={**_GUESTS, **_HOURS},
    articles={"שני": 2, "שתי": 2},
    wholes={
        **{
            f"{table}ל{word}": ("party", number)
            for table in ("", "שולחן ")
            for word, number in {**_FOR_GUESTS, "זוג": 2}.items()
        },
        **{f"ב{word}": ("hour", number) for word, number in _HOURS.items()},
        **{f"{table}לשמונה": None for table in ("", "שולחן ")},
    },
    prefixes="בל",
    table="שולחן",
    lasting=frozenset({"שעות", "דקות"}),
    some=frozenset({"ילדים", "תינוקות", "זוגות"}),
    one_of_some=frozenset({"ילד", "ילדה", "תינוק"}),
    within=frozenset({"בעוד", "עוד"}),
    joints=frozenset({"עשרים", "יום", "ביום", "ליום", "בעוד", "עוד"}),
    choices=frozenset({"או", "עד"}),
    minutes={"וחצי": 30, "ורבע": 15, "ושלושים": 30, "שלושים": 30},
)
COUNT_WORDS: Final[Mapping[str, CountWords]] = MappingProxyType(
    {
        "de": _with_english(_GERMAN),
        "fr": _with_english(_FRENCH),
        "he": _with_english(_HEBREW),
    }
)
