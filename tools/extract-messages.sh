#!/usr/bin/env bash
# Gather the sentences in the code and the templates into a catalogue template. Usage: extract-messages.sh FILE.pot
set -euo pipefail
cd "$(dirname "$0")/.."
exec .venv/bin/pybabel --quiet extract --mapping-file=tools/babel.cfg --output-file="$1" \
  --keywords="lazy_gettext lazy_ngettext:1,2" --add-comments="Translators:" --strip-comments \
  --add-location=file --sort-output --width=110 \
  --project=Kaikukortti --version=1 --copyright-holder=Kaikukortti --msgid-bugs-address="" webapp
