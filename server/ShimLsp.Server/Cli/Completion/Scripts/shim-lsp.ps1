# Completion of shim-lsp for PowerShell. In $PROFILE:  shim-lsp completion pwsh | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName shim-lsp -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $line = $commandAst.ToString().PadRight($cursorPosition - $commandAst.Extent.StartOffset)
    $line = $line.Substring(0, $cursorPosition - $commandAst.Extent.StartOffset)
    & $commandAst.CommandElements[0].Value '[suggest]' $line 2>$null | ForEach-Object {
        # A name may hold anything, $(...) as well.
        $word = if ($_ -match '^[\w./:=,~\\-]+$') { $_ } else { "'" + $_.Replace("'", "''") + "'" }
        [System.Management.Automation.CompletionResult]::new($word, $_, 'ParameterValue', $_)
    }
}
