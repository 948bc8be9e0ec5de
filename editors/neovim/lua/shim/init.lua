--- shim.nvim: lists, switches and routes language models. The server, `shim-lsp lsp`, does the work.
local options = require("shim.options")
local server = require("shim.server")
local session = require("shim.session")
local words = require("shim.words")

local M = {}

--- Sets options and starts the server. The commands work without it too, with the default options.
---@param given? shim.Options
function M.setup(given)
  options.set(given or {})
  require("shim.catalogs").watch()
  if vim.v.vim_did_enter == 1 then
    server.start()
  else
    vim.api.nvim_create_autocmd("VimEnter", {
      once = true,
      callback = function()
        server.start()
      end,
    })
  end
end

--- Replaces the server's settings, which empties its cache.
---@param settings table the section `shim` of docs/configuration.md
function M.configure(settings)
  options.set({ settings = settings })
  server.configure()
end

---@param level integer
local function say(message, level)
  vim.notify("shim: " .. message, level)
end

local function fail(error)
  say(error.message, vim.log.levels.ERROR)
end

--- Shows lines in a window that closes when the cursor moves. To go into it, run the command again.
---@param lines string[]
local function float(lines)
  local room = { max_width = vim.o.columns - 4, max_height = vim.o.lines - 6 }
  local how = vim.tbl_extend("error", room, { border = "rounded", focus_id = "shim" })
  local _, window = vim.lsp.util.open_floating_preview(lines, "", how)
  -- :edit takes over an empty buffer, with its number but without what would close the window.
  vim.api.nvim_create_autocmd({ "BufReadPre", "BufNewFile" }, {
    once = true,
    callback = function()
      pcall(vim.api.nvim_win_close, window, true)
    end,
  })
end

--- Calls back when the models are known.
---@param callback fun(models: table[])
local function with_models(callback)
  session.refresh(function(error)
    if error then
      fail(error)
    else
      callback(session.current().list.models)
    end
  end)
end

local function switch(slug, everywhere)
  server.request("switchModel", { slug = slug, everywhere = everywhere or nil }, function(error, result)
    if error then
      return fail(error)
    end

    with_models(function()
      local model = session.model(result.active)
      local reason = model and model.availability.state ~= "available" and model.availability.reason
      if reason then
        say(("%s is active. It cannot be used yet: %s"):format(result.active, reason), vim.log.levels.WARN)
      else
        say(("%s is active."):format(result.active), vim.log.levels.INFO)
      end
    end)
  end)
end

--- Switches the model.
---@param slug? string without it, asks by vim.ui.select
---@param how? { everywhere?: boolean } whether it is also the model of every folder without a choice of its own
function M.use(slug, how)
  local everywhere = how and how.everywhere
  if slug then
    return switch(slug, everywhere)
  end

  with_models(function(models)
    local ordered, lines = words.picker(models)
    local line_of = {}
    for at, model in ipairs(ordered) do
      line_of[model.slug] = lines[at]
    end
    vim.ui.select(ordered, {
      prompt = "Switch model:",
      kind = "shim_model",
      format_item = function(model)
        return line_of[model.slug]
      end,
    }, function(model)
      if model then
        switch(model.slug, everywhere)
      end
    end)
  end)
end

--- Shows which model takes a task, and why.
---@param task? string without it, asks by vim.ui.input
function M.route(task)
  if not task or not task:find("%S") then
    return vim.ui.input({ prompt = "Task: " }, function(typed)
      if typed and typed:find("%S") then
        M.route(typed)
      end
    end)
  end

  server.request("route", { task = task }, function(error, decision)
    if error then
      return fail(error)
    end
    float(words.decision(decision))
  end)
end

--- Shows the active model, the models' state and the last decision.
function M.show()
  server.request("status", {}, function(error, status)
    if error then
      return fail(error)
    end
    with_models(function()
      float(words.status(session.current(), status, server.folder()))
    end)
  end)
end

--- For the status line: the active model, or `Auto: ` and the model of the last task. Empty if the server does not run.
---@return string
function M.statusline()
  return server.is_running() and words.statusline(session.current()) or ""
end

--- The slugs that begin with some letters; waits for the server at most a second.
---@param lead? string
---@return string[]
function M.slugs(lead)
  if not session.current().list then
    local done = false
    session.refresh(function()
      done = true
    end)
    vim.wait(1000, function()
      return done
    end, 10)
  end

  local found = {}
  for _, model in ipairs((session.current().list or {}).models or {}) do
    if vim.startswith(model.slug, lead or "") then
      table.insert(found, model.slug)
    end
  end
  return found
end

--- Stops the server. The next command starts it again.
function M.stop()
  server.stop()
end

return M
