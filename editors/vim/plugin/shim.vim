if !has('vim9script') || v:version < 900
  finish
endif
vim9script noclear
# Lists, switches and routes language models with shim-lsp. See :help shim.

if exists('g:loaded_shim')
  finish
endif
g:loaded_shim = 1

command! -bar Shim shim#Show()
command! -bar -bang -nargs=? -complete=customlist,shim#CompleteModel ShimUse shim#Use(<q-args>, <bang>false)
command! -nargs=? -range ShimRoute shim#Route(<q-args>, <range>, <line1>, <line2>)
command! -bar -bang -range ShimFix shim#language#Fix(<line1>, <line2>, <bang>false)
command! -bar -nargs=* ShimHover shim#language#Hover()
command! -bar ShimDefinition shim#navigation#Definition()
command! -bar ShimReferences shim#navigation#References()
command! -bar -nargs=? ShimRename shim#navigation#Rename(<q-args>)
command! -bar ShimStop shim#server#Stop()

highlight default ShimError term=underline cterm=underline gui=undercurl guisp=Red
highlight default ShimWarning term=underline cterm=underline gui=undercurl guisp=Orange
highlight default ShimInfo term=underline cterm=underline gui=undercurl guisp=Green
highlight default link ShimErrorSign ErrorMsg
highlight default link ShimWarningSign WarningMsg
highlight default link ShimInfoSign MoreMsg

augroup shim
  autocmd!
  autocmd BufReadPost,BufNewFile *.json,*.jsonc shim#document#Attach(expand('<abuf>')->str2nr())
  autocmd VimLeavePre * shim#server#Stop()
augroup END
