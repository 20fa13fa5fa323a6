"""What is promised of backups and upgrades, and where each promise is kept and can be broken."""

from tests.sabotage_book import Break

STORE = "resv_desktop/store/"
SAVE, RESTORE = STORE + "backups/save.py", STORE + "backups/restore.py"
READ, WRITE = STORE + "backups/read_file.py", STORE + "backups/write_file.py"
DAILY, UPGRADE = STORE + "backups/daily.py", STORE + "upgrade.py"
T_SAVE = "tests/store/backups/test_save.py::test_"
T_READ = "tests/store/backups/test_read_file.py::test_"
T_RESTORE = "tests/store/backups/test_restore.py::test_"
T_DAILY = "tests/store/backups/test_daily.py::test_"
T_SHARED = (
    "tests/test_backup.py::test_"
    "stations_that_a_restore_leaves_outside_hear_why_and_who_restores_hears_of_them"
)
T_UPGRADE = "tests/store/test_upgrade.py::test_"

BREAKS_OF_BACKUPS: list[Break] = [
    Break(
        "a restore into a name that differs in capitals only is said to be that",
        RESTORE,
        "        check_case(error, database.name)\n",
        "",
        T_RESTORE + "a_name_that_differs_from_another_in_capitals_only_is_no_silent_database",
    ),
    Break(
        "a backup is the book at one instant",
        SAVE,
        "        answers: Iterator[Any] = database[name].find_raw_batches(\n"
        "            session=session, batch_size",
        "        answers: Iterator[Any] = database[name].find_raw_batches(\n            batch_size",
        T_SAVE + "all_of_it_is_of_one_instant_although_stations_go_on",
    ),
    Break(
        "a backup holds every part of the book",
        STORE + "backups/file_format.py",
        "    *(RESTAURANTS, SLOTS, RESERVATIONS, JOURNAL, WAITING),",
        "    *(RESTAURANTS, SLOTS, RESERVATIONS, JOURNAL),",
        T_SAVE + "what_the_file_has_may_be_the_contract_and_nothing_else",
    ),
    Break(
        "a backup never overwrites a file untold",
        WRITE,
        "    if not overwrite and os.path.lexists(path):\n",
        "    if False:\n",
        T_SAVE + "a_file_is_only_overwritten_when_told_so",
    ),
    Break(
        "a backup that fails leaves nothing",
        WRITE,
        "                unfinished.unlink(missing_ok=True)\n",
        "                pass\n",
        T_SAVE + "a_backup_that_is_stopped_leaves_nothing",
    ),
    Break(
        "a backup that is altered while it is read is refused",
        READ,
        "        if opened or self._read(CHECKSUM_BYTES) != checksum.digest():",
        "        if opened:",
        T_READ + "a_file_that_changes_after_it_was_verified_is_told",
    ),
    Break(
        "sealed pieces stay in their place",
        STORE + "backups/seal.py",
        '    return number.to_bytes(_NUMBER_BYTES, "big") + bytes([is_last])',
        '    return (number * 0).to_bytes(_NUMBER_BYTES, "big") + bytes([is_last])',
        T_READ + "sealed_pieces_stay_in_their_file_and_place",
    ),
    Break(
        "all of a backup is verified before anything is written",
        RESTORE,
        "    file.verify()\n",
        "",
        T_RESTORE + "a_file_that_lies_about_its_counts_writes_nothing",
    ),
    Break(
        "where there is a book no backup is restored",
        RESTORE,
        '    if any(database[name].find_one({}, {"_id": 1}) for name in _filled()):',
        "    if False:",
        T_RESTORE + "where_there_is_a_book_nothing_is_written",
    ),
    Break(
        "half a book is opened by no station",
        STORE + "layout.py",
        'if RESTORING_ID in known and known[RESTORING_ID].get("run") != restoring:',
        "if False:",
        T_RESTORE + "while_it_is_restored_no_station_opens_it",
    ),
    Break(
        "a restored book is counted",
        RESTORE,
        "!= facts.counts.get(name, 0):",
        "< facts.counts.get(name, 0):",
        T_RESTORE + "who_writes_into_it_meanwhile_is_told_and_it_stays_shut",
    ),
    Break(
        "backups of two weeks are kept",
        DAILY,
        "KEPT = timedelta(days=14)",
        "KEPT = timedelta(days=13)",
        T_DAILY + "what_is_older_than_two_weeks_goes",
    ),
    Break(
        "by a clock that is far ahead no backup goes",
        DAILY,
        "if not old or not is_right():",
        "if not old:",
        T_DAILY + "by_a_clock_that_is_far_ahead_no_backup_goes",
    ),
    Break(
        "a clock that is far ahead is known by the book in which nothing was done lately",
        "resv_desktop/controller/upkeep.py",
        "is_right=lambda: self._worked_within(KEPT)",
        "is_right=lambda: True",
        T_DAILY + "by_the_clock_of_a_book_in_which_nothing_was_done_lately_no_backup_goes",
    ),
    Break(
        "a backup from the future is not the last good one that is kept after a holiday",
        DAILY,
        "past = [at for at in saved if at <= now]  # one",
        "past = list(saved)  # one",
        T_DAILY + "after_a_long_holiday_the_last_one_before_it_is_kept",
    ),
    Break(
        "what a killed backup left beside goes with the next one",
        WRITE,
        "        remove_half_written(path.parent, UNFINISHED, is_ours",
        "        dict(where=path.parent, is_ours",
        T_SAVE + "what_a_killed_backup_left_beside_goes_with_the_next_one",
    ),
    Break(
        "of another program nothing goes with a backup",
        WRITE,
        "UNFINISHED, is_ours=_is_backup, ",
        "UNFINISHED, ",
        T_SAVE + "what_a_killed_backup_left_beside_goes_with_the_next_one",
    ),
    Break(
        "each book of a home is saved every day",
        DAILY,
        "    return not any(_book_of(path, database) == database for path in today)\n",
        "    return not today\n",
        T_DAILY + "each_book_of_a_home_has_backups_of_its_own",
    ),
    Break(
        "the last backups of a book are kept, whatever other book of the home is saved since",
        DAILY,
        "        of_book[_book_of(saved[at], database)].append(at)\n",
        "        of_book[database].append(at)\n",
        T_DAILY + "each_book_of_a_home_has_backups_of_its_own",
    ),
    Break(
        "the last backup that is said is one of this book",
        "resv_desktop/controller/upkeep.py",
        "last_saved(folder, database=self._house.store.database.name)",
        "last_saved(folder)",
        "tests/qt/test_backup_dialog.py::test_the_last_backup_of_another_book_is_not_said",
    ),
    Break(
        "a passphrase is the same from every keyboard",
        READ,
        "dict.fromkeys((composed(passphrase), passphrase))",
        "[passphrase]",
        T_READ + "a_passphrase_is_the_same_from_every_keyboard",
    ),
    Break(
        "a passphrase that a keyboard took apart opens what an older version sealed",
        READ,
        "dict.fromkeys((composed(passphrase), passphrase))",
        "[composed(passphrase)]",
        T_READ + "a_passphrase_is_the_same_from_every_keyboard",
    ),
    Break(
        "a backup is sealed with a passphrase as every keyboard has it",
        SAVE,
        "Seal(composed(passphrase), sealed)",
        "Seal(passphrase, sealed)",
        T_SAVE + "a_passphrase_whose_letters_a_keyboard_took_apart_is_put_together",
    ),
    Break(
        "a passphrase that nobody can type again is not taken",
        "resv_desktop/backup.py",
        "    if any(unicodedata.category(sign) in _NOT_TYPED for sign in passphrase):\n",
        "    if False:\n",
        "tests/test_backup.py::test_a_passphrase_that_nobody_can_type_again_is_not_taken",
    ),
    Break(
        "where all backups are old most of them stay for another day",
        DAILY,
        "old[:_GO_AT_ONCE]",
        "old",
        T_DAILY + "also_where_all_are_old_most_of_them_stay_for_another_day",
    ),
    Break(
        "where the book does not say whether the clock is right no backup goes",
        DAILY,
        "    except Outage:  # the",
        "    except KeyError:  # the",
        T_DAILY + "where_the_book_does_not_say_whether_the_clock_is_right_no_backup_goes",
    ),
    Break(
        "no backup is removed before the new one is there",
        DAILY,
        "        _check_space(folder)\n",
        "        _remove_old(folder, now, is_right)\n        _check_space(folder)\n",
        T_DAILY + "nothing_is_removed_unless_the_new_one_is_there",
    ),
    Break(
        "a full disk is left some room",
        DAILY,
        "    if free_bytes(folder) < MINIMUM_FREE_BYTES + last * _GROWS_BY:",
        "    if free_bytes(folder) < last * _GROWS_BY:",
        T_DAILY + "where_little_is_free_none_is_made_and_it_is_said",
    ),
    Break(
        "a failed backup is heard of",
        "resv_desktop/qt/backup_keeper.py",
        "            tell_in_turn(self, lambda: self._window, sentence)\n        self.asked",
        "        self.asked",
        "tests/qt/test_backup_keeper.py::test_why_there_is_none_is_said_once_until_there_is_one",
    ),
    Break(
        "a book is upgraded after a backup",
        UPGRADE,
        "    back_up(version, keep_turn)\n",
        "",
        T_UPGRADE + "a_book_is_upgraded_after_a_backup",
    ),
    Break(
        "a book is upgraded by one station at a time",
        UPGRADE,
        'return found is not None and found["run"] == run',
        "return found is not None",
        T_UPGRADE + "while_another_station_has_its_turn_this_one_waits",
    ),
    Break(
        "a backup goes where a link leads, and takes the place of files only",
        WRITE,
        "        path = meant_by(path)\n",
        "        meant_by(path.parent / 'another')\n",
        T_SAVE + "a_link_stays_one_and_what_is_no_file_is_not_overwritten",
    ),
    Break(
        "a backup that comes through a pipe is said to be none that can be read",
        READ,
        "        if not self._file.seekable():\n",
        "        if False:\n",
        T_READ + "a_pipe_is_said_to_be_none_that_can_be_read_twice",
    ),
    Break(
        "of damaged data the newest backup is named",
        STORE + "mongod_log.py",
        "    if not saved:\n",
        "    if saved or True:\n",
        "tests/store/test_mongod_log.py::test_of_damaged_data_the_newest_backup_is_named",
    ),
    Break(
        "of damaged data the command is told as it is typed, also where a space is in the path",
        STORE + "mongod_log.py",
        "    return typed_command(*home, str(saved[1]))\n",
        '    return " ".join((*home, str(saved[1])))\n',
        "tests/store/test_mongod_log.py::test_"
        "the_command_that_brings_the_newest_backup_back_can_be_typed_as_it_is_told",
    ),
    Break(
        "one that was made while the clock was a year ahead is not the newest backup",
        STORE + "backups/daily.py",
        "max(past or saved, default=None)",
        "max(saved, default=None)",
        "tests/store/test_mongod_log.py::test_of_damaged_data_the_newest_backup_is_named",
    ),
    Break(
        "where a shared machine is restored, it is said that stations join again",
        "resv_desktop/backup.py",
        "            _tell_of_stations(controller, database)\n",
        "            pass\n",
        T_SHARED,
    ),
    Break(
        "where a book is restored beside that of the stations, that is said",
        "resv_desktop/backup.py",
        "    if elsewhere:\n",
        "    if False:\n",
        T_SHARED,
    ),
    Break(
        "a station that is shut out hears that the book may have been restored",
        STORE + "connecting.py",
        '"there, or the book there has been restored from a backup. Make',
        '"there. Make',
        T_SHARED,
    ),
    Break(
        "a failed backup stands in the log",
        "resv_desktop/qt/backup_keeper.py",
        '            logger.warning("today\'s backup was not made: %s", trouble)\n',
        "",
        "tests/qt/test_backup_keeper.py::test_why_there_is_none_is_said_once_until_there_is_one",
    ),
    Break(
        "a folder that takes no backup needs a look",
        "resv_desktop/doctor/machine.py",
        "if os.path.lexists(folder) and not (",
        "if not os.path.lexists(folder) and not (",
        "tests/doctor/test_report.py::test_where_no_backup_can_be_saved_that_needs_a_look",
    ),
    Break(
        "of what is no file it is not said that it may be overwritten",
        WRITE,
        "        meant_by(path)\n    except",
        "        path.exists()\n    except",
        "tests/test_backup.py::test_where_a_folder_is_nothing_is_saved_and_"
        "no_way_out_is_named_that_is_none",
    ),
]
