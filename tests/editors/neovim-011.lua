-- Neovim 0.11's way to configure language servers, imitated on an older Neovim: no 0.11 is packaged for the machines that run the tests.
local has = vim.fn.has
vim.fn.has = function(feature)
  return feature == "nvim-0.11" and 1 or has(feature)
end

local seen = { enabled = {}, starts = 0 }
vim.lsp.config = setmetatable({}, {
  __call = function(configs, name, config)
    configs[name] = vim.tbl_deep_extend("force", configs[name] or {}, config)
  end,
})
vim.lsp.enable = function(name)
  table.insert(seen.enabled, name)
end

local function methods(client)
  return setmetatable({
    request = function(_, ...)
      return client.request(...)
    end,
    notify = function(_, ...)
      return client.notify(...)
    end,
    stop = function(_, ...)
      return client.stop(...)
    end,
  }, { __index = client })
end

vim.lsp.start = function(config, how)
  assert(type(config.root_dir) == "string", "root_dir is a string when a client starts")
  assert(how.attach == false, "the client starts without a buffer")
  seen.starts = seen.starts + 1
  local on_init = config.on_init
  return vim.lsp.start_client(vim.tbl_extend("force", config, {
    on_init = function(client)
      on_init(methods(client))
    end,
  }))
end

-- Called where Neovim 0.11 calls it: for each buffer of the file types that the configuration names.
_G.folder_for = function(bufnr)
  local found = nil
  vim.lsp.config.shim.root_dir(bufnr, function(folder)
    found = folder
  end)
  return found
end
_G.seen = seen
