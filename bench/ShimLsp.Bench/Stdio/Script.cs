using System.Text.Encodings.Web;
using System.Text.Json;

namespace ShimLsp.Bench.Stdio;

/// <summary>Requests made once, in one piece, so that sending any number of them in a row costs one write.</summary>
internal sealed class Script
{
    private readonly byte[] bytes;
    private readonly int[] ends;

    private Script(byte[] bytes, int[] ends)
    {
        this.bytes = bytes;
        this.ends = ends;
    }

    /// <summary>How many requests there are, each with an id of its own; after the last one the first follows again.</summary>
    public int Count => ends.Length;

    /// <summary>Makes requests, one a line.</summary>
    /// <param name="method">Their method.</param>
    /// <param name="parameters">The parameters of each, as JSON.</param>
    public static Script Of(string method, IEnumerable<string> parameters)
    {
        var all = new MemoryStream();
        var ends = new List<int>();
        foreach (var one in parameters)
        {
            all.Write(
                System.Text.Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":{{ends.Count + 1}},"method":"{{method}}","params":{{one}}}""")
            );
            all.WriteByte((byte)'\n');
            ends.Add((int)all.Length);
        }

        return new Script(all.ToArray(), [.. ends]);
    }

    /// <summary>Requests to route these tasks.</summary>
    /// <param name="tasks">The tasks.</param>
    public static Script Routes(IEnumerable<string> tasks) =>
        Of("route", tasks.Select(task => $$"""{"task":"{{JsonEncodedText.Encode(task, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}}"}"""));

    /// <summary>Requests that the server answers without looking anything up: the cost of the connection itself.</summary>
    /// <param name="count">How many.</param>
    public static Script Empty(int count) => Of("subscribe", Enumerable.Repeat("""{"events":[]}""", count));

    /// <summary>The same with a task in a field that the server passes over: the cost of the connection for as many bytes.</summary>
    /// <param name="tasks">The tasks.</param>
    public static Script EmptyWith(IEnumerable<string> tasks) =>
        Of(
            "subscribe",
            tasks.Select(task =>
                $$"""{"events":[],"unread":"{{JsonEncodedText.Encode(task, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}}"}"""
            )
        );

    /// <summary>The bytes of some requests that follow one another.</summary>
    /// <param name="first">The first, from 0.</param>
    /// <param name="count">How many; together no further than the last.</param>
    public ReadOnlySpan<byte> Slice(int first, int count)
    {
        var start = first == 0 ? 0 : ends[first - 1];
        return bytes.AsSpan(start, ends[first + count - 1] - start);
    }
}
