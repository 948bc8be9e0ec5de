using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace ShimLsp.Mock;

public sealed partial record Answer
{
    /// <summary>A reply in text.</summary>
    /// <param name="pieces">The text, one chunk each if it is streamed.</param>
    public static Answer Says(params ImmutableArray<string> pieces) => new() { Text = pieces };

    /// <summary>A reply of many equal chunks.</summary>
    /// <param name="count">How many, at least 0.</param>
    /// <param name="piece">The text of each.</param>
    public static Answer SaysMany(int count, string piece = "word ") => new() { Text = [.. Enumerable.Repeat(piece, count)] };

    /// <summary>
    /// A classifier's reply: <c>{"scores": {slug: number}}</c> and nothing else. For any other text of one, see <see cref="Says"/>.
    /// </summary>
    /// <param name="scores">The scores, in the order in which they are written.</param>
    public static Answer Scores(params ImmutableArray<(string Slug, double Score)> scores)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("scores");
            foreach (var (slug, score) in scores)
            {
                writer.WriteNumber(slug, score);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Says(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    /// <summary>An error of the provider's shape.</summary>
    /// <param name="status">The HTTP status, 400 to 599.</param>
    /// <param name="message">Its message; null for a plain one.</param>
    public static Answer Fails(int status, string? message = null) => new() { Status = status, ErrorMessage = message };

    /// <summary>A redirect.</summary>
    /// <param name="location">Where to.</param>
    /// <param name="status">The HTTP status, 300 to 399.</param>
    public static Answer Redirects(string location, int status = 307) =>
        new Answer { Status = status, Body = MockBody.Of("text/plain", "") }.WithHeader("Location", location);

    /// <summary>Some other body, as it is.</summary>
    /// <param name="contentType">Its type.</param>
    /// <param name="text">The body.</param>
    public static Answer Sends(string contentType, string text) => new() { Body = MockBody.Of(contentType, text) };

    /// <summary>A body of the letter x, with no end of line: no JSON and no event.</summary>
    /// <param name="mebibytes">How long it is.</param>
    /// <param name="contentType">Its type.</param>
    public static Answer SendsHuge(int mebibytes, string contentType = "application/json") =>
        new() { Body = MockBody.Huge(contentType, mebibytes) };

    /// <summary>Nothing, not even headers, until the client leaves.</summary>
    public static Answer Hangs() => new() { Break = new(BreakKind.Hang, Place.Start) };

    /// <summary>The connection is reset (under HTTP/2 the stream) before any header.</summary>
    public static Answer Drops() => new() { Break = new(BreakKind.Drop, Place.Start) };

    /// <summary>A call to a tool too.</summary>
    /// <param name="id">The call's id.</param>
    /// <param name="name">The tool.</param>
    /// <param name="arguments">The text of its arguments, one chunk each if it is streamed.</param>
    public Answer Calls(string id, string name, params ImmutableArray<string> arguments) =>
        this with
        {
            ToolCalls = ToolCalls.Add(new(id, name, arguments)),
        };

    /// <summary>A call to a custom tool too, whose input is plain text. Other shapes than Responses have it as arguments.</summary>
    /// <param name="id">The call's id.</param>
    /// <param name="name">The tool.</param>
    /// <param name="input">The input, one chunk each if it is streamed.</param>
    public Answer CallsCustom(string id, string name, params ImmutableArray<string> input) =>
        this with
        {
            ToolCalls = ToolCalls.Add(new(id, name, input) { IsCustom = true }),
        };

    /// <summary>The last call is to a tool of that namespace.</summary>
    /// <param name="space">The namespace.</param>
    public Answer InNamespace(string space) =>
        this with
        {
            ToolCalls = ToolCalls.SetItem(ToolCalls.Length - 1, ToolCalls[^1] with { Namespace = space }),
        };

    /// <summary>Thinks before it speaks.</summary>
    /// <param name="pieces">The thoughts, one chunk each if it is streamed.</param>
    public Answer Thinks(params ImmutableArray<string> pieces) => this with { Thoughts = pieces };

    /// <summary>Ends for that reason.</summary>
    /// <param name="reason">See <see cref="FinishReason"/>.</param>
    public Answer FinishesWith(string reason) => this with { FinishReason = reason };

    /// <summary>Takes so many tokens.</summary>
    /// <inheritdoc cref="MockUsage" path="/param"/>
    public Answer Takes(int input, int output, int cached = 0, int cacheWritten = 0) =>
        this with
        {
            Usage = new(input, output, cached, cacheWritten),
        };

    /// <summary>Says nothing of tokens.</summary>
    public Answer WithoutUsage() => this with { Usage = null };

    /// <summary>With a header.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    public Answer WithHeader(string name, string value) => this with { Headers = Headers.Add(new(name, value)) };

    /// <summary>Asks the client to wait.</summary>
    /// <param name="secondsOrDate">The header's value, as it is.</param>
    public Answer RetryAfter(string secondsOrDate) => WithHeader("Retry-After", secondsOrDate);

    /// <summary>Repeats the request's credentials in the error's message.</summary>
    public Answer EchoingCredentials() => this with { EchoesCredentials = true };

    /// <summary>With a huge body (see <see cref="SendsHuge"/>) in place of its own.</summary>
    /// <param name="mebibytes">How long it is.</param>
    public Answer WithHugeBody(int mebibytes) => this with { Body = MockBody.Huge("application/json", mebibytes) };

    /// <summary>Never streams, also if the request asks for it.</summary>
    public Answer NeverStreams() => this with { Streams = false };

    /// <summary>Always streams, also if the request does not ask for it.</summary>
    public Answer AlwaysStreams() => this with { Streams = true };

    /// <summary>Waits before the headers.</summary>
    /// <param name="pause">For what.</param>
    public Answer HeadersAfter(Pause pause) => this with { BeforeHeaders = pause };

    /// <summary>Sends the headers, then waits before the first byte of the body.</summary>
    /// <param name="pause">For what.</param>
    public Answer BodyAfter(Pause pause) => this with { BeforeBody = pause };

    /// <summary>Waits between one piece and the next.</summary>
    /// <param name="pause">For what, each time.</param>
    public Answer Drips(Pause pause) => this with { BetweenPieces = pause };

    /// <summary>Writes at most so many bytes at a time.</summary>
    /// <param name="bytes">At least 1.</param>
    public Answer InWritesOf(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        return this with { WriteSize = bytes };
    }

    /// <summary>Resets the connection (under HTTP/2 the stream) at that place.</summary>
    /// <param name="place">The number of pieces that go out before, or a <see cref="Place"/>.</param>
    public Answer DropsAfter(Place place) => this with { Break = new(BreakKind.Drop, place) };

    /// <summary>Falls silent at that place, until the client leaves.</summary>
    /// <param name="place">The number of pieces that go out before, or a <see cref="Place"/>.</param>
    public Answer HangsAfter(Place place) => this with { Break = new(BreakKind.Hang, place) };

    /// <summary>Ends the body in good order at that place, with no finish reason and no last event.</summary>
    /// <param name="place">The number of pieces that go out before, or <see cref="Place.Headers"/>.</param>
    public Answer EndsAfter(Place place) => this with { Break = new(BreakKind.End, place) };

    /// <summary>
    /// Sends an error event at that place, and ends the body. A reply that is not streamed becomes an error body with the answer's status.
    /// </summary>
    /// <param name="place">The number of pieces that go out before, or <see cref="Place.Headers"/> for an error as the first event.</param>
    /// <param name="message">The error's message; null for a plain one.</param>
    public Answer ErrsAfter(Place place, string? message = null) =>
        this with
        {
            Break = new(BreakKind.Error, place),
            ErrorMessage = message,
        };
}
