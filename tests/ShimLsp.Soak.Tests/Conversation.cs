using System.Globalization;
using System.Text.Json;
using ShimLsp.Soak.Checking;
using ShimLsp.Soak.Facts;
using ShimLsp.Soak.Measuring;
using ShimLsp.Soak.Transcript;

namespace ShimLsp.Soak.Tests;

/// <summary>
/// A handwritten transcript: one folder, one session, a second between sending and receiving, and the checker's findings.
/// </summary>
internal sealed class Conversation
{
    public const string Folder = "/work";

    /// <summary>Where every task is hard enough for <c>strong</c> to be the only one, or easy enough for both.</summary>
    public static readonly CatalogFacts First = new(
        "first",
        [new("cheap", 1, 0.3, Images: false, Tools: true, 8_000), new("strong", 9, 0.9, Images: true, Tools: true, 200_000)],
        0.7,
        Capacity: 2
    );

    public static readonly CatalogFacts Second = First with
    {
        Name = "second",
        Models = [First.Models[0], new("other", 5, 0.9, Images: true, Tools: true, 8_000)],
    };

    private readonly Findings findings = new();
    private readonly ConnectionChecker checker;
    private DateTimeOffset now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private long lastId;
    private int decisions;

    public Conversation()
    {
        checker = new(trusts: true, findings, new ScoreBook(), new Tally(), new Stalls(TimeProvider.System, least: TimeSpan.Zero));
        checker.Knows(new FolderFacts(Folder, First));
        Do(new OpenCall(Folder));
    }

    /// <summary>Lets time pass.</summary>
    public void Pass(double seconds) => now += TimeSpan.FromSeconds(seconds);

    /// <summary>Sends a message without an answer, or does something that is not a message.</summary>
    public void Do(Call call) => checker.Said(call, id: null, now);

    /// <summary>Says something.</summary>
    /// <returns>The id that its answer must have.</returns>
    public long Say(Call call)
    {
        checker.Said(call, ++lastId, now);
        return lastId;
    }

    /// <summary>Says something and hears the answer a second later.</summary>
    public void Ask(Call call, string result)
    {
        var id = Say(call);
        Pass(seconds: 1);
        Hear(id, result);
    }

    public void Hear(long id, string result) => HearMessage($$"""{"jsonrpc":"2.0","id":{{id}},"result":{{result}}}""");

    public void HearError(long id, int code, string data = "{}") =>
        HearMessage($$$"""{"jsonrpc":"2.0","id":{{{id}}},"error":{"code":{{{code}}},"message":"","data":{{{data}}}}}""");

    public void HearMessage(string message) => checker.Heard(JsonElement.Parse(message), now);

    /// <summary>Routes the task with this number, and receives the answer to check.</summary>
    public void Route(int task, string decision) => Ask(new RouteCall(Folder, task), decision);

    /// <summary>
    /// A decision among the models of a catalog: <c>cheap 0.8 chosen, strong 1 viable</c>. A model without a score has none here.
    /// </summary>
    public string Decision(
        string source,
        string slug,
        string list,
        CatalogFacts? catalog = null,
        long generation = 1,
        int task = 1,
        double threshold = 0.7
    )
    {
        var candidates = Candidates(list, catalog ?? First);
        var score = list.Split(", ").Select(one => one.Split(' ')).FirstOrDefault(words => words[0] == slug) is [_, var number, _]
            ? number
            : null;
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {"decisionId":"d-{{++decisions}}","slug":"{{slug}}","source":"{{source}}","generation":{{generation}},
             "threshold":{{threshold}},{{(score is null ? "" : $"\"score\":{score},")}}
             {{(source == "pinned" ? "" : $"\"cacheKey\":\"{(catalog ?? First).Name}-{task}\",")}}
             "candidates":{{candidates}}}
            """
        );
    }

    /// <summary>The same list by itself.</summary>
    public static string Candidates(string list, CatalogFacts catalog) =>
        $"[{string.Join(',', list.Split(", ").Select(one => Candidate(one.Split(' '), catalog)))}]";

    /// <summary>Ends the connection, and says what was found.</summary>
    public IEnumerable<(FindingKind Kind, string What)> End()
    {
        checker.End(allWereDue: true);
        return findings.All.Select(finding => (finding.Kind, finding.What));
    }

    private static string Candidate(string[] words, CatalogFacts catalog)
    {
        var (slug, score, verdict) = (words[0], words.Length == 3 ? $"\"score\":{words[1]}," : "", words[^1]);
        var isKnown = verdict is "chosen" or "viable" or "belowThreshold";
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {"slug":"{{slug}}",{{score}}"cost":{{catalog.Find(slug)?.Cost ?? 0}},"verdict":"{{(isKnown ? verdict : "rejected")}}"{{(
                isKnown ? "" : $",\"rejection\":\"{verdict}\""
            )}}}
            """
        );
    }
}
