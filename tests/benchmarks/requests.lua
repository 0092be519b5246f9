-- Requests for wrk: the file named by the first argument gives their addresses, a line each, taken in turn.
-- With a second argument each also gets a comment with a number, counted from there, so that no query comes twice.

local addresses, number, place = {}, nil, 0

function init(arguments)
  for line in io.lines(arguments[1]) do addresses[#addresses + 1] = line end
  if arguments[2] then number = tonumber(arguments[2]) end
end

function request()
  place = place % #addresses + 1
  local address = addresses[place]
  if number then
    number = number + 1
    address = string.format("%s%%0A%%23%.0f", address, number)
  end
  return wrk.format("GET", address)
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    "figures %.0f %.0f %.0f %.0f %.0f\n", summary.requests, summary.duration,
    errors.status + errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50), latency:percentile(99)))
end
