# Completion of shim-lsp for zsh. In ~/.zshrc, after compinit:  eval "$(shim-lsp completion zsh)"
_shim_lsp() {
  local -a folders others
  local line="${(j: :)words[1,CURRENT-1]} $PREFIX" suggestion
  for suggestion in "${(@f)$("${words[1]}" '[suggest]' "$line" 2>/dev/null)}"; do
    case $suggestion in
      '') ;;
      */) folders+=("$suggestion") ;;
      *) others+=("$suggestion") ;;
    esac
  done
  compadd -a others
  compadd -S '' -a folders
}
compdef _shim_lsp shim-lsp
