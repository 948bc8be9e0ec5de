# Completion of shim-lsp for bash. In ~/.bashrc:  eval "$(shim-lsp completion bash)"
_shim_lsp() {
  local line=${COMP_LINE:0:COMP_POINT} word cut='' suggestion
  # What bash completes may be less than the word: it breaks words at : and = as well.
  word=${line##*[[:space:]]}
  [[ $word == *[:=]* ]] && cut=${word%"${word##*[:=]}"}
  COMPREPLY=()
  while IFS='' read -r suggestion; do
    COMPREPLY+=("${suggestion#"$cut"}")
  done < <("$1" '[suggest]' "$line" 2>/dev/null)
  # A folder has more in it: no space after one.
  if [[ ${COMPREPLY[0]-} == */ ]]; then compopt -o filenames -o nospace 2>/dev/null; fi
  return 0
}
complete -o bashdefault -o default -F _shim_lsp shim-lsp
