vim9script
# What a catalog gets from the server while it is edited: completion, fixes, and hints.

import autoload './document.vim'
import autoload './popup.vim'
import autoload './server.vim'

# What the last completion offered, by the place that `user_data` names.
var offered: list<dict<any>> = []

# The 'omnifunc' of catalogs.
export def Complete(findStart: number, base: string): any
  if findStart == 1
    document.Flush(bufnr())
    var answer: any = server.Ask('textDocument/completion', extend(document.Here(), {context: {triggerKind: 1}}))
    offered = type(answer) == v:t_dict ? answer.items : type(answer) == v:t_list ? answer : []
    return empty(offered) ? -3 : StartOf(offered)
  endif
  var from = col('.') - 1
  return offered
    ->mapnew((at, item) => Entry(at, item, from))
    ->filter((_, entry) => entry.filter->stridx(base) == 0 || entry.word->stridx(base) == 0)
    ->mapnew((_, entry) => entry.shown)
enddef

# What a chosen item changes besides the text before the cursor.
export def Completed()
  var chosen = get(v:completed_item, 'user_data', '')
  if type(chosen) != v:t_string || chosen !~ '^shim:'
    return
  endif
  var item = offered[str2nr(chosen[5 :])]
  if get(item, 'insertTextFormat', 1) == 1 && has_key(item, 'textEdit')
    var range = RangeOf(item)
    var behind = range.end.character - askedAt
    if behind > 0
      var line = getline('.')
      setline('.', strpart(line, 0, col('.') - 1) .. strpart(line, col('.') - 1 + behind))
    endif
  endif
  Edit(bufnr(), get(item, 'additionalTextEdits', []))
enddef

# Shows the quick fixes of some lines in a menu. `preferred` applies the first one that the server prefers, without a menu.
export def Fix(first: number, last: number, preferred: bool)
  var buffer = bufnr()
  if document.UriOf(buffer) == ''
    popup.Error('This is not a catalog of shim-lsp.')
    return
  endif
  document.Flush(buffer)
  var problems = document.ProblemsIn(buffer, first, last)
  # With one line the problem at or after the cursor, so that the fixes are those of what a person looks at.
  var range = first != last || empty(problems)
    ? {start: {line: first - 1, character: first == last ? col('.') - 1 : 0}, end: {line: last - 1, character: first == last ? col('.') - 1 : len(getline(last))}}
    : problems[0].range
  server.Call('textDocument/codeAction', {
    textDocument: {uri: document.UriOf(buffer)},
    range: range,
    context: {diagnostics: problems, only: ['quickfix'], triggerKind: 1},
  }, (answer) => {
    var actions: list<dict<any>> = (answer == null ? [] : answer)->filter((_, action) => !has_key(action, 'disabled'))
    var best = indexof(actions, (_, action) => get(action, 'isPreferred', false))
    if empty(actions)
      popup.Message('Nothing to fix here.', 3)
    elseif preferred && best >= 0
      Apply(actions[best])
    else
      popup.Choose('Fix', [], actions->mapnew((_, action) => action.title), best, (at) => {
        if at >= 0
          Apply(actions[at])
        endif
      })
    endif
  })
enddef

# Shows what the server knows of the word under the cursor. `K` does this in a catalog.
export def Hover()
  document.Flush(bufnr())
  server.Call('textDocument/hover', document.Here(), (answer) => {
    if answer == null
      popup.Message('Nothing is known here.', 3)
      return
    endif
    var contents: any = answer.contents
    popup.Hint((type(contents) == v:t_dict ? contents.value : string(contents))->trim()->split("\n", true))
  })
enddef

# A code action: its edit, then its command.
def Apply(action: dict<any>)
  if has_key(action, 'edit')
    ApplyEdit(action.edit)
  endif
  var command: any = get(action, 'command', null)
  if type(command) == v:t_string
    server.Call('workspace/executeCommand', {command: command, arguments: get(action, 'arguments', [])}, (_) => 0)
  elseif type(command) == v:t_dict
    server.Call('workspace/executeCommand', {command: command.command, arguments: get(command, 'arguments', [])}, (_) => 0)
  endif
enddef

# Applies a `WorkspaceEdit`.
export def ApplyEdit(edit: dict<any>)
  for [uri, edits] in get(edit, 'changes', {})->items()
    Edit(BufferOf(uri), edits)
  endfor
  for change in get(edit, 'documentChanges', [])
    if has_key(change, 'edits')
      Edit(BufferOf(change.textDocument.uri), change.edits)
    endif
  endfor
enddef

# Applies edits of a text from the last to the first, so that none moves another. One undo takes them all back.
def Edit(buffer: number, edits: list<dict<any>>)
  if empty(edits)
    return
  endif
  var view = winsaveview()
  for edit in edits->copy()->sort((a, b) => Compare(b.range.start, a.range.start))
    var [start, end] = [edit.range.start, edit.range.end]
    var lines = getbufline(buffer, start.line + 1, end.line + 1)
    var head = empty(lines) ? '' : strpart(lines[0], 0, start.character)
    var tail = len(lines) <= end.line - start.line ? '' : strpart(lines[-1], end.character)
    var new = split(head .. substitute(edit.newText, "\r\n", "\n", 'g') .. tail, "\n", true)
    var kept = min([len(lines), len(new)])
    setbufline(buffer, start.line + 1, new[: kept - 1])
    if len(new) > kept
      appendbufline(buffer, start.line + kept, new[kept :])
    elseif len(lines) > kept
      deletebufline(buffer, start.line + kept + 1, start.line + len(lines))
    endif
  endfor
  winrestview(view)
enddef

def Compare(a: dict<any>, b: dict<any>): number
  return a.line != b.line ? a.line - b.line : a.character - b.character
enddef

# The buffer of a file, which is read if it is not open.
export def BufferOf(uri: string): number
  var buffer = bufadd(server.Path(uri))
  bufload(buffer)
  setbufvar(buffer, '&buflisted', true)
  return buffer
enddef

# Where the text begins that the items replace, in bytes from the line's start.
def StartOf(items: list<dict<any>>): number
  askedAt = col('.') - 1
  var starts = items->copy()->filter((_, item) => has_key(item, 'textEdit'))->mapnew((_, item) => RangeOf(item).start.character)
  return empty(starts) ? match(strpart(getline('.'), 0, askedAt), '[-A-Za-z0-9_.]*$') : min(starts)
enddef
var askedAt = 0

# An item as Vim takes it. What it replaces may begin later than `from`, so the text between them is put before it.
def Entry(at: number, item: dict<any>, from: number): dict<any>
  var text = has_key(item, 'textEdit') ? item.textEdit.newText : get(item, 'insertText', item.label)
  var before = has_key(item, 'textEdit') ? strpart(getline('.'), from, RangeOf(item).start.character - from) : ''
  var documentation: any = get(item, 'documentation', '')
  return {
    word: before .. text,
    filter: before .. get(item, 'filterText', item.label),
    shown: {
      word: before .. text,
      abbr: item.label,
      menu: get(item, 'detail', ''),
      # Without a popup Vim would open a window for it.
      info: &completeopt !~ 'popup' ? '' : type(documentation) == v:t_dict ? documentation.value : documentation,
      equal: 1,
      user_data: $'shim:{at}',
    },
  }
enddef

def RangeOf(item: dict<any>): dict<any>
  return has_key(item.textEdit, 'range') ? item.textEdit.range : item.textEdit.replace
enddef

server.On('workspace/applyEdit', (params) => ApplyEdit(params.edit))
