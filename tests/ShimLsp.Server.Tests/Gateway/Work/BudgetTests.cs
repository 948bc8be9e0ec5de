using System.Globalization;
using ShimLsp.Core.Spending;
using ShimLsp.Mock;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Tests.Faults;
using ShimLsp.Server.Tests.Gateway.Serving;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Work;

/// <summary>What clients of a gateway see of a budget. Each call of a model with a price costs $0.0015.</summary>
public sealed class BudgetTests
{
    private const string Price = ", \"pricing\": { \"input\": 1, \"output\": 5 }, \"max_output_tokens\": 100";

    public static TheoryData<string, bool> Clients => WorkWorld.Clients;

    [Theory]
    [InlineData("chat", "insufficient_quota", "budget_exceeded")]
    [InlineData("messages", "billing_error", null)]
    [InlineData("responses", "insufficient_quota", "budget_exceeded")]
    public async Task A_spent_budget_is_told_in_the_clients_shape_and_is_final(string client, string type, string? code)
    {
        await using var world = await StartAsync("\"daily\": 0.0015");
        (await world.SendAsync(client, WorkWorld.Body(client, "chat"))).Status.Should().Be(200);

        var reply = await world.SendAsync(client, WorkWorld.Body(client, "chat"));

        (reply.Status, reply.Headers["x-should-retry"]).Should().Be((402, "false"));
        reply.Headers["Retry-After"].Should().Be(UntilMidnight(world));
        (reply.Json.Text("error.type"), reply.Json.Text("error.code")).Should().Be((type, code));
        reply
            .Json.Text("error.message")
            .Should()
            .StartWith("No model can take this task now: chat is over budget. The daily budget of $0.0015 is spent. Raise budget.daily in ")
            .And.Contain("or use a model without a price");
        world.Upstream.Requests.Should().ContainSingle();

        world.Time.Advance(TimeSpan.FromDays(1));
        (await world.SendAsync(client, WorkWorld.Body(client, "chat"))).Status.Should().Be(200);
    }

    [Fact]
    public async Task Codex_shows_the_message_of_a_response_that_failed_so()
    {
        await using var world = await StartAsync("\"daily\": 0");

        var reply = await world.SendAsync("responses", WorkWorld.Body("responses", "auto", streams: true));

        Heard.Of("responses", streams: true, reply.Body).Error.Should().Be("invalid_prompt");
        reply.Body.Should().Contain("The daily budget of $0 is spent.");
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task A_model_without_a_price_takes_over_unseen(string client, bool streams)
    {
        await using var world = await StartAsync("\"daily\": 0", free: "responses");

        var heard = await world.HearAsync(client, "auto", streams);

        (heard.Text, heard.Stop).Should().Be(("Here.", "stop"));
        (await world.AskAsync("GET", "/api/status"))
            .Json.At("recent")[0]
            .At("candidates")
            .EnumerateArray()
            .Count(candidate => candidate.Text("rejection") == "overBudget")
            .Should()
            .Be(2);
    }

    [Fact]
    public async Task While_calls_under_way_have_reserved_the_rest_a_client_is_asked_to_wait_a_moment()
    {
        await using var world = await StartAsync("\"daily\": 0.0004");
        var gate = new Gate();
        world.Upstream["m-chat"].Answers(Answer.Says("Late.").Takes(10, 10).HeadersAfter(gate));
        var first = world.SendAsync("chat", WorkWorld.Body("chat", "chat"));
        await gate.HoldsAsync(1);

        var second = await world.SendAsync("chat", WorkWorld.Body("chat", "chat"));
        (second.Status, second.Headers["Retry-After"]).Should().Be((429, "5"));
        second.Headers.Should().NotContainKey("x-should-retry");
        (await StatusAsync(world)).Figure("reserved").Should().BeGreaterThan(0.0005);

        gate.Open();
        (await first).Status.Should().Be(200);
        (await world.SendAsync("chat", WorkWorld.Body("chat", "chat"))).Status.Should().Be(200);
        (await StatusAsync(world)).ShouldCover(
            """{"scope":"catalog","period":"day","limit":0.0004,"spent":0.00012,"reserved":0,"state":"ok","field":"budget.daily"}"""
        );
    }

    [Fact]
    public async Task Each_tenant_has_its_own_and_all_share_that_of_the_file()
    {
        await using var world = await StartAsync("\"daily\": 0.003, \"per_tenant\": { \"daily\": 0.0015 }");
        var other = world.Tokens.Make("other", FolderPath.Of(world.Home.Folder("elsewhere"))).Token!;
        var third = world.Tokens.Make("third", FolderPath.Of(world.Home.Work)).Token!;

        (await ChatAsync(null)).Should().Be(200);
        (await ChatAsync(null)).Should().Be(402, "its own is spent");
        (await ChatAsync(other)).Should().Be(200);
        (await ChatAsync(third)).Should().Be(402, "that of the file is spent");

        async Task<int> ChatAsync(string? token) =>
            (await world.AskAsync("POST", "/v1/chat/completions", WorkWorld.Body("chat", "chat"), token)).Status;
    }

    [Fact]
    public async Task What_was_spent_survives_a_restart_if_a_ledger_has_it()
    {
        var ledger = new Ledger();
        await using var world = await StartAsync("\"daily\": 1, \"monthly\": 20", ledger);
        var today = DateOnly.FromDateTime(world.Time.GetUtcNow().UtcDateTime);
        ledger.Days = [new(today, "local", world.Home.Work, 0.99), new(today, "other", "/elsewhere", 0.02)];

        (await world.SendAsync("chat", WorkWorld.Body("chat", "chat"))).Status.Should().Be(402, "other tenants of the file count too");

        ledger.Since.Should().Be(new DateOnly(today.Year, today.Month, 1));
    }

    [Fact]
    public async Task What_another_process_spends_is_known_after_half_a_minute()
    {
        var ledger = new Ledger();
        await using var world = await StartAsync("\"daily\": 1", ledger);
        (await world.SendAsync("chat", WorkWorld.Body("chat", "chat"))).Status.Should().Be(200);
        ledger.Days = [new(DateOnly.FromDateTime(world.Time.GetUtcNow().UtcDateTime), "local", "/of-an-editor", 1)];

        world.Time.Advance(SpendingKnowledge.Renewal);

        await Eventually.Holds(
            async () => (await world.SendAsync("chat", WorkWorld.Body("chat", "chat"))).Status == 402,
            "the ledger is read again"
        );
    }

    [Fact]
    public async Task A_ledger_that_cannot_be_read_costs_no_request()
    {
        await using var world = await StartAsync("\"daily\": 1", new Ledger { Days = null });

        (await world.SendAsync("chat", WorkWorld.Body("chat", "chat"))).Status.Should().Be(200);

        await Eventually.Holds(
            () => world.Log.ToString().Contains("The ledger cannot be read", StringComparison.Ordinal),
            "the log says so"
        );
    }

    private static async Task<GatewayWorld> StartAsync(string budget, ISpendingHistory? spent = null, string free = "none")
    {
        var world = await GatewayWorld.StartAsync(
            gatewayBlock: $$"""{}, "budget": { {{budget}} }""",
            catalogAt: url => WorkWorld.Catalog(url, Price),
            editRows: rows => Free(rows, free),
            spent: spent
        );
        foreach (var shape in new[] { "chat", "messages", "responses" })
        {
            world.Upstream[$"m-{shape}"].Answers(Answer.Says("Here.").Takes(1000, 100));
        }

        return world;
    }

    // The rows are one below the other: the price of one is taken off again.
    private static string Free(string rows, string slug)
    {
        var at = rows.IndexOf($"\"slug\":\"{slug}\"", StringComparison.Ordinal);
        return at < 0 ? rows : rows[..at] + rows[at..].Replace(Price, "", StringComparison.Ordinal);
    }

    private static async Task<System.Text.Json.JsonElement> StatusAsync(GatewayWorld world) =>
        (await world.AskAsync("GET", "/api/status")).Json.At("budget")[0];

    private static string UntilMidnight(GatewayWorld world)
    {
        var now = world.Time.GetUtcNow();
        return Math.Ceiling((now.UtcDateTime.Date.AddDays(1) - now.UtcDateTime).TotalSeconds).ToString(CultureInfo.InvariantCulture);
    }

    private sealed class Ledger : ISpendingHistory
    {
        /// <summary>What it has; null if it cannot be read.</summary>
        public IReadOnlyList<SpentDay>? Days { get; set; } = [];

        public DateOnly? Since { get; private set; }

        public ValueTask<IReadOnlyList<SpentDay>> ReadAsync(DateOnly since, CancellationToken cancellationToken)
        {
            Since = since;
            return Days is { } days ? new(days) : throw new InvalidDataException("It is corrupt.");
        }
    }
}
