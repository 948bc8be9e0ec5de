namespace ShimLsp.Soak.Measuring;

/// <summary>Whether a process stayed as large as it was, once it had warmed up.</summary>
/// <param name="Looks">The looks that count.</param>
/// <param name="LeastMebibytes">The least resident memory among them.</param>
/// <param name="MostMebibytes">The most.</param>
/// <param name="HandlesBefore">The fewest handles in their first half: between two looks a file may be open.</param>
/// <param name="HandlesAfter">The fewest in the second half.</param>
/// <param name="MostHandles">The most.</param>
internal sealed record Flatness(
    int Looks,
    double LeastMebibytes,
    double MostMebibytes,
    int HandlesBefore,
    int HandlesAfter,
    int MostHandles
)
{
    /// <summary>The most that resident memory may move.</summary>
    public const double MostMovement = 5;

    /// <summary>The most files that may be open for a moment: a catalog that is read, a state file that is written.</summary>
    public const int MostPassingHandles = 8;

    public bool IsMemoryFlat => MostMebibytes - LeastMebibytes <= MostMovement;

    public bool AreHandlesFlat => HandlesAfter <= HandlesBefore && MostHandles - HandlesBefore <= MostPassingHandles;

    /// <summary>Judges the looks at one process; null if there are too few to say anything.</summary>
    /// <param name="looks">All looks, in order.</param>
    /// <param name="warmUp">Those before this do not count.</param>
    public static Flatness? Of(IReadOnlyList<ProcessLook> looks, TimeSpan warmUp)
    {
        var warm = looks.Where(look => look.Since >= warmUp).ToArray();
        if (warm.Length < 4)
        {
            return null;
        }

        var half = warm.Length / 2;
        return new(
            warm.Length,
            warm.Min(look => look.ResidentMebibytes),
            warm.Max(look => look.ResidentMebibytes),
            warm[..half].Min(look => look.Handles),
            warm[half..].Min(look => look.Handles),
            warm.Max(look => look.Handles)
        );
    }
}
