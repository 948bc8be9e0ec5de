using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Cli;

/// <summary>What may stand where the cursor is, as the program says it and as each shell then offers it.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData(
        "shim-lsp ",
        "chat check completion connect demo doctor evaluate feedback gateway init lsp models route rpc run schema status trust usage use"
    )]
    [InlineData("shim-lsp mo", "models")]
    [InlineData("./any/path/sl mo", "models")]
    [InlineData("shim-lsp models --fo", "--folder")]
    [InlineData("shim-lsp use lo", "local-large local-small")]
    [InlineData("shim-lsp use --json aut", "auto")]
    [InlineData("shim-lsp use --models MINE ", "auto mine")]
    [InlineData("shim-lsp use --models=MINE m", "mine")]
    [InlineData("shim-lsp use --models /not/there ", "")]
    [InlineData("shim-lsp route --candidates haiku,son", "haiku,sonnet")]
    [InlineData("shim-lsp rpc --framing ", "header newline")]
    [InlineData("shim-lsp rpc --framing=h", "--framing=header")]
    [InlineData("shim-lsp evaluate some-folder/", "some-folder/inner/ some-folder/its.json")]
    [InlineData("shim-lsp evaluate x --s", "--scores --seed --svg")]
    [InlineData("shim-lsp check some-folder/", "some-folder/inner/ some-folder/its.json")]
    [InlineData("shim-lsp check --s", "--strict")]
    [InlineData("shim-lsp completion f", "fish")]
    [InlineData("shim-lsp trust so", "some-folder/")]
    [InlineData("shim-lsp trust some-folder/", "some-folder/inner/")]
    [InlineData("shim-lsp models --models some-folder/", "some-folder/inner/ some-folder/its.json")]
    [InlineData("shim-lsp models --folder /not/there/", "")]
    [InlineData("shim-lsp use \"unfinished", "")]
    public async Task The_program_knows_what_may_come_next(string line, string expected)
    {
        using var person = Somebody();
        var run = await person.Run([
            "[suggest]",
            line.Replace("MINE", Path.Combine(person.Workspace, "mine.json"), StringComparison.Ordinal),
        ]);
        run.ExitCode.Should().Be(0);
        run.Error.Should().BeEmpty();
        string.Join(' ', run.Lines).Should().Be(expected);
    }

    [Fact]
    public async Task No_file_whose_name_speaks_to_the_terminal_is_offered()
    {
        using var person = new Person();
        person.Write("workspace/mine.json", "{}");
        person.Write("workspace/mi\u202ene.json", "{}");

        (await person.Run(["[suggest]", "shim-lsp check mi"])).Out.Should().Be("mine.json\n");
    }

    [Fact]
    public async Task What_is_behind_the_cursor_does_not_count()
    {
        using var person = Somebody();
        (await person.Run(["[suggest:11]", "shim-lsp mo --json"])).Out.Should().Be("models\n");
    }

    [Theory]
    [InlineData("bash", "complete ")]
    [InlineData("zsh", "compdef ")]
    [InlineData("fish", "complete ")]
    [InlineData("pwsh", "Register-ArgumentCompleter ")]
    public async Task Each_shell_has_its_script(string shell, string registers)
    {
        using var person = new Person();
        var run = await person.Run(["completion", shell]);
        run.ExitCode.Should().Be(0);
        run.Out.Should().StartWith("# Completion of shim-lsp for ").And.Contain(registers);
    }

    // COMP_LINE and COMP_POINT are what bash sets before it calls the function that the script has registered.
    [InstalledFact("bash")]
    public async Task Bash_offers_it() =>
        await Check(
            "bash",
            ["--norc"],
            """
            set -u
            eval "$(shim-lsp completion bash)"
            [[ $(complete -p shim-lsp) =~ -F\ ([^ ]+) ]]
            offer() {
              COMP_LINE=$1 COMP_POINT=${#1}
              "${BASH_REMATCH[1]}" shim-lsp
              echo "$1: ${COMPREPLY[*]}"
            }
            offer 'shim-lsp mo'
            offer 'shim-lsp use lo'
            offer 'shim-lsp rpc --framing='
            offer 'shim-lsp trust wi'
            offer 'shim-lsp use zzz'
            """,
            """
            shim-lsp mo: models
            shim-lsp use lo: local-large local-small
            shim-lsp rpc --framing=: header newline
            shim-lsp trust wi: with space/
            shim-lsp use zzz: 

            """
        );

    // compopt is only there while bash completes; what it is called with tells whether bash would quote.
    [InstalledFact("bash")]
    public async Task Bash_is_left_to_quote_what_is_no_plain_word() =>
        await Check(
            "bash",
            ["--norc"],
            """
            eval "$(shim-lsp completion bash)"
            [[ $(complete -p shim-lsp) =~ -F\ ([^ ]+) ]]
            function_name=${BASH_REMATCH[1]}
            compopt() { options+="$* "; }
            offer() {
              COMP_LINE=$1 COMP_POINT=${#1} options=
              "$function_name" shim-lsp
              echo "${COMPREPLY[*]} <$options>"
            }
            touch 'odd$(touch pwned).json'
            offer 'shim-lsp models --models odd'
            offer 'shim-lsp use lo'
            offer 'shim-lsp trust wi'
            """,
            """
            odd$(touch pwned).json <-o filenames >
            local-large local-small <>
            with space/ <-o filenames -o nospace >

            """
        );

    // What zsh sets before it calls the function, and in place of its compadd one that shows what it is given.
    [InstalledFact("zsh")]
    public async Task Zsh_offers_it() =>
        await Check(
            "zsh",
            ["-f"],
            """
            registered=
            compdef() { registered=$1 }
            eval "$(shim-lsp completion zsh)"
            compadd() { local array=${@[-1]}; print -rn -- " ${(P)array}" }
            offer() {
              words=("${(@s: :)1}"); CURRENT=$#words; PREFIX=$words[-1]
              print -rn -- "$1:"; $registered; print
            }
            offer 'shim-lsp mo'
            offer 'shim-lsp use lo'
            offer 'shim-lsp rpc --framing='
            offer 'shim-lsp trust wi'
            """,
            """
            shim-lsp mo: models 
            shim-lsp use lo: local-large local-small 
            shim-lsp rpc --framing=: --framing=header --framing=newline 
            shim-lsp trust wi:  with space/

            """
        );

    [InstalledFact("fish")]
    public async Task Fish_offers_it() =>
        await Check(
            "fish",
            ["--no-config"],
            """
            shim-lsp completion fish | source
            for line in 'shim-lsp mo' 'shim-lsp use lo' 'shim-lsp rpc --framing=' 'shim-lsp trust wi'
                echo "$line:" (complete --do-complete $line)
            end
            """,
            """
            shim-lsp mo: models
            shim-lsp use lo: local-large local-small
            shim-lsp rpc --framing=: --framing=header --framing=newline
            shim-lsp trust wi: with space/

            """
        );

    private static Person Somebody()
    {
        var person = new Person();
        person.Write("workspace/mine.json", """{ "models": [ { "slug": "mine", "model": "m", "provider": "ollama" } ] }""");
        person.Write("workspace/some-folder/its.json", "");
        person.Write("workspace/some-folder/inner/file", "");
        person.Write("workspace/with space/file", "");
        return person;
    }

    private static async Task Check(string shell, string[] arguments, string script, string expected)
    {
        using var person = Somebody();
        using var process = person.StartOther(shell, [.. arguments, person.Write("script", script)]);
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync().WaitAsync(ShimClient.Limit);
            (await output).Should().Be(expected.ReplaceLineEndings("\n"), await error);
        }
        finally
        {
            process.Kill();
        }
    }
}
