# shellcheck shell=bash
# A server of a script's own, on a free port, that lives as long as the script. Source it after lib.sh.

# Starts the server program that it is given. Sets server_port.
start_server() {
  local attempt program=$1
  server_folder=$(mktemp -d "${TMPDIR:-/tmp}/typed-redis.XXXXXX")
  mkfifo "$server_folder/script-lives"
  for attempt in 1 2 3 4 5 6 7 8 9 10; do
    # Below the ports that systems give to outgoing connections.
    server_port=$((10000 + RANDOM % 20000))
    if answers "$server_port"; then continue; fi
    "$program" --port "$server_port" --bind 127.0.0.1 --dir "$server_folder" --save '' \
      --appendonly no >"$server_folder/log" 2>&1 </dev/null &
    server_pid=$!
    if comes_up; then
      end_with_script
      return
    fi
    wait "$server_pid" || true
  done
  cat "$server_folder/log" >&2
  rm -rf "$server_folder"
  fail "$program did not start in $attempt attempts"
}

# Stops the server when the script ends, even if that is because it was killed: the system closes
# file 9 then, and whoever reads the other end sees it.
end_with_script() {
  (
    trap '' HUP INT TERM
    cat "$server_folder/script-lives" >/dev/null
    kill -9 "$server_pid" 2>/dev/null
    rm -rf "$server_folder"
  ) </dev/null >/dev/null 2>&1 &
  server_guard=$!
  exec 9>"$server_folder/script-lives"
  trap stop_server EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
}

stop_server() {
  exec 9>&-
  # Bash would announce that the server was killed.
  disown "$server_pid" 2>/dev/null || true
  wait "$server_guard" || true
}

# Whether the server that was just started takes commands. No, if it ended, as it does when someone
# else has the port.
comes_up() {
  local tries
  for ((tries = 0; tries < 150; tries++)); do
    kill -0 "$server_pid" 2>/dev/null || return 1
    if answers "$server_port"; then return 0; fi
    sleep 0.1
  done
  kill -9 "$server_pid" 2>/dev/null
  return 1
}

# Whether a Redis server answers on a port.
answers() {
  (
    exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
    printf 'PING\r\n' >&3
    IFS= read -r -t 2 reply <&3
    [ "${reply%$'\r'}" = +PONG ]
  ) 2>/dev/null
}
