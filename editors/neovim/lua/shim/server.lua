-- The server's process: one for this Neovim, with a session for each workspace folder. It serves no buffers but catalogs, so it never
-- stands beside the language server of anything else.
local options = require("shim.options")

local M = {}

local has_config = vim.fn.has("nvim-0.11") == 1
local uv = vim.uv or vim.loop

---@type table? the client that answers; nil if none does
local client
---@type function[]? what waits for a client that starts; nil if none starts
local waiting
---@type table<string, boolean> the URIs of the folders that the server has open
local open = {}
---@type table<string, string> the workspace folder of each working directory
local folders = {}

---@class shim.Listener
---@field handlers table<string, function> the server's notifications
---@field on_start fun(client: table)
---@field on_stop fun()

---@type shim.Listener
local listener

---@param given shim.Listener
function M.listen(given)
  listener = given
end

--- The workspace folder: the nearest above the working directory that has a root marker, else the working directory.
---@return string
function M.folder()
  local start = vim.fn.getcwd()
  if folders[start] then
    return folders[start]
  end

  local found, at = start, start
  repeat
    local has_marker = false
    for _, marker in ipairs(options.current.root_markers) do
      has_marker = has_marker or uv.fs_stat(at .. "/" .. marker) ~= nil
    end
    if has_marker then
      found = at
      break
    end
    local up = vim.fn.fnamemodify(at, ":h")
    local is_top = up == at
    at = up
  until is_top
  folders[start] = found
  return found
end

---@return string uri
function M.folder_uri()
  return vim.uri_from_fname(M.folder())
end

---@return boolean
function M.is_running()
  return client ~= nil
end

local function on_init(started)
  client = started
  local calls = waiting or {}
  waiting = nil
  listener.on_start(started)
  for _, call in ipairs(calls) do
    call(started)
  end
end

local function on_exit()
  vim.schedule(function()
    local calls = waiting or {}
    client, waiting, open = nil, nil, {}
    for _, call in ipairs(calls) do
      call(nil)
    end
    listener.on_stop()
  end)
end

--- How the server is started, in the form that every version of Neovim takes.
---@param folder string
---@return table
function M.client_config(folder)
  return {
    name = "shim",
    cmd = options.current.cmd,
    root_dir = folder,
    settings = { shim = options.settings() },
    init_options = { settings = options.settings(), notifyDecisions = true, codeLenses = options.current.code_lenses },
    handlers = listener.handlers,
    get_language_id = function()
      return "jsonc"
    end,
    on_init = on_init,
    on_exit = on_exit,
    on_attach = require("shim.catalogs").on_attach,
  }
end

--- Starts the server, unless it runs or starts.
---@return boolean whether it runs or starts
function M.start()
  if client or waiting then
    return true
  end

  local program = options.current.cmd[1]
  if vim.fn.executable(program) == 0 then
    local message = "shim: %s was not found. Put it on your PATH, or set cmd in require('shim').setup. See :checkhealth shim"
    vim.notify(message:format(program), vim.log.levels.ERROR)
    return false
  end

  waiting = {}
  local folder = M.folder()
  open[vim.uri_from_fname(folder)] = true
  local config = M.client_config(folder)
  local id
  if has_config then
    -- What the user wrote by vim.lsp.config("shim", {...}) holds too.
    id = vim.lsp.start(vim.tbl_extend("force", vim.lsp.config.shim or config, { root_dir = folder }), {
      attach = false,
      reuse_client = M.is_ours,
    })
  else
    id = vim.lsp.start_client(config)
  end
  if not id then
    waiting = nil
  end
  return id ~= nil
end

---@return boolean
function M.is_ours(candidate)
  return candidate.name == "shim"
end

--- Calls back with the client when it can answer, or with nil if it cannot be started.
---@param callback fun(client: table?)
function M.with_client(callback)
  if client then
    callback(client)
  elseif M.start() then
    table.insert(waiting, callback)
  else
    callback(nil)
  end
end

local function notify(to, method, params)
  if has_config then
    to:notify(method, params)
  else
    to.notify(method, params)
  end
end

--- Calls a method for the workspace folder.
---@param method string without the prefix `shim/`
---@param params table
---@param callback fun(error: table?, result: table?, uri: string)
function M.request(method, params, callback)
  local folder = M.folder()
  local uri = vim.uri_from_fname(folder)
  M.with_client(function(to)
    if not to then
      callback({ message = "shim-lsp is not running. See :checkhealth shim" }, nil, uri)
      return
    end

    if not open[uri] then
      open[uri] = true
      local added = { { uri = uri, name = vim.fn.fnamemodify(folder, ":t") } }
      notify(to, "workspace/didChangeWorkspaceFolders", { event = { added = added, removed = {} } })
    end

    local given = vim.tbl_extend("force", params, { workspaceFolder = uri })
    local function answered(error, result)
      callback(error, result, uri)
    end
    if has_config then
      to:request("shim/" .. method, given, answered)
    else
      to.request("shim/" .. method, given, answered)
    end
  end)
end

--- Tells the server its settings. That empties its cache, also if they are the same.
function M.configure()
  if not client then
    return
  end

  local settings = { shim = options.settings() }
  client.config.settings = settings
  client.settings = settings -- where Neovim 0.10 and later look when the server asks
  notify(client, "workspace/didChangeConfiguration", { settings = settings })
end

--- Stops the server. The next command starts it again.
function M.stop()
  if client and has_config then
    client:stop()
  elseif client then
    client.stop()
  end
end

return M
