# Lists, switches and routes language models with the command line of shim-lsp.

declare-option -docstring 'the command that runs shim-lsp' str shim_command 'shim-lsp'
declare-option -docstring 'the active model of the working directory, for modelinefmt' str shim_model ''

define-command shim-use -params 0..1 -docstring '
    shim-use [<slug>]: make a model the active one of this workspace. Without a slug, choose one from a menu.
' -menu -shell-script-candidates %{
    $kak_opt_shim_command models --json 2>/dev/null | sed -n 's/^ *"slug": "\(.*\)",*$/\1/p'
} %{
    evaluate-commands %sh{
        if [ $# -eq 0 ]; then
            echo shim-pick
        else
            # Kakoune runs what a failing shell prints as well: the server's own message is what a person needs.
            kakquote() { printf "%s" "$1" | sed "s/'/''/g; 1s/^/'/; \$s/\$/'/"; }
            if message=$($kak_opt_shim_command use "$1" 2>&1); then
                printf 'shim-refresh\necho -markup %s\n' "$(kakquote "{Information}{\\}$1 is the active model")"
            else
                printf 'fail %s\n' "$(kakquote "$message")"
            fi
        fi
    }
}

define-command -hidden shim-pick %{
    # A row is what `shim-lsp models` prints: slug, name, model, price, context and state. Its first word is the slug.
    prompt -menu -shell-script-candidates %{
        $kak_opt_shim_command models 2>/dev/null | sed '1d; /^$/,$d; s/^..//'
    } 'model: ' %{
        shim-use %sh{ printf '%s\n' "${kak_text%% *}" }
    }
}

define-command shim-route -params 0..1 -docstring '
    shim-route [<task>]: show which model a task would go to, and why. Without a task, the selection is the task.
' %{
    evaluate-commands %sh{
        kakquote() { printf "%s" "$1" | sed "s/'/''/g; 1s/^/'/; \$s/\$/'/"; }
        task=${1-$kak_selection}
        if decision=$(printf '%s' "$task" | $kak_opt_shim_command route --explain - 2>&1); then
            printf 'info -title Route %s\n' "$(kakquote "$decision")"
        else
            printf 'fail %s\n' "$(kakquote "$decision")"
        fi
    }
}

define-command shim -docstring 'shim: show the active model, the catalog, and which models can be used' %{
    evaluate-commands %sh{
        kakquote() { printf "%s" "$1" | sed "s/'/''/g; 1s/^/'/; \$s/\$/'/"; }
        printf 'info -title Shim %s\n' "$(kakquote "$($kak_opt_shim_command status 2>&1)")"
    }
}

define-command shim-refresh -docstring 'shim-refresh: read again which model is active' %{
    nop %sh{
        {
            # Single quotes: a name from a catalog must not expand.
            active=$($kak_opt_shim_command models --json 2>/dev/null | sed -n "s/'/''/g; s/^ *\"active\": \"\(.*\)\",*\$/\1/p")
            printf "set-option global shim_model '%s'\n" "$active" | kak -p "$kak_session"
        } </dev/null >/dev/null 2>&1 &
    }
}

# Another terminal or editor may have switched since.
hook -group shim global FocusIn .* shim-refresh
hook -group shim global WinDisplay .* shim-refresh

# `:lint` then marks the lines of a catalog that have a problem.
hook -group shim global BufCreate .*/(\.shim|shim-lsp)/models\.json %{
    set-option buffer lintcmd "%opt{shim_command} check"
}
