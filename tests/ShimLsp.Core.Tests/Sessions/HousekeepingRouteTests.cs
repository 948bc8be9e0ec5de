using System.Text.Json;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Tests.Support;

namespace ShimLsp.Core.Tests.Sessions;

/// <summary>
/// What a client asks for itself goes to the cheapest model that can take it. It neither moves the conversation's model nor is moved by it,
/// and it leaves the cache as it is.
/// </summary>
public sealed class HousekeepingRouteTests
{
    private const string Table = """
        cheap   cost 1  score 0.10  context 10000
        middle  cost 3  score 0.50  context 100000
        strong  cost 9  score 0.95  context 100000
        """;

    private const string Task = "Redesign the pool";

    public static TheoryData<string, string, string> Calls =>
        new()
        {
            { "Claude Code: a title", "a title", System("Generate a concise, sentence-case title (3-7 words) that captures it") },
            { "Claude Code: an older title", "a title", Asked("Please write a 5-10 word title for the following conversation:\n\nhi") },
            {
                "Claude Code: the topic",
                "a check of the topic",
                System("Analyze if this message indicates a new conversation topic. If so")
            },
            { "Claude Code: files", "a list of files", System("Extract any file paths that this command reads or modifies. For") },
            { "Claude Code: a suggestion", "a suggestion", Asked("[SUGGESTION MODE: Suggest what the user might type next]") },
            { "Claude Code: a page", "a web page", Asked("\nWeb page content:\n---\n# Pools\n---\n\nWhat is a pool?") },
            { "Claude Code: a summary", "a summary", Asked("Your task is to create a detailed summary of the conversation so far") },
            { "Claude Code: the quota", "a probe", """{"model":"m","max_tokens":1,"messages":[{"role":"user","content":"quota"}]}""" },
            { "Claude Code: a warm-up", "a probe", """{"messages":[{"role":"user","content":[{"type":"text","text":"Warmup"}]}]}""" },
            {
                "Codex: a title",
                "a title",
                """{"instructions":"Your job is to provide a short title for a task.","input":"Redesign the pool"}"""
            },
            { "Codex: a summary", "a summary", Asked("You are performing a CONTEXT CHECKPOINT COMPACTION. Create a handoff summary.") },
            {
                "Codex: compaction of its own",
                "a summary",
                """{"input":[{"role":"user","content":"Redesign the pool"},{"type":"compaction_trigger"}]}"""
            },
            { "Copilot: a title", "a title", System("You are an expert in crafting pithy titles for chatbot conversations.") },
            { "Copilot: a branch", "a branch name", System("You are an expert in crafting pithy branch names") },
            {
                "Copilot: a commit",
                "a commit message",
                System("..., helping a software developer to come with the best git commit message")
            },
            { "opencode: a title", "a title", System("You are a title generator. You output ONLY a thread title.") },
            { "opencode: a summary", "a summary", Asked("Provide a detailed prompt for continuing our conversation above.") },
            { "Gemini CLI: a summary", "a summary", System("You are the component that summarizes internal chat history.") },
            { "Gemini CLI: who speaks", "a check", Asked("Based *strictly* on it, determine who should logically speak next: the 'user'") },
            { "Continue: a title", "a title", Asked("Given the following... please reply with a title for the chat that is 3-4 words") },
            { "Zed: a title", "a title", Asked("Generate a concise 3-7 word title for this conversation, omitting punctuation.") },
            { "aider: a commit", "a commit message", System("You are an engineer that generates concise, one-line Git commit messages") },
            { "aider: a summary", "a summary", System("*Briefly* summarize this partial conversation about programming.") },
            { "a helper: a commit", "a commit message", System("You are to act as an author of a commit message in git.") },
        };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task It_goes_to_the_cheapest_and_moves_nothing(string call, string name, string body)
    {
        using var session = new TestSession(Table);
        var turn = Request($$"""{"model":"m","messages":[{"role":"user","content":"{{Task}}"}]}""");
        (await session.DecideAsync(turn)).Model.Slug.Value.Should().Be("strong");
        var (entries, scored) = (session.Session.Stats().Cache.Entries, session.ScorerCalls);

        var decision = await session.DecideAsync(Request(body));

        decision.Model.Slug.Value.Should().Be("cheap", call);
        decision.Reason.Should().Be($"housekeeping: {name} goes to the cheapest model that can take it", call);
        decision.Source.Should().Be(DecisionSource.Embedded);
        decision.Score.Should().BeNull();
        decision.Candidates.Select(candidate => candidate.Verdict).Should().Equal(Verdict.Chosen, Verdict.Viable, Verdict.Viable);
        session.Session.Stats().Cache.Entries.Should().Be(entries);
        session.ScorerCalls.Should().Be(scored);

        var after = await session.DecideAsync(turn);
        after.Model.Slug.Value.Should().Be("strong");
        after.Source.Should().Be(DecisionSource.Cache);
    }

    [Fact]
    public async Task The_conversation_keeps_its_model()
    {
        using var session = new TestSession(
            """
            cheap   cost 1  score 0.80  hard 0.10
            strong  cost 2  score 0.95
            """
        );
        (await session.DecideAsync(Request(Asked("hard")))).Model.Slug.Value.Should().Be("strong");
        (await session.DecideAsync(Request(System("You are a title generator.")))).Model.Slug.Value.Should().Be("cheap");

        var next = await session.DecideAsync(Request(Asked("Now count the items of the basket")) with { InputTokens = 5_000 });
        next.Model.Slug.Value.Should().Be("strong");
        next.Source.Should().Be(DecisionSource.Affinity);
    }

    [Theory]
    [InlineData(5_000, "cheap")]
    [InlineData(8_000, "middle")] // the summary itself has to fit too
    [InlineData(50_000, "middle")]
    [InlineData(99_000, "middle")] // no window has room to spare, so the input alone counts
    public async Task A_summary_goes_to_a_window_that_it_fits(int tokens, string expected)
    {
        using var session = new TestSession(Table);
        var decision = await session.DecideAsync(Request(Asked("Your task is to create a detailed summary")) with { InputTokens = tokens });
        decision.Model.Slug.Value.Should().Be(expected);
    }

    [Theory]
    [InlineData("Write a short title for this page")]
    [InlineData("Summarize the conversation between the two services")]
    [InlineData("Why is isNewTopic null if the title is set?")]
    [InlineData("quota")]
    [InlineData("Generate a commit message for my change")]
    [InlineData("Add a state machine; the prompt says `you are a helpful agent`")]
    public async Task What_a_person_asks_is_a_task(string text)
    {
        using var session = new TestSession(Table);
        var decision = await session.DecideAsync(Request(Asked(text)));
        decision.Model.Slug.Value.Should().Be("strong");
        decision.Reason.Should().NotStartWith("housekeeping");
    }

    private static RouteRequest Request(string body) => new() { Body = JsonElement.Parse(body), ConversationId = "c" };

    private static string Asked(string text) =>
        Body("""{"role":"user","content":"hi"},{"role":"assistant","content":"yes"}""", $$"""{"role":"user","content":{{Quoted(text)}}}""");

    private static string System(string text) =>
        Body($$"""{"role":"system","content":{{Quoted(text)}}}""", """{"role":"user","content":"Redesign the pool"}""");

    private static string Body(params string[] messages) => $$"""{"model":"m","messages":[{{string.Join(',', messages)}}]}""";

    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
