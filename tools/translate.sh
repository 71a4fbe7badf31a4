#!/usr/bin/env bash
# Gather the sentences in the code and bring every catalogue up to date, with those that
# cardholders read in plain Finnish. Sentences no longer used are dropped, new ones arrive empty, none is guessed.
# English needs no catalogue: the msgids are English.
set -euo pipefail
cd "$(dirname "$0")/.."
pot=build/messages.pot

begin_catalogue() {
  mkdir -p "$(dirname "$2")"
  cat >"$2" <<EOF
msgid ""
msgstr ""
"Project-Id-Version: Kaikukortti 1\n"
"Report-Msgid-Bugs-To: \n"
"POT-Creation-Date: 2026-01-01 00:00+0000\n"
"PO-Revision-Date: 2026-01-01 00:00+0000\n"
"Last-Translator: Kaikukortti\n"
"Language-Team: Kaikukortti\n"
"Language: $1\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
EOF
}

mkdir -p build
tools/extract-messages.sh "$pot"
for language in $(.venv/bin/python -c 'from webapp.core.languages import TRANSLATED; print(*TRANSLATED)'); do
  po=webapp/translations/$language/LC_MESSAGES/messages.po
  [ -e "$po" ] || begin_catalogue "$language" "$po"
  .venv/bin/pybabel --quiet update --input-file="$pot" --output-file="$po" --locale="$language" --width=110 \
    --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
done
.venv/bin/python -m tools.plain_finnish "$pot"
.venv/bin/python -m tools.hyphens || echo "These wait for their points."
.venv/bin/python -m tools.check_translations || echo "These wait for a translator."
