#!lua name=proxyherd1
-- What a site's replicas have the engine do in one step: Redis 7 or Valkey, one server or a cluster.
--
-- Another version of this has another name, and so have its functions, so that replicas of two versions run beside each other.
--
-- Keys of a bucket: `records`, a hash of client -> value, and `feed`, a sorted set of the clients by the number of their last
-- change. A value is
--     order (8 bytes) | hash (8 bytes) | name of the neighbour that sent it, empty for a client's own word | space | five fields
-- The order is twice the time in nanoseconds since 1970, and one more for a tombstone; it and the hash are big-endian. A Lua
-- number holds 53 bits: both are handled as two numbers of 32. `<` of two strings would be the order of the server's locale.
--
-- A change number is the engine's clock in microseconds, or one more than the last. The last one and the tally stand beside the
-- records, in a field of the hash that no client can be named: they cost no call of their own, and cannot be lost by themselves.

local STATE = ' '
local STATE_FORMAT = '>I8I4I4I4I4I4I4' -- last number, clients, their hash, forgotten, their hash
local HEAD_FORMAT = '>I4I4I4I4' -- order, hash
local HEAD = 16
local HALF = 4294967296

local function now()
  local time = redis.call('TIME')
  return time[1] * 1000000 + time[2]
end

local function parse_state(state)
  if not state then
    return 0, 0, 0, 0, 0, 0, 0
  end
  return struct.unpack(STATE_FORMAT, state)
end

-- Sums of the halves of hashes have been added up: carries, and keeps 64 bits.
local function render_state(last, clients, high, low, forgotten, forgotten_high, forgotten_low)
  high = (high + math.floor(low / HALF)) % HALF
  forgotten_high = (forgotten_high + math.floor(forgotten_low / HALF)) % HALF
  return struct.pack(STATE_FORMAT, last, clients, high, low % HALF, forgotten, forgotten_high, forgotten_low % HALF)
end

local function tally_of(state)
  return string.sub(state, 9)
end

-- Whether two texts are in the order of their bytes, of which the first to differ decides; nil where they are the same.
local function is_before(one, other)
  if one == other then
    return nil
  end
  local at = 1
  while string.sub(one, at, at + 63) == string.sub(other, at, at + 63) do
    at = at + 64
  end
  while string.byte(one, at) == string.byte(other, at) do
    at = at + 1
  end
  return (string.byte(one, at) or -1) < (string.byte(other, at) or -1)
end

-- A difference as seconds and nanoseconds, both with its sign. It may begin with any number of zeros.
local function parse_difference(text)
  local sign, seconds, nanos = string.match(text, '^([+-])0*(%d*)%.(%d+)$')
  if not sign then
    return -math.huge, 0
  end
  local unit = sign == '-' and -1 or 1
  return unit * (tonumber(seconds) or 0), unit * tonumber(nanos)
end

-- Of a client's two records of the same time, whether the first supersedes the second: as ClientLocation.compareTo has it. nil
-- where they are the same, whoever sent them.
local function wins_tie(value, held)
  local fields = string.sub(value, string.find(value, ' ', HEAD + 1, true) + 1)
  local held_fields = string.sub(held, string.find(held, ' ', HEAD + 1, true) + 1)
  if fields == held_fields then
    return nil
  end
  local pattern = '^([^ ]*) ([^ ]*) [^ ]* ([^ ]*) ([^ ]*)$'
  local server, difference, location, time = string.match(fields, pattern)
  local held_server, held_difference, held_location, held_time = string.match(held_fields, pattern)
  local is_less = is_before(held_location, location)
  if is_less == nil then
    is_less = is_before(held_server, server)
  end
  if is_less == nil then
    local seconds, nanos = parse_difference(difference)
    local held_seconds, held_nanos = parse_difference(held_difference)
    if seconds ~= held_seconds then
      is_less = seconds < held_seconds
    elseif nanos ~= held_nanos then
      is_less = nanos < held_nanos
    end
  end
  if is_less == nil then
    is_less = is_before(held_time, time)
  end
  if is_less == nil then
    is_less = is_before(held_fields, fields)
  end
  return is_less
end

-- Takes what is newer than what is held.
-- Keys: records, feed. Arguments: how many new clients may be taken from clients; a letter for each record: `c` a client's word,
-- `n` a neighbour's, `x` its time is up; the records' clients; their values.
-- Reply: a letter for each record: `N` newer, `S` the same, `O` older, `X` its time is up, `F` full; the last number before; the
-- number of the first that is newer, each further one's being one more, or 0; the tally.
local function offer(keys, args)
  local call, unpack_binary = redis.call, struct.unpack
  local records, kinds = keys[1], args[2]
  local count = #kinds
  if #args ~= 2 + 2 * count then
    return redis.error_reply('ERR there must be a client and a value for each of ' .. count .. ' records')
  end
  local found = call('HMGET', records, STATE, unpack(args, 3, 2 + count))
  local state = found[1]
  local before, clients, high, low, forgotten, forgotten_high, forgotten_low = parse_state(state)
  local most = clients + tonumber(args[1])
  local last, first = before, 0
  local outcomes, newest, fields, scores, width = {}, {}, {}, {}, 0
  for index = 1, count do
    local client, value = args[2 + index], args[2 + count + index]
    local held = newest[client] or found[1 + index]
    local order_high, order_low, hash_high, hash_low = unpack_binary(HEAD_FORMAT, value)
    local held_order_high, held_order_low, held_hash_high, held_hash_low
    local outcome = 'N'
    if held then
      held_order_high, held_order_low, held_hash_high, held_hash_low = unpack_binary(HEAD_FORMAT, held)
      if order_high < held_order_high then
        outcome = 'O'
      elseif order_high == held_order_high then
        if order_low < held_order_low then
          outcome = 'O'
        elseif order_low == held_order_low then
          local wins = wins_tie(value, held)
          if wins == nil then
            outcome = 'S'
          elseif not wins then
            outcome = 'O'
          end
        end
      end
    end
    local is_tombstone = order_low % 2 == 1
    local held_location = held and held_order_low % 2 == 0
    if outcome == 'N' then
      local kind = string.byte(kinds, index)
      if kind == 120 then -- x
        outcome = 'X'
      elseif kind == 99 and clients >= most and not is_tombstone and not held_location then -- c
        outcome = 'F'
      end
    end
    if outcome == 'N' then
      if held_location then
        clients, high, low = clients - 1, high - held_hash_high, low - held_hash_low
      elseif held then
        forgotten = forgotten - 1
        forgotten_high, forgotten_low = forgotten_high - held_hash_high, forgotten_low - held_hash_low
      end
      if is_tombstone then
        forgotten = forgotten + 1
        forgotten_high, forgotten_low = forgotten_high + hash_high, forgotten_low + hash_low
      else
        clients, high, low = clients + 1, high + hash_high, low + hash_low
      end
      last = last + 1
      if first == 0 then
        last = math.max(last, now())
        first = last
      end
      newest[client] = value
      fields[width + 1], fields[width + 2] = client, value
      scores[width + 1], scores[width + 2] = last, client
      width = width + 2
    end
    outcomes[index] = outcome
  end
  if first ~= 0 then
    state = render_state(last, clients, high, low, forgotten, forgotten_high, forgotten_low)
    call('HSET', records, STATE, state, unpack(fields))
    call('ZADD', keys[2], unpack(scores))
  end
  return { table.concat(outcomes), before, first, tally_of(state or render_state(0, 0, 0, 0, 0, 0, 0)) }
end

-- What changed after a number.
-- Keys: records, feed. Arguments: the number; how many at most.
-- Reply: the engine's clock in microseconds, which the number of no later change is below unless that clock is put back; the last
-- number; the tally; then number and value of each, in the order of the numbers.
local function read(keys, args)
  local time = now()
  local state = redis.call('HGET', keys[1], STATE) or render_state(0, 0, 0, 0, 0, 0, 0)
  local reply = { time, (parse_state(state)), tally_of(state) }
  if tonumber(args[2]) < 1 then
    return reply
  end
  local changes =
    redis.call('ZRANGE', keys[2], '(' .. args[1], '+inf', 'BYSCORE', 'LIMIT', 0, args[2], 'WITHSCORES')
  if #changes == 0 then
    return reply
  end
  local clients = {}
  for index = 1, #changes, 2 do
    clients[#clients + 1] = changes[index]
  end
  local values = redis.call('HMGET', keys[1], unpack(clients))
  for index, value in ipairs(values) do
    reply[#reply + 1] = changes[2 * index]
    reply[#reply + 1] = value
  end
  return reply
end

-- Drops records whose time is up.
-- Keys: records, feed. Arguments: where to go on, 0 at first; how many to look at, about; the order that a location must have to
-- stay, and the one that a tombstone must have, 8 bytes each.
-- Reply: where to go on, 0 at the end; how many were dropped; the tally.
local function sweep(keys, args)
  local records, feed = keys[1], keys[2]
  local state = redis.call('HGET', records, STATE)
  if not state then
    return { '0', 0, tally_of(render_state(0, 0, 0, 0, 0, 0, 0)) }
  end
  local last, clients, high, low, forgotten, forgotten_high, forgotten_low = parse_state(state)
  local high_bounds, low_bounds = {}, {}
  high_bounds[0], low_bounds[0] = struct.unpack('>I4I4', args[3])
  high_bounds[1], low_bounds[1] = struct.unpack('>I4I4', args[4])
  local dropped = 0
  local page = redis.call('HSCAN', records, args[1], 'COUNT', args[2])
  local entries = page[2]
  for index = 1, #entries, 2 do
    local client = entries[index]
    if client ~= STATE then
      local order_high, order_low, hash_high, hash_low = struct.unpack(HEAD_FORMAT, entries[index + 1])
      local kind = order_low % 2
      local is_up = order_high < high_bounds[kind]
        or (order_high == high_bounds[kind] and order_low < low_bounds[kind])
      if is_up and redis.call('HDEL', records, client) == 1 then
        redis.call('ZREM', feed, client)
        dropped = dropped + 1
        if kind == 1 then
          forgotten = forgotten - 1
          forgotten_high, forgotten_low = forgotten_high - hash_high, forgotten_low - hash_low
        else
          clients, high, low = clients - 1, high - hash_high, low - hash_low
        end
      end
    end
  end
  if dropped > 0 then
    state = render_state(last, clients, high, low, forgotten, forgotten_high, forgotten_low)
    redis.call('HSET', records, STATE, state)
  end
  return { page[1], dropped, tally_of(state) }
end

-- Has a replica hold something alone for a time.
-- Keys: the lease. Arguments: the replica; for how many milliseconds; `free` when nobody else holds it, `take` whoever does, `look`
-- to change nothing and be told 0 and who holds it, which is nobody when that is empty.
-- Reply: the token, greater than all before and kept while the holder is the same, or 0; who holds it.
local function lease(keys, args)
  local replica = args[1]
  local held = redis.call('HMGET', keys[1], 'replica', 'token', 'until')
  local time, token = now(), tonumber(held[2] or 0)
  local is_held = held[1] and tonumber(held[3]) > time
  if args[3] == 'look' then
    return { 0, is_held and held[1] or '' }
  end
  if held[1] ~= replica then
    if is_held and args[3] ~= 'take' then
      return { 0, held[1] }
    end
    token = math.max(token + 1, time)
  end
  redis.call('HSET', keys[1], 'replica', replica, 'token', token, 'until', time + 1000 * args[2])
  return { token, replica }
end

-- Lets go of a lease, as long as it is held by this replica with this token.
-- Keys: the lease. Arguments: the replica; the token. Reply: 1, or 0 where it is another's.
local function release(keys, args)
  local held = redis.call('HMGET', keys[1], 'replica', 'token')
  if held[1] ~= args[1] or held[2] ~= args[2] then
    return 0
  end
  redis.call('HSET', keys[1], 'replica', '', 'until', 0)
  return 1
end

-- Whether one whole number is below another. They may have more digits than a Lua number holds.
local function is_number_below(one, other)
  if #one ~= #other then
    return #one < #other
  end
  return is_before(one, other) == true
end

-- Notes how far a neighbour's feed has been taken.
-- Keys: the lease of the link, the receipt. Arguments: the lease's token; the epoch of the neighbour's store; the number; `put`,
-- which never goes back in an epoch, or `lower`, which never goes forward, whatever the epoch and token, and ends the lease.
-- Reply: 1, or 0 where the lease is another's.
local function receipt(keys, args)
  local token, epoch, number, mode = args[1], args[2], args[3], args[4]
  local held_token = redis.call('HGET', keys[1], 'token')
  local held = redis.call('HMGET', keys[2], 'epoch', 'number')
  if mode == 'lower' then
    if held[2] and is_number_below(number, held[2]) then
      redis.call('HSET', keys[2], 'number', number)
    end
    redis.call('HSET', keys[1], 'replica', '', 'until', 0, 'token', math.max(tonumber(held_token or 0) + 1, now()))
    return 1
  end
  if held_token ~= token then
    return 0
  end
  if held[1] ~= epoch or is_number_below(held[2], number) then
    redis.call('HSET', keys[2], 'epoch', epoch, 'number', number, 'token', token)
  end
  return 1
end

-- How much later than the engine's clock a replica's may be. A budget that is spent until a time to come would be so for all.
local MINUTES_AHEAD = 5
local BUDGET_SECONDS = 3 * 24 * 3600

-- Spends calls of a budget that all replicas share, or gives some back. A day or minute that is over counts as the latest one.
-- Keys: the budget. Arguments: the day and the minute since 1970; how many there are in a day, and in a minute, -1 for any number;
-- how many are spent, negative for how many are given back to that day and minute.
-- Reply: 1, or 0 where there are not so many left; the latest day, what is spent in it; the latest minute, what is spent in it.
local function spend(keys, args)
  local day, minute, calls = tonumber(args[1]), tonumber(args[2]), tonumber(args[5])
  local per_day, per_minute = tonumber(args[3]), tonumber(args[4])
  if minute > now() / 60000000 + MINUTES_AHEAD then
    return redis.error_reply("ERR this replica's clock is ahead of the engine's")
  end
  local held = redis.call('HMGET', keys[1], 'day', 'inDay', 'minute', 'inMinute')
  local last_day, in_day = tonumber(held[1] or 0), tonumber(held[2] or 0)
  local last_minute, in_minute = tonumber(held[3] or 0), tonumber(held[4] or 0)
  if calls < 0 then
    in_day = day == last_day and math.max(0, in_day + calls) or in_day
    in_minute = minute == last_minute and math.max(0, in_minute + calls) or in_minute
  else
    if day > last_day then
      last_day, in_day = day, 0
    end
    if minute > last_minute then
      last_minute, in_minute = minute, 0
    end
    if (per_day >= 0 and in_day + calls > per_day) or (per_minute >= 0 and in_minute + calls > per_minute) then
      return { 0, last_day, in_day, last_minute, in_minute }
    end
    in_day, in_minute = in_day + calls, in_minute + calls
  end
  redis.call('HSET', keys[1], 'day', last_day, 'inDay', in_day, 'minute', last_minute, 'inMinute', in_minute)
  redis.call('EXPIRE', keys[1], BUDGET_SECONDS)
  return { 1, last_day, in_day, last_minute, in_minute }
end

-- Out of memory, only new records are refused: sweeping makes room, and links go on.
redis.register_function({ function_name = 'proxyherd1_offer', callback = offer })
redis.register_function({ function_name = 'proxyherd1_read', callback = read, flags = { 'no-writes' } })
redis.register_function({ function_name = 'proxyherd1_sweep', callback = sweep, flags = { 'allow-oom' } })
redis.register_function({ function_name = 'proxyherd1_lease', callback = lease, flags = { 'allow-oom' } })
redis.register_function({ function_name = 'proxyherd1_release', callback = release, flags = { 'allow-oom' } })
redis.register_function({ function_name = 'proxyherd1_receipt', callback = receipt, flags = { 'allow-oom' } })
redis.register_function({ function_name = 'proxyherd1_spend', callback = spend, flags = { 'allow-oom' } })
