vim9script
# The one shim-lsp process of this Vim: starts it, asks it, hands on what it says, and ends it.

import autoload './popup.vim'

# How long Vim waits for an answer that it needs before it can go on, in milliseconds.
const patience = 2000

var job: job = null_job
var state = 'off' # off, starting, running or failed
var failure = ''
var waiting: list<func> = []
var folders: list<string> = []
var listeners: dict<func(dict<any>)> = {}
var lastError = ''

# `off`, `starting`, `running` or `failed`.
export def State(): string
  return state
enddef

# Why there is no server; empty unless the state is `failed`.
export def Failure(): string
  return failure
enddef

# Calls `Then` with the parameters of each notification of that name.
export def On(method: string, Then: func(dict<any>))
  listeners[method] = Then
enddef

export def Start(folder: string)
  if state == 'starting' || state == 'running'
    OpenFolder(folder)
    return
  endif

  var command = get(g:, 'shim_command', ['shim-lsp', 'lsp'])
  if !executable(expand(command[0]))
    Fail($'{command[0]} was not found. Put it on your PATH, or set g:shim_command.')
    return
  endif

  folders = [folder]
  failure = ''
  lastError = ''
  state = 'starting'
  # 'lsp' keeps the framing in Vim; stderr is kept only for its last line, the reason if the server cannot start.
  job = job_start([expand(command[0])] + command[1 :], {
    in_mode: 'lsp', out_mode: 'lsp', err_mode: 'nl', noblock: 1,
    out_cb: (_, message) => Receive(message),
    err_cb: (_, line) => Remember(line),
    exit_cb: (ended, code) => Ended(ended, code),
  })
  if job_status(job) != 'run'
    Fail($'{command[0]} cannot be started.')
    return
  endif

  Send('initialize', {
    processId: getpid(),
    clientInfo: {name: 'Vim', version: $'{v:versionlong}'},
    rootUri: Uri(folder),
    workspaceFolders: [{uri: Uri(folder), name: fnamemodify(folder, ':t')}],
    initializationOptions: {settings: get(g:, 'shim_settings', {}), notifyDecisions: true},
    capabilities: {
      # Vim counts bytes, so that no column has to be converted.
      general: {positionEncodings: ['utf-8', 'utf-16']},
      window: {showMessage: {messageActionItem: {}}},
      workspace: {workspaceFolders: true, applyEdit: true, workspaceEdit: {documentChanges: true}},
      textDocument: {
        publishDiagnostics: {versionSupport: true, codeDescriptionSupport: true},
        completion: {completionItem: {documentationFormat: ['plaintext']}},
        hover: {contentFormat: ['plaintext']},
        codeAction: {isPreferredSupport: true, codeActionLiteralSupport: {codeActionKind: {valueSet: ['quickfix', 'refactor', 'source']}}},
      },
    },
  }, (_) => {
    state = 'running'
    Notify('initialized', {})
    if has_key(listeners, 'initialized')
      listeners.initialized({})
    endif
    var calls = waiting
    waiting = []
    for Call in calls
      Call()
    endfor
    redrawstatus!
  })
enddef

# A session of the server for one more folder.
def OpenFolder(folder: string)
  if index(folders, folder) < 0
    add(folders, folder)
    Notify('workspace/didChangeWorkspaceFolders',
      {event: {added: [{uri: Uri(folder), name: fnamemodify(folder, ':t')}], removed: []}})
  endif
enddef

# Asks, and calls `Then` with the result. An error is shown.
export def Call(method: string, params: dict<any>, Then: func(any))
  WhenRunning(() => Send(method, params, Then))
enddef

# Asks and waits; null if the server does not run, fails, or does not answer in time.
export def Ask(method: string, params: dict<any>): any
  WaitUntilRunning()
  if state != 'running'
    return null
  endif
  var answer: any = ch_evalexpr(job, {method: method, params: params}, {timeout: patience})
  return type(answer) == v:t_dict ? get(answer, 'result', null) : null
enddef

export def Notify(method: string, params: dict<any>)
  WhenRunning(() => {
    ch_sendexpr(job, {method: method, params: params})
  })
enddef

# Ends the server. It also ends by itself as soon as Vim is gone.
export def Stop()
  if job_status(job) != 'run'
    return
  endif
  var ending = job
  state = 'off'
  if folders->empty()
    return
  endif
  folders = []
  waiting = []
  ch_evalexpr(ending, {method: 'shutdown'}, {timeout: patience})
  ch_sendexpr(ending, {method: 'exit'})
enddef

# A path as a URI. Every byte that a URI does not take as it is gets escaped.
export def Uri(path: string): string
  return 'file://' .. path->substitute('[^A-Za-z0-9/._~-]', (match) =>
    range(strlen(match[0]))->mapnew((_, at) => printf('%%%02X', char2nr(strpart(match[0], at, 1))))->join(''), 'g')
enddef

export def Path(uri: string): string
  return uri->substitute('^file://', '', '')->substitute('%\(\x\x\)', (match) => eval($'"\x{match[1]}"'), 'g')
enddef

# Lets a server that is starting come up.
def WaitUntilRunning()
  var since = reltime()
  while state == 'starting' && since->reltime()->reltimefloat() * 1000 < patience
    sleep 10m
  endwhile
enddef

def WhenRunning(Then: func)
  if state == 'running'
    Then()
  elseif state == 'starting'
    add(waiting, Then)
  endif
enddef

def Send(method: string, params: dict<any>, Then: func(any))
  ch_sendexpr(job, {method: method, params: params}, {callback: (_, answer) => {
    if has_key(answer, 'error')
      popup.Error(answer.error.message)
    else
      Then(get(answer, 'result', null))
    endif
  }})
enddef

def Receive(message: dict<any>)
  var method = get(message, 'method', '')
  var params = get(message, 'params', {})
  if method == ''
    return # a late answer to a question that nobody waits for any more
  elseif !has_key(message, 'id')
    if method == 'window/showMessage'
      popup.Message(params.message, params.type)
    elseif has_key(listeners, method)
      listeners[method](params)
    endif
  elseif method == 'window/showMessageRequest'
    Question(message.id, params)
  elseif has_key(listeners, method)
    listeners[method](params)
    Reply(message.id, {result: {applied: true}})
  else
    Reply(message.id, {error: {code: -32601, message: 'Vim does not know this request.'}})
  endif
enddef

# "Not now" comes first, so that an Enter that was meant for the text allows nothing.
def Question(id: any, params: dict<any>)
  var actions: list<dict<any>> = get(params, 'actions', [])
  popup.Choose('Shim', params.message->split("\n"), ['Not now'] + actions->mapnew((_, action) => action.title), 0, (at) => {
    Reply(id, {result: at > 0 ? actions[at - 1] : null})
  })
enddef

# Vim 9.0 sends no answer whose id is a string, so this one is framed here.
def Reply(id: any, answer: dict<any>)
  var body = json_encode(extend({jsonrpc: '2.0', id: id}, answer))
  ch_sendraw(job, $"Content-Length: {strlen(body)}\r\n\r\n{body}")
enddef

def Remember(line: string)
  lastError = line
enddef

def Ended(ended: job, code: number)
  if ended != job || state == 'off'
    return
  endif
  Fail($'shim-lsp stopped with exit code {code}{empty(lastError) ? '' : ': ' .. lastError}. :ShimUse starts it again.')
enddef

def Fail(why: string)
  state = 'failed'
  failure = why
  folders = []
  waiting = []
  popup.Error(why)
  redrawstatus!
enddef
