#!/usr/bin/env bash
# Gather the sentences in the code and bring the Finnish and Swedish catalogues up to date. Sentences no longer
# used are dropped, new ones arrive empty, none is guessed. English needs no catalogue: the msgids are English.
set -euo pipefail
cd "$(dirname "$0")/.."
pot=translations/messages.pot
tools/extract-messages.sh "$pot"
for language in fi sv; do
  po=translations/$language/LC_MESSAGES/messages.po
  if [ -e "$po" ]; then action=(update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date); else action=(init); fi
  mkdir -p "$(dirname "$po")"
  .venv/bin/pybabel --quiet "${action[@]}" --input-file="$pot" --output-file="$po" --locale="$language" --width=110
  .venv/bin/pybabel --quiet compile --input-file="$po" --output-file="${po%.po}.mo"
done
.venv/bin/python -m tools.check_translations
