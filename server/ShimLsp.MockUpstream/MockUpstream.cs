using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using ShimLsp.Mock.Serving;

namespace ShimLsp.Mock;

/// <summary>
/// A scripted model provider. It serves OpenAI's shapes (<c>/v1/chat/completions</c>, <c>/v1/responses</c>) and Anthropic's
/// (<c>/v1/messages</c>, <c>/messages</c>) on a free port of 127.0.0.1, directly or as an HTTP proxy. The model that a request asks for
/// chooses the script. Thread-safe.
/// </summary>
public sealed class MockUpstream : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<string, MockModel> models = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Answer> lists = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<ReceivedRequest> requests = new();
    private readonly Channel<ReceivedRequest> unread = Channel.CreateUnbounded<ReceivedRequest>();
    private readonly MockModel others = new MockModel("", standIn: null).Answers(Answer.Says("Hello", " from", " the", " mock."));
    private readonly IServer server;
    private readonly IDisposable owner;
    private int stops;

    private MockUpstream(MockOptions options, IServer server, IDisposable owner, MockCertificate? certificate)
    {
        Options = options;
        Certificate = certificate;
        this.server = server;
        this.owner = owner;
    }

    /// <summary>How it was set up.</summary>
    public MockOptions Options { get; }

    /// <summary>Scheme, host and port, with no slash at the end.</summary>
    public string Origin { get; private set; } = "";

    /// <summary>What a catalog calls <c>base_url</c>, for all shapes: <see cref="Origin"/> and <c>/v1</c>.</summary>
    public string BaseUrl => Origin + "/v1";

    /// <summary>What it shows of itself over TLS; null over plain HTTP.</summary>
    public MockCertificate? Certificate { get; }

    /// <summary>All requests so far, in the order in which their bodies were complete; none if recording is off.</summary>
    public ImmutableArray<ReceivedRequest> Requests => [.. requests];

    /// <summary>How many requests are being answered now.</summary>
    public int InFlight => models.Values.Sum(model => model.InFlight);

    /// <summary>One model, to give it a script or to see how much it is asked. Every name is known.</summary>
    /// <param name="model">Its name.</param>
    public MockModel this[string model] => models.GetOrAdd(model, static (name, others) => new(name, others), others);

    /// <summary>Starts one over plain HTTP/1.1.</summary>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static Task<MockUpstream> StartAsync(MockOptions? options = null, CancellationToken cancellationToken = default)
    {
        var server = Servers.Plain();
        return StartAsync(new MockUpstream(options ?? new(), server, server, certificate: null), cancellationToken);
    }

    /// <summary>Starts one over TLS, with HTTP/2 and HTTP/1.1 and a certificate of its own.</summary>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static Task<MockUpstream> StartTlsAsync(MockOptions? options = null, CancellationToken cancellationToken = default)
    {
        var certificate = MockCertificate.Create();
        var (server, owner) = Servers.Secure(certificate);
        return StartAsync(new MockUpstream(options ?? new(), server, owner, certificate), cancellationToken);
    }

    /// <summary>Gives one script to all models that have none of their own; without it they say a short sentence.</summary>
    /// <param name="answers">See <see cref="MockModel.Answers(ImmutableArray{Answer})"/>.</param>
    public void OthersAnswer(params ImmutableArray<Answer> answers) => others.Answers(answers);

    /// <summary>Gives one script to all models that have none of their own.</summary>
    /// <param name="choose">See <see cref="MockModel.Answers(Func{ReceivedRequest, Answer})"/>.</param>
    public void OthersAnswer(Func<ReceivedRequest, Answer> choose) => others.Answers(choose);

    /// <summary>Answers GET at a path, such as a list of models. Without it a GET is refused.</summary>
    /// <param name="path">The path, such as <c>/v1/models</c>.</param>
    /// <param name="answer">The answer, the same each time.</param>
    public void Lists(string path, Answer answer) => lists[path] = answer;

    /// <summary>The oldest request that this has not returned yet.</summary>
    /// <param name="timeout">How long to wait for it, in real time; null for two minutes: a busy machine takes its time.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="TimeoutException">None came.</exception>
    public async Task<ReceivedRequest> NextRequestAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        if (!Options.Records)
        {
            throw new InvalidOperationException("This mock records no requests; set MockOptions.Records.");
        }

        var patience = timeout ?? TimeSpan.FromMinutes(2);
        try
        {
            return await unread.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(patience, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"No request reached the mock within {patience}; {requests.Count} came before.");
        }
    }

    /// <summary>Stops, and cuts off whatever hangs. From then on connections are refused.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref stops, 1) != 0)
        {
            return;
        }

        using (var patience = new CancellationTokenSource(Patience))
        {
            await server.StopAsync(patience.Token).ConfigureAwait(false);
        }

        owner.Dispose();
    }

    internal bool IsStopping => Volatile.Read(ref stops) != 0;

    internal Answer? ListAt(string path) => lists.GetValueOrDefault(path);

    internal void Record(ReceivedRequest request)
    {
        requests.Enqueue(request);
        unread.Writer.TryWrite(request);
    }

    private static async Task<MockUpstream> StartAsync(MockUpstream upstream, CancellationToken cancellationToken)
    {
        await upstream.server.StartAsync(new MockApplication(upstream), cancellationToken).ConfigureAwait(false);
        upstream.Origin = upstream.server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        return upstream;
    }
}
