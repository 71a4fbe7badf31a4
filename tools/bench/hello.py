"""What a request costs when the application does nothing: the measure of the others."""

from flask import Flask


def hello_app() -> Flask:
    """A bare Flask application with one view."""
    app = Flask(__name__, static_folder=None)

    @app.post("/")
    def hello() -> str:
        return "hello"

    return app
