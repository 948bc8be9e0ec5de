using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Text.Json;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Text;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Providers.Http;

/// <summary>A refusal that an upstream named by a known word.</summary>
/// <param name="Status">The HTTP status that the word belongs to.</param>
/// <param name="What">What happened, in a few words.</param>
/// <param name="Remedy">What to do, a sentence.</param>
internal sealed record KnownError(int Status, string What, string Remedy)
{
    private static readonly TimeSpan InSeconds = TimeSpan.FromMinutes(2);

    /// <summary>Whether upstreams use the word for almost anything.</summary>
    public bool IsGeneral { get; init; }

    /// <summary>What it is about; null if the status says it.</summary>
    public RefusalTopic? Topic { get; init; }

    /// <summary>Whether waiting helps.</summary>
    public bool Passes { get; init; }

    /// <summary>As an exception.</summary>
    /// <param name="status">The status that came with it; null for <see cref="Status"/>.</param>
    /// <param name="retryAfter">How long the upstream asked to be left alone; null if it did not say.</param>
    public UpstreamException ToException(int? status = null, TimeSpan? retryAfter = null)
    {
        var number = status ?? Status;
        var remedy = Passes && retryAfter is { } pause ? $"Try again in {Words(pause)}." : Remedy;
        return new(
            new Outcome(number, RetryAfter: retryAfter) { Topic = Topic },
            FormattableString.Invariant($"{What} ({number}). {remedy}")
        );
    }

    private static string Words(TimeSpan pause) =>
        pause <= InSeconds
            ? FormattableString.Invariant($"{Math.Ceiling(pause.TotalSeconds):0} s")
            : FormattableString.Invariant($"{Math.Ceiling(pause.TotalMinutes):0} min");
}

/// <summary>
/// The words by which upstreams name a refusal. Nothing else of an error's body is used, since it may hold the prompt or the key. A known
/// word chooses one of our own sentences.
/// </summary>
internal static class KnownErrors
{
    private const string MayLackVersion = "Check base_url: it may lack /v1.";

    private static readonly KnownError Key = new(401, "Key rejected", "Check the key that api_key names.");
    private static readonly KnownError Forbidden = new(
        403,
        "The key has no access to this model",
        "Check the key's rights, or choose another model."
    );
    private static readonly KnownError Region = new(403, "Not available in this country or region", "Choose a model of another provider.");
    private static readonly KnownError Content = new(
        403,
        "Request refused",
        "A guardrail or a firewall refuses this content. Reword it, or choose another model."
    );
    private static readonly KnownError Model = new(404, "Model not found", "Check model and base_url. Pull a local model first.");
    private static readonly KnownError Address = new(404, "Nothing at this address", "Check base_url.");
    private static readonly KnownError Pause = new(429, "Rate limited", "Try again later, or choose another model.") { Passes = true };
    private static readonly KnownError Credit = new(429, "Out of credit", "Add credit at the provider, or choose another model.")
    {
        Topic = RefusalTopic.Credit,
    };
    private static readonly KnownError Window = new(
        400,
        "The request exceeds the context window",
        "Shorten the conversation, or choose a model with a larger window."
    )
    {
        Topic = RefusalTopic.ContextLength,
    };
    private static readonly KnownError Size = new(413, "The request is too large", "Shorten the conversation, or send smaller images.");
    private static readonly KnownError Request = new(
        400,
        "Request rejected",
        "The model may not support one of its options, tools or content types."
    )
    {
        IsGeneral = true,
    };
    private static readonly KnownError Policy = new(400, "Request rejected by the content policy", "Rephrase it, or choose another model.")
    {
        Topic = RefusalTopic.Content,
    };
    private static readonly KnownError Broken = new(500, "Provider error", "Try again, or choose another model.") { IsGeneral = true };
    private static readonly KnownError Busy = new(529, "Provider overloaded", "Try again later, or choose another model.")
    {
        Passes = true,
    };
    private static readonly KnownError Slow = new(504, "Provider timed out", "Try again, or choose another model.");

    private static readonly FrozenDictionary<string, KnownError> ByWord = new Dictionary<string, KnownError>(StringComparer.Ordinal)
    {
        ["authentication_error"] = Key,
        ["invalid_api_key"] = Key,
        ["invalid_authentication"] = Key,
        ["permission_error"] = Forbidden,
        ["permission_denied"] = Forbidden,
        ["unsupported_country_region_territory"] = Region,
        ["not_found_error"] = Model,
        ["model_not_found"] = Model,
        ["rate_limit_error"] = Pause,
        ["rate_limit_exceeded"] = Pause,
        ["insufficient_quota"] = Credit,
        ["billing_error"] = Credit with { Status = 402 },
        ["context_length_exceeded"] = Window,
        ["exceed_context_size_error"] = Window,
        ["string_above_max_length"] = Size with { Status = 400 },
        ["request_too_large"] = Size,
        ["invalid_request_error"] = Request,
        ["unsupported_parameter"] = Request,
        ["unsupported_value"] = Request,
        ["invalid_value"] = Request,
        ["content_policy_violation"] = Policy,
        ["content_filter"] = Policy,
        ["invalid_prompt"] = Policy,
        ["api_error"] = Broken,
        ["server_error"] = Broken,
        ["internal_error"] = Broken,
        ["internal_server_error"] = Broken,
        ["overloaded_error"] = Busy,
        ["engine_overloaded"] = Busy with { Status = 503 },
        ["server_is_overloaded"] = Busy with { Status = 503 },
        ["slow_down"] = Busy with { Status = 503 },
        ["timeout_error"] = Slow,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The same error, in words that fit what it means for that model.</summary>
    /// <param name="known">The error.</param>
    /// <param name="outcome">What it means.</param>
    /// <param name="model">The model.</param>
    public static KnownError Fitting(KnownError known, Outcome outcome, ModelSpec model) =>
        outcome switch
        {
            { Topic: RefusalTopic.Address } => LacksVersion(model) ? Address with { Remedy = MayLackVersion } : Address,
            { Topic: RefusalTopic.Region } => Region,
            { Meaning: OutcomeMeaning.ContentRefused } when known.What == Forbidden.What => Content,
            { Meaning: OutcomeMeaning.ModelNotFound } when model.Provider is ModelProvider.Ollama => Model with
            {
                Remedy = $"Run: ollama pull {model.Model}",
            },
            { Meaning: OutcomeMeaning.ModelNotFound } when known.IsGeneral => Model,
            _ => known,
        };

    private static bool LacksVersion(ModelSpec model) =>
        model.Provider is not ModelProvider.Anthropic && !model.BaseUrl.AbsolutePath.Contains("/v1", StringComparison.Ordinal);

    /// <summary>The error for a status that came without a known word.</summary>
    /// <param name="status">The status.</param>
    /// <param name="hadKey">Whether a key was sent.</param>
    public static KnownError Of(int status, bool hadKey) =>
        (
            status switch
            {
                >= 300 and < 400 => new(status, "The endpoint redirects", "Set base_url to the final address."),
                401 when !hadKey => new(status, "Key required", "Set api_key for this model."),
                401 => Key,
                402 => Credit,
                403 => Forbidden,
                404 or 410 => Model,
                408 or 504 => Slow,
                413 => Size,
                429 => Pause,
                503 or 529 => Busy,
                >= 500 => Broken,
                _ => Request,
            }
        ) with
        {
            Status = status,
        };

    /// <summary>The error that a body names by a known word; null if it names none.</summary>
    /// <param name="body">The body, of any content.</param>
    public static KnownError? FindIn(ReadOnlyMemory<byte> body)
    {
        if (body.Span.IndexOf("\"error\""u8) < 0)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            return Find(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// The error in an object's field <c>error</c>, or the error that the object itself is; null if there is none. An empty field is none.
    /// </summary>
    /// <param name="root">The object, or something else.</param>
    public static KnownError? Find(JsonElement root)
    {
        if (root.ValueKind is JsonValueKind.Array && root.GetArrayLength() > 0)
        {
            root = root[0]; // one gateway wraps its errors so
        }

        return root.ValueKind is not JsonValueKind.Object ? null
            : LenientJson.Find(root, "error"u8) is { } error && !IsEmpty(error) ? OfError(error)
            : IsError(root) ? OfObject(root)
            : null;
    }

    /// <summary>Older servers of vLLM send the error in place of the reply, not as a field of it.</summary>
    private static bool IsError(JsonElement root) =>
        LenientJson.Find(root, "object"u8) is { ValueKind: JsonValueKind.String } kind && kind.ValueEquals("error"u8);

    private static bool IsEmpty(JsonElement error) =>
        error.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.False => true,
            JsonValueKind.String => error.ValueEquals(""u8),
            JsonValueKind.Object => !error.EnumerateObject().MoveNext(),
            JsonValueKind.Array => error.GetArrayLength() == 0,
            JsonValueKind.Number => error.TryGetInt32(out var number) && number == 0,
            _ => false,
        };

    /// <summary>Reads an error object, or a text. An unknown error counts as the provider's own failure.</summary>
    /// <param name="error">The value of a field <c>error</c>; null for none.</param>
    public static KnownError OfError(JsonElement? error) =>
        error switch
        {
            { ValueKind: JsonValueKind.Object } told => OfObject(told),
            // LM Studio says so with a status of success.
            { ValueKind: JsonValueKind.String } text when Says(text, "Unexpected endpoint"u8) => Address with { Remedy = MayLackVersion },
            _ => Broken,
        };

    private static KnownError OfObject(JsonElement error)
    {
        var code = LenientJson.Find(error, "code"u8);
        var found = Word(code) ?? Word(LenientJson.Find(error, "type"u8));
        if (
            found is null
            && code is { ValueKind: JsonValueKind.Number } number
            && number.TryGetInt32(out var status)
            && status is >= 400 and < 600
        )
        {
            return Of(status, hadKey: true);
        }

        // Anthropic names these two by their prose alone.
        return found == Request && LenientJson.Find(error, "message"u8) is { ValueKind: JsonValueKind.String } message
            ? Says(message, "prompt is too long"u8)
                ? Window
                : Says(message, "credit balance is too low"u8)
                    ? Credit with
                    {
                        Status = 400,
                    }
                    : found
            : found ?? Broken;
    }

    private static KnownError? Word(JsonElement? field) =>
        field is { ValueKind: JsonValueKind.String } word ? ByWord.GetValueOrDefault(LenientJson.Text(word)) : null;

    private static bool Says(JsonElement message, ReadOnlySpan<byte> words) => JsonMarshal.GetRawUtf8Value(message).IndexOf(words) >= 0;
}
