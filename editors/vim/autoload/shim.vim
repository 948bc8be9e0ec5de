vim9script
# Models: which one is active, choosing another, and asking where a task would go.

import autoload './shim/document.vim'
import autoload './shim/popup.vim'
import autoload './shim/server.vim'
import autoload './shim/words.vim'

# What is known of each project folder: `list` as `listModels` answers, and `last`, its last decision.
var sessions: dict<dict<any>> = {}
var roots: dict<string> = {}
var asked: dict<bool> = {}

# The project of the current window: the nearest folder above that holds `.shim` or `.git`, else the working directory.
export def Folder(): string
  var here = getcwd()
  if !has_key(roots, here)
    var found = ['.shim', '.git']
      ->mapnew((_, name) => finddir(name, here .. ';'))
      ->filter((_, path) => path != '')
      ->mapnew((_, path) => path->fnamemodify(':p:h:h'))
    # A worktree's .git is a file.
    var file = findfile('.git', here .. ';')
    roots[here] = empty(found) ? (file == '' ? here : file->fnamemodify(':p:h')) : found->sort((a, b) => strlen(b) - strlen(a))[0]
  endif
  return roots[here]
enddef

# Makes a model the active one of the project; a menu asks which if `slug` is empty. With `everywhere` it also becomes that of
# every project in which none was chosen.
export def Use(slug: string, everywhere: bool = false)
  var folder = Folder()
  server.Start(folder)
  if slug != ''
    Switch(folder, slug, everywhere)
  else
    server.Call('shim/listModels', {workspaceFolder: server.Uri(folder)}, (list) => {
      Listed(folder, list)
      Pick(folder, list, everywhere)
    })
  endif
enddef

# Shows which model a task would go to, and why. The task is the range's lines, or `task`, or what is typed at a prompt.
export def Route(task: string, ranged: number, first: number, last: number)
  var text = ranged > 0 ? getline(first, last)->join("\n") : task != '' ? task : input('Task: ')
  if text->trim() == ''
    return
  endif
  redraw
  var folder = Folder()
  server.Start(folder)
  server.Call('shim/route', {workspaceFolder: server.Uri(folder), task: text}, (decision) => {
    popup.Text($'Goes to {decision.slug}', words.Decision(decision))
  })
enddef

# Shows the active model, the last decision with its reason, the cache, and what does not work.
export def Show()
  var folder = Folder()
  server.Start(folder)
  server.Call('shim/listModels', {workspaceFolder: server.Uri(folder)}, (list) => {
    Listed(folder, list)
    server.Call('shim/status', {workspaceFolder: server.Uri(folder)}, (status) => {
      popup.Text('Shim', words.Status(fnamemodify(folder, ':~'), list, status))
    })
  })
enddef

# Settings of shim-lsp from now on. They replace all earlier ones, and every cache of this Vim's server is emptied.
export def Configure(settings: dict<any>)
  g:shim_settings = settings
  server.Start(Folder())
  server.Notify('workspace/didChangeConfiguration', {settings: {shim: settings}})
enddef

# The active model for a status line: `Auto: Claude Haiku`, or the name of the model that takes every task. Starts the server.
export def Statusline(): string
  var state = server.State()
  var folder = Folder()
  if state != 'failed' && !has_key(asked, folder)
    asked[folder] = true
    # A status line may be drawn where no job can start.
    timer_start(0, (_) => Follow(folder))
  endif
  var session = get(sessions, folder, {})
  return state == 'failed' ? 'shim: not running' : words.Active(get(session, 'list', {}), get(session, 'last', {}))
enddef

# The slugs that begin with what was typed, for `:ShimUse <Tab>`.
export def CompleteModel(typed: string, line: string, column: number): list<string>
  var folder = Folder()
  server.Start(folder)
  var list: any = server.Ask('shim/listModels', {workspaceFolder: server.Uri(folder)})
  return list == null ? [] : list.models->mapnew((_, model) => model.slug)->filter((_, slug) => stridx(slug, typed) == 0)
enddef

def Follow(folder: string)
  server.Start(folder)
  Refresh(folder)
enddef

def Switch(folder: string, slug: string, everywhere: bool)
  server.Call('shim/switchModel', {workspaceFolder: server.Uri(folder), slug: slug, everywhere: everywhere}, (_) => Refresh(folder))
enddef

def Pick(folder: string, list: dict<any>, everywhere: bool)
  var models: list<dict<any>> = list.models
  var problems: list<dict<any>> = list.catalog.problems->copy()->filter((_, problem) => problem.severity != 'info')
  var items = popup.Table(models->mapnew((_, model) => words.Row(model))) + (empty(problems) ? [] : [words.Problems(problems)])
  var active = indexof(models, (_, model) => model.active)
  popup.Choose($'Model for {fnamemodify(folder, ':t')}', [], items, active, (at) => {
    if at >= len(models)
      document.Open(problems[0])
    elseif at >= 0
      Switch(folder, models[at].slug, everywhere)
    endif
  })
enddef

def Refresh(folder: string)
  server.Call('shim/listModels', {workspaceFolder: server.Uri(folder)}, (list) => Listed(folder, list))
enddef

def Listed(folder: string, list: dict<any>)
  sessions[folder] = extend(get(sessions, folder, {}), {list: list})
  asked[folder] = true
  document.Know(list.catalog.sources)
  redrawstatus!
enddef

def Named(params: dict<any>): string
  return get(params, 'workspaceFolder', '')->server.Path()
enddef

server.On('shim/activeModelChanged', (params) => Refresh(Named(params)))
server.On('shim/modelsChanged', (params) => Refresh(Named(params)))
server.On('shim/availabilityChanged', (params) => Refresh(Named(params)))
server.On('shim/routed', (params) => {
  var folder = Named(params)
  sessions[folder] = extend(get(sessions, folder, {}), {last: params.decision})
  redrawstatus!
})
