# Sourced by the other scripts: run stages one after another, time each, remember which failed.
[ -t 1 ] || export NO_COLOR=1
failed=()
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# stage "Title" command …   shows what the command prints, as it prints it.
stage() {
  local title=$1 start=$SECONDS outcome=passed
  shift
  printf '\n── %s\n' "$title"
  "$@" || { outcome=FAILED; failed+=("$title"); }
  printf '── %s: %s in %d s\n' "$title" "$outcome" $((SECONDS - start))
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

# Say what failed, if anything did.
conclude() {
  if [ ${#failed[@]} -eq 0 ]; then return 0; fi
  printf 'FAILED: %s\n' "${failed[@]}"
  return 1
}
