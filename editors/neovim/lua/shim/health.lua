-- :checkhealth shim
local options = require("shim.options")
local server = require("shim.server")
local session = require("shim.session")
local words = require("shim.words")

local M = {}

-- Neovim 0.10 and later; 0.8 and 0.9; 0.7.
local health = vim.health or require("health")
local start = health.start or health.report_start
local ok = health.ok or health.report_ok
local warn = health.warn or health.report_warn
local fail = health.error or health.report_error

local function check_catalog(list)
  local catalog = list.catalog
  ok("catalog: " .. (#catalog.sources > 0 and table.concat(catalog.sources, ", ") or "none"))
  for _, problem in ipairs(catalog.problems) do
    local place = problem.source .. (problem.line and ":" .. problem.line + 1 or "")
    local report = problem.severity == "error" and fail or warn
    report(("%s: %s"):format(place, problem.message))
  end

  for _, model in ipairs(list.models) do
    if model.availability.state == "available" then
      ok(("%s: %s"):format(model.slug, words.state(model)))
    else
      warn(("%s: %s"):format(model.slug, model.availability.reason or words.state(model)))
    end
  end
end

function M.check()
  start("shim.nvim")
  if vim.fn.has("nvim-0.7") == 0 then
    return fail("Neovim 0.7 or later is needed.")
  end

  local program = options.current.cmd[1]
  if vim.fn.executable(program) == 0 then
    return fail(program .. " was not found.", { "Put it on your PATH, or set cmd in require('shim').setup." })
  end
  ok(("%s is %s"):format(vim.trim(vim.fn.system({ program, "--version" })), vim.fn.exepath(program)))

  local done, failure = false, nil
  session.refresh(function(error)
    done, failure = true, error
  end)
  vim.wait(3000, function()
    return done
  end, 10)
  if not done or failure then
    return fail("The server does not answer: " .. (failure and failure.message or "no answer in 3 s"), {
      "Run in a shell: " .. table.concat(options.current.cmd, " "),
      "Read the log: " .. vim.lsp.get_log_path(),
    })
  end
  ok("the server runs for " .. server.folder())
  check_catalog(session.current().list)
end

return M
