"""A server set as in production, as a process: `python -m tools.bench.serve TARGET PORT WORKERS`."""

import sys

from webapp.serving import serve

if __name__ == "__main__":
    serve(sys.argv[1], host="127.0.0.1", port=int(sys.argv[2]), workers=int(sys.argv[3]))
