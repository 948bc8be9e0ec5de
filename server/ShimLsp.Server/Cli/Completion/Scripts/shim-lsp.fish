# Completion of shim-lsp for fish. In ~/.config/fish/config.fish:  shim-lsp completion fish | source
function __shim_lsp_suggest
    set --local words (commandline --tokenize --cut-at-cursor --current-process)
    $words[1] '[suggest]' (string join ' ' -- $words (commandline --cut-at-cursor --current-token)) 2>/dev/null
end
complete --command shim-lsp --no-files --arguments '(__shim_lsp_suggest)'
