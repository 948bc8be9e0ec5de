namespace ShimLsp.Core.Conversation.Asking;

/// <summary>The words at the beginning of a message, counted by what they say.</summary>
internal ref struct WordCount
{
    // Enough to tell a follow-up from a task. A text of more words is judged by these.
    private const int Most = 40;

    // A denial and what it denies: "does not really work".
    private const int ReachOfDenial = 4;

    private Says all;
    private int denies;
    private int deniesAndPoints;
    private int lastDenial;

    /// <summary>How many words there are, at most 40.</summary>
    public int All { get; private set; }

    /// <summary>How many of them have a meaning of their own.</summary>
    public int Itself { get; private set; }

    /// <summary>How many are names of files, addresses or numbers.</summary>
    public int Names { get; private set; }

    /// <summary>Whether the text has more words.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Whether it begins with a word that joins it to what was said before.</summary>
    public bool Joins { get; private set; }

    /// <summary>Whether it points back before it names a thing of its own.</summary>
    public bool PointsEarly { get; private set; }

    /// <summary>Whether it reports a failure before it names a thing of its own or asks for work.</summary>
    public bool FailsEarly { get; private set; }

    /// <summary>Whether it asks for work before it names a thing of its own.</summary>
    public bool Does { get; private set; }

    /// <summary>Whether it asks for work in any place: languages such as Chinese and Japanese name the thing first.</summary>
    public readonly bool DoesAnywhere => all.HasFlag(Says.Does);

    /// <summary>Whether it says that what was done does not work: "still failing", "it doesn't work", "you broke it".</summary>
    public bool Complains { get; private set; }

    /// <summary>Whether it denies and says nothing else: "no", "not that".</summary>
    public readonly bool OnlyDenies => denies > 0 && deniesAndPoints == All;

    /// <summary>Whether it says that something is good, and denies nothing.</summary>
    public readonly bool Praises => (all & (Says.Thanks | Says.Works)) != 0 && denies == 0;

    /// <summary>Counts.</summary>
    public static WordCount Of(ReadOnlySpan<char> text)
    {
        var count = new WordCount { lastDenial = -ReachOfDenial };
        var isHead = true; // until a word comes that neither approves nor is empty
        while (Words.TryTake(ref text, out var word, out var isName))
        {
            if (count.All == Most)
            {
                count.HasMore = true;
                break;
            }

            count.Add(isName ? Says.Itself : word, isName, ref isHead);
        }

        return count;
    }

    private void Add(Says says, bool isName, ref bool isHead)
    {
        var isEarly = Itself + Names == 0;
        if (says == Says.Itself)
        {
            (Itself, Names) = isName ? (Itself, Names + 1) : (Itself + 1, Names);
        }

        all |= says;
        Joins |= isHead && says.HasFlag(Says.Joins);
        isHead &= (says & (Says.Thanks | Says.Works)) != 0 || says == Says.Filler;
        PointsEarly |= isEarly && says.HasFlag(Says.Points);
        FailsEarly |= isEarly && !Does && says.HasFlag(Says.Fails);
        var deniesSuccess = says.HasFlag(Says.Works) && All - lastDenial < ReachOfDenial;
        var saysFailure = says.HasFlag(Says.Fails) && (PointsEarly || (all & (Says.You | Says.Still)) != 0);
        Complains |= !Does && ((Itself + Names <= 1 && says.HasFlag(Says.Still)) || deniesSuccess || (saysFailure && Itself <= 1));
        if (says.HasFlag(Says.Denies))
        {
            denies++;
            lastDenial = All;
        }

        deniesAndPoints += (says & (Says.Denies | Says.Points)) != 0 ? 1 : 0;
        Does |= isEarly && says.HasFlag(Says.Does);
        All++;
    }
}
