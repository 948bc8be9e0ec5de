namespace ShimLsp.Server.Cli.Terminal;

/// <summary>What a piece of text means to its reader.</summary>
internal enum Tone
{
    Plain,
    Strong,
    Dim,
    Good,
    Warning,
    Bad,
}

/// <summary>Colours, or none.</summary>
/// <param name="isOn">Whether the reader is a terminal that shows them.</param>
internal readonly struct Palette(bool isOn)
{
    /// <summary>The text in its colour.</summary>
    public string Paint(string text, Tone tone) =>
        !isOn || tone is Tone.Plain || string.IsNullOrWhiteSpace(text) ? text : $"\e[{Code(tone)}m{text}\e[0m";

    // The terminal's own palette, so that it is readable on light and on dark.
    private static int Code(Tone tone) =>
        tone switch
        {
            Tone.Strong => 1,
            Tone.Dim => 2,
            Tone.Good => 32,
            Tone.Warning => 33,
            _ => 31,
        };
}
