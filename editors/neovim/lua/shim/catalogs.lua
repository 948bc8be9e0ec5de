-- Catalogs in buffers. Only these are given to the server.
local server = require("shim.server")
local options = require("shim.options")
local session = require("shim.session")

local M = {}

--- Whether a buffer holds a catalog: by its place, because the server has it in use, or because it is plainly one.
---@param bufnr integer
---@return boolean
function M.is_catalog(bufnr)
  local name = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(bufnr), ":p")
  if vim.bo[bufnr].buftype ~= "" or not name:find("%.jsonc?$") then
    return false
  end

  if name:find("[/\\]%.shim[/\\]models%.json$") or name:find("[/\\]shim%-lsp[/\\]models%.json$") then
    return true
  end

  if vim.tbl_contains(((session.current().list or {}).catalog or {}).sources or {}, name) then
    return true
  end

  local text = table.concat(vim.api.nvim_buf_get_lines(bufnr, 0, 50, false), "\n")
  return name:find("[/\\]models%.jsonc?$") ~= nil and text:find('"models"%s*:') ~= nil and text:find('"provider"%s*:') ~= nil
end

--- Gives a buffer to the server if it is a catalog.
---@param bufnr integer
function M.attach(bufnr)
  if not M.is_catalog(bufnr) then
    return
  end

  server.with_client(function(client)
    if client and vim.api.nvim_buf_is_loaded(bufnr) then
      vim.lsp.buf_attach_client(bufnr, client.id)
    end
  end)
end

--- Gives every open catalog to a server that has just started.
function M.attach_all()
  vim.schedule(function()
    for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
      if vim.api.nvim_buf_is_loaded(bufnr) then
        M.attach(bufnr)
      end
    end
  end)
end

--- Keeps the lenses of a buffer up to date: |vim.lsp.codelens.run()| does what one says.
local function show_lenses(bufnr)
  local function refresh()
    if vim.api.nvim_get_current_buf() == bufnr then
      vim.lsp.codelens.refresh()
    end
  end
  local group = vim.api.nvim_create_augroup("shim-lenses-" .. bufnr, { clear = true })
  vim.api.nvim_create_autocmd({ "BufEnter", "BufWritePost", "InsertLeave", "TextChanged" }, {
    group = group,
    buffer = bufnr,
    callback = refresh,
  })
  vim.api.nvim_create_autocmd("User", { group = group, pattern = "ShimChanged", callback = refresh })
  refresh()
end

--- A catalog may have comments. Whatever reads the file again, as `:edit!` does, finds out its type anew by its name.
local function show_comments(bufnr)
  local function correct()
    if vim.bo[bufnr].filetype == "json" then
      vim.bo[bufnr].filetype = "jsonc"
    end
  end
  vim.api.nvim_create_autocmd("FileType", {
    group = vim.api.nvim_create_augroup("shim-filetype-" .. bufnr, { clear = true }),
    buffer = bufnr,
    nested = true, -- what follows from the type must follow from the new one
    callback = correct,
  })
  correct()
end

function M.on_attach(client, bufnr)
  vim.bo[bufnr].omnifunc = "v:lua.vim.lsp.omnifunc" -- Neovim 0.8 and later do this and the next themselves
  vim.bo[bufnr].tagfunc = "v:lua.vim.lsp.tagfunc"
  show_comments(bufnr)
  if options.current.code_lenses and client.server_capabilities.codeLensProvider then
    show_lenses(bufnr)
  end
  if options.current.on_attach then
    options.current.on_attach(client, bufnr)
  end
end

--- Looks at every buffer that is read, from now on.
function M.watch()
  local group = vim.api.nvim_create_augroup("shim", { clear = true })
  vim.api.nvim_create_autocmd("DirChanged", {
    group = group,
    callback = function()
      if server.is_running() then
        session.refresh()
      end
    end,
  })

  if vim.fn.has("nvim-0.11") == 1 then
    vim.lsp.config("shim", vim.tbl_extend("force", server.client_config(server.folder()), {
      filetypes = { "json", "jsonc" },
      reuse_client = server.is_ours,
      root_dir = function(bufnr, on_dir)
        if M.is_catalog(bufnr) then
          on_dir(server.folder())
        end
      end,
    }))
    vim.lsp.enable("shim")
    return
  end

  vim.api.nvim_create_autocmd({ "BufReadPost", "BufNewFile" }, {
    group = group,
    pattern = { "*.json", "*.jsonc" },
    callback = function(event)
      M.attach(event.buf)
    end,
  })
  M.attach_all()
end

return M
