# Sourced by the other scripts: run stages one after another, time each, remember which failed.
[ -t 1 ] || export NO_COLOR=1
SKIPPED=77 # what a stage exits with that has nothing to try here
failed=()
skipped=()
log=$(mktemp)
besides=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$log" "$besides"' EXIT

# stage "Title" command …   shows what the command prints, as it prints it.
stage() {
  local title=$1 start=$SECONDS outcome=passed
  shift
  printf '\n── %s\n' "$title"
  "$@"
  case $? in
    0) ;;
    "$SKIPPED") outcome=skipped; skipped+=("$title") ;;
    *) outcome=FAILED; failed+=("$title") ;;
  esac
  printf '── %s: %s in %d s\n' "$title" "$outcome" $((SECONDS - start))
}

# beside NAME command …   starts it now, while other stages run: it waits for much of its time.
beside() {
  local name=$1
  shift
  (
    SECONDS=0
    "$@" >"$besides/$name.log" 2>&1
    status=$?
    printf 'It ran beside other stages, for %d s.\n' "$SECONDS" >>"$besides/$name.log"
    exit "$status"
  ) &
  printf '%d\n' $! >"$besides/$name.pid"
}

# came_of NAME   shows what it printed when it has ended, and answers as it did.
came_of() {
  local status=0
  wait "$(cat "$besides/$1.pid")" || status=$?
  cat "$besides/$1.log"
  return "$status"
}

# quiet_stage "Title" command …   shows what the command printed only if it failed.
quiet_stage() {
  local title=$1 start=$SECONDS
  shift
  if "$@" >"$log" 2>&1; then
    printf '  ✓ %s (%d s)\n' "$title" $((SECONDS - start))
  else
    printf '  ✗ %s (%d s)\n' "$title" $((SECONDS - start))
    sed 's/^/    /' "$log"
    failed+=("$title")
  fi
}

# Say what was skipped and what failed, if anything.
conclude() {
  if [ ${#skipped[@]} -gt 0 ]; then printf 'Skipped: %s\n' "${skipped[@]}"; fi
  if [ ${#failed[@]} -eq 0 ]; then return 0; fi
  printf 'FAILED: %s\n' "${failed[@]}"
  return 1
}
