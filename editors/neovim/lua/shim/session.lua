-- What is known of each workspace folder: its models, and the last decision. The server tells of every change.
local server = require("shim.server")

local M = {}

---@class shim.Session
---@field list? table the answer of listModels
---@field last? table the newest decision

---@type table<string, shim.Session> by the folder's URI
local sessions = {}

---@param uri string?
---@return shim.Session
local function of(uri)
  uri = uri or server.folder_uri()
  sessions[uri] = sessions[uri] or {}
  return sessions[uri]
end

local function changed()
  vim.cmd("redrawstatus!")
  vim.cmd("silent doautocmd <nomodeline> User ShimChanged")
end

---@return shim.Session
function M.current()
  return of(server.folder_uri())
end

--- Asks for the models.
---@param callback? fun(error: table?)
function M.refresh(callback)
  server.request("listModels", {}, function(error, result, uri)
    if result then
      of(uri).list = result
      changed()
    end
    if callback then
      callback(error)
    end
  end)
end

---@param slug string
---@return table? model
function M.model(slug)
  for _, model in ipairs((M.current().list or {}).models or {}) do
    if model.slug == slug then
      return model
    end
  end
end

--- Whether a notification is about a folder that is shown now. The others ask anew when they are.
local function is_current(params)
  return params.workspaceFolder == nil or params.workspaceFolder == server.folder_uri()
end

local function refresh_on(_, params)
  if is_current(params) then
    M.refresh()
  end
end

server.listen({
  handlers = {
    ["shim/modelsChanged"] = refresh_on,
    ["shim/availabilityChanged"] = refresh_on,
    ["shim/activeModelChanged"] = function(_, params)
      of(params.workspaceFolder).last = nil
      refresh_on(nil, params)
    end,
    ["shim/routed"] = function(_, params)
      of(params.workspaceFolder).last = params.decision
      changed()
    end,
  },
  on_start = function()
    M.refresh()
    require("shim.catalogs").attach_all()
  end,
  on_stop = function()
    sessions = {}
    changed()
  end,
})

return M
