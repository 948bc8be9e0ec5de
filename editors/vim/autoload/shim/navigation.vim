vim9script
# From the name of a model to its row, to every place that names it, and to another name.

import autoload './document.vim'
import autoload './language.vim'
import autoload './popup.vim'
import autoload './server.vim'

# Jumps to the row of the model under the cursor. Ctrl-O leads back.
export def Definition()
  Ask('textDocument/definition', {}, (places) => {
    if empty(places)
      popup.Message('No model is named here.', 3)
    else
      GoTo(places[0])
    endif
  })
enddef

# Lists every place that names the model under the cursor, its row first, in the location list.
export def References()
  Ask('textDocument/references', {context: {includeDeclaration: true}}, (places) => {
    if empty(places)
      popup.Message('No model is named here.', 3)
      return
    endif
    setloclist(0, [], ' ', {title: 'shim: references', items: places->mapnew((_, place) => Item(place))})
    lopen
  })
enddef

# Gives the model under the cursor another slug, wherever the catalog names it. Without a slug it asks for one.
export def Rename(slug: string)
  if !IsCatalog()
    return
  endif
  var wanted = empty(slug) ? input('New slug: ', expand('<cword>'))->trim() : slug
  if !empty(wanted)
    Ask('textDocument/rename', {newName: wanted}, (edit) => {
      if edit == null
        popup.Message('No model is named here.', 3)
      else
        language.ApplyEdit(edit)
      endif
    })
  endif
enddef

def Ask(method: string, more: dict<any>, Then: func(any))
  if IsCatalog()
    document.Flush(bufnr())
    server.Call(method, extend(document.Here(), more), Then)
  endif
enddef

def IsCatalog(): bool
  var is = document.UriOf(bufnr()) != ''
  if !is
    popup.Error('This is not a catalog of shim-lsp.')
  endif
  return is
enddef

def GoTo(place: dict<any>)
  normal! m'
  var item = Item(place)
  if item.bufnr != bufnr()
    execute 'buffer' item.bufnr
  endif
  cursor(item.lnum, item.col)
  redrawstatus # after an answer Vim draws the cursor anew, and no ruler
enddef

def Item(place: dict<any>): dict<any>
  var buffer = language.BufferOf(place.uri)
  var line = place.range.start.line + 1
  return {bufnr: buffer, lnum: line, col: place.range.start.character + 1, text: getbufline(buffer, line)->join('')->trim()}
enddef
