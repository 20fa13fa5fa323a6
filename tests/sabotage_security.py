"""The promises about passwords, strangers and the guests' numbers, and where each is kept."""

from tests.sabotage_book import Break

CREDENTIALS, PROCESS_LIST = "resv_desktop/credentials.py", "resv_desktop/process_list.py"
URI, MASKING = "resv_desktop/domain/database_uri.py", "resv_desktop/domain/masking.py"
CONNECTING, TLS = "resv_desktop/store/connecting.py", "resv_desktop/store/tls.py"
LOGS, CRASH = "resv_desktop/logs.py", "resv_desktop/qt/crash_dialog.py"
STORE, MONGOD = "resv_desktop/store/store.py", "resv_desktop/store/mongod.py"
PRIVATE, ONE_WINDOW = "resv_desktop/private_place.py", "resv_desktop/qt/one_window.py"

T_CREDENTIALS = "tests/test_credentials.py::test_"
T_PROCESS_LIST = "tests/test_process_list.py::test_"
T_OTHERS = "tests/test_other_users.py::test_"
T_TLS = "tests/store/test_tls.py::test_"
T_CONNECTING = "tests/store/test_connecting.py::test_"
T_SERVER = "tests/store/test_mongod_security.py::test_"
T_DISCRETION = "tests/qt/test_discretion.py::test_"

NO_NUMBER = T_DISCRETION + ("no_log_and_no_report_shows_more_of_a_number_than_its_last_four_digits")
NOBODY_ELSE = T_OTHERS + (
    "nobody_else_reads_writes_or_connects_also_where_folders_were_open_before"
)
TOLD_WITHOUT = T_CONNECTING + "an_address_that_cannot_be_used_is_told_without_its_password"

BREAKS_OF_SECURITY = [
    Break(
        "security: the settings hold no password",
        CREDENTIALS,
        "save_settings(config / SETTINGS, bare)",
        "save_settings(config / SETTINGS, settings)",
        T_CREDENTIALS + "without_a_keyring_the_password_goes_into_a_file_of_this_user_only",
    ),
    Break(
        "security: with a keyring no file holds the password",
        CREDENTIALS,
        "    if _keep_in_keyring(bare, secrets):",
        "    if _keep_in_keyring(bare, secrets) and not bare:",
        T_CREDENTIALS + "with_a_keyring_the_password_is_in_no_file_of_ours",
    ),
    Break(
        "security: a keyring that forgets is not relied upon",
        CREDENTIALS,
        "return keyring.get_password(APP, whose(uri)) == text",
        "return True",
        T_CREDENTIALS + "a_keyring_that_forgets_at_once_is_not_relied_upon",
    ),
    Break(
        "security: a password leaves the command line",
        PROCESS_LIST,
        "[sys.executable, *bare]",
        "[sys.executable, *sys.orig_argv[1:]]",
        T_PROCESS_LIST + "a_password_leaves_the_command_line_and_the_same_program_goes_on",
    ),
    Break(
        "security: an address that was moved is still the one that was given",
        PROCESS_LIST,
        'os.environ.get(VARIABLE) if os.environ.pop(_WAS_MOVED, "") else None',
        "None",
        T_PROCESS_LIST + "an_address_that_was_moved_still_counts_as_given",
    ),
    Break(
        "security: the driver quotes no piece of a password",
        CONNECTING,
        "if is_misspelt(uri):",
        "if False:",
        TOLD_WITHOUT,
    ),
    Break(
        "security: a text that names an address hides its password, whatever is in it",
        URI,
        "://)[^\\n]*@",
        "://)[^@/\\s]*@",
        "tests/domain/test_database_uri.py::test_no_text_shows_a_secret",
    ),
    Break(
        "security: an authority that nobody knows is said, not waited for",
        STORE,
        "            check_security(self._client, self._uri, is_final=False)\n",
        "            return\n",
        T_TLS + "an_authority_that_nobody_knows_is_said_at_once",
    ),
    Break(
        "security: a station's expired certificate is found out",
        TLS,
        "return error.verify_code == _EXPIRED",
        "return False",
        T_TLS + "a_station_whose_certificate_has_expired_hears_so_at_once",
    ),
    Break(
        "security: numbers are masked in the log",
        LOGS,
        "return mask_phones(hide_secrets(text))",
        "return hide_secrets(text)",
        NO_NUMBER,
    ),
    Break(
        "security: numbers are masked in crash reports",
        CRASH,
        "return discreet_lines(",
        "return str(",
        NO_NUMBER,
    ),
    Break(
        "security: numbers that were quoted twice are masked",
        MASKING,
        r"|\\+x[0-9a-f]{2}",
        r"|\\x[0-9a-f]{2}",
        NO_NUMBER,
    ),
    Break(
        "security: the server's own log keeps no number",
        MONGOD,
        "                self._files.blot()\n                self._files.keep",
        "                self._files.keep",
        T_SERVER + "a_command_that_fails_half_way_leaves_no_number_in_the_servers_log",
    ),
    Break(
        "security: a folder that was open to others is shut",
        PRIVATE,
        "        folder.chmod(mode & stat.S_IRWXU)",
        "        pass",
        NOBODY_ELSE,
    ),
    Break(
        "security: log files are for this user only",
        LOGS,
        "Path(self.baseFilename).chmod(0o600)",
        "pass",
        "tests/test_logs.py::test_a_log_that_others_could_read_is_shut_to_them",
    ),
    Break(
        "security: what the disk does not take of the log is printed nowhere",
        LOGS,
        "    def handleError(self,",
        "    def handleErrors(self,",
        "tests/test_logs.py::test_what_the_disk_does_not_take_of_the_log_is_printed_nowhere",
    ),
    Break(
        "security: a stranger without a password is refused",
        "resv_desktop/store/mongod_binary.py",
        '*("--keyFile", str(keyfile)),',
        '*("--keyFile", str(keyfile), "--transitionToAuth"),',
        T_SERVER + "a_stranger_may_do_nothing",
    ),
    Break(
        "security: the window answers where no stranger can",
        ONE_WINDOW,
        'if sys.platform != "win32":',
        "if False:",
        "tests/qt/test_one_window.py::test_the_window_answers_where_no_other_user_can",
    ),
    Break(
        "a wrong host name is told as one",
        CONNECTING,
        "if is_final and unknown:",
        "if is_final and not told:",
        T_CONNECTING + "a_name_that_nobody_knows_is_told_as_one",
    ),
    Break(
        "security: a password that is changed once there is a keyring is the one that is used",
        CREDENTIALS,
        "        _forget_in_file(config / FILE, bare)\n",
        "",
        T_CREDENTIALS
        + "a_password_that_is_changed_once_there_is_a_keyring_is_the_one_that_is_used",
    ),
]
