---@class shim.Options
---@field cmd? string[] the command that starts the server
---@field settings? table the server's settings: the section `shim` of docs/configuration.md
---@field root_markers? string[] what the workspace folder has in it; the working directory, if no folder above it has one
---@field code_lenses? boolean whether catalogs show which model is active, and what to do with the others
---@field on_attach? fun(client: table, bufnr: integer) called for each catalog buffer

local M = {}

---@type shim.Options
M.current = {
  cmd = { "shim-lsp", "lsp" },
  settings = {},
  root_markers = { ".shim", ".git" },
  code_lenses = true,
  on_attach = nil,
}

local types = { cmd = "table", settings = "table", root_markers = "table", code_lenses = "boolean", on_attach = "function" }

---@param given shim.Options
function M.set(given)
  for name, value in pairs(given) do
    local expected = types[name]
    if not expected then
      local names = vim.tbl_keys(types)
      table.sort(names)
      error(("shim: there is no option '%s'. The options are: %s."):format(name, table.concat(names, ", ")), 0)
    elseif type(value) ~= expected then
      error(("shim: the option '%s' must be a %s."):format(name, expected), 0)
    end
  end
  M.current = vim.tbl_extend("force", M.current, given)
end

--- The settings as the server takes them: an empty Lua table would become a JSON array.
---@return table
function M.settings()
  return next(M.current.settings) and M.current.settings or vim.empty_dict()
end

return M
