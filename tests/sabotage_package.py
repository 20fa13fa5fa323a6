"""The promises of the installed program that can be broken without building it."""

from tests.sabotage_book import Break

FROZEN, BINARY = "resv_desktop/frozen.py", "resv_desktop/store/mongod_binary.py"
T_FROZEN = "tests/test_frozen.py::test_"

BREAKS_OF_THE_PACKAGE = [
    Break(
        "package: MongoDB and viewers load the system's libraries, not the program's",
        FROZEN,
        'os.environ.pop("LD_LIBRARY_PATH", None)',
        "pass",
        T_FROZEN + "what_it_starts_finds_the_libraries_of_the_system",
    ),
    Break(
        "package: what the user had set for libraries is kept for what it starts",
        FROZEN,
        '        os.environ["LD_LIBRARY_PATH"] = original',
        "        pass",
        T_FROZEN + "what_it_starts_finds_the_libraries_of_the_system",
    ),
    Break(
        "package: the program finds its own libraries when it starts itself",
        FROZEN,
        'os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"',
        "pass",
        T_FROZEN + "what_it_starts_finds_the_libraries_of_the_system",
    ),
    Break(
        "package: nothing is printed about a language that is not set",
        FROZEN,
        '    os.environ["LC_CTYPE"] = _WITH_LETTERS',
        "    pass",
        T_FROZEN + "it_writes_utf_8_where_no_language_is_set",
    ),
    Break(
        "package: its MongoDB is the one beside it",
        BINARY,
        "yield Path(sys.executable).with_name(name)",
        "yield Path(sys.prefix, name)",
        "tests/store/test_mongod_binary.py::"
        "test_an_old_server_on_the_path_does_not_hide_a_good_one",
    ),
]
