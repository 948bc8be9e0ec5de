vim9script
# What a person sees and chooses from: menus, texts and messages.

# Lets a person choose one of `items`, under a text that cannot be chosen. `Then` gets the item's place, or -1 if none was chosen.
export def Choose(title: string, text: list<string>, items: list<string>, selected: number, Then: func(number))
  var lines = Wrapped(text) + (empty(text) ? [] : ['']) + items
  var first = len(lines) - len(items) + 1
  var id = popup_menu(lines, {
    title: $' {title} ',
    maxwidth: &columns - 6,
    maxheight: &lines - 6,
    wrap: false,
    padding: [0, 1, 0, 1],
    filter: (window, key) => {
      var handled = popup_filter_menu(window, key)
      if index(popup_list(), window) >= 0 && line('.', window) < first
        win_execute(window, $'normal! {first}G')
      endif
      return handled
    },
    callback: (_, chosen) => Then(chosen < first ? -1 : chosen - first),
  })
  win_execute(id, $'normal! {first + max([selected, 0])}G')
enddef

# Shows a text until a key is pressed.
export def Text(title: string, lines: list<string>)
  popup_create(Wrapped(lines), {
    title: $' {title} ',
    border: [],
    padding: [0, 1, 0, 1],
    maxheight: &lines - 6,
    close: 'click',
    filter: (window, key) => {
      if key == "\<CursorHold>" || key == "\<Ignore>"
        return false
      endif
      popup_close(window)
      return index(["\<Esc>", "\<CR>", ' ', 'q'], key) >= 0
    },
  })
enddef

# Shows a text at the cursor until it moves.
export def Hint(lines: list<string>)
  popup_atcursor(Wrapped(lines), {padding: [0, 1, 0, 1], border: [], moved: 'any'})
enddef

# A message of the server; `kind` as in LSP: 1 is an error, 2 a warning.
export def Message(text: string, kind: number)
  var group = kind == 1 ? 'ErrorMsg' : kind == 2 ? 'WarningMsg' : 'None'
  execute 'echohl' group
  for line in text->split("\n")
    echomsg $'shim: {line}'
  endfor
  echohl None
enddef

export def Error(text: string)
  Message(text, 1)
enddef

# Rows as lines whose columns are aligned. The last one is not filled up.
export def Table(rows: list<list<string>>): list<string>
  if empty(rows)
    return []
  endif
  var widths = range(len(rows[0]))->mapnew((_, column) => rows->mapnew((_, row) => strdisplaywidth(row[column]))->max())
  return rows->mapnew((_, row) => row
    ->mapnew((column, cell) => cell .. repeat(' ', widths[column] - strdisplaywidth(cell)))
    ->join('  ')
    ->trim(' ', 2))
enddef

# Lines broken between words at the width of the screen. What goes on stands below the second column, if there is one.
def Wrapped(lines: list<string>): list<string>
  var widest = min([&columns - 8, 96])
  var out: list<string> = []
  for line in lines
    var rest = line
    var indent = repeat(' ', max([0, matchend(line, '^\S\+\%( \S\+\)*  \+')]))
    while strdisplaywidth(rest) > widest
      var head = strcharpart(rest, 0, widest)
      var space = strridx(head, ' ')
      if space > widest / 3 + strlen(indent)
        head = strpart(head, 0, space)
      endif
      add(out, head)
      rest = indent .. strpart(rest, strlen(head))->trim(' ', 1)
    endwhile
    add(out, rest)
  endfor
  return out
enddef
