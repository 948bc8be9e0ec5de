namespace ShimLsp.Server.Telemetry;

/// <summary>The names of attributes. Each has few values, or as many as there are models and tenants.</summary>
internal static class TagNames
{
    // OpenTelemetry's.
    public const string Operation = "gen_ai.operation.name";
    public const string Provider = "gen_ai.provider.name";
    public const string RequestModel = "gen_ai.request.model";
    public const string TokenType = "gen_ai.token.type";
    public const string InputTokens = "gen_ai.usage.input_tokens";
    public const string OutputTokens = "gen_ai.usage.output_tokens";
    public const string CachedTokens = "gen_ai.usage.cache_read.input_tokens";
    public const string ErrorType = "error.type";
    public const string Method = "http.request.method";
    public const string Route = "http.route";
    public const string StatusCode = "http.response.status_code";
    public const string Scheme = "url.scheme";

    // Ours.
    public const string Model = "shim.model";
    public const string Source = "shim.source";
    public const string Purpose = "shim.purpose";
    public const string Tenant = "shim.tenant";
    public const string Kind = "shim.kind";
    public const string Shape = "shim.shape";
    public const string Status = "shim.status";
    public const string State = "shim.state";
    public const string Cause = "shim.cause";
    public const string Scope = "shim.scope";
    public const string Period = "shim.period";
    public const string Attempt = "shim.attempt";
    public const string Cost = "shim.cost";
    public const string FirstPiece = "shim.time_to_first_piece";
    public const string Decision = "shim.decision.id";
    public const string Score = "shim.score";
    public const string Threshold = "shim.threshold";
    public const string Candidates = "shim.candidates";
    public const string Generation = "shim.generation";

    /// <summary>The operation that each call to a model is.</summary>
    public const string Chat = "chat";
}
