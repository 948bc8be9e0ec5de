using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;

namespace ShimLsp.Server.Providers.Classifier;

/// <summary>
/// Reads the scores from any text of a classifier. The first JSON object that contains an object <c>scores</c> counts: in prose, in a
/// fence, inside another object, or before a text that breaks off. Only numbers come out of it, and only those of models that were asked
/// about.
/// </summary>
internal static class ScoreReply
{
    /// <summary>How much of a reply is read, in characters. 600 tokens are about a sixth of it.</summary>
    public const int MostText = 16 << 10;

    /// <summary>
    /// How many braces are tried, so that a hostile reply costs no more than that many readings of <see cref="MostText"/>.
    /// </summary>
    public const int MostTries = 100;

    private const int MostDepth = 64;
    private const NumberStyles Styles = NumberStyles.Float;

    private static JsonReaderOptions Lenient =>
        new()
        {
            AllowTrailingCommas = true,
            CommentHandling = JsonCommentHandling.Skip,
            MaxDepth = MostDepth,
        };

    /// <summary>Reads the scores.</summary>
    /// <param name="text">The reply.</param>
    /// <param name="candidates">The models that it was asked about.</param>
    /// <returns>A score of 0..1 for each candidate, 0 for missing ones; null if the reply contains no score of any candidate.</returns>
    public static ImmutableArray<Score>? Read(string text, ImmutableArray<ModelSpec> candidates) => Read(text, candidates, out _);

    /// <summary>The same, with the work that it took.</summary>
    /// <param name="text">The reply.</param>
    /// <param name="candidates">The models that it was asked about.</param>
    /// <param name="bytesRead">How many bytes were read at most, those that were read again too.</param>
    public static ImmutableArray<Score>? Read(string text, ImmutableArray<ModelSpec> candidates, out long bytesRead)
    {
        var reply = Encoding.UTF8.GetBytes(text.Length > MostText ? text[..MostText] : text);
        var said = FirstScores(reply, out bytesRead);
        return said is not null && candidates.Any(model => said.ContainsKey(model.Slug.Value))
            ? [.. candidates.Select(model => new Score(model.Slug, said.GetValueOrDefault(model.Slug.Value)))]
            : null;
    }

    private static Dictionary<string, double>? FirstScores(ReadOnlySpan<byte> reply, out long bytesRead)
    {
        bytesRead = reply.Length;
        var tries = 0;
        for (var at = reply.IndexOf((byte)'{'); at >= 0 && tries < MostTries; at = Next(reply, at))
        {
            if (!CanBegin(reply[(at + 1)..]))
            {
                continue;
            }

            tries++;
            if (ScoresOf(reply[at..], ref bytesRead) is { } scores)
            {
                return scores;
            }
        }

        return null;
    }

    private static int Next(ReadOnlySpan<byte> reply, int at) =>
        reply[(at + 1)..].IndexOf((byte)'{') is >= 0 and var next ? at + 1 + next : -1;

    // Prose and code are full of braces; only one before a name begins an object that can hold anything.
    private static bool CanBegin(ReadOnlySpan<byte> behind) => behind.TrimStart(" \t\r\n"u8) is [(byte)'"' or (byte)'/', ..];

    /// <summary>
    /// The object <c>scores</c> of the object that the text begins with, the last one if there are several; null if there is none.
    /// </summary>
    private static Dictionary<string, double>? ScoresOf(ReadOnlySpan<byte> json, ref long bytesRead)
    {
        // Not the final block, so that a text that breaks off ends the reading without an exception.
        var reader = new Utf8JsonReader(json, isFinalBlock: false, new JsonReaderState(Lenient));
        Dictionary<string, double>? scores = null;
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isScores = Text(ref reader) == "scores";
                if (!reader.Read())
                {
                    break;
                }

                if (isScores && reader.TokenType == JsonTokenType.StartObject)
                {
                    if (Scores(ref reader) is not { } whole)
                    {
                        break;
                    }

                    scores = whole;
                    continue;
                }

                scores = isScores ? null : scores;
                if (!reader.TrySkip())
                {
                    break;
                }
            }
        }
        catch (JsonException)
        {
            // The scores before this point are still valid.
        }

        bytesRead += json.Length; // at most: a string without an end is read to the end of the text
        return scores;
    }

    /// <summary>The numbers of the object that begins here; null if it does not end.</summary>
    private static Dictionary<string, double>? Scores(ref Utf8JsonReader reader)
    {
        var scores = new Dictionary<string, double>(StringComparer.Ordinal);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                return scores;
            }

            var name = Text(ref reader);
            if (!reader.Read())
            {
                break;
            }

            if (name is not null)
            {
                scores.Remove(name); // of a name that stands twice the last counts, also where it is no number
                if (Number(ref reader) is { } number)
                {
                    scores[name] = number;
                }
            }

            if (!reader.TrySkip())
            {
                break;
            }
        }

        return null;
    }

    private static double? Number(ref Utf8JsonReader reader)
    {
        var number = reader.TokenType switch
        {
            JsonTokenType.Number => reader.TryGetDouble(out var written) ? written : double.NaN,
            JsonTokenType.String => double.TryParse(Text(ref reader), Styles, CultureInfo.InvariantCulture, out var written)
                ? written
                : double.NaN,
            _ => double.NaN,
        };
        return double.IsFinite(number) ? Math.Clamp(number, 0, 1) + 0.0 : null; // no negative zero
    }

    /// <summary>A name or a string; null if it contains half a surrogate pair, because no model has such a name.</summary>
    private static string? Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
