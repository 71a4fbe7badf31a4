# Sourced by scripts that need programs of the system: nothing is installed with its package manager unless INSTALL=1.

# install_packages package …   installs Debian packages; fails where it may not, or cannot.
install_packages() {
  mkdir -p build
  [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null || return 1
  echo "Installing $* …"
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; } \
    >build/apt.log 2>&1 || { tail -n 20 build/apt.log >&2; return 1; }
}

# need "what needs them" package …   installs them if told to; else says what to run, and fails.
need() {
  local what=$1
  shift
  if [ -n "${INSTALL:-}" ] && install_packages "$@"; then return; fi
  cat >&2 <<END
$what needs programs that are not here. On Debian and Ubuntu, as root:
  apt-get install --no-install-recommends $*
or let it do so:
  INSTALL=1 $what
Elsewhere install what they hold by other means.
END
  return 1
}
