"""The search for a typed name in files and logs finds it where there is one."""

import sqlite3
from pathlib import Path

from tests.support.traces import traces_of


def test_a_name_is_found_in_a_register_its_journal_and_a_log(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "register.sqlite3") as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE cards (name TEXT)")
        connection.execute("INSERT INTO cards VALUES ('Kuutar Testi')")
        connection.commit()
        (tmp_path / "server.log").write_text('{"path": "/oma?nimi=kuutar%20testi"}')
        (tmp_path / "other.log").write_text("nothing of anybody")
        assert traces_of("Kuutar", tmp_path) == ["register.sqlite3-wal", "server.log"]
    connection.close()
    assert traces_of("Kuutar", tmp_path) == ["register.sqlite3", "server.log"]
    assert traces_of("Väinämö", tmp_path) == []
