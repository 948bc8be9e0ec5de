using System.Text;
using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models.Text;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Providers.Rules;

namespace ShimLsp.Server.Providers.Replies;

/// <summary>A piece of a call to a tool, as it came over the wire.</summary>
/// <param name="Id">The call's id; null or empty if the piece has none.</param>
/// <param name="Index">Which call of the reply, by the provider's count; null if the piece does not say.</param>
/// <param name="Name">The tool's name; null or empty if the piece has none.</param>
/// <param name="Arguments">
/// More of the arguments: a text that holds JSON, or the JSON itself, as some servers have it. Null for none.
/// </param>
/// <param name="ProviderData">What the provider wants back with the call; null for nothing.</param>
/// <param name="IsWhole">Whether it is a call of its own, which continues no other.</param>
/// <param name="Kind">The tool's kind. The arguments of a custom tool are plain text.</param>
/// <param name="Namespace">The tool's namespace; null for none.</param>
internal readonly record struct WireCall(
    string? Id,
    int? Index,
    string? Name,
    JsonElement? Arguments,
    JsonElement? ProviderData = null,
    bool IsWhole = false,
    ToolKind Kind = ToolKind.Function,
    string? Namespace = null
);

/// <summary>
/// Puts the pieces of calls to tools in order. Providers disagree on how to tell calls apart, so an id counts first, then the index, then
/// the position: a piece that has neither belongs to the call that came last. Each call gets an id that no other call of the reply has, and
/// arguments that are at least <c>{}</c>. Not thread-safe.
/// </summary>
internal sealed class CallPieces
{
    private const int MostKept = 1024 * 1024;

    private readonly List<Call> calls = [];
    private readonly Dictionary<int, Call> byIndex = [];

    /// <summary>Takes a piece.</summary>
    /// <param name="piece">The piece.</param>
    /// <param name="into">Takes what the piece adds to the reply.</param>
    public void Take(WireCall piece, ReplyPieces into)
    {
        var call = piece.IsWhole ? null : Find(piece);
        if (call is null)
        {
            var id = NullIfEmpty(piece.Id);
            call = new(calls.Count, id, isTaken: calls.Exists(other => other.Id == id), piece.Kind);
            calls.Add(call);
        }

        if (piece.Index is { } index)
        {
            call.Index = index;
            byIndex[index] = call;
        }

        var name = call.Name is not null ? null : NullIfEmpty(piece.Name);
        call.Name ??= name;
        call.TheirId ??= NullIfEmpty(piece.Id);
        var isLong = call.Name is not null && piece.Arguments is { ValueKind: JsonValueKind.String } text && ReplyPieces.IsLong(text);
        var arguments = isLong ? null : call.Held(call.Text.Take(TextOf(piece.Arguments)));
        call.Append(arguments);
        if (call.Name is null)
        {
            call.Wait(arguments, piece.ProviderData);
        }
        else if (name is not null || arguments is not null || piece.ProviderData is not null)
        {
            into.Add(call.PieceOf(name, arguments, piece));
        }

        if (isLong)
        {
            AddLong(call, piece.Arguments!.Value, into);
        }
    }

    /// <summary>Ends the calls: those without arguments get <c>{}</c>.</summary>
    /// <param name="into">Takes what that adds to the reply.</param>
    /// <exception cref="FormatException">A call names no tool.</exception>
    public void End(ReplyPieces into)
    {
        foreach (var call in calls)
        {
            if (call.Name is null)
            {
                throw new FormatException();
            }

            var rest = call.Text.End();
            call.Append(rest);
            if (call.Kind is ToolKind.Function && call.Arguments.Build().Pieces.All(piece => piece.Span.Trim(" \t\r\n"u8).IsEmpty))
            {
                rest += "{}";
            }

            if (rest.Length > 0)
            {
                into.Add(new ChatEvent.ToolCall(call.Number, null, null, rest));
            }
        }
    }

    /// <summary>Whether a call began under that index.</summary>
    /// <param name="index">The provider's count.</param>
    public bool Knows(int index) => byIndex.ContainsKey(index);

    /// <summary>Whether there is a call.</summary>
    public bool Any => calls.Count > 0;

    /// <summary>The call that a piece continues; null if it begins one.</summary>
    private Call? Find(WireCall piece)
    {
        if (NullIfEmpty(piece.Id) is { } id)
        {
            var same = Under(piece.Index) is { } here && here.TheirId == id ? here : calls.FindLast(call => call.TheirId == id);
            return same is null ? Unnamed(piece)
                : RepeatsId(piece, same) ? null
                : same;
        }

        if (Under(piece.Index) is { } known)
        {
            return BeginsAnother(piece, known) ? null : known;
        }

        return NullIfEmpty(piece.Name) is null || (piece.Index is null && calls is [.., { Name: null }]) ? calls.LastOrDefault() : null;
    }

    private Call? Under(int? index) => index is { } known ? byIndex.GetValueOrDefault(known) : null;

    /// <summary>The call under the piece's index if it has had no id yet: some servers tell the id late.</summary>
    private Call? Unnamed(WireCall piece) => Under(piece.Index) is { TheirId: null } known && !BeginsAnother(piece, known) ? known : null;

    /// <summary>Whether a name under a known index is another call's: some servers give all calls of a reply one index and no id.</summary>
    private static bool BeginsAnother(WireCall piece, Call known) =>
        NullIfEmpty(piece.Name) is { } name && known.Name is { } before && (name != before || known.HasWholeArguments);

    /// <summary>
    /// Whether a name under a known id is another call's: some servers give all calls of a reply one id. Others repeat id and name in every
    /// piece of one call.
    /// </summary>
    private static bool RepeatsId(WireCall piece, Call known) =>
        BeginsAnother(piece, known) && (piece.Name != known.Name || piece.Index != known.Index || !IsBlank(piece.Arguments));

    private static bool IsBlank(JsonElement? arguments) =>
        arguments switch
        {
            null => true,
            { ValueKind: JsonValueKind.String } text => !ReplyPieces.IsLong(text) && string.IsNullOrWhiteSpace(LenientJson.Text(text)),
            _ => false,
        };

    private static void AddLong(Call call, JsonElement arguments, ReplyPieces into) =>
        into.AddText(arguments, ref call.Text, more => new ChatEvent.ToolCall(call.Number, null, null, more), call.Append);

    private static string TextOf(JsonElement? arguments) =>
        arguments switch
        {
            null => "",
            { ValueKind: JsonValueKind.String } text => LenientJson.Text(text),
            { } value => JsonText.Raw(value),
        };

    private static string? NullIfEmpty(string? text) => text is { Length: > 0 } ? text : null;

    private sealed class Call(int number, string? id, bool isTaken, ToolKind kind)
    {
        private readonly StringBuilder waiting = new(); // arguments that came before the name
        private JsonElement? data;

        /// <summary>Half a character of the arguments may wait here. A field: it is a struct that changes.</summary>
        public TextPieces Text;

        private bool beganEmpty;

        public int Number => number;

        public ToolKind Kind => kind;

        public string Id { get; } = id is null || isTaken ? CallIds.New() : id;

        public string? TheirId { get; set; } = id;

        public int? Index { get; set; }

        public string? Name { get; set; }

        /// <summary>Its arguments, as far as they are kept.</summary>
        public ReplyTextBuilder Arguments { get; } = new();

        /// <summary>
        /// Whether the arguments are an object, and so nothing of them is missing. Long ones count as one: they are not kept twice.
        /// </summary>
        public bool HasWholeArguments => beganEmpty || Arguments.Length > MostKept || IsObject(Arguments.Build());

        /// <summary>Keeps what came before the name: a client cannot begin a call without it.</summary>
        /// <param name="arguments">More of the arguments; null for none.</param>
        /// <param name="providerData">What the provider wants back; null for nothing.</param>
        public void Wait(string? arguments, JsonElement? providerData)
        {
            waiting.Append(arguments);
            data = providerData ?? data;
        }

        /// <summary>The piece that tells the name, with all that came before it; or a later one.</summary>
        /// <param name="name">The name; null if an earlier piece told it.</param>
        /// <param name="arguments">More of the arguments; null for none.</param>
        /// <param name="piece">The piece as it came.</param>
        public ChatEvent.ToolCall PieceOf(string? name, string? arguments, WireCall piece) =>
            name is null
                ? new(number, null, null, arguments) { ProviderData = piece.ProviderData }
                : new(number, Id, name, NullIfEmpty(waiting + arguments))
                {
                    ProviderData = piece.ProviderData ?? data,
                    Kind = kind,
                    Namespace = piece.Namespace,
                };

        /// <summary>Takes more of the arguments.</summary>
        /// <param name="more">More of them.</param>
        public void Append(string? more)
        {
            beganEmpty &= string.IsNullOrEmpty(more);
            if (Arguments.Length <= MostKept)
            {
                Arguments.Append(more);
            }
        }

        /// <summary>
        /// What of the arguments can be passed on; null for nothing. Some servers begin each call with <c>{}</c> and then send the
        /// arguments, so a first <c>{}</c> waits: if nothing follows, it is the whole.
        /// </summary>
        public string? Held(string more)
        {
            if (kind is ToolKind.Custom)
            {
                return NullIfEmpty(more);
            }

            beganEmpty = (beganEmpty && string.IsNullOrWhiteSpace(more)) || (Arguments.Length == 0 && more == "{}");
            return beganEmpty ? null : NullIfEmpty(more);
        }

        private static bool IsObject(ReplyText text)
        {
            if (text.Pieces is not [.., var last] || last.Span[^1] != '}')
            {
                return false;
            }

            return ArgumentRules.IsJson(text.Pieces is [var only] ? only.Span : Encoding.UTF8.GetBytes(text.ToString()));
        }
    }
}
