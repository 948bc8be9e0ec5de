namespace ShimLsp.Training.Report;

/// <summary>The same task put otherwise: what must not change a decision.</summary>
internal static class Rewording
{
    /// <summary>Each with its name.</summary>
    public static readonly (string Name, Func<string, string> Rewrite)[] All =
    [
        ("please", text => $"Please {text}"),
        ("a polite frame", text => $"Hi! Could you please help me with this: {text}\n\nThank you very much in advance!"),
        ("friendly words", text => $"Hello, I hope you are doing well today. {text} I would really appreciate your help, thanks a lot."),
        ("a letter", text => $"Good morning everyone,\n\n{text}\n\nLet me know if you need anything else.\nBest regards, Anna"),
        (
            "unrelated sentences",
            text =>
                $"So I've been sitting in front of this since lunch and my coffee is cold by now.\n\n{text}\n\n"
                + "My colleagues have gone home already, so there is nobody else to ask."
        ),
        ("space and empty lines", text => $"\n\n   {text.Replace("\n", "\n\n", StringComparison.Ordinal)}   \n\n\n"),
        ("lower case", text => text.ToLowerInvariant()),
        ("upper case", text => text.ToUpperInvariant()),
        ("without the last full stop", text => text.TrimEnd().TrimEnd('.')),
    ];
}
