"""The promises about machines that are shared and joined, and where each is kept."""

from tests.sabotage_book import Break, Edit

JOINING, STATIONS = "resv_desktop/store/joining.py", "resv_desktop/store/stations.py"
RIGHTS, LAN_PORT = "resv_desktop/store/rights.py", "resv_desktop/store/lan_port.py"
MONGOD, CONNECTING = "resv_desktop/store/mongod.py", "resv_desktop/store/connecting.py"
CODE = "resv_desktop/domain/join_code.py"
DIALOG = "resv_desktop/qt/stations/stations_dialog.py"
START_WINDOW = "resv_desktop/qt/start_window.py"

T_START = "tests/qt/test_start_window.py::test_"
T_SHARING = "tests/store/test_sharing.py::test_"
T_JOINING = "tests/store/test_joining.py::test_"
T_PORT = "tests/store/test_shared_port.py::test_"
T_KEEPER = "tests/qt/test_backup_keeper.py::test_"
WRONG_CLOCK = "a_clock_that_is_far_off_is_said_to_be_that_before_and_after_joining"
STARTED_WRONG = "a_first_machine_that_was_started_by_a_wrong_clock_is_reached_once_that_is_right"
T_DIALOG = "tests/qt/stations/test_stations_dialog.py::test_"

BREAKS_OF_SHARING = [
    Break(
        "stations: who joins under the name of one that is at work gets another name",
        "resv_desktop/store/stations.py",
        "            name = distinct(wished, own_name, others, LONGEST_STATION)\n",
        "            name = wished\n",
        T_SHARING + "who_is_called_as_a_station_that_is_at_work_gets_a_name_of_its_own",
    ),
    Break(
        "stations: one that was given another name since is known by that",
        "resv_desktop/store/stations.py",
        'str(beat.get("station") or told.get("station")',
        'str(told.get("station")',
        T_SHARING + "a_station_that_has_another_name_since_is_listed_and_told_apart_by_that",
    ),
    Break(
        "stations: an old entry does not hide one of its name that is at work",
        "resv_desktop/domain/sharing.py",
        "for each in others if each.is_connected)}",
        "for each in others[:-1] if each.is_connected and each.name != others[-1].name)}",
        "tests/domain/test_sharing.py::test_a_name_that_one_at_work_has_gets_a_number",
    ),
    Break(
        "stations: a station takes the name that it was given",
        "resv_desktop/store/joining.py",
        'str(told.get("station") or station)',
        "station",
        T_SHARING + "who_is_called_as_a_station_that_is_at_work_gets_a_name_of_its_own",
    ),
    Break(
        "stations: no two that joined get one number",
        "resv_desktop/domain/sharing.py",
        ".casefold() not in known)",
        ".casefold() != name.casefold())",
        "tests/domain/test_sharing.py::test_a_name_that_one_at_work_has_gets_a_number",
    ),
    Break(
        "settings: a name that another station has is said",
        "resv_desktop/qt/settings_acts.py",
        "                dialog.tell_namesake(self._changed)\n",
        "                pass\n",
        "tests/qt/test_settings_dialog.py::test_a_name_that_another_station_has_now_is_said_when_"
        "it_is_chosen_and_as_long_as_it_is_so",
    ),
    Break(
        "settings: the own heartbeat is no other station",
        "resv_desktop/store/signs.py",
        '{"_id": {"$ne": run}, "at"',
        '{"at"',
        "tests/qt/test_settings_dialog.py::test_a_name_that_another_station_has_now_is_said_when_"
        "it_is_chosen_and_as_long_as_it_is_so",
    ),
    Break(
        "stations: when one joined is said by the clock of the restaurant",
        "resv_desktop/qt/stations/station_rows.py",
        "joined = _moment(self._local(station.joined_at))",
        "joined = _moment(station.joined_at.astimezone())",
        T_DIALOG + "when_one_joined_and_was_last_seen_is_said_by_the_clock_of_the_restaurant",
    ),
    Break(
        "stations: when one was last seen is said by the clock of the restaurant",
        "resv_desktop/qt/stations/station_rows.py",
        "day=_moment(self._local(station.seen_at))",
        "day=_moment(station.seen_at.astimezone())",
        T_DIALOG + "when_one_joined_and_was_last_seen_is_said_by_the_clock_of_the_restaurant",
    ),
    Break(
        "stations: two of one name are told apart by the clock of the restaurant",
        "resv_desktop/qt/stations/station_rows.py",
        "day=_moment(local(station.joined_at))",
        "day=_moment(station.joined_at.astimezone())",
        T_DIALOG + "when_one_joined_and_was_last_seen_is_said_by_the_clock_of_the_restaurant",
    ),
    Break(
        "sharing: who joins another book of this machine takes no rights from the others",
        RIGHTS,
        'return f"{_STATION_ROLE}-{database}"',
        "return _STATION_ROLE",
        T_SHARING + "who_joins_another_book_of_this_machine_takes_none_of_the_rights_of_others",
    ),
    Break(
        "sharing: who lost their rights to another book has them back once anybody joins",
        STATIONS,
        '            admin.command("updateUser", name, roles=[station_role(book)])',
        "            pass",
        T_SHARING + "who_joins_another_book_of_this_machine_takes_none_of_the_rights_of_others",
    ),
    Break(
        "stations: no code outlives its window",
        "resv_desktop/qt/stations/stations_dialog.py",
        "            if is_withdrawn.is_set():",
        "            if False:",
        "tests/qt/stations/test_stations_dialog.py::test_"
        "a_code_that_comes_for_another_address_as_the_window_is_left_is_worth_nothing",
    ),
    Break(
        "sharing: the silence of a server that is started anew for it is no alarm",
        "resv_desktop/qt/stations/stations_acts.py",
        "        dialog.restart_asked.connect(window.live.expect_silence)\n",
        "",
        "tests/qt/test_freshness.py::test_"
        "a_silence_of_the_program_s_own_making_is_no_alarm_unless_it_lasts",
    ),
    Break(
        "sharing: another machine in the first one's place is told nothing",
        JOINING,
        "is_it = authority_mark(certificate) == code.authority",
        "is_it = True",
        T_JOINING + "another_machine_at_the_address_is_told_nothing",
    ),
    Break(
        "sharing: who only shows the right authority is not believed",
        JOINING,
        "if is_it and _vouches(certificate, address, code.port):",
        "if is_it:",
        T_JOINING + "a_machine_that_shows_the_right_authority_without_its_key_is_told_nothing",
    ),
    Break(
        "stations: where no book can be opened another one can still be joined",
        START_WINDOW,
        "(self._again, self._database, self._join):",
        "(self._again, self._database):",
        T_START + "whosever_book_it_is_another_one_can_be_joined_and_another_database_used",
        also=(
            Edit(START_WINDOW, "self._join.setVisible(is_trouble)", "self._join.setVisible(False)"),
        ),
    ),
    Break(
        "sharing: a clock that is far off is no other machine",
        JOINING,
        "        if why:\n",
        "        if False:\n",
        T_JOINING + WRONG_CLOCK,
    ),
    Break(
        "a first machine that was started by a clock far ahead is reached once that is right",
        "resv_desktop/store/certificates.py",
        ".not_valid_before(_FROM)",
        ".not_valid_before(datetime.now(UTC) - timedelta(days=7))",
        T_JOINING + STARTED_WRONG,
    ),
    Break(
        "a first machine that was started by a clock far behind is reached once that is right",
        "resv_desktop/store/certificates.py",
        "max(datetime.now(UTC), _FROM) + _LASTS",
        "datetime.now(UTC) + timedelta(days=730)",
        T_JOINING + STARTED_WRONG,
    ),
    Break(
        "sharing: a clock that is far off later is no other machine either",
        CONNECTING,
        "tls.why_by_clock(error) or Sentence",
        "Sentence",
        T_JOINING + WRONG_CLOCK,
    ),
    Break(
        "sharing: a machine that can keep nothing says so before it asks for anything",
        JOINING,
        "        raise CannotJoin(_NOT_KEPT, folder=folder, why=why) from error\n",
        "        raise\n",
        T_JOINING + "a_machine_that_can_keep_nothing_says_so_and_leaves_the_code_as_it_was",
    ),
    Break(
        "sharing: a code lets one station in",
        STATIONS,
        "            _end_invitation(admin)\n            user, name",
        "            user, name",
        T_JOINING + "a_code_lets_one_station_in_and_the_next_is_told_that_it_is_used",
    ),
    Break(
        "sharing: a station that is removed is cut off at once",
        STATIONS,
        '        admin.command("updateUser", station_id, roles=[])\n',
        "        return\n",
        T_SHARING + "a_station_that_is_removed_is_cut_off_at_once",
    ),
    Break(
        "sharing: a machine that joins again has one entry in the list",
        STATIONS,
        "                _cut_off(admin, older)\n            return",
        "                pass\n            return",
        T_SHARING + "a_machine_that_joins_again_takes_the_place_of_its_old_entry",
    ),
    Break(
        "sharing: a computer with a copy of another's files does not take its place",
        JOINING,
        'sha256(f"{_random_part(folder)} {_computer()}".encode())',
        "sha256(_random_part(folder).encode())",
        T_SHARING + "a_computer_that_was_given_a_copy_of_another_s_files_throws_it_out_of_nothing",
    ),
    Break(
        "sharing: two stations of one name are told apart by when they were seen",
        STATIONS,
        'seen_at=beat.get("at"),',
        "seen_at=None,",
        T_SHARING + "two_machines_of_one_name_are_told_apart_by_when_each_was_last_seen",
    ),
    Break(
        "sharing: no station changes the journal",
        RIGHTS,
        'JOURNAL: ("insert",),',
        'JOURNAL: ("insert", "update", "remove"),',
        T_SHARING + "a_joined_station_may_do_nothing_else",
    ),
    Break(
        "sharing: a slip of the finger in a code is noticed",
        CODE,
        "    return _check(number, group[:-1]) == group[-1]\n",
        "    return True\n",
        "tests/domain/test_join_code.py::test_one_wrong_sign_is_always_noticed_and_its_group_named",
    ),
    Break(
        "sharing: the book opens also where its port cannot",
        MONGOD,
        "is_worth_another = is_again and self.lan_port.give_up()",
        "is_worth_another = False",
        T_PORT + "a_server_that_does_not_start_while_it_is_shared_starts_without",
    ),
    Break(
        "sharing: a start that fails once is no reason to shut the stations out",
        MONGOD,
        "is_again = failed > 1 or again.is_permanent",
        "is_again = True",
        T_PORT + "a_start_that_fails_once_is_no_reason_to_shut_the_stations_out",
    ),
    Break(
        "sharing: a code is worth nothing once its window is left",
        DIALOG,
        "self.finished.connect(self._withdraw)",
        "pass",
        T_DIALOG + "a_code_is_worth_nothing_once_its_window_is_left",
    ),
    Break(
        "sharing: the book of the first machine is not copied to a station every day",
        "resv_desktop/qt/backup_keeper.py",
        "if controller is None or self._is_busy or not self._is_ours():",
        "if controller is None or self._is_busy:",
        T_KEEPER
        + "once_another_database_is_chosen_no_backup_is_made_until_the_own_book_is_open_again",
    ),
    Break(
        "sharing: who is connected is seen while the list is open",
        DIALOG,
        "            self._read_list(self._shown)\n",
        "            pass\n",
        T_DIALOG + "who_comes_and_goes_is_seen_while_the_list_is_open",
    ),
    Break(
        "sharing: a start anew that was wanted is not logged as a crash",
        MONGOD,
        "            self._is_wanted_anew.set()\n",
        "",
        T_SHARING + "the_log_says_who_came_and_went_and_holds_no_secret",
    ),
    Break(
        "sharing: the report for support says which machine joined another",
        "resv_desktop/doctor/report.py",
        "        if is_joined(station.uri):\n",
        "        if False:\n",
        "tests/doctor/test_other_stations.py::test_a_shared_machine_and_one_that_joined_it_say_so",
    ),
    Break(
        "sharing: whose book it is may change while the program runs",
        "resv_desktop/qt/care.py",
        "                self._backups.detach()\n",
        "                pass\n",
        T_KEEPER
        + "once_another_database_is_chosen_no_backup_is_made_until_the_own_book_is_open_again",
    ),
    Break(
        "sharing: a code of an address that is gone does not stay on the screen",
        DIALOG,
        "            self._follow_address(self._code)\n",
        "            pass\n",
        "tests/qt/stations/test_moved_machine.py::test_"
        "a_code_of_an_address_that_is_gone_gives_way_to_one_that_lets_a_station_in",
    ),
    Break(
        "sharing: a number that is no port keeps nobody from the book",
        LAN_PORT,
        "type(port) is int and port in _PORTS",
        "isinstance(port, int)",
        T_PORT + "what_is_no_port_shares_nothing",
    ),
    Break(
        "sharing: a port that another program lets go of is taken again by itself",
        LAN_PORT,
        "port is not None and any(can_listen(each, port) for each in freed)",
        "False",
        T_PORT + "once_the_other_program_lets_go_of_the_port_stations_reach_the_machine_as_before",
    ),
    Break(
        "sharing: shared anew, a machine keeps the port that its stations know",
        LAN_PORT,
        "free_port(addresses, self.port)",
        "free_port(addresses)",
        T_PORT + "a_machine_that_is_shared_anew_keeps_the_port_that_its_stations_know",
    ),
    Break(
        "sharing: no code is made where nobody could use it",
        "resv_desktop/store/first_machine.py",
        "        if trouble:\n            raise",
        "        if False:\n            raise",
        T_PORT + "a_machine_that_is_shared_and_has_lost_its_network_says_so_wherever_it_is_asked",
    ),
    Break(
        "sharing: a network that is lost is said while the list is open",
        DIALOG,
        "            if sharing.trouble != before.trouble and ",
        "            if False and ",
        T_DIALOG + "a_network_that_is_lost_is_said_in_the_open_list_and_gone_again_once_it_is_back",
    ),
    Break(
        "sharing: the report for support says where stations do not reach a shared machine",
        "resv_desktop/doctor/machine.py",
        "if (address, port) not in served]",
        "if False]",
        "tests/doctor/test_other_stations.py::"
        "test_a_shared_machine_that_stations_do_not_reach_needs_a_look",
    ),
    Break(
        "sharing: a machine with a book of its own can join another one",
        DIALOG,
        "            self.join_button.show()\n",
        "",
        "tests/qt/stations/test_joining.py::test_"
        "a_machine_with_a_book_of_its_own_joins_from_its_stations_and_that_book_stays",
    ),
]
