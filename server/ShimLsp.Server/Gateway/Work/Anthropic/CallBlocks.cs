using System.Text;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Gateway.Work.Writing;

namespace ShimLsp.Server.Gateway.Work.Anthropic;

/// <summary>
/// Streams the calls of a message, each in its own block. A block must end before the next begins, so a call that comes mixed with another
/// waits until that one's arguments are whole. Not thread-safe.
/// </summary>
/// <param name="blocks">Where to write.</param>
internal sealed class CallBlocks(BlockEvents blocks)
{
    private readonly SortedDictionary<int, Call> calls = [];
    private Call? open;

    /// <summary>Takes a piece.</summary>
    /// <param name="piece">The piece; the first of a call has its id and name.</param>
    public void Add(ChatEvent.ToolCall piece)
    {
        if (!calls.TryGetValue(piece.Index, out var call))
        {
            calls.Add(piece.Index, call = new(piece.Id ?? "", piece.Name ?? "", piece.Kind is ToolKind.Custom));
        }

        call.Take(piece.ArgumentsDelta ?? "");
        Write();
    }

    /// <summary>Ends the open block, so that another of any kind can begin.</summary>
    /// <returns>Whether none is open any more; if not, its arguments are not whole yet.</returns>
    public bool TryPause()
    {
        if (open is { IsWhole: true })
        {
            Stop(open);
        }

        return open is null;
    }

    /// <summary>Ends the calls.</summary>
    /// <param name="whole">The calls of the whole reply, in order.</param>
    public void End(IEnumerable<ToolCall> whole)
    {
        foreach (var (call, all) in calls.Values.Zip(whole))
        {
            if (call.IsStopped)
            {
                continue;
            }

            if (call != open)
            {
                Start(call);
            }

            Flush(call.IsCustom ? MessagesJson.InputOf(all) : call.TakeWaiting());
            Stop(call);
        }
    }

    private void Write()
    {
        while ((open ?? calls.Values.FirstOrDefault(call => !call.IsStopped)) is { } next)
        {
            if (open is null)
            {
                Start(next);
            }

            Flush(next.TakeWaiting());
            if (!next.IsWhole || calls.Values.All(call => call == next || call.IsStopped))
            {
                return; // the next call is not there yet, or may not begin
            }

            Stop(next);
        }
    }

    private void Start(Call call)
    {
        open = call;
        var json = blocks.Start("tool_use"u8);
        json.WriteString("id"u8, call.Id);
        json.WriteString("name"u8, call.Name);
        json.WriteStartObject("input"u8);
        json.WriteEndObject();
        blocks.End();
    }

    private void Flush(string more)
    {
        if (more.Length > 0)
        {
            blocks.Add("input_json_delta"u8, "partial_json"u8, more);
        }
    }

    private void Stop(Call call)
    {
        call.IsStopped = true;
        open = null;
        blocks.Stop();
    }

    private sealed class Call(string id, string name, bool isCustom)
    {
        private readonly StringBuilder waiting = new();
        private ObjectEnd end;

        public string Id => id;

        public string Name => name;

        public bool IsCustom => isCustom;

        /// <summary>Whether its arguments are whole.</summary>
        public bool IsWhole => end.IsReached;

        public bool IsStopped { get; set; }

        public void Take(string more)
        {
            if (isCustom || IsStopped)
            {
                return; // its input is told as JSON, at the end; and behind a whole object comes white space alone
            }

            end.Take(more);
            waiting.Append(more);
        }

        public string TakeWaiting()
        {
            var all = waiting.ToString();
            waiting.Clear();
            return all;
        }
    }
}
