using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Chat;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Cli;

/// <summary><c>chat</c>: the answer on stdout and nothing else there.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit ends it by IAsyncLifetime.")]
public sealed class ChatCommandTests : IAsyncLifetime
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

    [Fact]
    public async Task The_answer_is_all_that_stands_on_stdout()
    {
        upstream["m-cheap"].Answers(Answer.Says("Because ", "air ", "scatters."));

        var run = await person.Run(["chat", "Why is the sky blue?"]);

        run.Should().Be(new CommandRun(0, "Because air scatters.\n", ""));
        (await upstream.NextRequestAsync()).Json.At("messages").ShouldCover("""[{"role":"user","content":"Why is the sky blue?"}]""");
    }

    [Fact]
    public async Task It_is_shown_as_it_comes()
    {
        var gate = new Gate();
        upstream["m-cheap"].Answers(Answer.Says("one ", "two").Drips(gate));

        using var chat = person.Start("chat", "Count.");
        chat.StandardInput.Close();
        var first = new char[4];
        await chat.StandardOutput.ReadBlockAsync(first).AsTask().WaitAsync(ShimClient.Limit);
        new string(first).Should().Be("one ");
        gate.Open();

        (await chat.StandardOutput.ReadToEndAsync().WaitAsync(ShimClient.Limit)).ReplaceLineEndings("\n").Should().Be("two\n");
    }

    [Theory]
    [InlineData(new[] { "chat" }, "From stdin.", "From stdin.")]
    [InlineData(new[] { "chat", "-" }, "From stdin.", "From stdin.")]
    [InlineData(new[] { "chat", "Review this:", "--attach", "-" }, "+ a line", "Review this:\n\n+ a line")]
    [InlineData(new[] { "chat", "Review this:", "--attach", "a.txt", "--attach", "b.txt" }, "", "Review this:\n\nfile a\n\nfile b")]
    [InlineData(new[] { "chat", "--attach", "a.txt" }, "not read", "file a")]
    public async Task A_question_comes_from_the_command_line_stdin_and_files(string[] arguments, string input, string expected)
    {
        person.Write("workspace/a.txt", "file a");
        person.Write("workspace/b.txt", "file b");

        (await person.Run(arguments, input)).ExitCode.Should().Be(0);

        (await upstream.NextRequestAsync()).Json.Text("messages.0.content").Should().Be(expected);
    }

    [Theory]
    [InlineData("89504E470D0A1A0A00", "image/png")]
    [InlineData("FFD8FFE000104A46", "image/jpeg")]
    [InlineData("474946383961000000", "image/gif")]
    [InlineData("524946460400000057454250", "image/webp")]
    public async Task An_image_goes_along_whatever_its_name(string hex, string mediaType)
    {
        var bytes = Convert.FromHexString(hex);
        await File.WriteAllBytesAsync(Path.Combine(person.Workspace, "screenshot"), bytes);

        (await person.Run(["chat", "What is this?", "--attach", "screenshot", "--model", "strong"])).ExitCode.Should().Be(0);

        var content = (await upstream.NextRequestAsync()).Json.At("messages.0.content");
        content.Text("0.text").Should().Be("What is this?");
        content.Text("1.image_url.url").Should().Be($"data:{mediaType};base64,{Convert.ToBase64String(bytes)}");
    }

    [Fact]
    public async Task What_stdin_brings_is_judged_alike()
    {
        var run = await person.Run(["chat", "Hi", "--attach", "-"], "a\0b");

        run.ExitCode.Should().Be(2);
        run.Error.Should().StartWith("shim-lsp: stdin cannot be sent: it is neither UTF-8 text nor a ");
        upstream.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task A_model_can_be_named_and_told_what_to_keep_in_mind()
    {
        (await person.Run(["chat", "Hi", "--model", "strong", "--system", "Be brief.", "--max-tokens", "9"])).ExitCode.Should().Be(0);

        (await upstream.NextRequestAsync()).Json.ShouldCover(
            """
            {"model":"m-strong","max_tokens":9,"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"}]}
            """
        );
    }

    [Fact]
    public async Task As_JSON_it_is_the_answer_of_the_method()
    {
        upstream["m-cheap"].Answers(Answer.Fails(503));

        (await person.Run(["chat", "Hi", "--json"])).Json.ShouldCover(
            """
            {"slug":"mid","text":"Hello from the mock.","finishReason":"stop",
             "attempts":[{"slug":"cheap","status":503},{"slug":"mid","status":200}]}
            """
        );
    }

    [Fact]
    public async Task Thoughts_are_not_part_of_the_answer_but_of_its_JSON()
    {
        upstream["m-cheap"]
            .Answers(
                Answer.Sends(
                    "text/event-stream",
                    """
                    data: {"choices":[{"delta":{"reasoning_content":"Hm."}}]}

                    data: {"choices":[{"delta":{"content":"Hi"},"finish_reason":"stop"}]}

                    data: [DONE]


                    """
                ),
                Answer.Sends(
                    "application/json",
                    """{"choices":[{"message":{"reasoning_content":"Hm.","content":"Hi"},"finish_reason":"stop"}]}"""
                )
            );

        (await person.Run(["chat", "Hi"])).Should().Be(new CommandRun(0, "Hi\n", ""));
        (await person.Run(["chat", "Hi", "--json"])).Json.ShouldCover(
            """
            {"text":"Hi","providerData":{"reasoning_content":"Hm."}}
            """
        );
    }

    [InstalledFact("script")]
    public async Task On_a_terminal_no_hidden_character_is_shown()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // others' script takes its command otherwise
        }

        upstream["m-cheap"].Answers(Answer.Says("a\u202eb\e[2J", "c\U000E0041", "⚠", "\ufe0f"), Answer.Says("d\u202ee\u0085"));

        (await OnTerminal("chat Hi")).Should().Contain("a?b?[2Jc?⚠\ufe0f").And.NotContain("\u202e");
        (await OnTerminal("chat Hi --json")).Should().Contain("d\\u202Ee\\u0085").And.NotContain("\u202e");
    }

    [Fact]
    public async Task Who_did_not_answer_is_told_on_stderr()
    {
        upstream["m-cheap"].Answers(Answer.Fails(503));

        (await person.Run(["chat", "Hi"])).Should().Be(new CommandRun(0, "Hello from the mock.\n", "cheap did not answer (503).\n"));
    }

    [Fact]
    public async Task An_answer_that_breaks_off_stands_and_the_failure_is_told()
    {
        upstream["m-cheap"].Answers(Answer.Says("Half of ", "it").DropsAfter(1));

        var run = await person.Run(["chat", "Hi"]);

        run.Should().BeEquivalentTo(new { ExitCode = 1, Out = "Half of \n" });
        run.Error.Should().StartWith("shim-lsp: The reply is incomplete. cheap: ");
    }

    [Fact]
    public async Task Where_nobody_answers_all_are_named()
    {
        upstream.OthersAnswer(Answer.Fails(500));

        var run = await person.Run(["chat", "Hi"]);

        run.Should().BeEquivalentTo(new { ExitCode = 1, Out = "" });
        run.Error.Should().StartWith("shim-lsp: No model answered. cheap: 500. mid: 500. strong: provider error (500).");
    }

    private async Task<string> OnTerminal(string arguments)
    {
        using var process = person.StartOther("script", "-qec", $"shim-lsp {arguments}", "/dev/null");
        process.StandardInput.Close();
        return await process.StandardOutput.ReadToEndAsync().WaitAsync(ShimClient.Limit);
    }

    [Theory]
    [InlineData(new[] { "chat", "" }, "The question is empty")]
    [InlineData(new[] { "chat", "Hi", "--attach", "gone.txt" }, "There is no file gone.txt")]
    [InlineData(new[] { "chat", "--modle" }, "There is no option '--modle'")]
    [InlineData(new[] { "chat", "Hi", "--max-tokens", "0" }, "--max-tokens takes a whole number from 1, such as 1000, not '0'.")]
    [InlineData(new[] { "chat", "Hi", "--attach", "program.bin" }, "The file program.bin cannot be sent: it is neither UTF-8 text nor a ")]
    [InlineData(new[] { "chat", "Hi", "--attach", "latin1.txt" }, "The file latin1.txt cannot be sent: ")]
    public async Task A_faulty_command_line_asks_nobody(string[] arguments, string expected)
    {
        await File.WriteAllBytesAsync(Path.Combine(person.Workspace, "program.bin"), [(byte)'E', (byte)'L', (byte)'F', 0, 1]);
        await File.WriteAllBytesAsync(Path.Combine(person.Workspace, "latin1.txt"), [(byte)'c', 0xE9]);

        var run = await person.Run(arguments);

        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain(expected);
        upstream.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task A_name_that_is_none_has_suggestions()
    {
        var run = await person.Run(["chat", "Hi", "--model", "strnog"]);

        run.Should().BeEquivalentTo(new { ExitCode = 1, Error = "shim-lsp: There is no model 'strnog'. Did you mean: strong?\n" });
    }

    [Fact]
    public async Task Ctrl_C_ends_the_call_and_leaves_what_had_come()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // a process cannot be sent Ctrl-C there without its console
        }

        upstream["m-cheap"].Answers(Answer.Says("one ").HangsAfter(1));
        using var chat = person.Start("chat", "Count.");
        chat.StandardInput.Close();
        var first = new char[4];
        await chat.StandardOutput.ReadBlockAsync(first).AsTask().WaitAsync(ShimClient.Limit);
        var request = await upstream.NextRequestAsync();

        using (var kill = Process.Start("kill", ["-INT", $"{chat.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        await request.Aborted.WaitAsync(ShimClient.Limit);
        await chat.WaitForExitAsync().WaitAsync(ShimClient.Limit);
        chat.ExitCode.Should().Be(130);
    }
}
