using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Conversation.Reading;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;
using ShimLsp.Mock;
using ShimLsp.Server.Providers;
using ShimLsp.Server.Providers.Http;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>A mock upstream, and the providers that ask it with a key that nobody else may see.</summary>
internal sealed class World : IAsyncDisposable, IKeys
{
    public const string Key = "sk-canary-7f3a";

    private readonly ModelProviders providers;

    private World(MockUpstream mock, CallLimits limits, TimeProvider clock, Connections? connections)
    {
        Mock = mock;
        providers = new(clock, limits, connections);
        Upstream = providers.UpstreamWith(this);
    }

    public MockUpstream Mock { get; }

    public IUpstream Upstream { get; }

    /// <summary>What every model's key is now.</summary>
    public string? KeyNow { get; set; } = Key;

    public static async Task<World> StartAsync(CallLimits? limits = null, TimeProvider? clock = null, Connections? connections = null) =>
        new(await MockUpstream.StartAsync(), limits ?? new(), clock ?? TimeProvider.System, connections);

    /// <summary>Over TLS, which the providers trust for this once.</summary>
    public static async Task<World> StartTlsAsync(bool isTrusted = true)
    {
        var mock = await MockUpstream.StartTlsAsync();
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.Add(X509Certificate2.CreateFromPem(mock.Certificate!.Pem));
        return new(
            mock,
            new(),
            TimeProvider.System,
            isTrusted ? new(new(), configure: pool => pool.SslOptions.CertificateChainPolicy = trust) : null
        );
    }

    /// <summary>The mock answers for every host, over plain http.</summary>
    public static async Task<World> StartInPlaceOfEveryHostAsync()
    {
        var mock = await MockUpstream.StartAsync();
        var port = new Uri(mock.Origin).Port;
        return new(
            mock,
            new(),
            TimeProvider.System,
            new(
                new(),
                configure: pool =>
                {
                    pool.UseProxy = false;
                    pool.ConnectCallback = async (_, cancellationToken) =>
                    {
                        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                        await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
                        return new NetworkStream(socket, ownsSocket: true);
                    };
                }
            )
        );
    }

    CallCredentials IKeys.Read(ModelSpec model) =>
        new(KeyNow, [.. model.ExtraHeaders.Select(header => KeyValuePair.Create(header.Key, header.Value.Expand(_ => null)!))]);

    /// <summary>A model of the mock.</summary>
    public ModelSpec Model(
        ModelProvider provider,
        string name = "m",
        string? baseUrl = null,
        params (string Name, string Value)[] headers
    ) =>
        new()
        {
            Slug = new(name),
            Model = name,
            Provider = provider,
            BaseUrl = new(baseUrl ?? Mock.BaseUrl),
            DisplayName = name,
            ExtraHeaders = headers.ToImmutableSortedDictionary(
                header => header.Name,
                header => HeaderValue.Literal(header.Value),
                StringComparer.OrdinalIgnoreCase
            ),
        };

    /// <summary>A model of the mock that speaks that shape.</summary>
    public ModelSpec Model(ModelWire wire, string name = "m", string? baseUrl = null) =>
        Model(wire is ModelWire.Messages ? ModelProvider.Anthropic : ModelProvider.OpenAI, name, baseUrl) with
        {
            Wire = wire,
        };

    /// <summary>Reads a request that can be read.</summary>
    public IChat Read(ChatRequest request, int? mostReplyBytes = null)
    {
        var read = ConversationReader.Read(request);
        read.Fault.Should().BeNull();
        return Upstream.Open(read.Conversation!, mostReplyBytes);
    }

    public IChat Chat(string messages = """[{"role":"user","content":"Hi"}]""") => Read(new ChatRequest { Messages = Json(messages) });

    /// <summary>The conversation of a body that can be read.</summary>
    public static ChatConversation ConversationOf(string body) =>
        ConversationReader.Read(new ChatRequest { Body = Json(body) }).Conversation!;

    public IChat Body(string body) => Read(new ChatRequest { Body = Json(body) });

    /// <summary>Asks, and puts the reply together.</summary>
    public async Task<(ChatReply Reply, List<ChatEvent> Events)> AskAsync(ModelSpec model, bool streams, IChat? chat = null)
    {
        var events = new List<ChatEvent>();
        var reply = new ReplyBuilder();
        await foreach (var piece in (chat ?? Chat()).AskAsync(model, streams, CancellationToken.None))
        {
            events.Add(piece);
            reply.Add(piece);
        }

        events.Should().ContainSingle(piece => piece is ChatEvent.Finished).Which.Should().BeSameAs(events[^1]);
        return (reply.Build(), events);
    }

    /// <summary>Asks for what must fail.</summary>
    public async Task<UpstreamException> FailAsync(ModelSpec model, bool streams, IChat? chat = null)
    {
        var failure = (
            await FluentActions.Awaiting(() => AskAsync(model, streams, chat)).Should().ThrowExactlyAsync<UpstreamException>()
        ).Which;
        $"{failure}".Should().NotContain(Key);
        failure.Message.Should().MatchRegex(@"^[A-Z][^\n]+\. ([A-Z][^\n]+[.?]|Run: [^\n]+)$", "it says what happened, then what to do");
        return failure;
    }

    public static JsonElement Json(string json) => JsonElement.Parse(json);

    public async ValueTask DisposeAsync()
    {
        providers.Dispose();
        await Mock.DisposeAsync();
    }
}
