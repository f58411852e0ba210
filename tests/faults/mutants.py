"""Deliberate faults in the store, each of which some test must catch."""

from __future__ import annotations

from typing import NamedTuple


class Mutant(NamedTuple):
    """One fault: a text in a file of the package, and what stands there instead."""

    name: str
    file: str
    sound: str
    """What stands there, once in the file."""
    faulty: str
    caught_by: str
    """The tests that must fail, as pytest takes them; of a whole file the first that does."""


FAILING = "tests/faults/test_failing_disk.py"
WHOLE = f"{FAILING}::test_whichever_call_fails_the_owner_sees_a_sentence_and_the_data_are_whole"
AUTOMATIC = "tests/store/test_automatic_backups.py"

MUTANTS = (
    Mutant(
        "commits are not synced",
        "store/opening.py",
        """may have lost it
    connection.execute("PRAGMA synchronous = FULL")""",
        """may have lost it
    connection.execute("PRAGMA synchronous = NORMAL")""",
        "tests/faults/test_power_cut.py",
    ),
    Mutant(
        "a change that failed is not rolled back",
        "store/sqlite_tinydb.py",
        """        if failed:
            self._roll_back()
            return""",
        """        if failed:
            self.connection.execute("COMMIT")
            return""",
        "tests/store/test_sqlite_tinydb_transactions.py",
    ),
    Mutant(
        "the write lock is not taken at the beginning",
        "store/sqlite_tinydb.py",
        '"BEGIN IMMEDIATE"',
        '"BEGIN"',
        "tests/store/test_sqlite_tinydb_transactions.py",
    ),
    Mutant(
        "the history has a transaction of its own",
        "store/transaction.py",
        """            change_id = self.open_change()
            connection.executemany(""",
        """            change_id = self.open_change()
            connection.execute("COMMIT")
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(""",
        f"{WHOLE}[a task done]",
    ),
    Mutant(
        "ids are used again",
        "store/transaction.py",
        'execute("SELECT last FROM sequence WHERE tbl = ?"',
        'execute("SELECT coalesce(max(id), 0) FROM document WHERE tbl = ?"',
        "tests/store/test_sqlite_tinydb.py",
    ),
    Mutant(
        "undo does not look whether the record was changed again",
        "store/history.py",
        "        _refuse_if_changed(connection, step, target)",
        "        pass",
        "tests/store/test_history.py",
    ),
    Mutant(
        "undo leaves the change marked as standing",
        "store/history.py",
        "(undone, target.id))",
        "(0, target.id))",
        "tests/store/test_history.py",
    ),
    Mutant(
        "a refused change comes back with the next start",
        "store/committing.py",
        "and not _overwrite(connection):",
        "and False:",
        f"{FAILING}::test_a_change_that_failed_does_not_come_back_with_the_next_start",
    ),
    Mutant(
        "a replaced file takes changes that are lost",
        "store/sqlite_tinydb.py",
        "if _identity(self.path) != self._file:",
        "if False:",
        "tests/faults/test_homes.py"
        "::test_a_replaced_database_takes_no_change_meant_for_the_old_one",
    ),
    Mutant(
        "a new home is moved in without its log",
        "store/opening.py",
        """        connection.execute("PRAGMA synchronous = FULL")
        migrations.create_current(connection)""",
        """        connection.execute("PRAGMA journal_mode = WAL")
        migrations.create_current(connection)""",
        f"{WHOLE}[the first capture of all]",
    ),
    Mutant(
        "an empty file passes for a new home",
        "store/opening.py",
        "if found.st_size == 0:",
        "if False:",
        "tests/store/test_opening.py",
    ),
    Mutant(
        "others may read the records",
        "store/opening.py",
        "os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))",
        "os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))",
        "tests/store/test_opening.py",
    ),
    Mutant(
        "somebody else's home is opened",
        "store/opening.py",
        "        if owner != os.geteuid():",
        "        if False:",
        "tests/faults/test_private.py",
    ),
    Mutant(
        "backups are not verified",
        "store/backups/copying.py",
        "            _verify_copy(unfinished, target)\n",
        "",
        f"{AUTOMATIC}::test_a_copy_that_was_written_wrongly_does_not_count",
    ),
    Mutant(
        "backups are rotated away although hardly a record is left",
        "store/backups/automatic.py",
        "(held if are_far_fewer(records, count_records(path)) else go).append(path)",
        "go.append(path)",
        f"{AUTOMATIC}::test_backups_with_far_more_records_are_kept_and_told_until_that_is_meant",
    ),
    Mutant(
        "a restore does not keep the present state",
        "store/backups/restoring.py",
        "            kept = back_up(database, folder, at)\n",
        "            kept = None\n",
        "tests/store/test_backup.py::test_a_restore_goes_back_and_keeps_what_was",
    ),
    Mutant(
        "a restore is not one transaction",
        "store/backups/restoring.py",
        """        into.execute(f"DELETE FROM main.{table}")
""",
        """        into.execute(f"DELETE FROM main.{table}")
    into.execute("COMMIT")
    into.execute("BEGIN IMMEDIATE")
""",
        f"{WHOLE}[a restore]",
    ),
    Mutant(
        "a restore forgets what was reminded of",
        "store/backups/restoring.py",
        """    into.execute("INSERT OR IGNORE INTO main.delivery""",
        """    into.execute("DELETE FROM main.delivery")
    into.execute("INSERT OR IGNORE INTO main.delivery""",
        "tests/store/test_restore.py",
    ),
    Mutant(
        "a disk that cannot be read passes for a damaged file",
        "store/backups/copying.py",
        "    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)",
        "    return code > 0",
        f"{WHOLE}[a restore]",
    ),
    Mutant(
        "a migration is not one transaction",
        "store/migrations.py",
        """            continue
        connection.execute("BEGIN IMMEDIATE")""",
        "            continue",
        "tests/store/test_migrations.py",
    ),
    Mutant(
        "a migration keeps no copy",
        "store/migrations.py",
        "kept.append(_keep_copy(path, step.version))",
        "kept.append(path)",
        "tests/store/test_migrations.py",
    ),
    Mutant(
        "a reminder may be claimed twice",
        "store/schema.py",
        """        snoozed_until TEXT,
        UNIQUE (kind, subject, stage, instant)""",
        """        snoozed_until TEXT,
        CHECK (kind <> '')""",
        "tests/store/test_delivery.py",
    ),
    Mutant(
        "a claim is not durable",
        "scheduler/delivery.py",
        """        yield
        connection.execute("COMMIT")""",
        """        yield
        connection.execute("ROLLBACK")""",
        "tests/store/test_delivery.py",
    ),
    Mutant(
        "the doctor does not look at the history",
        "store/doctor/examining.py",
        "        *chain.history(workspace),\n",
        "",
        "tests/store/test_doctor.py",
    ),
)
"""Read as: if this were so, that test would fail."""
