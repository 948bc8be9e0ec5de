# Completion of shim-lsp for bash. In ~/.bashrc:  eval "$(shim-lsp completion bash)"
_shim_lsp() {
  local line=${COMP_LINE:0:COMP_POINT} word cut='' suggestion quoted names=''
  # What bash completes may be less than the word: it breaks words at : and = as well.
  word=${line##*[[:space:]]}
  [[ $word == *[:=]* ]] && cut=${word%"${word##*[:=]}"}
  COMPREPLY=()
  while IFS='' read -r suggestion; do
    COMPREPLY+=("${suggestion#"$cut"}")
    printf -v quoted %q "$suggestion"
    [[ $suggestion == */ || $quoted != "$suggestion" ]] && names=1
  done < <("$1" '[suggest]' "$line" 2>/dev/null)
  # A name may hold anything, $(...) as well: bash quotes what it takes for the name of a file.
  if [[ $names ]]; then compopt -o filenames 2>/dev/null; fi
  # A folder has more in it: no space after one.
  if [[ ${COMPREPLY[0]-} == */ ]]; then compopt -o nospace 2>/dev/null; fi
  return 0
}
complete -o bashdefault -o default -F _shim_lsp shim-lsp
