using System.Text.Json;

namespace ShimLsp.Soak.Transcript;

/// <summary>One line of a decision's explanation, as it stands on the wire.</summary>
internal readonly record struct CandidateAnswer(string Slug, double? Score, double Cost, string Verdict, string? Rejection)
{
    public static CandidateAnswer[] ReadAll(JsonElement list)
    {
        var all = new CandidateAnswer[list.GetArrayLength()];
        var at = 0;
        foreach (var one in list.EnumerateArray())
        {
            all[at++] = new(
                one.GetProperty("slug").GetString()!,
                one.TryGetProperty("score", out var score) ? score.GetDouble() : null,
                one.GetProperty("cost").GetDouble(),
                one.GetProperty("verdict").GetString()!,
                one.TryGetProperty("rejection", out var rejection) ? rejection.GetString() : null
            );
        }

        return all;
    }
}

/// <summary>The answer to <c>route</c>, as far as it is checked.</summary>
internal sealed record DecisionAnswer(
    string Id,
    string Slug,
    string Source,
    long Generation,
    double? Score,
    double? Threshold,
    string? CacheKey,
    CandidateAnswer[] Candidates
)
{
    public static DecisionAnswer Read(JsonElement result) =>
        new(
            result.GetProperty("decisionId").GetString()!,
            result.GetProperty("slug").GetString()!,
            result.GetProperty("source").GetString()!,
            result.GetProperty("generation").GetInt64(),
            result.TryGetProperty("score", out var score) ? score.GetDouble() : null,
            result.TryGetProperty("threshold", out var threshold) ? threshold.GetDouble() : null,
            result.TryGetProperty("cacheKey", out var key) ? key.GetString() : null,
            CandidateAnswer.ReadAll(result.GetProperty("candidates"))
        );
}
