if vim.g.loaded_shim then
  return
end
vim.g.loaded_shim = true

local command = vim.api.nvim_create_user_command

command("Shim", function()
  require("shim").show()
end, { desc = "Show the active model, the last decision and the models' state" })

command("ShimUse", function(call)
  require("shim").use(call.args ~= "" and call.args or nil, { everywhere = call.bang })
end, {
  nargs = "?",
  bang = true,
  complete = function(lead)
    return require("shim").slugs(lead)
  end,
  desc = "Switch the model; without a name, choose from a list. With !, in every folder without a choice of its own",
})

command("ShimRoute", function(call)
  local lines = call.range > 0 and vim.api.nvim_buf_get_lines(0, call.line1 - 1, call.line2, false) or { call.args }
  require("shim").route(table.concat(lines, "\n"))
end, { nargs = "*", range = true, desc = "Show which model takes a task: the lines, the text, or what you are asked for" })
