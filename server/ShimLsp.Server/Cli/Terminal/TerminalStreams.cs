using System.Text;

namespace ShimLsp.Server.Cli.Terminal;

/// <summary>
/// What a command reads and writes. Only Program makes one, because only Program knows the console. Each stream opens at its first use,
/// so that a front over stdin and stdout does not pay for a text writer.
/// </summary>
internal sealed class TerminalStreams : IDisposable
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    private readonly Lazy<TextWriter> output;
    private readonly Lazy<TextWriter> error;

    public TerminalStreams()
    {
        output = new(() => new StreamWriter(OpenOutput!(), Utf8, bufferSize: 16 * 1024) { AutoFlush = OutputIsTerminal });
        error = new(() => new StreamWriter(OpenError!(), Utf8) { AutoFlush = true });
    }

    /// <summary>Opens the input for a front.</summary>
    public required Func<Stream> OpenInput { get; init; }

    /// <summary>Opens the output for a front, which must notice when its reader is gone.</summary>
    public required Func<Stream> OpenFrames { get; init; }

    /// <summary>Opens the output for text. A reader that stops early, such as <c>head</c>, is not an error there.</summary>
    public required Func<Stream> OpenOutput { get; init; }

    public required Func<Stream> OpenError { get; init; }

    /// <summary>Opens the input as text, in the terminal's encoding.</summary>
    public required Func<TextReader> OpenReader { get; init; }

    /// <summary>The terminal's width; called only if the output is a terminal.</summary>
    public required Func<int> MeasureColumns { get; init; }

    public bool InputIsTerminal { get; init; }

    public bool OutputIsTerminal { get; init; }

    /// <summary>Whether the person does not want colours.</summary>
    public bool IsPlain { get; init; }

    /// <summary>How many characters fit in a line; unlimited without a terminal.</summary>
    public int Columns => OutputIsTerminal && MeasureColumns() is > 0 and var columns ? columns : int.MaxValue;

    /// <summary>The colours of the output.</summary>
    public Palette Palette => new(OutputIsTerminal && !IsPlain);

    /// <summary>Results.</summary>
    public TextWriter Out => output.Value;

    /// <summary>Errors.</summary>
    public TextWriter Error => error.Value;

    /// <summary>Writes a line in one colour, made safe for a terminal.</summary>
    public void WriteLine(string text, Tone tone = Tone.Plain) => Out.WriteLine(Palette.Paint(Shown.Line(text), tone));

    /// <summary>Writes what is still buffered.</summary>
    /// <exception cref="IOException">The output takes no more, such as a full disk. A reader that is gone is not an error.</exception>
    public void Flush()
    {
        if (output.IsValueCreated)
        {
            output.Value.Flush();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Flush();
        }
        catch (IOException)
        {
            // The flush before this one reported the error.
        }
    }
}
