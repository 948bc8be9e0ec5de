-- Models and decisions as a person reads them.
local M = {}

local states = {
  available = "ready",
  missingCredential = "no key",
  unauthorized = "key rejected",
  outOfCredit = "out of credit",
  notFound = "not found",
  rateLimited = "rate limited",
  failing = "failing",
}

local verdicts = { chosen = "chosen", viable = "good enough", belowThreshold = "below the threshold" }

local rejections = {
  noImages = "cannot read images",
  noTools = "cannot call tools",
  contextTooSmall = "its context window is too small",
  missingCredential = "no key",
  unauthorized = "key rejected",
  outOfCredit = "out of credit",
  notFound = "its provider does not have this model",
  contentRefused = "it refused the content of this task",
  rateLimited = "rate limited",
  failing = "failing",
  overBudget = "over budget",
  notRequested = "not requested",
}

--- A number without the zeros that say nothing.
local function number(value, digits)
  local text = ("%." .. digits .. "f"):format(value)
  return text:find("%.") and text:gsub("0+$", ""):gsub("%.$", "") or text
end

---@return string
function M.state(model)
  return states[model.availability.state] or model.availability.state
end

--- Dollars per million tokens in and out, else the catalog's own cost.
---@return string
function M.price(model)
  local price = model.pricing
  if model.kind == "auto" then
    return ""
  elseif not price then
    return "cost " .. number(model.cost, 3)
  elseif price.input == 0 and price.output == 0 then
    return "free"
  end
  return ("$%s/$%s"):format(number(price.input, 3), number(price.output, 3))
end

---@param tokens integer?
---@return string
function M.tokens(tokens)
  if not tokens then
    return ""
  elseif tokens >= 1e6 then
    return number(tokens / 1e6, 1) .. "M"
  elseif tokens >= 1e3 then
    return math.floor(tokens / 1e3) .. "k"
  end
  return tostring(tokens)
end

--- Lines with their columns below each other. A column whose head begins with `>` has its text at the right.
---@param head string[]
---@param rows string[][]
---@return string[]
function M.columns(head, rows)
  local widths = {}
  for _, row in ipairs({ head, unpack(rows) }) do
    for at, cell in ipairs(row) do
      widths[at] = math.max(widths[at] or 0, vim.fn.strdisplaywidth((cell:gsub("^>", ""))))
    end
  end

  return vim.tbl_map(function(row)
    local cells = {}
    for at, cell in ipairs(row) do
      local text = cell:gsub("^>", "")
      local space = (" "):rep(widths[at] - vim.fn.strdisplaywidth(text))
      cells[at] = head[at]:sub(1, 1) == ">" and space .. text or text .. space
    end
    return (table.concat(cells, "  "):gsub("%s+$", ""))
  end, { head, unpack(rows) })
end

--- The models as lines of a picker: Auto first, then those that can be used.
---@param models table[]
---@return table[] models in the order of the lines, string[] lines
function M.picker(models)
  local ordered = {}
  for _, wanted in ipairs({ true, false }) do
    for _, model in ipairs(models) do
      if (model.kind == "auto" or model.availability.state == "available") == wanted then
        table.insert(ordered, model)
      end
    end
  end

  local rows = vim.tbl_map(function(model)
    local name = model.kind == "auto" and "the cheapest that is good enough" or model.displayName
    return { (model.active and "● " or "  ") .. model.slug, name, M.price(model), M.tokens(model.contextWindow), M.state(model) }
  end, ordered)
  local lines = M.columns({ "", "", ">", ">", "" }, rows)
  table.remove(lines, 1)
  return ordered, lines
end

--- A decision with its candidates.
---@return string[]
function M.decision(decision)
  local rows = vim.tbl_map(function(candidate)
    return {
      candidate.slug,
      candidate.score and ("%.2f"):format(candidate.score) or "-",
      number(candidate.cost, 3),
      verdicts[candidate.verdict] or rejections[candidate.rejection] or candidate.verdict,
    }
  end, decision.candidates)
  local lines = { decision.slug, decision.reason }
  if #rows > 0 then
    vim.list_extend(lines, { "" })
    vim.list_extend(lines, M.columns({ "MODEL", ">SCORE", ">COST", "VERDICT" }, rows))
  end
  return lines
end

--- What the status line says.
---@param session shim.Session
---@return string
function M.statusline(session)
  for _, model in ipairs((session.list or {}).models or {}) do
    if model.active and model.kind == "auto" then
      return session.last and model.displayName .. ": " .. session.last.slug or model.displayName
    elseif model.active then
      local is_ready = model.availability.state == "available"
      return is_ready and model.displayName or ("%s (%s)"):format(model.displayName, M.state(model))
    end
  end
  return ""
end

--- The status page.
---@param session shim.Session
---@param status table the answer of `status`
---@param folder string
---@return string[]
function M.status(session, status, folder)
  local catalog = session.list.catalog
  local emptied = 0
  for _, times in pairs(status.invalidations) do
    emptied = emptied + times
  end

  local sources = vim.tbl_map(function(source)
    return source == "embedded" and "the built-in sample" or vim.fn.fnamemodify(source, ":~")
  end, catalog.sources)
  local lines = M.columns({ "", "" }, {
    { "Active", M.statusline(session) },
    { "Folder", vim.fn.fnamemodify(folder, ":~") },
    { "Catalog", #sources > 0 and table.concat(sources, ", ") or "none" },
    {
      "Cache",
      ("%d of %d entries; %d requests, %d of them from the cache; emptied %d times"):format(
        status.entries,
        status.capacity,
        status.requests,
        status.hits,
        emptied
      ),
    },
  })
  table.remove(lines, 1)

  for _, problem in ipairs(catalog.problems) do
    local place = vim.fn.fnamemodify(problem.source, ":~") .. (problem.line and ":" .. problem.line + 1 or "")
    vim.list_extend(lines, { "", ("%s: %s"):format(place, problem.message) })
  end

  local _, models = M.picker(session.list.models)
  vim.list_extend(lines, { "" })
  vim.list_extend(lines, models)
  if status.recent[1] then
    vim.list_extend(lines, { "", "Last decision" })
    vim.list_extend(lines, M.decision(status.recent[1]))
  end
  return lines
end

return M
