-- wrk's script: sends the prepared bodies one after another, and prints what Python reads.
-- Argument: a folder with, for each thread, 1.headers ("Name: value" lines) and 1.bodies (one a line);
-- then "once", where a thread that has sent all its bodies stops, or "again", where it starts anew.
local threads, prepared, sent = 0, {}, 0

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

function init(arguments)
  once = arguments[2] == "once"
  local headers = {}
  for line in io.lines(arguments[1] .. "/" .. number .. ".headers") do
    local name, value = line:match("^([^:]+): (.*)$")
    headers[name] = value
  end
  for body in io.lines(arguments[1] .. "/" .. number .. ".bodies") do
    prepared[#prepared + 1] = wrk.format("POST", nil, headers, body)
  end
end

function request()
  sent = sent + 1
  if sent > #prepared and once then
    wrk.thread:stop()
  end
  return prepared[(sent - 1) % #prepared + 1]
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.timeout + errors.status
  io.write(string.format(
    '\n{"requests": %d, "failed": %d, "seconds": %.6f, "p50_ms": %.3f, "p99_ms": %.3f}\n',
    summary.requests, failed, summary.duration / 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3
  ))
end
