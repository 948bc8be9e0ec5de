using System.Runtime.InteropServices;
using System.Text;

namespace ShimLsp.Server.Hosting.Ledger.Sqlite;

/// <summary>A prepared statement. Values are bound by position, never written into its text. Not thread-safe.</summary>
/// <param name="handle">SQLite's statement; this owns it.</param>
internal sealed class Statement(nint handle) : IDisposable
{
    private nint handle = handle;

    /// <summary>Runs it with values, and makes it ready for the next.</summary>
    /// <param name="values">Each null, a <see cref="long"/>, a <see cref="double"/> or a <see cref="string"/>.</param>
    /// <exception cref="SqliteException">It failed.</exception>
    public void Run(params ReadOnlySpan<Value> values)
    {
        Bind(values);
        try
        {
            while (Step()) { }
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Binds values for the next run.</summary>
    /// <param name="values">In the order of the question marks.</param>
    /// <exception cref="SqliteException">One of them does not fit.</exception>
    public void Bind(params ReadOnlySpan<Value> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var code = values[i].BindTo(handle, i + 1);
            if (code != Native.Ok)
            {
                throw new SqliteException(code);
            }
        }
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="SqliteException">It failed.</exception>
    public bool Step() =>
        Native.Step(handle) switch
        {
            Native.Row => true,
            Native.Done => false,
            var code => throw new SqliteException(code),
        };

    /// <summary>Makes it ready to run again. A failure of the run is not reported again.</summary>
    public void Reset() => _ = Native.Reset(handle);

    /// <summary>Whether a column of this row has no value.</summary>
    /// <param name="column">From 0.</param>
    public bool IsNull(int column) => Native.TypeOf(handle, column) == Native.IsNull;

    /// <summary>A column of this row; 0 for none.</summary>
    /// <param name="column">From 0.</param>
    public long Integer(int column) => Native.Integer(handle, column);

    /// <summary>A column of this row; 0 for none.</summary>
    /// <param name="column">From 0.</param>
    public double Real(int column) => Native.Real(handle, column);

    /// <summary>A column of this row; empty for none.</summary>
    /// <param name="column">From 0.</param>
    public string Text(int column) =>
        Native.Text(handle, column) is not 0 and var text ? Marshal.PtrToStringUTF8(text, Native.Bytes(handle, column)) : "";

    /// <inheritdoc/>
    public void Dispose()
    {
        if (handle != 0)
        {
            _ = Native.End(handle); // repeats the failure of the last run
            handle = 0;
        }
    }
}

/// <summary>A value to bind: a whole number, a number, a text, or nothing.</summary>
internal readonly struct Value
{
    private readonly long? integer;
    private readonly double? real;
    private readonly string? text;

    private Value(long? integer, double? real, string? text) => (this.integer, this.real, this.text) = (integer, real, text);

    public static implicit operator Value(long? value) => new(value, null, null);

    public static implicit operator Value(double? value) => new(null, value, null);

    public static implicit operator Value(string? value) => new(null, null, value);

    /// <summary>Binds it.</summary>
    /// <param name="statement">SQLite's statement.</param>
    /// <param name="at">The question mark, from 1.</param>
    /// <returns>SQLite's result code.</returns>
    public int BindTo(nint statement, int at)
    {
        if (integer is { } whole)
        {
            return Native.Bind(statement, at, whole);
        }

        if (real is { } number)
        {
            return Native.Bind(statement, at, number);
        }

        if (text is null)
        {
            return Native.BindNull(statement, at);
        }

        var bytes = Encoding.UTF8.GetBytes(text + '\0'); // never empty, so that there is a first one
        return Native.Bind(statement, at, ref bytes[0], bytes.Length - 1, Native.Transient);
    }
}
