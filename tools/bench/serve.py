"""A server set as in production, as a process: `python -m tools.bench.serve TARGET PORT WORKERS`."""

import sys

from webapp.serving import Serving, serve
from webapp.settings import THREADS_BEHIND_PROXY

if __name__ == "__main__":
    target, port, workers = sys.argv[1:]
    serve(target, Serving("127.0.0.1", int(port), int(workers), THREADS_BEHIND_PROXY, patience_seconds=5))
