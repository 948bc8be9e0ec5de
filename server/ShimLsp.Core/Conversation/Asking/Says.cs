namespace ShimLsp.Core.Conversation.Asking;

/// <summary>What a word of a follow-up says. A word without any of these has a meaning of its own: it names what is to be done.</summary>
[Flags]
internal enum Says
{
    /// <summary>It has a meaning of its own.</summary>
    Itself = 0,

    /// <summary>It carries no task: the, please, do, go on, test, option, two.</summary>
    Filler = 1,

    /// <summary>It points to what was said before: it, that, the other, again, instead.</summary>
    Points = 2,

    /// <summary>At the start, it joins the message to what was said before: yes, no, but, also.</summary>
    Joins = 4,

    /// <summary>It approves: thanks, great.</summary>
    Thanks = 8,

    /// <summary>It reports success: works, passes, correct. Behind a denial it reports failure.</summary>
    Works = 16,

    /// <summary>It denies: no, not, nothing.</summary>
    Denies = 32,

    /// <summary>It reports that nothing has changed: still.</summary>
    Still = 64,

    /// <summary>It reports failure: fails, broke, wrong, error.</summary>
    Fails = 128,

    /// <summary>It asks for a piece of work: fix, add, rename.</summary>
    Does = 256,

    /// <summary>It speaks to the model: you.</summary>
    You = 512,
}
