using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Chat;
using ShimLsp.Server.Tests.Faults;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Cli.Run;

/// <summary><c>run</c>, with a shell script in place of the client.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit ends it by IAsyncLifetime.")]
public sealed class RunCommandTests : IAsyncLifetime
{
    private readonly Person person = new();
    private MockUpstream upstream = null!;

    public async Task InitializeAsync()
    {
        upstream = await MockUpstream.StartAsync();
        person.Write("config/shim-lsp/models.json", ChatWorld.Catalog(upstream.BaseUrl, ChatWorld.OpenAi));
    }

    public async Task DisposeAsync()
    {
        await upstream.DisposeAsync();
        person.Dispose();
    }

    [LinuxFact]
    [Trait("Parity", "11")]
    public async Task The_client_has_the_terminal_and_the_persons_arguments_and_its_exit_code_is_ours()
    {
        Install("copilot", """printf '<%s>' "$@"; cat; echo "$PWD"; exit 7""");

        var run = await RunProcess(["run", "copilot", "--", "-p", "fix it", "--folder"], input: "typed\n");

        run.ExitCode.Should().Be(7);
        run.Out.Should().Be($"<-p><fix it><--folder>typed\n{person.Workspace}\n");
    }

    [LinuxFact]
    public async Task The_client_reaches_a_model_and_nothing_is_left_behind()
    {
        Install("copilot", """echo "$COPILOT_PROVIDER_BASE_URL $COPILOT_PROVIDER_API_KEY"; read line; exit 0""");
        upstream.OthersAnswer(Answer.Says("Hello"));
        using var run = person.Start("run", "copilot");
        var said = (await run.StandardOutput.ReadLineAsync().WaitAsync(ShimClient.Limit))!.Split(' ');

        using (var http = new HttpClient())
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", said[1]);
            using var content = new StringContent("""{"model":"shim","messages":[{"role":"user","content":"Hi"}]}""");
            using var answer = await http.PostAsync(new Uri($"{said[0]}/chat/completions"), content);
            answer.StatusCode.Should().Be(HttpStatusCode.OK);
            (await answer.Content.ReadAsStringAsync()).Should().Contain("Hello");
        }

        run.StandardInput.Close();
        await run.WaitForExitAsync().WaitAsync(ShimClient.Limit);
        Directory.GetFileSystemEntries(person.Temporary).Should().BeEmpty();
    }

    [LinuxTheory]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("HUP")]
    public async Task A_signal_goes_to_the_client_which_decides_and_nothing_is_left_behind(string signal)
    {
        Install("pi", $"trap 'echo caught; exit 9' {signal}\necho ready\nread line");
        using var run = person.Start("run", "pi");
        (await run.StandardOutput.ReadLineAsync().WaitAsync(ShimClient.Limit)).Should().Be("ready");
        Directory.GetFileSystemEntries(person.Temporary).Should().NotBeEmpty("the client's files are there while it runs");

        Proc.Signal(run.Id, signal);

        (await run.StandardOutput.ReadLineAsync().WaitAsync(ShimClient.Limit)).Should().Be("caught");
        await run.WaitForExitAsync().WaitAsync(ShimClient.Limit);
        run.ExitCode.Should().Be(9);
        Directory.GetFileSystemEntries(person.Temporary).Should().BeEmpty();
    }

    [LinuxFact]
    public async Task A_client_that_a_signal_ends_gives_the_exit_code_of_shells()
    {
        Install("pi", "kill -KILL $$");

        (await RunProcess(["run", "pi"])).ExitCode.Should().Be(137);
    }

    [LinuxFact]
    public async Task The_files_of_a_run_are_the_persons_alone()
    {
        Install("pi", """stat -c '%a' "$2" "$(dirname "$2")" """);

        (await RunProcess(["run", "pi"])).Lines.Should().Equal("600", "700");
    }

    [LinuxFact]
    public async Task The_way_to_the_gateway_passes_by_the_persons_proxy()
    {
        person.With("HTTPS_PROXY", "http://proxy.invalid").With("NO_PROXY", "corp.invalid");
        Install("copilot", """echo "$NO_PROXY $no_proxy" """);

        (await RunProcess(["run", "copilot"])).Out.Should().Be("corp.invalid,127.0.0.1 corp.invalid,127.0.0.1\n");
    }

    [LinuxTheory]
    [InlineData("# mine\nmodel = 'gpt'\n[tui]\n", "# mine\nmodel = \"cheap\"\nmodel_reasoning_effort = \"none\"\n[tui]\n", null)]
    [InlineData("# mine\n[tui]\n", "model = \"auto\"\n# mine\n[tui]\n", null)]
    [InlineData("model_reasoning_effort = 'high'\nmodel = 'a'\n", "model = \"cheap\"\n", null)]
    [InlineData("model = 'a'\n", "model = \"cheap\"\n[projects.\"/x\"]\n", "model = 'a'\n[projects.\"/x\"]\n")]
    [InlineData("model = 'a'\n", "model = \"not-ours\"\n", "model = \"not-ours\"\n")]
    public async Task A_model_that_Codex_picks_in_a_run_does_not_stay_in_the_persons_file(string before, string picked, string? after)
    {
        var file = person.Write("home/.codex/config.toml", before);
        Proc.ChangeMode(file, "640");
        Install("codex", $"cat > \"$HOME/.codex/config.toml\" <<'END'\n{picked}END");

        (await RunProcess(["run", "codex"])).ExitCode.Should().Be(0);

        (await File.ReadAllTextAsync(file)).Should().Be(after ?? before);
        new FileInfo(file).UnixFileMode.Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
    }

    [LinuxFact]
    public async Task A_file_that_is_no_program_is_an_error_that_names_it()
    {
        var program = Install("pi", "", mark: "not a program");

        var run = await RunProcess(["run", "pi"]);

        run.ExitCode.Should().Be(1);
        run.Error.Should().StartWith($"shim-lsp: {program} cannot be started: ");
    }

    [Theory]
    [InlineData("codex", "Codex", "npm install -g @openai/codex")]
    [InlineData("claude", "Claude Code", "npm install -g @anthropic-ai/claude-code")]
    public async Task A_client_that_is_not_installed_is_an_error_that_says_how_to_install_it(string name, string title, string install)
    {
        var run = await person.With("PATH", person.Workspace).Run(["run", name]);

        run.Should()
            .BeEquivalentTo(
                new
                {
                    ExitCode = 1,
                    Out = "",
                    Error = $"shim-lsp: {title} is not installed. Run: {install}\n",
                }
            );
    }

    [LinuxFact]
    public async Task With_pause_what_it_said_last_stays_until_Enter_and_then_it_has_been_read()
    {
        using var run = person.With("PATH", person.Workspace).Start("run", "claude", "--pause");

        (await run.StandardError.ReadLineAsync().WaitAsync(ShimClient.Limit)).Should().StartWith("shim-lsp: Claude Code is not installed.");
        var asked = new char["Press Enter to close. ".Length];
        await run.StandardError.ReadBlockAsync(asked).AsTask().WaitAsync(ShimClient.Limit);
        new string(asked).Should().Be("Press Enter to close. ");
        run.HasExited.Should().BeFalse();
        await run.StandardInput.WriteAsync("\n");
        await run.StandardInput.FlushAsync();
        await run.WaitForExitAsync().WaitAsync(ShimClient.Limit);
        run.ExitCode.Should().Be(0);
    }

    [Theory]
    [InlineData(new[] { "run", "claud" }, "shim-lsp: Unknown client 'claud'. Did you mean claude? See: shim-lsp run --help\n")]
    [InlineData(
        new[] { "run", "xyz" },
        "shim-lsp: Unknown client 'xyz'. Known: codex, claude, opencode, qwen, copilot, pi, continue. See: shim-lsp run --help\n"
    )]
    [InlineData(
        new[] { "run", "gemini" },
        "shim-lsp: Gemini CLI cannot use the gateway: it speaks Google's own API alone. "
            + "Known: codex, claude, opencode, qwen, copilot, pi, continue. See: shim-lsp run --help\n"
    )]
    public async Task An_unknown_client_is_an_error_that_names_those_that_are_known(string[] arguments, string error) =>
        (await person.Run(arguments))
            .Should()
            .BeEquivalentTo(
                new
                {
                    ExitCode = 2,
                    Out = "",
                    Error = error,
                }
            );

    [LinuxFact]
    public async Task Without_a_usable_model_the_client_is_not_started()
    {
        Install("pi", "echo started");
        person.Write(
            "config/shim-lsp/models.json",
            """{"models":[{"slug":"a","model":"m","provider":"openai","api_key":"${env:UNSET_KEY}"}]}"""
        );

        var run = await person.Run(["run", "pi"]);

        run.Should()
            .BeEquivalentTo(
                new
                {
                    ExitCode = 1,
                    Out = "",
                    Error = "shim-lsp: No model can be used now. a: UNSET_KEY is not set. Run: export UNSET_KEY=… "
                        + "What to do: shim-lsp doctor\n",
                }
            );
    }

    private string Install(string name, string script, string mark = "#!/bin/sh")
    {
        var program = person.Write($"programs/{name}", $"{mark}\n{script}\n");
        Proc.ChangeMode(program, "755");
        person.With("PATH", $"{Path.GetDirectoryName(program)}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}");
        return program;
    }

    private async Task<CommandRun> RunProcess(string[] arguments, string input = "")
    {
        using var process = person.Start(arguments);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(ShimClient.Limit);
        return new(process.ExitCode, await output, await error);
    }
}
