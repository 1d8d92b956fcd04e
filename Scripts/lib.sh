# shellcheck shell=bash
# What the scripts share: messages, and a server program to work with. Source it.

# The package's folder.
# shellcheck disable=SC2034  # used by the scripts that source this
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '\n==> %s\n' "$*"; }

fail() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

need_swift() {
  have swift || fail "there is no swift on the PATH: install the Swift toolchain first"
}

# Sets server to a redis-server or valkey-server: one of the folder that REDIS_SERVERS names, which
# may hold several versions, else one on the PATH or where package managers put them.
find_server() {
  local candidate folder name
  server=
  if [ -n "${REDIS_SERVERS:-}" ]; then
    for candidate in "$REDIS_SERVERS"/redis-server* "$REDIS_SERVERS"/valkey-server*; do
      if [ -f "$candidate" ] && [ -x "$candidate" ]; then
        server=$candidate
        return 0
      fi
    done
    fail "REDIS_SERVERS is $REDIS_SERVERS, and no redis-server or valkey-server is in there"
  fi
  for name in redis-server valkey-server; do
    if have "$name"; then
      server=$(command -v "$name")
      return 0
    fi
    for folder in /usr/sbin /usr/local/bin /usr/local/sbin /opt/homebrew/bin; do
      if [ -x "$folder/$name" ]; then
        server=$folder/$name
        # The tests look on the PATH.
        PATH=$PATH:$folder
        return 0
      fi
    done
  done
  return 1
}

# As find_server, but installs one if there is none.
need_server() {
  if ! find_server; then install_server; fi
  say "server: $server ($("$server" --version | sed 's/ sha=.*//'))"
}

install_server() {
  local manager package
  manager=$(package_manager) ||
    fail "there is no redis-server, no valkey-server, and no package manager known here to install one"
  if [ "$manager" != brew ] && [ "$(id -u)" != 0 ] && ! have sudo; then
    fail "there is no redis-server and no valkey-server, and installing one needs root or sudo"
  fi
  for package in $(packages "$manager"); do
    say "no redis-server and no valkey-server here: installing $package with $manager"
    if install_package "$manager" "$package" && find_server; then return; fi
  done
  fail "no server could be installed with $manager: install redis-server or valkey-server yourself"
}

package_manager() {
  local manager
  for manager in apt-get dnf yum apk zypper pacman brew; do
    if have "$manager"; then
      echo "$manager"
      return
    fi
  done
  return 1
}

# Names of packages with a server, in the order to try them.
packages() {
  case $1 in
    apt-get) echo redis-server valkey-server ;;
    pacman) echo valkey redis ;;
    *) echo redis valkey ;;
  esac
}

install_package() {
  case $1 in
    apt-get)
      quietly as_root apt-get update &&
        quietly as_root env DEBIAN_FRONTEND=noninteractive \
          apt-get install -y --no-install-recommends "$2"
      ;;
    dnf | yum) quietly as_root "$1" install -y "$2" ;;
    apk) quietly as_root apk add --no-cache "$2" ;;
    zypper) quietly as_root zypper --non-interactive install "$2" ;;
    pacman) quietly as_root pacman -Sy --noconfirm --needed "$2" ;;
    brew) quietly brew install "$2" ;;
  esac
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# Runs a command and shows what it said only if it failed.
quietly() {
  local output
  if ! output=$("$@" </dev/null 2>&1); then
    printf '%s\n' "$output" | tail -n 20 >&2
    return 1
  fi
}
