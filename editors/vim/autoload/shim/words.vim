vim9script
# How models, decisions and counts read.

import autoload './popup.vim'

# The active model in as few words as a status line has room for.
export def Active(list: dict<any>, last: dict<any>): string
  if empty(list)
    return 'shim: starting'
  endif
  var name = NameOf(list.active, list)
  var isAuto = list.models->indexof((_, model) => model.slug == list.active && model.kind == 'auto') >= 0
  var shown = isAuto && !empty(last) && last.source != 'pinned' ? $'{name}: {NameOf(last.slug, list)}' : name
  return CanWork(list) ? shown : $'{shown} (not available)'
enddef

# A row of the picker: the mark of the active model, its name, provider, price and health.
export def Row(model: dict<any>): list<string>
  var isAuto = model.kind == 'auto'
  return [
    (model.active ? '* ' : '  ') .. Plain(model.displayName),
    isAuto ? '' : Plain(model.provider),
    isAuto ? '' : Price(model),
    isAuto ? 'the cheapest that is good enough' : Health(model),
  ]
enddef

export def Problems(problems: list<dict<any>>): string
  var more = len(problems) > 1 ? $' (1 of {len(problems)})' : ''
  return $'! {Plain(problems[0].message)}{more}'
enddef

# A decision: its reason, and the candidates with their scores.
export def Decision(decision: dict<any>): list<string>
  var rows = decision.candidates->mapnew((_, each) => [
    each.slug,
    has_key(each, 'score') ? printf('%.2f', each.score) : '-',
    Number(each.cost),
    Verdict(each),
  ])
  return [Plain(decision.reason)] + (empty(rows) ? [] : [''] + popup.Table([['MODEL', 'SCORE', 'COST', 'VERDICT']] + rows))
enddef

export def Status(folder: string, list: dict<any>, status: dict<any>): list<string>
  var isAuto = list.models->indexof((_, model) => model.slug == list.active && model.kind == 'auto') >= 0
  var rows = [
    ['Active', NameOf(list.active, list) .. (isAuto ? ': each task goes to the cheapest model that is good enough' : ' takes every task')],
    ['Folder', folder],
    ['Catalog', list.catalog.sources->mapnew((_, source) => source == 'embedded' ? 'built in' : fnamemodify(source, ':~'))->join(', ')],
    ['Cache', $'{status.entries} entries, {status.hits} hits in {status.requests} requests'],
  ]
  for decision in status.recent[: 0]
    add(rows, ['Last task', Plain(decision.reason)])
  endfor
  for model in list.models
    if model.availability.state != 'available'
      add(rows, ['Not usable', $'{Plain(model.displayName)}: {Health(model)}'])
    endif
  endfor
  for problem in list.catalog.problems->copy()->filter((_, problem) => problem.severity != 'info')
    add(rows, ['Problem', Place(problem) .. Plain(problem.message)])
  endfor
  return popup.Table(rows)
enddef

def NameOf(slug: string, list: dict<any>): string
  var at = list.models->indexof((_, model) => model.slug == slug)
  return Plain(at < 0 ? slug : list.models[at].displayName)
enddef

# A pinned model, or any model for Auto, is available.
def CanWork(list: dict<any>): bool
  return list.models->indexof((_, model) =>
    model.availability.state == 'available' && (model.slug == list.active ? model.kind == 'model' : IsAuto(list) && model.kind == 'model')) >= 0
enddef

def IsAuto(list: dict<any>): bool
  return list.models->indexof((_, model) => model.slug == list.active && model.kind == 'auto') >= 0
enddef

# Dollars per million tokens, in and out.
def Price(model: dict<any>): string
  if !has_key(model, 'pricing')
    return ''
  endif
  var input = get(model.pricing, 'input', 0)
  var output = get(model.pricing, 'output', 0)
  return input == 0 && output == 0 ? 'free' : $'${Number(input)} in, ${Number(output)} out'
enddef

def Number(number: any): string
  return printf('%g', number)->substitute('\.0$', '', '')
enddef

def Health(model: dict<any>): string
  var availability: dict<any> = model.availability
  var until = has_key(availability, 'until') ? $' until {LocalTime(availability.until)}' : ''
  if availability.state == 'available'
    return get(availability, 'checked', false) ? 'works' : 'ready'
  elseif availability.state == 'missingCredential'
    return get(model.credential, 'name', '') != '' ? $'{Plain(model.credential.name)} is not set' : 'key missing'
  endif
  return {
    unauthorized: 'key rejected',
    outOfCredit: 'out of credit',
    notFound: 'model not found',
    rateLimited: 'rate limited',
    failing: 'failing',
  }->get(availability.state, availability.state) .. until
enddef

def Verdict(candidate: dict<any>): string
  return {
    chosen: 'chosen',
    viable: 'good enough',
    belowThreshold: 'below the threshold',
  }->get(candidate.verdict, {
    notRequested: 'not asked for',
    noImages: 'cannot read images',
    noTools: 'cannot call tools',
    contextTooSmall: 'its context is too small',
    missingCredential: 'its key is missing',
    unauthorized: 'its key was rejected',
    outOfCredit: 'out of credit',
    notFound: 'model not found',
    rateLimited: 'rate limited',
    failing: 'failing',
    overBudget: 'over budget',
  }->get(get(candidate, 'rejection', ''), 'rejected'))
enddef

def Place(problem: dict<any>): string
  return has_key(problem, 'line') ? $'line {problem.line + 1}: ' : ''
enddef

# The time of day of an RFC 3339 time in UTC.
def LocalTime(utc: string): string
  if !exists('*strptime')
    return utc
  endif
  var asIfLocal = strptime('%Y-%m-%dT%H:%M:%S', utc)
  var offset = strftime('%z', asIfLocal)
  var seconds = str2nr(offset[1 : 2]) * 3600 + str2nr(offset[3 : 4]) * 60
  return strftime('%H:%M', offset[0] == '-' ? asIfLocal - seconds : asIfLocal + seconds)
enddef

# Text from a catalog in one line, without characters that a terminal obeys.
def Plain(text: string): string
  return text->substitute('[[:cntrl:]]\+', ' ', 'g')
enddef
