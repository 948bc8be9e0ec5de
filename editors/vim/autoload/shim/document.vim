vim9script
# Catalogs that are open: keeps the server's text the same as Vim's, and shows the problems that it finds.

import autoload './popup.vim'
import autoload './server.vim'
import autoload '../shim.vim'

const kinds = {1: 'Error', 2: 'Warning', 3: 'Info', 4: 'Info'}

# By the number of the buffer.
var attached: dict<string> = {}
var versions: dict<number> = {}
var problems: dict<list<dict<any>>> = {}
var lists: dict<number> = {}
# The catalogs that the server has read, whatever they are called.
var read: dict<bool> = {}

# Gives a catalog to the server. Any other file is left alone.
export def Attach(buffer: number)
  if has_key(attached, buffer)
    Changed(buffer) # read again from disk
    return
  elseif !IsCatalog(buffer)
    return
  endif

  attached[buffer] = server.Uri(Full(buffer))
  problems[buffer] = []
  if server.State() == 'running'
    Opened(buffer)
  else
    server.Start(shim.Folder()) # which then opens all of them
  endif
  # Vim calls it before it draws, with all the changes since the last time.
  listener_add((changed, _, _, _, _) => Changed(changed), buffer)
  if getbufvar(buffer, '&omnifunc') == ''
    setbufvar(buffer, '&omnifunc', 'shim#language#Complete')
  endif
  setbufvar(buffer, '&keywordprg', ':ShimHover')
  augroup shim_documents
    execute $'autocmd! * <buffer={buffer}>'
    execute $'autocmd BufWritePost <buffer={buffer}> shim#document#Saved({buffer})'
    execute $'autocmd BufUnload <buffer={buffer}> shim#document#Detach({buffer})'
    execute $'autocmd CursorMoved <buffer={buffer}> shim#document#Tell()'
    execute $'autocmd BufWinEnter <buffer={buffer}> shim#document#Show({buffer})'
    execute $'autocmd CompleteDone <buffer={buffer}> shim#language#Completed()'
  augroup END
enddef

# Takes the files of `listModels`, and gives those that are open to the server.
export def Know(sources: list<string>)
  for source in sources
    read[resolve(source)] = true
  endfor
  for buffer in getbufinfo({bufloaded: 1})
    if !has_key(attached, buffer.bufnr) && IsRead(buffer.bufnr)
      Attach(buffer.bufnr)
    endif
  endfor
enddef

export def Detach(buffer: number)
  if has_key(attached, buffer)
    server.Notify('textDocument/didClose', {textDocument: {uri: attached[buffer]}})
    remove(attached, buffer)
    remove(problems, buffer)
    execute $'autocmd! shim_documents * <buffer={buffer}>'
  endif
enddef

export def Saved(buffer: number)
  Flush(buffer)
  server.Notify('textDocument/didSave', {textDocument: {uri: attached[buffer]}})
enddef

# Sends the changes that Vim has not told yet, so that an answer is about the text on the screen.
export def Flush(buffer: number)
  listener_flush(buffer)
enddef

# The URI of a catalog that the server knows, else empty.
export def UriOf(buffer: number): string
  return get(attached, buffer, '')
enddef

# The place of the cursor, as a request names it.
export def Here(): dict<any>
  return {
    textDocument: {uri: UriOf(bufnr())},
    position: {line: line('.') - 1, character: col('.') - 1},
  }
enddef

# The problems that touch some lines, which count from 1.
export def ProblemsIn(buffer: number, first: number, last: number): list<dict<any>>
  return get(problems, buffer, [])->copy()->filter((_, problem) =>
    problem.range.start.line < last && problem.range.end.line >= first - 1)
enddef

# Opens the file of a problem of `listModels`, at its place.
export def Open(problem: dict<any>)
  if problem.source !~ '^/'
    popup.Message(problem.message, 2)
    return
  endif
  execute 'edit' fnameescape(problem.source)
  cursor(get(problem, 'line', 0) + 1, get(problem, 'column', 0) + 1)
enddef

# Shows the problem under the cursor, in the last line of the screen.
export def Tell()
  var line = line('.')
  var here = ProblemsIn(bufnr(), line, line)
  if !empty(here)
    # A longer text would ask for Enter.
    echo here[0].message->substitute('[[:cntrl:]]\+', ' ', 'g')->strcharpart(0, &columns - 13)
  elseif told != 0
    echo ''
  endif
  told = len(here)
enddef
var told = 0

# Signs, underlines, and the location list of each window that shows the catalog.
export def Show(buffer: number)
  sign_unplace('shim', {buffer: buffer})
  for kind in ['Error', 'Warning', 'Info']
    prop_remove({type: $'Shim{kind}', bufnr: buffer, all: true})
  endfor
  var count = getbufinfo(buffer)[0].linecount
  for problem in problems[buffer]->copy()->reverse()
    var kind = kinds[get(problem, 'severity', 1)]
    var [start, end] = [problem.range.start, problem.range.end]
    if start.line < count
      sign_place(0, 'shim', $'Shim{kind}', buffer, {lnum: start.line + 1, priority: 20})
      silent! prop_add(start.line + 1, start.character + 1, {
        type: $'Shim{kind}', bufnr: buffer, end_lnum: min([end.line + 1, count]), end_col: end.line < count ? end.character + 1 : 1,
      })
    endif
  endfor
  var items = problems[buffer]->mapnew((_, problem) => ({
    bufnr: buffer,
    lnum: problem.range.start.line + 1,
    col: problem.range.start.character + 1,
    end_lnum: problem.range.end.line + 1,
    end_col: problem.range.end.character + 1,
    type: kinds[get(problem, 'severity', 1)][0],
    text: problem.message .. (has_key(problem, 'code') ? $' [{problem.code}]' : ''),
  }))
  for window in win_findbuf(buffer)
    # A list of ours is updated where it is; one that the person made is not touched.
    var ours = get(lists, window, 0)
    if ours != 0 && getloclist(window, {id: ours}).id == ours
      setloclist(window, [], 'r', {id: ours, items: items})
    elseif !empty(items)
      setloclist(window, [], ' ', {title: 'shim', items: items})
      lists[window] = getloclist(window, {id: 0}).id
    endif
  endfor
enddef

def Published(params: dict<any>)
  for [buffer, uri] in items(attached)
    if uri == params.uri
      # Problems of an older text would stand at the wrong places; those of the newer text follow.
      if get(params, 'version', versions[buffer]) == versions[buffer]
        problems[buffer] = params.diagnostics
        Show(str2nr(buffer))
      endif
      return
    endif
  endfor
enddef

def Opened(buffer: number)
  versions[buffer] = 1
  server.Notify('textDocument/didOpen', {
    textDocument: {uri: attached[buffer], languageId: 'jsonc', version: 1, text: Text(buffer)},
  })
enddef

def Changed(buffer: number)
  if has_key(attached, buffer) && server.State() == 'running'
    versions[buffer] += 1
    server.Notify('textDocument/didChange', {
      textDocument: {uri: attached[buffer], version: versions[buffer]},
      contentChanges: [{text: Text(buffer)}],
    })
  endif
enddef

# By its place, because the server has read it, or because it reads like one: rows with a provider or a slug, or a router.
def IsCatalog(buffer: number): bool
  var path = Full(buffer)
  return path =~ '/\(\.shim\|shim-lsp\|\.codex-shim\)/models\.json$'
    || IsRead(buffer)
    || path =~ '/models\.json$' && Text(buffer) =~ '"models"\s*:\_.*"\(slug\|provider\|router\)"\s*:'
enddef

def IsRead(buffer: number): bool
  return has_key(read, resolve(Full(buffer)))
enddef

def Full(buffer: number): string
  return fnamemodify(bufname(buffer), ':p')
enddef

def Text(buffer: number): string
  return getbufline(buffer, 1, '$')->join("\n") .. "\n"
enddef

for [kind, text] in [['Error', 'E>'], ['Warning', 'W>'], ['Info', 'I>']]
  sign_define($'Shim{kind}', {text: text, texthl: $'Shim{kind}Sign'})
  prop_type_add($'Shim{kind}', {highlight: $'Shim{kind}', priority: 20})
endfor
server.On('textDocument/publishDiagnostics', Published)
server.On('initialized', (_) => {
  for buffer in keys(attached)
    Opened(str2nr(buffer))
  endfor
})
