using System.Diagnostics.CodeAnalysis;
using ShimLsp.Core.Ledger;
using ShimLsp.Mock;
using ShimLsp.Server.Cli.Usage;
using ShimLsp.Server.Tests.Chat;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Cli;

/// <summary><c>usage</c> and <c>status --since</c>: what earlier commands' calls took.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit ends it by IAsyncLifetime.")]
public sealed class UsageCommandTests : IAsyncLifetime
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
    public async Task Without_calls_it_says_so_and_makes_no_file()
    {
        var run = await person.Run(["usage", "--since", "2026-01-02"]);

        run.Should().Be(new CommandRun(0, "No calls since 2026-01-02.\n", ""));
        Directory.GetFiles(person.StateFolder, "ledger*", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Fact]
    public async Task Where_it_is_turned_off_it_says_so_and_records_nothing()
    {
        person.With("SHIM_LSP_LEDGER", "off");
        await ChatAsync("cheap");

        var run = await person.Run(["usage", "--since", "2026-01-02"]);

        run.Should()
            .Be(new CommandRun(0, "No calls since 2026-01-02.\n", "shim-lsp: SHIM_LSP_LEDGER is off here, so no call is recorded.\n"));
    }

    [Fact]
    public async Task A_chat_of_another_process_is_in_the_table()
    {
        await ChatAsync("cheap");
        await ChatAsync("cheap");
        await ChatAsync("strong");

        var run = await person.Run(["usage"]);

        run.ExitCode.Should().Be(0);
        run.Lines[0]
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Should()
            .Equal("MODEL", "CALLS", "FAILED", "INPUT", "CACHED", "OUTPUT", "COST", "SAVED", "MEDIAN");
        run.Lines[1..4]
            .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..3]))
            .Should()
            .Equal("strong 1 0", "cheap 2 0", "total 3 0");
        run.Lines[^1].Should().StartWith("Since ").And.EndWith("Days are of this machine's time zone.");
    }

    [Fact]
    public async Task As_JSON_and_CSV_it_has_the_same_numbers()
    {
        await ChatAsync("cheap");

        var json = (await person.Run(["usage", "--by", "workspace", "--json"])).Json;
        var csv = (await person.Run(["usage", "--by", "workspace", "--csv"])).Lines;

        json.ShouldCover("""{"by":"workspace","rows":[{"calls":1,"failed":0}],"total":{"calls":1}}""");
        csv[0].Should().Be("workspace,calls,failed,cancelled,unpriced,input,cachedInput,output,cost,saved,medianMs");
        csv[1].Should().StartWith($"{json.Text("rows.0.key")},1,0,0,0,{json.Number("rows.0.input")},");
        csv.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_folder_limits_it_to_one_workspace()
    {
        await ChatAsync("cheap");
        Directory.CreateDirectory(Path.Combine(person.Workspace, "other"));

        (await person.Run(["usage", "--folder", ".", "--json"])).Json.ShouldCover("""{"total":{"calls":1}}""");
        (await person.Run(["usage", "--folder", "other", "--json"])).Json.ShouldCover("""{"total":{"calls":0}}""");
    }

    [Fact]
    public async Task Status_adds_it_if_asked()
    {
        await ChatAsync("cheap");

        (await person.Run(["status", "--since", "7d"])).Out.Should().MatchRegex("Since \\d{4}-\\d\\d-\\d\\d +1 call, [\\d,]+ tokens in");
        (await person.Run(["status", "--since", "7d", "--json"])).Json.ShouldCover(
            """{"status":{"requests":0},"ledger":{"total":{"calls":1}}}"""
        );
        (await person.Run(["status", "--json"])).Json.ShouldCover("""{"requests":0,"ledger":"-"}""");
    }

    [Theory]
    [InlineData("--since takes a number of days, such as 7d, or a date, such as 2026-11-01, not 'week'.", "--since", "week")]
    [InlineData("--since takes a number of days, such as 7d, or a date, such as 2026-11-01, not '0d'.", "--since", "0d")]
    [InlineData("Give either --csv or --json.", "--csv", "--json")]
    public async Task A_wrong_command_line_says_what_it_takes(string expected, params string[] arguments)
    {
        var run = await person.Run(["usage", .. arguments]);

        (run.ExitCode, run.Error).Should().Be((2, $"shim-lsp: {expected} See: shim-lsp usage --help\n"));
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\"")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM", "'@SUM")]
    [InlineData("\t=1", "'\t=1")]
    public void A_name_in_CSV_is_never_a_formula_or_a_second_cell(string tenant, string cell)
    {
        using var output = new StringWriter();

        UsageCsv.Write(output, new(new(new(2026, 11, 1), LedgerGroup.Tenant), [new(tenant, new() { Calls = 3 })], new()));

        output.ToString().Should().EndWith($"\r\n{cell},3,0,0,0,0,0,0,0,0,\r\n");
    }

    [Fact]
    public async Task Status_says_what_earlier_processes_spent_of_a_budget()
    {
        var catalog = ChatWorld.Catalog(upstream.BaseUrl, ChatWorld.OpenAi);
        person.Write("config/shim-lsp/models.json", catalog.Insert(catalog.IndexOf('{') + 1, """ "budget": { "daily": 5 },"""));
        await ChatAsync("cheap");

        var (usage, status) = ((await person.Run(["usage", "--json"])).Json, (await person.Run(["status", "--json"])).Json);

        status.Figure("budget.0.spent").Should().BePositive().And.Be(usage.Figure("total.cost"));
    }

    private async Task ChatAsync(string model) => (await person.Run(["chat", "Hi", "--model", model])).ExitCode.Should().Be(0);
}
