using System.Collections.Immutable;
using System.Globalization;

namespace ShimLsp.Server.Telemetry.Otlp;

/// <summary>Reads OpenTelemetry's variables. An empty one is as good as none, and a wrong one is a problem, never a fault.</summary>
/// <param name="variable">Gives a variable's value; null if it is not set.</param>
internal sealed class OtlpVariables(Func<string, string?> variable)
{
    private const string Exporter = "OTEL_EXPORTER_OTLP_";
    private const string OnlyProtocol = "http/protobuf";
    private const string DefaultEndpoint = "http://localhost:4318";
    private const int LongestWait = 86_400_000; // a day

    /// <summary>What is wrong so far, in sentences that quote no value which may be a key.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Whether a variable is <c>true</c>.</summary>
    /// <param name="name">The variable.</param>
    public bool IsTrue(string name) => string.Equals(Value(name), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>A count of milliseconds.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="otherwise">If it is not set.</param>
    public TimeSpan Milliseconds(string name, int otherwise) => TimeSpan.FromMilliseconds(Whole(name, otherwise, least: 1, LongestWait));

    /// <summary>A whole number.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="otherwise">If it is not set.</param>
    /// <param name="least">The smallest that is taken.</param>
    /// <param name="most">The largest that is taken.</param>
    public int Whole(string name, int otherwise, int least, int most = 1_000_000)
    {
        if (Value(name) is not { } text)
        {
            return otherwise;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
        {
            return value;
        }

        Problems.Add($"{name} must be a whole number from {least} to {most}. {otherwise} is used.");
        return otherwise;
    }

    /// <summary>Where one kind of telemetry goes; null for nowhere.</summary>
    /// <param name="signal">The kind, as it is part of the variables' names.</param>
    /// <param name="path">The path under the common endpoint.</param>
    public OtlpTarget? Target(string signal, string path)
    {
        var exporters = Value($"OTEL_{signal}_EXPORTER")?.Split(',', StringSplitOptions.TrimEntries);
        var (own, common) = (Value($"{Exporter}{signal}_ENDPOINT"), Value($"{Exporter}ENDPOINT"));
        var isAsked = exporters?.Contains("otlp") ?? (own ?? common) is not null;
        if (!isAsked)
        {
            return null;
        }

        if (OfSignal(signal, "PROTOCOL") is { } protocol && protocol != OnlyProtocol)
        {
            var given = protocol is "grpc" or "http/json" ? protocol : "unknown";
            Problem(
                $"{Exporter}PROTOCOL is {given}, and only {OnlyProtocol} is spoken here. Set {Exporter}PROTOCOL={OnlyProtocol}, "
                    + $"and the endpoint to the collector's port for HTTP, such as {DefaultEndpoint}."
            );
            return null;
        }

        // The common endpoint is a base; that of a kind is the whole address.
        var written = own ?? $"{(common ?? DefaultEndpoint).TrimEnd('/')}/{path}";
        if (!Uri.TryCreate(written, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            Problem($"{Exporter}{(own is null ? "" : $"{signal}_")}ENDPOINT is not an http or https address.");
            return null;
        }

        var timeout = Milliseconds($"{Exporter}{signal}_TIMEOUT", (int)Milliseconds($"{Exporter}TIMEOUT", 10_000).TotalMilliseconds);
        return new(address, Pairs(OfSignal(signal, "HEADERS")), timeout, OfSignal(signal, "COMPRESSION") == "gzip");
    }

    /// <summary>What the process is.</summary>
    /// <param name="version">The program's version.</param>
    /// <param name="instance">Sets this process apart from others.</param>
    public ImmutableArray<KeyValuePair<string, string>> Resource(string version, string instance)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["service.name"] = "shim-lsp",
            ["service.version"] = version,
            ["service.instance.id"] = instance,
        };
        foreach (var (name, value) in Pairs(Value("OTEL_RESOURCE_ATTRIBUTES")))
        {
            all[name] = value;
        }

        if (Value("OTEL_SERVICE_NAME") is { } service)
        {
            all["service.name"] = service;
        }

        return [.. all];
    }

    /// <summary>Which traces are recorded.</summary>
    public SpanSampler Sampler()
    {
        const string Name = "OTEL_TRACES_SAMPLER";
        var ratio = 1.0;
        if (
            Value($"{Name}_ARG") is { } written
            && !(double.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out ratio) && ratio is >= 0 and <= 1)
        )
        {
            Problems.Add($"{Name}_ARG must be a number from 0 to 1. 1 is used.");
            ratio = 1;
        }

        switch (Value(Name))
        {
            case "always_on":
                return new(FollowsParent: false, 1);
            case "always_off":
                return new(FollowsParent: false, 0);
            case "traceidratio":
                return new(FollowsParent: false, ratio);
            case "parentbased_always_off":
                return new(FollowsParent: true, 0);
            case "parentbased_traceidratio":
                return new(FollowsParent: true, ratio);
            case null or "parentbased_always_on":
                return new(FollowsParent: true, 1);
            default:
                Problems.Add($"{Name} is not known here. parentbased_always_on is used.");
                return new(FollowsParent: true, 1);
        }
    }

    private string? Value(string name) => variable(name)?.Trim() is { Length: > 0 } value ? value : null;

    private string? OfSignal(string signal, string name) => Value($"{Exporter}{signal}_{name}") ?? Value($"{Exporter}{name}");

    private void Problem(string sentence)
    {
        if (!Problems.Contains(sentence)) // both kinds may have the same one
        {
            Problems.Add(sentence);
        }
    }

    // "name=value,name=value", percent-encoded.
    private static ImmutableArray<KeyValuePair<string, string>> Pairs(string? list) =>
        [
            .. (list ?? "")
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(one => (One: one, At: one.IndexOf('=', StringComparison.Ordinal)))
                .Where(one => one.At > 0)
                .Select(one =>
                    KeyValuePair.Create(
                        Uri.UnescapeDataString(one.One[..one.At].Trim()),
                        Uri.UnescapeDataString(one.One[(one.At + 1)..].Trim())
                    )
                ),
        ];
}
