using System.Globalization;
using System.Text.RegularExpressions;
using ShimLsp.Mock;
using ShimLsp.Soak.Checking;
using ShimLsp.Soak.Gateway;
using ShimLsp.Soak.Gateway.Checking;
using ShimLsp.Soak.Gateway.Driving;
using ShimLsp.Soak.Shared.Acts;
using ShimLsp.Soak.Shared.Replicas;

namespace ShimLsp.Soak.Shared.Driving;

/// <summary>The provider of all tenants, and their classifier.</summary>
/// <param name="world">The run.</param>
/// <param name="tenants">The tenants' names.</param>
internal sealed partial class SharedUpstream(SharedWorld world, string[] tenants)
{
    private volatile Gate? judge;
    private volatile Gate? paid;
    private volatile bool isIll;
    private int paidCalls;

    /// <summary>The calls of the model that costs money.</summary>
    public int PaidCalls => Volatile.Read(ref paidCalls);

    /// <summary>Holds the classifier's answers back; null for no longer.</summary>
    public Gate? HoldsJudge
    {
        get => judge;
        set => judge = value;
    }

    /// <summary>Holds the answers of the model that costs money back; null for no longer.</summary>
    public Gate? HoldsPaid
    {
        get => paid;
        set => paid = value;
    }

    /// <summary>Whether the models of one tenant ask for a pause.</summary>
    public bool IsIll
    {
        get => isIll;
        set => isIll = value;
    }

    /// <summary>The text of a task.</summary>
    /// <param name="number">Its number.</param>
    public static string Text(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"Work on task number {number} of the list, and say what you changed.");

    /// <summary>How often a task was classified.</summary>
    public int Count(string tenant, int number) =>
        world.Classifications.Count(tenant, string.Create(CultureInfo.InvariantCulture, $"task number {number}"));

    /// <summary>The model that fits a task of a tenant: its index.</summary>
    public int Fit(string tenant, string task) =>
        (
            (Number().Match(task) is { Success: true } found ? int.Parse(found.ValueSpan, CultureInfo.InvariantCulture) : 0)
            + Array.IndexOf(tenants, tenant)
        ) % GatewayWorld.Slugs.Length;

    /// <summary>Chooses the answer to a request.</summary>
    /// <param name="request">The request.</param>
    public Answer Choose(ReceivedRequest request)
    {
        if (UpstreamName.Find(request.Model) is not { } model)
        {
            world.Add("the upstream", Fault.Wrong($"A request for {request.Model} came"));
            return Answer.Fails(400, "There is no such model.");
        }

        return model.Slug switch
        {
            SharedFolder.Judge => Judges(model, request),
            SharedFolder.Paid => Pays(),
            _ when isIll && model.Tenant == Scene.Ill => Answer
                .Fails(429)
                .RetryAfter(HealthAct.Pause.ToString(CultureInfo.InvariantCulture)),
            _ => Works(model, request),
        };
    }

    private static Answer Held(Answer answer, Gate? gate) => gate is null ? answer : answer.HeadersAfter(gate);

    private Answer Judges(UpstreamName model, ReceivedRequest request)
    {
        var task = Canary.AllIn(request.Body) is [var canary, ..] ? canary.ToString() : Task().Match(request.Body).Value;
        world.Tally.Count("classifications");
        return Held(
            world.Classifications.Classify(model.Tenant, task, model.Version, GatewayWorld.Slugs, Fit(model.Tenant, task), world.Now),
            judge
        );
    }

    private Answer Pays()
    {
        Interlocked.Increment(ref paidCalls);
        return Held(Answer.Says("ok").Takes(10, 1000), paid);
    }

    private Answer Works(UpstreamName model, ReceivedRequest request)
    {
        var texts = Canary.AllIn(request.Body);
        if (texts.Count == 0 || !world.Chats.TryGetValue(texts[^1], out var chat))
        {
            world.Tally.Count("upstream requests of agents that had gone"); // their replica was killed
            return Answer.Fails(400, "No agent sent this.");
        }

        if (texts[^1].Tenant != model.Tenant || texts.Any(text => text != texts[^1]))
        {
            world.Add("the upstream", Fault.Crossed($"{string.Join(", ", texts)} came to {model}"));
        }

        chat.Note(model, UpstreamName.Find(SoakUpstream.KeyOf(request)));
        var says = Answer.Says("ok ", $"{texts[^1]}", $" by {model}", " end");
        return texts[^1].Number % 5 == 0 ? says.Drips(TimeSpan.FromMilliseconds(5)) : says;
    }

    [GeneratedRegex(@"task number \d+", RegexOptions.CultureInvariant)]
    private static partial Regex Task();

    [GeneratedRegex(@"\d+", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
