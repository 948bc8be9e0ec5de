-- Lists, switches and routes language models with the command line of shim-lsp.
VERSION = "0.1.0"

local micro = import("micro")
local config = import("micro/config")
local shell = import("micro/shell")
local buffer = import("micro/buffer")
local util = import("micro/util")

local active = ""

local function program()
    return config.GetGlobalOption("shim.command")
end

-- Every model: its slug, and the slug with what keeps it from being used. `models --json` prints a field on each line.
local function models(json)
    local found = {}
    for line in json:gmatch("[^\n]+") do
        local slug = line:match('^%s*"slug": "(.*)",?$')
        local state = line:match('^%s*"state": "(.*)",?$')
        if slug then
            found[#found + 1] = { slug = slug, shown = slug }
        elseif state and state ~= "available" and #found > 0 then
            local words = state:gsub("%u", " %0"):lower()
            found[#found].shown = found[#found].slug .. " (" .. words .. ")"
        end
    end
    return found
end

local function refresh()
    shell.JobSpawn(program(), { "models", "--json" }, nil, nil, function(output)
        active = output:match('\n%s*"active": "(.-)"') or ""
    end)
end

-- What the program said, up to its first line end; what to do if it said nothing.
local function firstLine(text)
    return text ~= "" and text:match("^[^\n]*") or program() .. " was not found. Put it on your PATH, or set shim.command."
end

local function isCatalog(buf)
    return buf.AbsPath:match("/%.shim/models%.json$") ~= nil or buf.AbsPath:match("/shim%-lsp/models%.json$") ~= nil
end

-- For `> shimuse`: what is left to type of each slug that begins with what is typed, and what the line above shows.
function completeModel(buf)
    local typed = util.String(buf:LineBytes(0)):match("%S*$")
    local completions, suggestions = {}, {}
    local output = shell.ExecCommand(program(), "models", "--json")
    for _, model in ipairs(models(output)) do
        if model.slug:sub(1, #typed) == typed then
            completions[#completions + 1] = model.slug:sub(#typed + 1)
            suggestions[#suggestions + 1] = model.shown
        end
    end
    return completions, suggestions
end

-- Makes a model the active one of this workspace. Without a slug it opens the prompt, where Tab goes through the models.
function use(bp, args)
    if #args == 0 then
        -- Not at once: micro 2.0.11 fails if a prompt opens while it closes the one of this command.
        shell.JobSpawn(program(), { "models", "--json" }, nil, nil, function()
            micro.InfoBar():Prompt("Tab goes through the models > ", "shimuse ", "Command", nil, function(typed, canceled)
                if not canceled and typed:match("^shimuse%s+%S") then
                    bp:HandleCommand(typed)
                end
            end)
        end)
        return
    end

    shell.JobSpawn(program(), { "use", args[1] }, nil, nil, function(output)
        micro.InfoBar():Message(firstLine(output))
        refresh()
    end)
end

-- Shows which model a task would go to, and why. Without a task, the selection is the task.
function route(bp, args)
    local task = ""
    for at = 1, #args do
        task = at == 1 and args[at] or task .. " " .. args[at]
    end
    if task == "" and bp.Cursor:HasSelection() then
        task = util.String(bp.Cursor:GetSelection())
    end
    if task == "" then
        micro.InfoBar():Error("Select a task, or give one: shimroute fix the typo")
        return
    end

    shell.JobSpawn(program(), { "route", "--explain", "--", task }, nil, nil, function(output)
        local slug, reason = output:match("^([^\n]*)\n([^\n]*)")
        micro.InfoBar():Message(slug and "Goes to " .. slug .. ". " .. reason or firstLine(output))
    end)
end

-- Shows the models with their prices and states in a split.
function show(bp)
    shell.JobSpawn(program(), { "models" }, nil, nil, function(output)
        local buf = buffer.NewBuffer(output, "models")
        buf.Type.Scratch = true
        buf.Type.Readonly = true
        bp:HSplitBuf(buf)
    end)
end

-- For the status line: $(shim.model).
function model()
    return active
end

function onBufPaneOpen(bp)
    if isCatalog(bp.Buf) and linter ~= nil then
        linter.runLinter(bp.Buf)
    end
end

function onSave()
    refresh()
    return true
end

function preinit()
    config.RegisterGlobalOption("shim", "command", "shim-lsp")
    micro.SetStatusInfoFn("shim.model")
end

function init()
    config.MakeCommand("shim", show, config.NoComplete)
    config.MakeCommand("shimuse", use, completeModel)
    config.MakeCommand("shimroute", route, config.NoComplete)
    config.AddRuntimeFile("shim", config.RTHelp, "help/shim.md")
    -- The problems of a catalog are marked when it is opened and when it is saved.
    if linter ~= nil then
        linter.makeLinter("shim", "json", program(), { "check", "%f" }, "%f:%l:%c: %m", {}, false, false, 0, 0, isCatalog)
    end
    -- The file that micro was started with was open before.
    onBufPaneOpen(micro.CurPane())
    refresh()
end
